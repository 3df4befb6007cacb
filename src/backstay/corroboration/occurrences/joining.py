"""Claims joined into groups that are about one occurrence: average linkage over the pairs that can be compared."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from .likeness import FAR_DAYS, ONE, UNKNOWN, gap_days, likeness
from .told import NEWS_LAG, Told
from .words import Words

COMMON = 300
"""Claims of one word, party or report that another is compared with at most: the latest."""

Links = dict[int, dict[int, float]]


def join(claims: Sequence[Told]) -> list[list[Told]]:
    """The claims in groups, each about one occurrence, whatever their order. Members are sorted by id.

    Copies (the same words about the same parties and days) are one from the start, so that a thousand of them neither
    take long nor weigh more than one.
    """
    copies = _copies(sorted(claims, key=lambda each: (each.first or date.max, each.id)))
    links = _links([group[0] for group in copies])
    return [
        sorted((t for place in group for t in copies[place]), key=lambda t: t.id) for group in _linked(copies, links)
    ]


def segments(claims: Sequence[Told]) -> list[list[Told]]:
    """Runs of claims in time, parted where nothing lies within `FAR_DAYS`; those of no known day are one run.

    No two claims of different runs can be one event, so that a new report only touches the run that it falls into.
    """
    undated = [each for each in claims if each.first is None or each.last is None]
    dated = sorted((each.first, each.last, each.id, each) for each in claims if each.first and each.last)
    runs: list[list[Told]] = []
    reach: date | None = None
    for first, last, _, each in dated:
        if reach is None or (first - reach).days > FAR_DAYS:
            runs.append([])
            reach = last
        runs[-1].append(each)
        reach = max(reach, last)
    return runs + ([undated] if undated else [])


def _copies(claims: Sequence[Told]) -> list[list[Told]]:
    """Groups of the same words, parties, type, effect and days, in order of their first id."""
    groups: dict[tuple[object, ...], list[Told]] = {}
    for each in claims:
        claim = each.row.claim
        month = each.first and (each.first.toordinal() // FAR_DAYS)
        same = (each.words or claim.quote, each.entities, claim.event_type, claim.channel, each.direction, month)
        groups.setdefault(same, []).append(each)
    return list(groups.values())


def _links(claims: Sequence[Told]) -> Links:
    """Likeness of every two claims that lie close in time and share a word, a named party or a report, by place."""
    links: Links = defaultdict(dict)
    words = Words(claims)
    for place, shared in _comparable(claims, words):
        for other, weight in shared.items():
            one, two = claims[place], claims[other]
            score = likeness(one, two, words.share(one, two, weight), gap_days(one, two))
            links[place][other] = links[other][place] = score
    return links


def _comparable(claims: Sequence[Told], words: Words) -> Iterator[tuple[int, Counter[int]]]:
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


@dataclass(slots=True)
class _Group:
    members: list[int]
    size: int
    latest: int
    """Day from which on all may have taken place: the last of the first days."""
    earliest: int
    """Day until which all may have: the first of the last days."""
    sums: dict[int, tuple[float, int]] = field(default_factory=dict)
    """By other group: sum of the likeness of compared pairs, and their number."""


def _linked(copies: Sequence[Sequence[Told]], links: Links) -> list[list[int]]:
    """Average linkage: the two most alike groups are joined until none is alike enough.

    Pairs that were not compared count `UNKNOWN`. Ties go by place, which goes by id: the order of input is nothing.
    """
    groups = {place: _Group([place], 1, *_span(copy)) for place, copy in enumerate(copies)}
    for place, others in links.items():
        groups[place].sums = {other: (score, 1) for other, score in others.items()}
    heap = [
        (-score, min(place, other), max(place, other))
        for place, others in links.items()
        for other, score in others.items()
        if place < other and score >= ONE
    ]
    heapq.heapify(heap)
    while heap:
        minus, one, other = heapq.heappop(heap)
        if one not in groups or other not in groups or _mean(groups[one], groups[other], other) != -minus:
            continue
        if _too_far(groups[one], groups[other]):
            continue
        _merge(groups, one, other)
        for third in groups[one].sums:
            mean = _mean(groups[one], groups[third], third)
            if mean >= ONE:
                heapq.heappush(heap, (-mean, min(one, third), max(one, third)))
    return [group.members for _, group in sorted(groups.items())]


def _span(copies: Sequence[Told]) -> tuple[int, int]:
    firsts = [each.first.toordinal() for each in copies if each.first]
    lasts = [each.last.toordinal() for each in copies if each.last]
    return max(firsts, default=0), min(lasts, default=10**7)


def _too_far(one: _Group, other: _Group) -> bool:
    """Would two claims of the joined group lie further apart than an event can reach?"""
    return max(one.latest, other.latest) - min(one.earliest, other.earliest) > FAR_DAYS


def _mean(one: _Group, other: _Group, key: int) -> float:
    total, compared = one.sums[key]
    pairs = one.size * other.size
    return (total + UNKNOWN * (pairs - compared)) / pairs


def _merge(groups: dict[int, _Group], one: int, other: int) -> None:
    kept, gone = groups[one], groups.pop(other)
    kept.members += gone.members
    kept.size += gone.size
    kept.latest, kept.earliest = max(kept.latest, gone.latest), min(kept.earliest, gone.earliest)
    kept.sums.pop(other, None)
    for third, (total, compared) in gone.sums.items():
        if third == one:
            continue
        before, number = kept.sums.get(third, (0.0, 0))
        kept.sums[third] = (before + total, number + compared)
        sums = groups[third].sums
        sums.pop(other, None)
        sums[one] = kept.sums[third]
