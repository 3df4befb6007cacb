"""Events: one occurrence is one event, denials stand beside what they deny, the order of reports is nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backstay.corroboration import Book, events, in_conflict, spread
from backstay.corroboration.occurrences import Role, claim_of, event_id, pair_of, role_of
from backstay.ledger import ClaimRow
from backstay.records import (
    OUTLET,
    Amount,
    AmountKind,
    Channel,
    Effect,
    Event,
    EventType,
    Mention,
    Participant,
    Party,
    Precision,
    Source,
    SourceKind,
    Stance,
    Status,
    When,
)
from tests.corroboration.make import CLOSE, CUT, ROSTEC_DENIES, WSJ, row

JUNE_3 = date(2019, 6, 3)
PULLED = "A Russian state defense firm has pulled most of its staff out of Venezuela"
LEFT = "Rostec moved its staff out of Venezuela over the past four months"


def nobody(_name: str, _day: date | None) -> Party | None:
    """Knows no name: what counts then is what the claims themselves say."""
    return None


def told_by(name: str, kind: SourceKind = SourceKind.PERSON, stance: Stance = Stance.ASSERTS) -> tuple[Source, ...]:
    return OUTLET, Source(name, kind, stance)


def firm(name: str) -> Participant:
    return Participant(Mention(name), Party(name, None, "RUS", ("BUS",)))


def only(rows: list[ClaimRow]) -> Event:
    (event,) = events(rows)
    return event


def test_reports_of_one_withdrawal_are_one_event() -> None:
    rows = [
        row(report="r1", outlet="The Wall Street Journal", sources=(OUTLET, CLOSE), published=date(2019, 6, 2)),
        row(PULLED, report="r2", outlet="The Alder Post", sources=(OUTLET, WSJ)),
        row(LEFT, report="r3", outlet="The Telegraph", published=date(2019, 6, 4), channel=None),
        row("Rostec cut staff", report="r4", event_type=EventType.SANCTION, mode="withdraw", channel=Channel.PRESSURE),
    ]
    event = only(rows)
    assert set(event.claims) == {each.claim.id for each in rows}
    assert event.event_type is EventType.RETREAT
    assert event.channel is Channel.FORCES
    assert event.origins[0].source == "The Wall Street Journal"
    assert {rows[0].claim.id, rows[1].claim.id} <= set(event.origins[0].claims)
    assert (event.first_told, event.last_told) == (date(2019, 6, 2), date(2019, 6, 4))
    assert event.id == event_id(rows[0].claim.id)
    assert claim_of(event.id) == rows[0].claim.id


def test_an_event_names_its_parties_by_words_that_tell_who_they_are() -> None:
    russia = Party(None, None, "RUS", ("GOV",))
    rows = [
        row("It has pulled its staff out", report="r1", actor=Participant(Mention("It"), russia)),
        row(PULLED, report="r2", outlet="The Alder Post", actor=Participant(Mention("Moscow"), russia)),
    ]
    event = only(rows)
    assert event.actor
    assert event.actor.mention.text == "Moscow"


@pytest.mark.parametrize(
    "other",
    [
        {"actor": firm("Borealis")},
        {"client": "SYR"},
        {"published": JUNE_3 + timedelta(days=90)},
        {"effect": Effect.BUILDS, "event_type": EventType.AID},
        {"when": When("in 2011", date(2011, 1, 1), date(2011, 12, 31), Precision.YEAR)},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_differs_in_party_tie_time_or_direction_is_another_event(other: dict[str, Any]) -> None:
    assert len(events([row(report="r1"), row(report="r2", outlet="Other Times", **other)])) == 2


def test_a_headline_goes_back_to_whom_its_story_names() -> None:
    story = row(PULLED, report="r1", start=80, outlet="The Alder Post", sources=(OUTLET, WSJ))
    headline = row("Russian defense firm pulls its staff out of Venezuela", report="r1", outlet="The Alder Post")
    event = only([story, headline])
    (origin,) = event.origins
    assert origin.source == "The Wall Street Journal"
    assert len(origin.claims) == 2


def test_a_denial_stands_beside_what_it_denies() -> None:
    said = row(report="r1")
    denial = row("Rostec denies cutting its staff in Venezuela", report="r2", sources=(OUTLET, ROSTEC_DENIES))
    event = only([said, denial])
    assert event.claims == (said.claim.id,)
    assert event.denials == (denial.claim.id,)
    assert [origin.claims for origin in event.origins] == [event.claims]


def test_a_bare_denial_goes_to_what_its_page_told_just_before() -> None:
    said = row("Russia had removed most of its people from Venezuela", report="r1", sources=told_by("Trump"))
    other = row("Moscow sent two ships to Caracas", report="r2", event_type=EventType.AID, effect=Effect.BUILDS)
    kremlin = told_by("The Kremlin", SourceKind.OFFICE, Stance.DENIES)
    denial = row("The Kremlin denied that", report="r1", start=70, sources=kremlin, effect=None)
    assert {event.denials: event.claims for event in events([said, other, denial])} == {
        (denial.claim.id,): (said.claim.id,),
        (): (other.claim.id,),
    }


def test_who_declines_to_comment_denies_nothing() -> None:
    said = row(report="r1")
    silent = row(
        "Rostec declined to comment on cutting its staff",
        report="r1",
        start=90,
        sources=told_by("Rostec", SourceKind.OFFICE, Stance.DECLINES),
    )
    event = only([said, silent])
    assert (event.denials, event.declines, event.against) == ((), (silent.claim.id,), ())
    without = only([said])
    assert event.credence == without.credence


def test_a_partial_denial_keeps_its_own_content() -> None:
    said = row(report="r1")
    partial = row(
        "The size of the company's office in Venezuela has not changed for years",
        report="r2",
        sources=told_by("Rostec", SourceKind.OFFICE),
        effect=Effect.KEEPS,
        event_type=EventType.STATE,
        status=Status.ONGOING,
    )
    event = only([said, partial])
    assert event.counter == (partial.claim.id,)
    assert event.claims == (said.claim.id,)


def test_a_denial_of_what_nobody_asserts_stands_alone() -> None:
    event = only([row("Rostec denied it", sources=(OUTLET, ROSTEC_DENIES))])
    assert event.claims == ()
    assert len(event.denials) == 1
    assert event.credence
    assert event.credence.information == "6"


def test_conflicting_numbers_stay_side_by_side_with_who_states_them() -> None:
    def amount(low: float, high: float) -> Amount:
        return Amount(f"{low:g} to {high:g}", low, high, "persons", "staff", AmountKind.TO)

    few = row(report="r1", amounts=(amount(24, 60),))
    many = row(CUT, report="r2", outlet="Other Times", amounts=(amount(300, 400),))
    event = only([few, many])
    assert {(each.amount.low, each.claim) for each in event.amounts} == {(24, few.claim.id), (300, many.claim.id)}
    assert in_conflict(event)
    alike = only([few, row(CUT, report="r3", outlet="Other Times", amounts=(amount(50, 70),))])
    assert not in_conflict(alike)


def test_a_plan_and_its_end_are_one_event_that_happened() -> None:
    plan = row("Rostec is to cut its staff in Venezuela", report="r1", status=Status.PLANNED, outlet="One")
    done = row("Rostec has cut its staff in Venezuela", report="r2", published=JUNE_3 + timedelta(days=9), outlet="Two")
    book = Book(identify=nobody).add([done, plan])
    (event,) = book.events()
    assert event.status is Status.HAPPENED
    steps = spread(book.groups()[event.id])
    assert [(step.step, step.news) for step in steps] == [("first", ()), ("telling", ("said to have come to pass",))]


def test_the_spread_says_who_told_it_when_and_after_whom() -> None:
    first = row(report="r1", outlet="The Wall Street Journal", sources=(OUTLET, CLOSE), published=date(2019, 6, 2))
    relay = row(PULLED, report="r2", outlet="The Alder Post", sources=(OUTLET, WSJ))
    denial = row("Rostec denied it had cut staff", report="r3", outlet="Review", sources=(OUTLET, ROSTEC_DENIES))
    book = Book(identify=nobody).add([denial, relay, first])
    (event,) = book.events()
    steps = spread(book.groups()[event.id])
    assert [(step.step, step.who, step.outlet, step.after) for step in steps if step.step != "denies"] == [
        ("first", "The Wall Street Journal", "The Wall Street Journal", None),
        ("relay", "The Wall Street Journal", "The Alder Post", "The Wall Street Journal"),
    ]
    assert [step.who for step in steps if step.step == "denies"] == ["Rostec"]


@pytest.mark.parametrize(
    ("quote", "fields", "role"),
    [
        ("Rostec denied that it had left", {}, Role.DENIES),
        ("Rostec denied entry to three inspectors", {}, Role.ASSERTS),
        ("The figures were exaggerated dozens of times", {}, Role.COUNTERS),
        ("its staff there is unchanged", {}, Role.COUNTERS),
        ("Rostec did not leave", {"status": Status.DID_NOT_HAPPEN}, Role.COUNTERS),
        ("Rostec left", {"sources": told_by("X", stance=Stance.DOUBTS)}, Role.DOUBTS),
        ("Rostec left", {}, Role.ASSERTS),
    ],
)
def test_how_a_claim_stands_to_its_event(quote: str, fields: dict[str, Any], role: Role) -> None:
    assert role_of(row(quote, **fields).claim) is role


def test_claims_that_name_nobody_stay_with_their_report() -> None:
    def bare(report: str) -> ClaimRow:
        made = row("It was cut to a few dozen", report=report, actor=None, recipient=None, backer=None, client=None)
        return replace(made, claim=replace(made.claim, actor=None, recipient=None))

    one, other = bare("r1"), bare("r2")
    assert pair_of(one.claim) != pair_of(other.claim)
    assert len(events([one, other])) == 2


# Properties

WORDS = st.sampled_from(
    (CUT, PULLED, LEFT, "Rostec denied that it had cut staff", "Russia sent grain", "It fell by half")
)
SOURCES = st.sampled_from(
    (
        (OUTLET,),
        (OUTLET, CLOSE),
        (OUTLET, WSJ),
        (OUTLET, WSJ, CLOSE),
        (OUTLET, ROSTEC_DENIES),
        told_by("Trump"),
        told_by("Rostec", SourceKind.OFFICE, Stance.DECLINES),
    )
)
DAYS = st.one_of(st.none(), st.integers(0, 120).map(lambda n: JUNE_3 + timedelta(days=n)))
WHENS = st.one_of(st.none(), st.integers(0, 60).map(lambda n: _when(JUNE_3 + timedelta(days=n))))
OUTLETS = st.sampled_from(("One", "Two", "The Wall Street Journal", None))


def _when(day: date) -> When:
    return When("then", day, day + timedelta(days=10), Precision.DAY)


@st.composite
def claims(draw: st.DrawFn) -> ClaimRow:
    return row(
        draw(WORDS),
        report=f"r{draw(st.integers(0, 9))}",
        start=draw(st.integers(0, 3)) * 100,
        outlet=draw(OUTLETS),
        published=draw(DAYS),
        when=draw(WHENS),
        sources=draw(SOURCES),
        event_type=draw(st.sampled_from((EventType.RETREAT, EventType.SANCTION, EventType.AID))),
        effect=draw(st.sampled_from((Effect.CUTS, Effect.BUILDS, None))),
        status=draw(st.sampled_from((Status.HAPPENED, Status.PLANNED, Status.DID_NOT_HAPPEN))),
        client=draw(st.sampled_from(("VEN", "SYR"))),
    )


def unique(rows: list[ClaimRow]) -> list[ClaimRow]:
    """One row a claim: the same claim can have but one report."""
    return list({each.claim.id: each for each in rows}.values())


LISTS = st.lists(claims(), max_size=12).map(unique)
CALM = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def book(rows: list[ClaimRow]) -> list[Event]:
    return Book(identify=nobody).add(rows).events()


@CALM
@given(LISTS)
def test_every_claim_is_in_exactly_one_event(rows: list[ClaimRow]) -> None:
    found = [claim for event in book(rows) for claim in (*event.claims, *event.against, *event.declines)]
    assert sorted(found) == sorted(each.claim.id for each in rows)


@CALM
@given(LISTS, st.randoms(use_true_random=False))
def test_the_order_of_reports_is_nothing(rows: list[ClaimRow], shuffle: Any) -> None:
    mixed = list(rows)
    shuffle.shuffle(mixed)
    assert book(mixed) == book(rows)


@CALM
@given(LISTS, st.lists(st.integers(0, 12), max_size=4))
def test_a_book_added_to_step_by_step_is_one_given_everything_at_once(rows: list[ClaimRow], cuts: list[int]) -> None:
    stepwise = Book(identify=nobody)
    ends = [0, *sorted(min(cut, len(rows)) for cut in cuts), len(rows)]
    for start, end in pairwise(ends):
        stepwise.add(rows[start:end])
    assert stepwise.events() == book(rows)


def test_a_claim_that_is_read_anew_about_others_leaves_those_it_was_about() -> None:
    first = row()
    moved = replace(first, claim=replace(first.claim, client="SYR", recipient=None))
    assert Book(identify=nobody).add([first]).add([moved]).events() == book([moved])


@CALM
@given(LISTS, LISTS)
def test_what_is_added_on_other_states_changes_nothing(rows: list[ClaimRow], others: list[ClaimRow]) -> None:
    venezuela = [each for each in rows if each.claim.client == "VEN"]
    known = {each.claim.id for each in venezuela}
    syria = [each for each in others if each.claim.client == "SYR" and each.claim.id not in known]
    before = Book(identify=nobody).add(venezuela)
    kept = {event.id: event for event in before.events()}
    after = {event.id: event for event in before.add(syria).events()}
    assert {id_: after[id_] for id_ in kept} == kept


@CALM
@given(LISTS)
def test_credence_is_a_chance_inside_its_interval(rows: list[ClaimRow]) -> None:
    for event in book(rows):
        credence = event.credence
        assert credence
        assert 0 <= credence.low <= credence.probability <= credence.high <= 1
        assert credence.source in "ABCDEF"
        assert credence.information in "123456"
        assert credence.reason.endswith(".")


def test_a_claim_read_anew_takes_the_place_of_the_one_before() -> None:
    before = row(report="r1")
    after = replace(before, claim=replace(before.claim, status=Status.DID_NOT_HAPPEN))
    changed = Book(identify=nobody).add([before]).add([after])
    assert changed.events() == book([after])
