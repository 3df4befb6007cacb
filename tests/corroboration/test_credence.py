"""Credence: a telling counts once, interested parties weigh less, and what users know of sources is heard."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backstay.corroboration import Book, Prior, Priors
from backstay.ledger import ClaimRow
from backstay.records import (
    OUTLET,
    Certainty,
    Credence,
    Effect,
    Party,
    Source,
    SourceKind,
    Stance,
    Status,
)
from tests.corroboration.make import CLOSE, WSJ, row
from tests.corroboration.test_events import told_by

JUNE_3 = date(2019, 6, 3)
WAYS = (
    "Rostec has cut its staff in Venezuela to a few dozen",
    "Few of Rostec's staff are left in Venezuela, after cuts",
    "In Venezuela the staff of Rostec was cut, workers say",
    "Rostec cut most of the staff that it had in Caracas",
)


def of_states(name: str, _day: date | None) -> Party | None:
    return Party("Kremlin", None, "RUS", ("GOV",)) if "Kremlin" in name else None


def credence(*rows: ClaimRow, priors: Priors | None = None) -> Credence:
    (event,) = Book(identify=of_states, priors=priors or Priors()).add(rows).events()
    assert event.credence
    return event.credence


def chance(*rows: ClaimRow, priors: Priors | None = None) -> float:
    return credence(*rows, priors=priors).probability


FIRST = row(WAYS[0], report="r1", outlet="One")


@pytest.mark.parametrize("named", [True, False], ids=["copies that name it", "copies word for word"])
def test_a_thousand_copies_under_invented_outlets_move_credence_no_more_than_one(named: bool) -> None:
    def copy(number: int) -> ClaimRow:
        sources = (OUTLET, Source("One", SourceKind.OUTLET)) if named else (OUTLET,)
        return row(WAYS[0], report=f"c{number}", outlet=f"Invented {number} Courier", sources=sources)

    alone, once = chance(FIRST), chance(FIRST, copy(0))
    thousand = chance(FIRST, *map(copy, range(1000)))
    assert abs(thousand - alone) <= abs(once - alone) + 1e-9
    assert thousand <= alone + 0.01


def test_a_thousand_invented_outlets_with_words_of_their_own_soon_move_it_no_more() -> None:
    """Nothing shows that they copy, but nothing is known of them either: they may all be one hand."""

    def invented(number: int) -> ClaimRow:
        quote = f"{WAYS[number % 4]} place{number} way{number * 7} cause{number * 13} hour{number * 3}"
        return row(quote, report=f"c{number}", outlet=f"Invented {number} Courier")

    few = chance(*map(invented, range(6)))
    many = chance(*map(invented, range(300)))
    assert many <= few + 0.03


def test_a_second_telling_adds_and_a_relay_adds_next_to_nothing() -> None:
    alone = chance(FIRST)
    second = chance(FIRST, row(WAYS[1], report="r2", outlet="Two"))
    relay = chance(FIRST, row(WAYS[1], report="r2", outlet="Two", sources=(OUTLET, Source("One", SourceKind.OUTLET))))
    assert alone < second
    assert relay - alone < (second - alone) / 4


def test_two_unnamed_people_may_be_one() -> None:
    named = [row(w, report=w, outlet=w[:9], sources=told_by(n)) for w, n in zip(WAYS, ("Ann", "Bob"), strict=False)]
    unnamed = [row(w, report=w, outlet=w[:9], sources=(OUTLET, CLOSE)) for w in WAYS[:2]]
    assert chance(named[0]) > chance(unnamed[0])
    gained = [chance(*both) - chance(both[0]) for both in (named, unnamed)]
    assert gained[0] > gained[1] > 0
    assert "may go back to the same source" in credence(*unnamed).reason


def denied(name: str, pages: int = 1) -> list[ClaimRow]:
    source = (OUTLET, Source(name, SourceKind.OFFICE, Stance.DENIES))
    return [
        row(f"{name} denied that Rostec cut its staff", report=f"d{n}", outlet=f"Page {n}", sources=source)
        for n in range(pages)
    ]


def test_an_interested_denial_weighs_less_than_anothers() -> None:
    said = chance(FIRST)
    by_firm, by_state, by_other = (chance(FIRST, *denied(name)) for name in ("Rostec", "The Kremlin", "Red Cross"))
    assert by_other < by_firm < said
    assert by_other < by_state < said
    assert by_firm > said - 0.25
    assert "has an interest" in credence(FIRST, *denied("Rostec")).reason


def test_a_side_that_denies_ten_times_has_denied_once() -> None:
    assert chance(FIRST, *denied("Rostec", pages=10)) == chance(FIRST, *denied("Rostec"))
    assert chance(FIRST, *denied("Rostec"), *denied("The Kremlin")) == chance(FIRST, *denied("Rostec"))


def test_a_boast_weighs_less_than_a_neutral_word_and_an_admission_more() -> None:
    def said(by: str, effect: Effect) -> float:
        return chance(row(WAYS[0], sources=told_by(by, SourceKind.OFFICE), effect=effect))

    assert said("Rostec", Effect.BUILDS) < said("Observers", Effect.BUILDS)
    assert said("Rostec", Effect.CUTS) > said("Observers", Effect.CUTS)


def test_who_takes_it_back_weighs_most() -> None:
    back = row(
        "Correction: a report that Rostec cut its staff was wrong",
        report="r9",
        outlet="One",
        published=JUNE_3 + timedelta(days=8),
        status=Status.DID_NOT_HAPPEN,
    )
    assert chance(FIRST, back) < chance(FIRST, *denied("Rostec"))
    assert chance(FIRST, back) < 0.5
    assert "took it back" in credence(FIRST, back).reason


def test_an_unsure_source_weighs_less() -> None:
    chances = [chance(row(WAYS[0], certainty=certainty)) for certainty in Certainty]
    assert chances == sorted(chances, reverse=True)
    assert len(set(chances)) == 3


def test_what_the_user_knows_of_a_source_counts_and_narrows_the_interval() -> None:
    known = {name: Priors({"One": Prior(chance_, 40)}) for name, chance_ in (("good", 0.95), ("bad", 0.15))}
    good, plain, bad = credence(FIRST, priors=known["good"]), credence(FIRST), credence(FIRST, priors=known["bad"])
    assert good.probability > plain.probability > 0.5 > bad.probability
    assert (good.source, plain.source, bad.source) == ("A", "F", "E")
    assert good.high - good.low < plain.high - plain.low
    assert (good.information, bad.information) == ("2", "5")


def test_only_tellings_that_stand_alone_confirm() -> None:
    priors = Priors({name: Prior(0.9) for name in ("One", "Two")})
    two = row(WAYS[1], report="r2", outlet="Two")
    assert credence(FIRST, two, priors=priors).information == "1"
    relay = row(WAYS[1], report="r2", outlet="Two", sources=(OUTLET, Source("One", SourceKind.OUTLET)))
    assert credence(FIRST, relay, priors=priors).information != "1"


def other_story(number: int, *outlets: str) -> list[ClaimRow]:
    """Another event between the same two states, told by these outlets in words of their own."""
    day = date(2016, 1, 1) + timedelta(days=120 * number)
    return [
        row(f"{WAYS[n % 4]} {outlet} {number}", report=f"s{number}{outlet}", outlet=outlet, published=day)
        for n, outlet in enumerate(outlets)
    ]


def test_a_record_of_being_borne_out_or_contradicted_moves_a_source() -> None:
    def believed(rows: list[ClaimRow]) -> Credence:
        found = Book(identify=of_states).add([*rows, FIRST]).events()
        return next(event.credence for event in found if FIRST.claim.id in event.claims and event.credence)

    borne_out = [each for n in range(8) for each in other_story(n, "One", "Two", "Three", "Four")]
    wrong = []
    for n in range(8):
        day = date(2016, 1, 1) + timedelta(days=120 * n)
        wrong += other_story(n, "One")
        wrong.append(
            row(
                f"Red Cross denied {n}",
                report=f"w{n}",
                published=day,
                sources=told_by("Red Cross", stance=Stance.DENIES),
            )
        )
    good, bad = believed(borne_out), believed(wrong)
    assert good.probability > chance(FIRST) > bad.probability
    assert good.source < bad.source


SOURCES = st.sampled_from(((OUTLET,), (OUTLET, CLOSE), (OUTLET, WSJ), told_by("Trump"), told_by("Ann")))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 3), SOURCES), min_size=1, max_size=8), st.integers(0, 5))
def test_another_copy_of_any_telling_never_moves_it_much(told: list[tuple[int, tuple[Source, ...]]], at: int) -> None:
    rows = [
        row(WAYS[way], report=f"r{n}", outlet=f"Paper {n}", sources=sources) for n, (way, sources) in enumerate(told)
    ]
    original = rows[at % len(rows)]
    copy = row(
        original.claim.quote,
        report="copy",
        outlet="Invented Courier",
        sources=original.claim.sources,
        published=JUNE_3 + timedelta(days=1),
    )
    before = [event.credence for event in Book(identify=of_states).add(rows).events()]
    after = [event.credence for event in Book(identify=of_states).add([*rows, copy]).events()]
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        assert one
        assert other
        # Not less: a copy may settle which of several tellings, in papers' own voices, was the first.
        assert other.probability <= one.probability + 0.08
