"""Counts by key that fade at several half-lives, for millions of look-ups at once.

A key is a whole number of up to 62 bits, put together from parts (see `keys`). A count is kept scaled by
2^(day / half-life), so that a look-up multiplies by one number instead of ageing every row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

_REBASE = 60.0  # doublings after which stored counts are scaled back; float32 holds 127
NEVER = -100_000
"""The day on which a key that never occurred was last seen."""


class Slices(NamedTuple):
    """Entries of several ranges of keys: which range each belongs to, its key, and its row in the tally."""

    group: Ints
    key: Ints
    slot: Ints


class Tally:
    """Fading counts. Row 0 stands for every key that never occurred: its counts are 0."""

    def __init__(self, half_lives: Sequence[float]) -> None:
        import numpy as np

        self._np = np
        self.half_lives = np.array(half_lives, dtype=np.float64)
        self.base = 0
        self.keys: Ints = np.empty(0, np.int64)
        self.slots: Ints = np.empty(0, np.int64)
        self.counts: Floats = np.zeros((1024, len(half_lives)), np.float32)
        self.last: NDArray[np.int32] = np.full(1024, NEVER, np.int32)
        self.before: NDArray[np.int32] = np.full(1024, NEVER, np.int32)
        self.size = 1

    def __len__(self) -> int:
        return self.size - 1

    def add(self, day: int, keys: Ints, weights: Floats | None = None) -> None:
        """Count each key once (or by its weight) on a day. Days may come in any order."""
        np = self._np
        if not len(keys):
            return
        self._rebase(day)
        unique, inverse = np.unique(keys, return_inverse=True)
        amount = np.bincount(inverse, weights=weights, minlength=len(unique))
        slots = self._take_slots(unique)
        scale = np.exp2((day - self.base) / self.half_lives)
        self.counts[slots] += (amount[:, None] * scale[None, :]).astype(np.float32)
        later = self.last[slots] < day
        self.before[slots] = np.where(later, self.last[slots], self.before[slots])
        self.last[slots] = np.maximum(self.last[slots], day)

    def find(self, keys: Ints) -> Ints:
        """The row of each key, of any shape; 0 where it never occurred."""
        np = self._np
        if not len(self.keys):
            empty: Ints = np.zeros(keys.shape, np.int64)
            return empty
        at = np.searchsorted(self.keys, keys)
        at[at == len(self.keys)] = 0
        found: Ints = np.where(self.keys[at] == keys, self.slots[at], 0)
        return found

    def at(self, day: int, slots: Ints) -> Floats:
        """Counts of these rows as of a day: their shape, and one axis more for the half-lives."""
        np = self._np
        scale = np.exp2((self.base - day) / self.half_lives).astype(np.float32)
        found: Floats = self.counts[slots] * scale
        return found

    def slices(self, low: Ints, high: Ints) -> Slices:
        """All entries whose key lies in low..high-1, for each pair of bounds; keys ascend within a range."""
        np = self._np
        start, end = np.searchsorted(self.keys, low), np.searchsorted(self.keys, high)
        length = end - start
        group = np.repeat(np.arange(len(low)), length)
        offset = np.cumsum(length) - length
        place = np.arange(len(group)) - np.repeat(offset - start, length)
        return Slices(group, self.keys[place], self.slots[place])

    def kept(self) -> dict[str, NDArray[Any]]:
        """What there is to keep, in the order of the keys."""
        return {
            "keys": self.keys,
            "counts": self.counts[self.slots],
            "last": self.last[self.slots],
            "before": self.before[self.slots],
        }

    def take(self, base: int, *, keys: Ints, counts: Floats, last: NDArray[Any], before: NDArray[Any]) -> None:
        """Put what was `kept` in the place of what is there."""
        np = self._np
        self.base, self.keys, self.slots, self.size = base, keys, np.arange(1, len(keys) + 1), len(keys) + 1
        none = np.full(1, NEVER, np.int32)
        self.counts = np.concatenate([np.zeros((1, len(self.half_lives)), np.float32), counts])
        self.last, self.before = np.concatenate([none, last]), np.concatenate([none, before])

    def _take_slots(self, unique: Ints) -> Ints:
        np = self._np
        slots = self.find(unique)
        new = slots == 0
        fresh = unique[new]
        if len(fresh):
            taken = np.arange(self.size, self.size + len(fresh))
            slots[new] = taken
            self.size += len(fresh)
            self._grow()
            at = np.searchsorted(self.keys, fresh)
            self.keys = np.insert(self.keys, at, fresh)
            self.slots = np.insert(self.slots, at, taken)
        return slots

    def _grow(self) -> None:
        np = self._np
        room = len(self.last)
        if self.size <= room:
            return
        more = max(self.size, room + room // 2)
        counts = np.zeros((more, len(self.half_lives)), np.float32)
        counts[:room] = self.counts
        last = np.full(more, NEVER, np.int32)
        last[:room] = self.last
        before = np.full(more, NEVER, np.int32)
        before[:room] = self.before
        self.counts, self.last, self.before = counts, last, before

    def _rebase(self, day: int) -> None:
        np = self._np
        if self.size == 1:
            self.base = day
        elif (day - self.base) / float(self.half_lives.min()) > _REBASE:
            self.counts *= np.exp2((self.base - day) / self.half_lives).astype(np.float32)
            self.base = day
