"""Which claims are compared: those that lie close in time and share a word, a named party or a report."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from .likeness import FAR_DAYS
from .told import NEWS_LAG, Told
from .words import Words

COMMON = 300
"""Claims of one word, party or report that another is compared with at most: the latest."""


def comparable(claims: Sequence[Told], words: Words) -> Iterator[tuple[int, Counter[int]]]:
    """For each claim the earlier ones (by place) that it can be compared with, and the weight of words shared."""
    with_word, with_other = _Postings(), _Postings()
    for place, each in enumerate(claims):
        shared: Counter[int] = Counter()
        for word in each.words:
            weight = words.weight(word)
            if weight:
                for other in with_word.near(word, place, each):
                    shared[other] += weight
        for key in (*each.entities, each.row.claim.report):
            for other in with_other.near(key, place, each):
                shared[other] += 0
        yield place, shared


class _Postings:
    """Where each key occurred so far, in the order of time, so that what lies too far back is not looked at."""

    def __init__(self) -> None:
        self._short: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        self._long: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)

    def near(self, key: str, place: int, each: Told) -> list[int]:
        """Earlier places with this key that may lie within `FAR_DAYS`; then notes this one. At most `COMMON`."""
        first = each.first.toordinal() if each.first else 0
        last = each.last.toordinal() if each.last else 0
        days, places = self._short[key]
        found = places[bisect_left(days, first - FAR_DAYS - NEWS_LAG) :][-COMMON:]
        found += [other for until, other in self._long[key] if first - until <= FAR_DAYS][-COMMON:]
        if last - first <= NEWS_LAG:
            days.append(first)
            places.append(place)
        else:
            self._long[key].append((last, place))
        return found
