"""Thousands of claims are compared as columns of numbers: the outcome is that of one by one, to the last bit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backstay.corroboration.occurrences import closeness, links, postings, stretches
from backstay.corroboration.occurrences.columns import NO_GAP, Columns
from backstay.corroboration.occurrences.group import events_of
from backstay.corroboration.occurrences.joining import join
from backstay.corroboration.occurrences.likeness import FAR_DAYS, ONE, UNKNOWN, gap_days, likeness
from backstay.corroboration.occurrences.linkage import linked
from backstay.corroboration.occurrences.links import CLOSE, Links
from backstay.corroboration.occurrences.nearest import closest_of_many
from backstay.corroboration.occurrences.told import Role, Told, told
from backstay.corroboration.occurrences.words import Words
from backstay.records import (
    OUTLET,
    Amount,
    Channel,
    Effect,
    EventType,
    Mention,
    Participant,
    Party,
    Precision,
    Source,
    SourceKind,
    Stance,
    When,
)
from tests.corroboration.make import row

FIRST = date(2019, 6, 3)
NAMES = (None, "Rostec", "Borealis", "Rosneft", "Wagner")
SECTORS = (("BUS", "MIL"), ("BUS",), ("GOV",), ("OPP", "REL"), ())
QUOTES = (
    "Rostec has cut its staff in Venezuela to just a few dozen",
    "A Russian defense firm pulled most of its staff out",
    "Technicians left Caracas after the contract ended",
    "its staff there has not changed",
    "Moscow denied that technicians left Caracas",
    "Grain and tankers arrived; staff followed the grain",
    "It fell",
)
AMOUNTS = (
    Amount("a few dozen", 24, 60, "persons"),
    Amount("50", 50, 50, "persons"),
    Amount("3", 3, 3, "persons"),
    Amount("half", 0.5, 0.5, "share"),
    Amount("more than 40", 40, None, "persons"),
)
SOURCES = ((OUTLET,), (OUTLET, Source("Rostec", SourceKind.OFFICE, Stance.DENIES)))


@st.composite
def whens(draw: st.DrawFn) -> When | None:
    if draw(st.booleans()):
        return None
    first = FIRST + timedelta(days=draw(st.integers(-30, 120)))
    return When("then", first, first + timedelta(days=draw(st.sampled_from((0, 3, 14, 15, 60)))), Precision.DAY)


@st.composite
def tellings(draw: st.DrawFn, *, dated: bool = True) -> Told:
    def party(state: str) -> Participant:
        return Participant(
            Mention(state), Party(draw(st.sampled_from(NAMES)), None, state, draw(st.sampled_from(SECTORS)))
        )

    return told(
        row(
            draw(st.sampled_from(QUOTES)),
            report=f"r{draw(st.integers(0, 5))}",
            start=draw(st.sampled_from((0, 30, 60, 200, 700))),
            published=FIRST + timedelta(days=draw(st.integers(0, 120))) if dated else None,
            when=draw(whens()) if dated else None,
            actor=party("RUS"),
            recipient=party("VEN"),
            event_type=draw(st.sampled_from((EventType.RETREAT, EventType.SANCTION, EventType.AID, EventType.STATE))),
            mode=draw(st.sampled_from((None, "withdraw", "expel"))),
            channel=draw(st.sampled_from((None, Channel.FORCES, Channel.PRESSURE, Channel.TRADE))),
            effect=draw(st.sampled_from((Effect.CUTS, Effect.BUILDS, None))),
            amounts=tuple(draw(st.lists(st.sampled_from(AMOUNTS), max_size=2))),
            sources=draw(st.sampled_from(SOURCES)),
        )
    )


def in_time(claims: list[Told]) -> list[Told]:
    """One a claim, in the order in which claims are joined."""
    return sorted({each.id: each for each in claims}.values(), key=lambda each: (each.first or date.max, each.id))


RUNS = st.booleans().flatmap(lambda dated: st.lists(tellings(dated=dated), max_size=24).map(in_time))
MIXED = st.lists(st.one_of(tellings(), tellings(dated=False)), max_size=16).map(in_time)
CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@CALM
@given(MIXED)
def test_a_likeness_is_the_same_to_the_last_bit(claims: list[Told]) -> None:
    import numpy as np

    words = Words(claims)
    columns = Columns(claims, words)
    pairs = [(a, b) for a in range(len(claims)) for b in range(len(claims)) if a != b]
    one, other = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    weights = [words.total(claims[a].words & claims[b].words) for a, b in pairs]
    known = [gap_days(claims[a], claims[b]) for a, b in pairs]
    gaps = columns.gaps(one, other)
    assert gaps.tolist() == [NO_GAP if gap is None else min(gap, FAR_DAYS + 1) for gap in known]
    assert columns.likeness(one, other, np.array(weights, dtype=np.int64), gaps).tolist() == [
        likeness(claims[a], claims[b], words.share(claims[a], claims[b], weight), gap)
        for (a, b), weight, gap in zip(pairs, weights, known, strict=True)
    ]


@CALM
@given(RUNS, st.sampled_from((1, 3, 300)))
def test_the_same_claims_are_compared(claims: list[Told], common: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module in (postings, stretches):
            patch.setattr(module, "COMMON", common)
        patch.setattr(links, "_BLOCK", 20)
        few, many = links._of_few(claims), links._of_many(claims)
    assert (list(many.at), list(many.others), list(many.scores)) == (few.at, few.others, few.scores)
    assert list(many.close) == list(few.close)


@CALM
@given(MIXED)
def test_a_denial_goes_to_the_same_event(claims: list[Told]) -> None:
    groups = join([each for each in claims if each.role is Role.ASSERTS])
    denials = [each for each in claims if each.role is not Role.ASSERTS]
    assert list(closest_of_many(denials, groups)) == list(closeness._of_few(denials, groups))


@CALM
@given(RUNS)
def test_the_same_events_come_of_it(claims: list[Told]) -> None:
    few = events_of(claims)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(links, "MANY", 0)
        patch.setattr(closeness, "MANY", 0)
        assert events_of(claims) == few


@CALM
@given(st.integers(0, 16).flatmap(lambda size: st.tuples(st.just(size), _scores(size))))
def test_groups_are_those_of_average_linkage(drawn: tuple[int, dict[tuple[int, int], float]]) -> None:
    size, scores = drawn
    copies = [[told(row(report=f"r{place}"))] for place in range(size)]
    assert linked(copies, _links(size, scores)) == _average_linkage(size, scores)


def _scores(size: int) -> st.SearchStrategy[dict[tuple[int, int], float]]:
    """Of pairs (later, earlier), in steps that add up exactly in any order."""
    pairs = [(later, earlier) for later in range(size) for earlier in range(later)]
    if not pairs:
        return st.just({})
    return st.dictionaries(st.sampled_from(pairs), st.integers(-16, 80).map(lambda n: n / 64))


def _links(size: int, scores: dict[tuple[int, int], float]) -> Links:
    ordered = sorted(scores)
    at = [sum(later < place for later, _ in ordered) for place in range(size + 1)]
    close = [(scores[pair], pair[1], pair[0]) for pair in ordered if scores[pair] >= CLOSE]
    return Links(at, [earlier for _, earlier in ordered], [scores[pair] for pair in ordered], close)


def _average_linkage(size: int, scores: dict[tuple[int, int], float]) -> list[list[int]]:
    """By its definition: every mean anew, whenever two are joined."""
    groups = {place: [place] for place in range(size)}

    def minus_mean(one: int, other: int) -> float:
        found: list[Any] = [scores.get((max(a, b), min(a, b))) for a in groups[one] for b in groups[other]]
        compared = [score for score in found if score is not None]
        return -(sum(compared) + UNKNOWN * (len(found) - len(compared))) / len(found)

    while True:
        means = [(minus_mean(a, b), a, b) for a in groups for b in groups if a < b]
        closest = min(means, default=(0.0, 0, 0))
        if -closest[0] < ONE:
            return [members for _, members in sorted(groups.items())]
        groups[closest[1]] += groups.pop(closest[2])
