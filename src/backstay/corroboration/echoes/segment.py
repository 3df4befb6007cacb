"""One sorted part of an index: which texts hold which fingerprint, and which of them share many with a new text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .words import Hashes, Places

    Numbers = NDArray[np.int32]

CROWDED = 3_000
"""A fingerprint in more texts is boilerplate, or one text copied everywhere: it leads to its first text alone."""
_SHORT = 1 << 16  # numbers that fit two bytes are sorted by radix
_BLOCK = 2_000_000
"""Fingerprint hits looked at in one go: bounds memory."""


@dataclass(frozen=True, slots=True)
class Segment:
    """`texts[bounds[k]:bounds[k + 1]]`, ascending, are the texts that hold the fingerprint `hashes[k]`, ascending."""

    hashes: Hashes
    bounds: Places
    texts: Numbers

    def __len__(self) -> int:
        return len(self.texts)

    @classmethod
    def build(cls, hashes: Hashes, texts: Places | Numbers) -> Segment:
        """From pairs of fingerprint and text; for one fingerprint texts must come in ascending order."""
        import numpy as np

        order = np.argsort(hashes, kind="stable")  # runs that are sorted already are merged, not sorted anew
        hashes, texts = hashes[order], texts[order].astype(np.int32)
        new = np.ones(len(hashes), dtype=bool)
        new[1:] = hashes[1:] != hashes[:-1]
        firsts = np.flatnonzero(new)
        return cls(hashes[firsts], np.append(firsts, len(hashes)), texts)

    @classmethod
    def merged(cls, one: Segment, later: Segment) -> Segment:
        """Both in one; every text of `later` has a higher number than those of `one`."""
        import numpy as np

        hashes = [np.repeat(part.hashes, np.diff(part.bounds)) for part in (one, later)]
        return cls.build(np.concatenate(hashes), np.concatenate([one.texts, later.texts]))

    def hits(self, hashes: Hashes, owners: Places, count: int) -> Iterator[tuple[Places, Places, Places]]:
        """(text asked for, text here, fingerprints shared), block by block, for texts 0..count-1 that are asked for.

        `hashes` ascend (that finds their places fast); `owners` says whose fingerprint each is.
        """
        import numpy as np

        row = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        known = self.hashes[row] == hashes
        row, owners = row[known], owners[known]
        order = np.argsort(owners.astype(np.uint16) if count <= _SHORT else owners, kind="stable")
        row, owners = row[order], owners[order]
        many = self.bounds[row + 1] - self.bounds[row]
        many[many > CROWDED] = 1
        per_text = np.bincount(owners, minlength=count)
        work = np.cumsum(np.bincount(owners, weights=many, minlength=count)).astype(np.int64)
        ends = np.cumsum(per_text)
        first = 0
        while first < count:
            done = work[first - 1] if first else 0
            last = max(first + 1, int(np.searchsorted(work, done + _BLOCK, side="right")))
            span = slice(ends[first - 1] if first else 0, ends[last - 1])
            if span.start < span.stop:
                yield self._count(row[span], owners[span], many[span])
            first = last

    def _count(self, row: Places, owners: Places, many: Places) -> tuple[Places, Places, Places]:
        import numpy as np

        steps = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        here = self.texts[np.repeat(self.bounds[row], many) + steps].astype(np.int64)
        keys = np.sort((np.repeat(owners, many) << 32) | here)
        new = np.ones(len(keys), dtype=bool)
        new[1:] = keys[1:] != keys[:-1]
        firsts = np.flatnonzero(new)
        shared = np.diff(np.append(firsts, len(keys)))
        keys = keys[firsts]
        return keys >> 32, keys & 0xFFFFFFFF, shared

    def save(self, folder: Path, name: str) -> None:
        """Keep the three arrays as `.npy` files."""
        import numpy as np

        for part in ("hashes", "bounds", "texts"):
            np.save(folder / f"{name}-{part}.npy", getattr(self, part))

    @classmethod
    def load(cls, folder: Path, name: str) -> Segment:
        """Mapped from disk: only what is asked for is read."""
        import numpy as np

        parts = [np.load(folder / f"{name}-{part}.npy", mmap_mode="r") for part in ("hashes", "bounds", "texts")]
        return cls(*parts)
