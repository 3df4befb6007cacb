"""What two texts have in common word for word: exact passages, and how much of the shorter text they are."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from ...records import Passage
from .words import SHINGLE, shingles, word_spans, words_of

if TYPE_CHECKING:
    from .words import Flags, Places, Words

LEAST_WORDS = 8
"""Fewer of the same words in one place ("the White House said on Monday") are the language's, not a copy's."""

_SMALL = 3
_REACH = 15  # words from a longer run within which a small one counts
_DRIFT = 8  # words put in or left out between the two
_GAP = 5
_REPEATS = 4
_NO_CHANCE = 0.6
_BLOCK = 512
_QUOTED = re.compile(r"“[^”\n]*[”\n]|\"[^\"\n]*[\"\n]|«[^»\n]*»")


def share(one: Words, other: Words, least: float = 0.0) -> float:
    """How much of the shorter text stands in the other: 0..1, in words.

    Runs of `SHINGLE` words count, and runs of `_SMALL` beside one in both texts, so that a sentence with a word changed
    loses little more than that word; what does not come to `LEAST_WORDS` in one place does not count. Where the answer
    cannot reach `least`, 0.
    """
    import numpy as np

    if len(one) > len(other):
        one, other = other, one
    if len(one) < LEAST_WORDS:
        return float(len(one) > 0 and np.array_equal(one, other))
    at, there = _same(one, other, SHINGLE)
    if len(np.unique(at)) < least * _NO_CHANCE * (len(one) - SHINGLE + 1):
        return 0.0
    held = np.zeros(len(one), dtype=bool)
    for step in range(SHINGLE):
        held[at + step] = True
    small_at = _beside(_same(one, other, _SMALL), (at, there))
    for step in range(_SMALL):
        held[small_at + step] = True
    return float(_in_places(held) / len(one))


def _same(one: Words, other: Words, size: int) -> tuple[Places, Places]:
    """Places (in one, in other) of the same `size` words in a row; of many places in other for one, some."""
    import numpy as np

    wanted, hashes = shingles(one, size), shingles(other, size)
    order = np.argsort(hashes, kind="stable")
    sorted_hashes = hashes[order]
    first = np.searchsorted(sorted_hashes, wanted)
    found = []
    for step in range(_REPEATS):
        at = np.flatnonzero(first + step < len(hashes))
        at = at[sorted_hashes[first[at] + step] == wanted[at]]
        found.append(np.stack([at, order[first[at] + step]]))
    at, there = np.concatenate(found, axis=1)
    return at, there


def _beside(small: tuple[Places, Places], seeds: tuple[Places, Places]) -> Places:
    """Places in one of those small runs that stand by a seed in both texts."""
    import numpy as np

    at, there = small
    seed_at, seed_there = seeds
    near = np.zeros(len(at), dtype=bool)
    for first in range(0, len(at), _BLOCK):
        part = slice(first, first + _BLOCK)
        close = np.abs(at[part, None] - seed_at[None]) <= _REACH
        shift = (there[part] - at[part])[:, None] - (seed_there - seed_at)[None]
        near[part] = (close & (np.abs(shift) <= _DRIFT)).any(axis=1)
    return at[near]


def _in_places(held: Flags) -> int:
    """How many words are held in places that hold at least `LEAST_WORDS`, a few words apart at most."""
    import numpy as np

    at = np.flatnonzero(held)
    if not len(at):
        return 0
    sizes = np.diff(np.concatenate([[0], np.flatnonzero(np.diff(at) > _GAP) + 1, [len(at)]]))
    return int(sizes[sizes >= LEAST_WORDS].sum())


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
