"""Claims as columns of numbers, so that thousands of pairs are compared at a time.

What a likeness is made of stands in `likeness.py` alone: its parts fill tables that are looked up here, and what is
looked up is added in the same order, so that both ways agree to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from .likeness import FAR_DAYS, NO_WORDS, SENTENCE, WORDS, amounts, channels, days, directions, parties, types
from .told import Told
from .words import LEAST, Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Masks = NDArray[np.uint64]

T = TypeVar("T", bound=Hashable)

NO_GAP = FAR_DAYS + 2
"""Stands for days between two claims that nobody knows; `FAR_DAYS + 1` for all that are too many."""


class Columns:
    """What of each claim counts in a comparison. Claims go by their place in the sequence given."""

    def __init__(self, claims: Sequence[Told], words: Words) -> None:
        import numpy as np

        rows = [each.row.claim for each in claims]
        self.first, self.last = spans(claims)
        self._type, self._types = _table([(c.event_type, c.mode) for c in rows], lambda a, b: types(*a, *b))
        self._channel, self._channels = _table([c.channel for c in rows], channels)
        self._direction = np.array([each.direction for each in claims], dtype=np.int64)
        self._directions = np.array([directions(both) for both in (0, 1, -1)])  # a product of -1 is the last place
        self._entities = _wide([each.entities for each in claims])
        self._named = np.array([bool(each.entities) for each in claims], dtype=np.int64)
        self._kinds = _masks([each.kinds for each in claims])
        self._parties = np.array(
            [[[parties(named, same, kin) for kin in (False, True)] for same in (False, True)] for named in range(3)]
        )
        self._amounts = [each.amounts for each in claims]
        self._counts = np.array([bool(each.amounts) for each in claims], dtype=bool)
        self._days = np.array([*(days(gap) for gap in range(FAR_DAYS + 2)), days(None)])
        self._total = np.array([words.total(each.words) for each in claims], dtype=np.int64)
        self.report = _numbered([c.report for c in rows])[0]
        self.start = np.array([c.start for c in rows], dtype=np.int64)
        self._end = np.array([c.end for c in rows], dtype=np.int64)

    def gaps(self, one: Places | int, other: Places) -> Places:
        """As `likeness.gap_days`, for many; see `NO_GAP`."""
        import numpy as np

        apart = np.maximum(self.first[other] - self.last[one], self.first[one] - self.last[other])
        dated = (self.first[one] > 0) & (self.first[other] > 0)
        return np.where(dated, np.clip(apart, 0, FAR_DAYS + 1), NO_GAP)

    def likeness(self, one: Places | int, other: Places, shared: Places, gaps: Places) -> Floats:
        """As `likeness.likeness`, for many. `shared` is the weight of the words that both have."""
        score: Floats = self._types[self._type[one], self._type[other]]
        score = score + self._words(one, other, shared)
        score += self._of_parties(one, other)
        score += self._channels[self._channel[one], self._channel[other]]
        score += self._directions[self._direction[one] * self._direction[other]]
        score += self._of_amounts(one, other)
        score += self._days[gaps]
        score += self._sentence(one, other)
        score[gaps == FAR_DAYS + 1] = -1.0
        return score

    def opposed(self, one: Places | int, other: Places) -> Flags:
        """Does one tie grow and the other shrink?"""
        found: Flags = self._direction[one] * self._direction[other] < 0
        return found

    def _words(self, one: Places | int, other: Places, shared: Places) -> Floats:
        import numpy as np

        lighter = np.minimum(self._total[one], self._total[other])
        share = np.minimum(1.0, shared / np.maximum(LEAST, lighter))
        return np.where(shared > 0, WORDS * share, NO_WORDS)

    def _of_parties(self, one: Places | int, other: Places) -> Floats:
        import numpy as np

        same = np.zeros(len(other), dtype=bool)
        for mine in self._entities:
            for theirs in self._entities:
                same |= mine[one] == theirs[other]
        kin = np.zeros(len(other), dtype=bool)
        for mask in self._kinds:
            kin |= (mask[one] & mask[other]) != 0
        named = self._named[one] + self._named[other]
        found: Floats = self._parties[named, (same & (named == 2)).view(np.int8), kin.view(np.int8)]
        return found

    def _of_amounts(self, one: Places | int, other: Places) -> Floats:
        """Few claims state a number, so that those pairs of claims are looked at one by one."""
        import numpy as np

        found = np.zeros(len(other))
        both = np.flatnonzero(self._counts[one] & self._counts[other])
        mine, theirs = (np.broadcast_to(each, len(other))[both].tolist() for each in (one, other))
        found[both] = [amounts(self._amounts[a], self._amounts[b]) for a, b in zip(mine, theirs, strict=True)]
        return found

    def _sentence(self, one: Places | int, other: Places) -> Floats:
        import numpy as np

        overlap = (self.start[one] < self._end[other]) & (self.start[other] < self._end[one])
        return np.where(overlap & (self.report[one] == self.report[other]), SENTENCE, 0.0)


def spans(claims: Sequence[Told]) -> tuple[Places, Places]:
    """First and last day of each claim as a number; 0 where one is not known."""
    import numpy as np

    known = [(each.first, each.last) if each.first and each.last else None for each in claims]
    first = np.array([days[0].toordinal() if days else 0 for days in known], dtype=np.int64)
    return first, np.array([days[1].toordinal() if days else 0 for days in known], dtype=np.int64)


def _numbered(values: Iterable[T]) -> tuple[Places, list[T]]:
    """Each value as the number of the first that is equal; what the numbers stand for."""
    import numpy as np

    numbers: dict[T, int] = {}
    found = [numbers.setdefault(value, len(numbers)) for value in values]
    return np.array(found, dtype=np.int64), list(numbers)


def _table(values: Iterable[T], part: Callable[[T, T], float]) -> tuple[Places, Floats]:
    """The values as numbers, and by two of them what they add to a likeness."""
    import numpy as np

    numbers, kinds = _numbered(values)
    found = np.array([part(mine, theirs) for mine in kinds for theirs in kinds], dtype=np.float64)
    return numbers, found.reshape(len(kinds), len(kinds))


def _wide(sets: Sequence[frozenset[str]]) -> list[Places]:
    """Sets of few members as columns. Where there are fewer the last is repeated; an empty set is all -1."""
    import numpy as np

    numbers: dict[str, int] = {}
    rows = [[numbers.setdefault(member, len(numbers)) for member in each] or [-1] for each in sets]
    return [
        np.array([row[min(column, len(row) - 1)] for row in rows], dtype=np.int64)
        for column in range(max(map(len, rows), default=0))
    ]


def _masks(sets: Sequence[frozenset[tuple[str, str]]]) -> list[Masks]:
    """Sets as bits, in as many columns of 64 as it takes."""
    import numpy as np

    numbers: dict[tuple[str, str], int] = {}
    bits = [sum(1 << numbers.setdefault(member, len(numbers)) for member in each) for each in sets]
    return [
        np.array([row >> 64 * column & 0xFFFF_FFFF_FFFF_FFFF for row in bits], dtype=np.uint64)
        for column in range(1 + len(numbers) // 64)
    ]
