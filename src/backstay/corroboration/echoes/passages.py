"""What two texts have in common word for word: exact passages, and how much of the shorter text they are."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from ...records import Passage
from .words import SHINGLE, shingles, word_spans, words_of

if TYPE_CHECKING:
    from .words import Words

LEAST_WORDS = 8
"""Shorter runs of the same words ("the White House said on Monday") are the language's, not a copy's."""

_QUOTED = re.compile(r"“[^”\n]*[”\n]|\"[^\"\n]*[\"\n]|«[^»\n]*»")


def share(one: Words, other: Words) -> float:
    """How much of the shorter text stands in the other word for word, in passages of `LEAST_WORDS` up: 0..1."""
    import numpy as np

    if len(one) > len(other):
        one, other = other, one
    if len(one) < LEAST_WORDS:
        return float(len(one) > 0 and np.array_equal(one, other))
    wanted, there = shingles(one), np.sort(shingles(other))
    found = there[np.minimum(np.searchsorted(there, wanted), len(there) - 1)] == wanted
    return float(_covered(found).sum() / len(one))


def _covered(found: object) -> Words:
    """Which words lie in runs of shared shingles that make `LEAST_WORDS`."""
    import numpy as np

    hit = np.asarray(found, dtype=np.int8)
    edges = np.diff(np.concatenate([[0], hit, [0]]))
    begins, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) + SHINGLE - 1
    long = ends - begins >= LEAST_WORDS
    steps = np.zeros(len(hit) + SHINGLE, dtype=np.int64)
    np.add.at(steps, begins[long], 1)
    np.add.at(steps, ends[long], -1)
    return (np.cumsum(steps)[:-1] > 0).astype(np.uint32)


def passages(one: str, other: str) -> tuple[Passage, ...]:
    """The passages of at least `LEAST_WORDS` words that both texts hold, in the order of `one`, none twice.

    `quoted` passages stand in quotation marks in both: two who quote one speech need not have copied each other.
    """
    spans, other_spans = word_spans(one), word_spans(other)
    runs = _runs(words_of(one).tolist(), words_of(other).tolist())
    quoted, other_quoted = _Quotes(one), _Quotes(other)
    found = []
    for at, there, length in runs:
        start, end = spans[at][0], spans[at + length - 1][1]
        first, last = other_spans[there][0], other_spans[there + length - 1][1]
        found.append(
            Passage(start, end, first, last, length, quoted.hold(start, end) and other_quoted.hold(first, last))
        )
    return tuple(found)


def _runs(one: list[int], other: list[int]) -> list[tuple[int, int, int]]:
    """(place in one, place in other, words) of each longest run, left to right."""
    places: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for at in range(len(other) - SHINGLE + 1):
        places[tuple(other[at : at + SHINGLE])].append(at)
    runs, at = [], 0
    while at <= len(one) - SHINGLE:
        there, length = _longest(one, other, at, places.get(tuple(one[at : at + SHINGLE]), ()))
        if length >= LEAST_WORDS:
            runs.append((at, there, length))
            at += length
        else:
            at += 1
    return runs


def _longest(one: list[int], other: list[int], at: int, places: list[int] | tuple[()]) -> tuple[int, int]:
    best, most = 0, 0
    for there in places:
        length = SHINGLE
        while at + length < len(one) and there + length < len(other) and one[at + length] == other[there + length]:
            length += 1
        if length > most:
            best, most = there, length
    return best, most


class _Quotes:
    """Where a text stands in quotation marks."""

    def __init__(self, text: str) -> None:
        self._spans = [match.span() for match in _QUOTED.finditer(text)]

    def hold(self, start: int, end: int) -> bool:
        """Does nearly all of start..end lie in quotation marks?"""
        inside = sum(max(0, min(end, last) - max(start, first)) for first, last in self._spans)
        return inside >= 0.9 * (end - start)
