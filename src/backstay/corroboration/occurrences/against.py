"""What speaks against an event, or refuses to speak of it, put beside the event that it is about.

A denial is about the same pair of states, lies close in time, and speaks of the same kind of thing; one that says no
more than "denied that" is taken by who denies and by the report that it stands in. What fits nothing stands alone: a
denial of what nobody in this ledger asserts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .joining import join
from .likeness import FAR_DAYS, gap_days, likeness
from .told import Told
from .words import Words

ATTACHED = 0.5
"""A denial that is at least this much like an event's claims is put beside it."""
COMPARED = 40
"""Claims of one event that a denial is compared with."""
NEAR = 400
"""Characters within which a denial follows what it denies."""


def attach(groups: Sequence[list[Told]], others: Sequence[Told]) -> list[list[Told]]:
    """`groups` of asserting claims with the denials, doubts, refusals and counter-claims of `others` added.

    Then the groups of what is denied, but asserted by nobody here. Members are sorted by id.
    """
    found = [list(group) for group in groups]
    spans = [_span(group) for group in groups]
    named = [frozenset[str]().union(*(claim.entities for claim in group)) for group in groups]
    words = Words([*(claim for group in groups for claim in group), *others])
    alone = []
    for each in sorted(others, key=lambda told: told.id):
        near = [n for n, span in enumerate(spans) if _may_be(each, span) and _may_name(each, named[n])]
        best = max(((*_closeness(each, groups[place], words), -place) for place in near), default=(0.0, 0.0, 0))
        if best[0] >= ATTACHED:
            found[-best[2]].append(each)
        else:
            alone.append(each)
    return [sorted(group, key=lambda told: told.id) for group in found] + join(alone)


def _span(group: Sequence[Told]) -> tuple[date, date] | None:
    days = [day for each in group for day in (each.first, each.last, each.row.published) if day]
    return (min(days), max(days)) if days else None


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
        score += 0.5  # "the office is unchanged" keeps what the event cuts: that is how it speaks against it
    return score + _nearness(denial, claim)


def _gap(denial: Told, claim: Told) -> int | None:
    """Days between them. A denial answers what is being told, whatever day that is about: publication counts too."""
    gap, told, answered = gap_days(denial, claim), claim.row.published, denial.row.published
    if denial.settled or not told or not answered:
        return gap
    return min(abs((answered - told).days), FAR_DAYS + 1 if gap is None else gap)


def _nearness(denial: Told, claim: Told) -> float:
    """A denial is mostly of what stands just before it in the same report."""
    ours, theirs = denial.row.claim, claim.row.claim
    if ours.report != theirs.report:
        return 0.0
    return 0.15 if 0 <= ours.start - theirs.start <= NEAR else 0.1
