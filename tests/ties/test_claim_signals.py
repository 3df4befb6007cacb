"""Signals from claims: one for each telling, less for what is planned, unsure or denied."""

from __future__ import annotations

from datetime import date

import pytest

from backstay.records import (
    OUTLET,
    Certainty,
    Channel,
    Effect,
    EventType,
    Mention,
    Participant,
    Party,
    Precision,
    Status,
    When,
)
from backstay.ties.claim_signals import DENIED, STAGE, acts_from_claims, signals_from_claims
from backstay.ties.signals import validate
from tests.corroboration.make import CLOSE, ROSTEC_DENIES, WSJ, row

TOLD = date(2019, 6, 3)
LOANS = "China lent Venezuela another five billion dollars for its oil fields this week"


def test_a_relay_adds_nothing() -> None:
    first = row(outlet="The Wall Street Journal", sources=(OUTLET, CLOSE), report="a")
    relay = row("Rostec leaves, the Journal says", outlet="Relay", sources=(OUTLET, WSJ), report="b")
    assert signals_from_claims([first, relay]).height == 1
    assert (
        signals_from_claims([first])
        .select("day", "push")
        .equals(signals_from_claims([first, relay]).select("day", "push"))
    )


def test_signals_keep_their_contract() -> None:
    made = signals_from_claims(
        [row(), row(LOANS, backer="CHN", channel=Channel.FINANCE, effect=Effect.BUILDS, report="c")]
    )
    validate(made)
    assert made.sort("backer")["push"].to_list() == [0.6, -0.5]


def test_what_is_planned_or_unsure_or_denied_weighs_less() -> None:
    (sure,) = signals_from_claims([row(score=1.0)])["weight"]
    (planned,) = signals_from_claims([row(score=1.0, status=Status.PLANNED)])["weight"]
    (unsure,) = signals_from_claims([row(score=1.0, certainty=Certainty.POSSIBLE)])["weight"]
    denial = row("Rostec denies that it cut its staff", sources=(OUTLET, ROSTEC_DENIES), report="d")
    (denied,) = signals_from_claims([row(score=1.0), denial])["weight"]
    assert sure == 1.0
    assert planned == pytest.approx(STAGE[Status.PLANNED])
    assert unsure < sure
    assert denied == pytest.approx(DENIED)


def test_what_did_not_happen_or_has_no_day_or_no_tie_moves_nothing() -> None:
    rows = [
        row(status=Status.DID_NOT_HAPPEN),
        row(published=None, report="u"),
        row(client=None, report="v"),
        row(channel=None, report="w"),
        row(sources=(OUTLET, ROSTEC_DENIES), report="x"),
    ]
    assert signals_from_claims(rows).is_empty()


def test_building_up_pressure_is_against_the_client() -> None:
    (push,) = signals_from_claims([row(channel=Channel.PRESSURE, effect=Effect.BUILDS)])["push"]
    (eased,) = signals_from_claims([row(channel=Channel.PRESSURE, effect=Effect.CUTS)])["push"]
    assert push < 0 < eased


def test_what_is_ahead_counts_when_it_was_told() -> None:
    (day,) = signals_from_claims([row(status=Status.PLANNED, published=date(2019, 6, 3))])["day"]
    assert day == date(2019, 6, 3)


@pytest.mark.parametrize(
    ("status", "when", "wanted"),
    [
        (Status.HAPPENED, (date(2011, 1, 1), date(2011, 12, 31)), date(2011, 7, 2)),  # long past: moves nothing now
        (Status.HAPPENED, (date(2019, 1, 1), date(2019, 12, 31)), TOLD),  # this year
        (Status.HAPPENED, (date(2018, 1, 1), date(2018, 12, 31)), TOLD),  # last year: too rough, too near
        (Status.HAPPENED, (date(2014, 1, 1), TOLD), TOLD),  # since 2014
        (Status.HAPPENED, (date(2019, 3, 1), date(2019, 3, 31)), date(2019, 3, 16)),
        (Status.ONGOING, (date(2011, 1, 1), date(2011, 12, 31)), TOLD),  # goes on, whatever that year is of
        (Status.PLANNED, (date(2011, 1, 1), date(2011, 12, 31)), TOLD),
    ],
)
def test_a_claim_counts_when_it_happened_or_when_it_was_told(
    status: Status, when: tuple[date, date], wanted: date
) -> None:
    told = row(status=status, when=When("then", *when, Precision.YEAR), published=TOLD)
    (day,) = signals_from_claims([told])["day"]
    assert day == wanted


def test_what_is_long_past_answers_no_forecast() -> None:
    past = When("in 2011", date(2011, 1, 1), date(2011, 12, 31), Precision.YEAR)
    assert acts_from_claims([row(published=TOLD)]).height == 1
    assert acts_from_claims([row(published=TOLD, when=past)]).is_empty()


def test_who_fights_for_a_government_stands_by_it() -> None:
    fights = {"event_type": EventType.ASSAULT, "effect": None, "published": TOLD}
    own = Participant(Mention("Russian jets"), Party(None, None, "RUS", ("MIL",)))
    (push,) = signals_from_claims([row("Russian jets bombed the rebels", actor=own, **fights)])["push"]
    assert push > 0
    rebels = Participant(Mention("the rebels"), Party(None, None, "COL", ("REB",)))
    assert signals_from_claims([row("The rebels shelled the base", actor=rebels, **fights)]).is_empty()


def test_types_that_go_both_ways_move_nothing_unless_an_effect_is_named() -> None:
    asks = {"event_type": EventType.REQUEST, "published": TOLD}
    assert signals_from_claims([row("Moscow asked for bases", effect=None, **asks)]).is_empty()
    assert signals_from_claims([row("Moscow asked for bases", effect=Effect.BUILDS, **asks)]).height == 1
