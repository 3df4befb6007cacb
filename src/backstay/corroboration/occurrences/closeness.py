"""How close a denial is to events: which one it may be about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from .likeness import FAR_DAYS, gap_days, likeness
from .told import Told
from .words import Words

COMPARED = 40
"""Claims of one event that a denial is compared with."""
NEAR = 400
"""Characters within which a denial follows what it denies."""
OPPOSED = 0.5
"""What it counts to go the other way: "the office is unchanged" keeps what the event cuts, and so speaks against it."""
FOLLOWS = 0.15
"""What it counts to stand just behind a claim in the same report: a denial is mostly of what was said just before."""
SAME_REPORT = 0.1
"""What it counts to stand elsewhere in the same report."""
MANY = 4_000
"""Pairs of a denial and a group from which on comparing columns of numbers is quicker than one claim at a time."""


def closest(denials: Sequence[Told], groups: Sequence[Sequence[Told]]) -> Iterator[tuple[float, int]]:
    """For each denial how much it is like the closest group, and which one that is; 0 of group 0 where none is near.

    A group is as close as the claim of it that is most like the denial; then as its claims on the average; then the
    first.
    """
    if not denials or len(denials) * len(groups) < MANY:
        return _of_few(denials, groups)
    from .nearest import closest_of_many

    return closest_of_many(denials, groups)


def span(group: Sequence[Told]) -> tuple[date, date] | None:
    """First and last day that a group's claims are about or were told on; None if none is known."""
    days = [day for each in group for day in (each.first, each.last, each.row.published) if day]
    return (min(days), max(days)) if days else None


def _of_few(denials: Sequence[Told], groups: Sequence[Sequence[Told]]) -> Iterator[tuple[float, int]]:
    if not denials:
        return
    spans = [span(group) for group in groups]
    named = [frozenset[str]().union(*(claim.entities for claim in group)) for group in groups]
    words = Words([*(claim for group in groups for claim in group), *denials])
    for each in denials:
        near = [n for n, days in enumerate(spans) if _may_be(each, days) and _may_name(each, named[n])]
        best = max(((*_closeness(each, groups[place], words), -place) for place in near), default=(0.0, 0.0, 0))
        yield best[0], -best[2]


def _may_be(denial: Told, span: tuple[date, date] | None) -> bool:
    """May what is denied lie near in time? Where nobody says when, it may."""
    if span is None or denial.first is None or denial.last is None:
        return True
    return (denial.first - span[1]).days <= FAR_DAYS and (span[0] - denial.last).days <= FAR_DAYS


def _may_name(denial: Told, named: frozenset[str]) -> bool:
    """Two who are both named, and not alike, are not spoken of at once."""
    return not named or not denial.entities or bool(named & denial.entities)


def _closeness(denial: Told, group: Sequence[Told], words: Words) -> tuple[float, float]:
    """The best likeness to one of the group's claims, then the mean of all."""
    scores = [_like(denial, claim, words) for claim in group[:COMPARED]]
    return max(scores), sum(scores) / len(scores)


def _like(denial: Told, claim: Told, words: Words) -> float:
    gap = _gap(denial, claim)
    if gap is not None and gap > FAR_DAYS:
        return -1.0
    score = likeness(denial, claim, words.share(denial, claim, words.total(denial.words & claim.words)), gap)
    if denial.direction * claim.direction < 0:
        score += OPPOSED
    return score + _nearness(denial, claim)


def _gap(denial: Told, claim: Told) -> int | None:
    """Days between them. A denial answers what is being told, whatever day that is about: publication counts too."""
    gap, told, answered = gap_days(denial, claim), claim.row.published, denial.row.published
    if denial.settled or not told or not answered:
        return gap
    return min(abs((answered - told).days), FAR_DAYS + 1 if gap is None else gap)


def _nearness(denial: Told, claim: Told) -> float:
    ours, theirs = denial.row.claim, claim.row.claim
    if ours.report != theirs.report:
        return 0.0
    return FOLLOWS if 0 <= ours.start - theirs.start <= NEAR else SAME_REPORT
