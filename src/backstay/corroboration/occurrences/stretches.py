"""As `postings.py`, for many claims: every occurrence of a word knows at once which of the earlier ones are near.

All that is left to do for a claim is to lay the stretches of its words side by side and to add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .columns import Columns
from .likeness import FAR_DAYS
from .postings import COMMON
from .told import NEWS_LAG, Told
from .words import Words

if TYPE_CHECKING:
    from .columns import Flags, Places

_CALENDAR = 1 << 22
"""More days than the calendar has."""


def comparable_places(claims: Sequence[Told], words: Words, columns: Columns) -> Iterator[tuple[int, Places, Places]]:
    """As `postings.comparable`, with arrays of the other places and of the weights of the words shared.

    The claims come in order of time; either all or none of them have a day.
    """
    occurrences = _Occurrences(claims, words, columns)
    for place in range(len(claims)):
        stretches, weights = occurrences.near(place)
        if stretches:
            yield place, *_added(stretches, weights)


def _added(stretches: list[Places], weights: list[int]) -> tuple[Places, Places]:
    """The places that occur, and the weights of the stretches that each occurs in, added up."""
    import numpy as np

    places = np.concatenate(stretches)
    least = places.min()
    places -= least
    sums = np.bincount(places, np.repeat(weights, [len(each) for each in stretches]))
    occurs = np.zeros(len(sums), dtype=bool)
    occurs[places] = True
    found = np.flatnonzero(occurs)
    return found + least, sums[found].astype(np.int64)


class _Occurrences:
    """Where words, named parties and reports occur.

    Claims about a few days (`brief`) are near as long as their days are, so that those of a key that are near are one
    stretch. Those about a longer time are looked at one by one.
    """

    def __init__(self, claims: Sequence[Told], words: Words, columns: Columns) -> None:
        import numpy as np

        keys, self._weights, self._at = _keys(claims, words)
        places = np.repeat(np.arange(len(claims)), np.diff(self._at))
        long = (columns.last - columns.first > NEWS_LAG)[places]
        since = columns.first[places] - FAR_DAYS
        self._brief, of, begin, end = _earlier(keys, places, ~long)
        days = np.searchsorted(of * _CALENDAR + columns.first[self._brief], keys * _CALENDAR + since - NEWS_LAG)
        begin = np.maximum(np.maximum(begin, days), end - COMMON)
        self._brief_at = list(zip(begin.tolist(), end.tolist(), strict=True))
        self._long, _, begin, end = _earlier(keys, places, long)
        self._long_at = list(zip(begin.tolist(), end.tolist(), strict=True))
        self._until = columns.last[self._long]
        self._since = (columns.first - FAR_DAYS).tolist()

    def near(self, place: int) -> tuple[list[Places], list[int]]:
        """Earlier places by what they share with this one, and what that weighs."""
        found, weights = [], []
        for key in range(self._at[place], self._at[place + 1]):
            begin, end = self._brief_at[key]
            if begin < end:
                found.append(self._brief[begin:end])
                weights.append(self._weights[key])
            begin, end = self._long_at[key]
            if begin < end:
                near = self._long[begin:end][self._until[begin:end] >= self._since[place]]
                if len(near):
                    found.append(near[-COMMON:])
                    weights.append(self._weights[key])
        return found, weights


def _keys(claims: Sequence[Told], words: Words) -> tuple[Places, list[int], list[int]]:
    """Everything that claims may share, as numbers, and what it weighs, claim by claim; where each claim's begin."""
    import numpy as np

    numbers: dict[tuple[bool, str], int] = {}
    keys: list[int] = []
    weights: list[int] = []
    at = [0]
    for each in claims:
        for word in each.words:
            if weight := words.weight(word):
                keys.append(numbers.setdefault((True, word), len(numbers)))
                weights.append(weight)
        for key in (*each.entities, each.row.claim.report):
            keys.append(numbers.setdefault((False, key), len(numbers)))
            weights.append(0)
        at.append(len(keys))
    return np.array(keys, dtype=np.int64), weights, at


def _earlier(keys: Places, places: Places, these: Flags) -> tuple[Places, Places, Places, Places]:
    """The places of `these` occurrences, key by key and in order, with their keys.

    Then, for every occurrence, between which two of them the earlier places with its key stand.
    """
    import numpy as np

    chosen = np.flatnonzero(these)
    chosen = chosen[np.argsort(keys[chosen], kind="stable")]
    of, found = keys[chosen], places[chosen]
    size = len(places) + 1
    return found, of, np.searchsorted(of, keys), np.searchsorted(of * size + found, keys * size + places)
