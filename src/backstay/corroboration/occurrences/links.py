"""How alike the claims are that can be compared: all that joining them goes by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .likeness import ONE, gap_days, likeness
from .postings import comparable
from .told import Told
from .words import Words

if TYPE_CHECKING:
    from .columns import Places

CLOSE = ONE - 1e-9
"""From here on two claims, or groups, may be one event: less than it takes by more than rounding makes of it."""
MANY = 100
"""Claims from which on comparing them as columns of numbers is quicker than one by one."""
_BLOCK = 1 << 17
"""Pairs of claims that are looked at at a time: few enough that the processor's cache holds them."""


@dataclass(frozen=True, slots=True)
class Links:
    """By place, the earlier places that each was compared with, in order, and how alike the two are.

    Those of a place stand from `at[place]` to `at[place + 1]`.
    """

    at: Sequence[int]
    others: Sequence[int]
    scores: Sequence[float]
    close: Sequence[tuple[float, int, int]]
    """Those that are alike from `CLOSE` on: how much, the earlier place, the later one."""

    def between(self, later: int, earlier: int) -> float | None:
        """How alike two claims are; None if they were not compared."""
        end = self.at[later + 1]
        found = bisect_left(self.others, earlier, self.at[later], end)
        return self.scores[found] if found < end and self.others[found] == earlier else None


def links(claims: Sequence[Told]) -> Links:
    """The claims, in order of time, compared with one another; places are those in `claims`."""
    dated = {each.first is not None for each in claims}
    return _of_many(claims) if len(claims) >= MANY and len(dated) == 1 else _of_few(claims)


def _of_few(claims: Sequence[Told]) -> Links:
    at, others, scores = [0], list[int](), list[float]()
    words = Words(claims)
    for place, shared in comparable(claims, words):
        one = claims[place]
        for earlier in sorted(shared):
            other = claims[earlier]
            others.append(earlier)
            scores.append(likeness(one, other, words.share(one, other, shared[earlier]), gap_days(one, other)))
        at.append(len(others))
    later = [place for place, (start, end) in enumerate(pairwise(at)) for _ in range(start, end)]
    close = [each for each in zip(scores, others, later, strict=True) if each[0] >= CLOSE]
    return Links(at, others, scores, close)


def _of_many(claims: Sequence[Told]) -> Links:
    """As `_of_few`, to the last bit."""
    import numpy as np

    from .columns import Columns
    from .stretches import comparable_places

    words = Words(claims)
    columns = Columns(claims, words)
    counts = np.zeros(len(claims) + 1, dtype=np.int64)
    others, scores, close = [np.zeros(0, dtype=np.int32)], [np.zeros(0)], list[tuple[float, int, int]]()
    for block in _blocks(comparable_places(claims, words, columns)):
        places, sizes = [place for place, _, _ in block], [len(found) for _, found, _ in block]
        counts[[place + 1 for place in places]] = sizes
        one, other = np.repeat(places, sizes), np.concatenate([found for _, found, _ in block])
        shared = np.concatenate([weights for _, _, weights in block])
        alike = columns.likeness(one, other, shared, columns.gaps(one, other))
        these = np.flatnonzero(alike >= CLOSE)
        close += zip(alike[these].tolist(), other[these].tolist(), one[these].tolist(), strict=True)
        scores.append(alike)
        others.append(other.astype(np.int32))
    return Links(np.cumsum(counts).tolist(), np.concatenate(others).data, np.concatenate(scores).data, close)


def _blocks(found: Iterable[tuple[int, Places, Places]]) -> Iterator[list[tuple[int, Places, Places]]]:
    block, size = [], 0
    for each in found:
        block.append(each)
        size += len(each[1])
        if size >= _BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block
