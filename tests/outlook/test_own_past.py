"""What a ledger's own past corrects: nothing later enters, no past corrects nothing, and forecasts come out nearer."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.outlook import from_signals
from backstay.outlook.own_past import MOST, Correction, OwnPast, drawn, own_past
from backstay.outlook.shipped import shipped
from backstay.outlook.tie_marks import HORIZONS, marks_of, number_of
from backstay.records import Channel, Effect
from backstay.ties.signals import SIGNALS, schema
from tests.outlook.frames import FIRST, frame

SIGNALS_OF_A_WHILE = frame(rows=2500)


def quiet(seed: int, days: int = 1500, backers: int = 40) -> pl.DataFrame:
    """Ties of which much is said and which are hardly ever built: as claims have it, and coded events do not."""
    draw = Random(seed)
    made = []
    for number in range(backers):
        backer = f"{chr(65 + number // 26)}{chr(65 + number % 26)}X"
        for day in range(0, days, 12):
            push = 0.6 if draw.random() < 0.02 else 0.25
            on = FIRST + timedelta(days=day + draw.randrange(12))
            made.append((on, backer, "VEN", "trade", push, 1.0, on, f"{backer}:{day}"))
    return pl.DataFrame(made, schema=schema(), orient="row").select(*SIGNALS).sort("day", "id")


@settings(max_examples=5, deadline=None)
@given(day=st.integers(450, 850))
def test_nothing_later_enters(day: int) -> None:
    on = number_of(FIRST) + day
    marks = marks_of(SIGNALS_OF_A_WHILE)
    assert own_past(marks, on, shipped()) == own_past(marks.until(on + 1), on, shipped())


def test_a_ledger_without_a_past_corrects_nothing() -> None:
    young = SIGNALS_OF_A_WHILE.filter(pl.col("known") <= FIRST + timedelta(days=300))
    past = own_past(marks_of(young), number_of(FIRST) + 300, shipped())
    assert past == OwnPast()
    trees, base, counts = np.array([0.3, 0.9]), np.array([0.1, 0.2]), np.array([6.0, 6.0])
    found = past.about(Effect.CUTS, 90)
    assert found.of(trees, base, counts) == pytest.approx([0.2, 0.55])
    ties = (("RUS", "VEN", Channel.ARMS), ("RUS", "VEN", Channel.TRADE))
    assert found.base_rates(base, ties, counts) == pytest.approx(base)


def test_no_news_is_no_outcome() -> None:
    told = marks_of(SIGNALS_OF_A_WHILE)
    last = int(told.day[-1])
    assert own_past(told, last + 300, shipped()) == own_past(told, last, shipped())


def test_a_window_with_a_gap_tells_nothing() -> None:
    told = quiet(4, days=1200)
    gap = (FIRST + timedelta(days=600), FIRST + timedelta(days=750))
    broken = told.filter(~pl.col("day").is_between(*gap))
    day = number_of(FIRST) + 1190
    whole, less = (own_past(marks_of(each), day, shipped()) for each in (told, broken))
    assert 0 < less.closed < whole.closed
    asked = [
        {days: sum(n for _, n in past.about(Effect.BUILDS, days).classes.values()) for days in HORIZONS}
        for past in (whole, less)
    ]
    assert all(asked[1][days] < asked[0][days] for days in HORIZONS)
    came = [sum(n for n, _ in past.about(Effect.BUILDS, 90).classes.values()) for past in (whole, less)]
    assert came[1] / asked[1][90] == pytest.approx(came[0] / asked[0][90], abs=0.03)


def test_thin_evidence_stays_near_the_base_rate() -> None:
    assert drawn(np.array([0.9]), np.array([0.1]), np.array([6.0])) == pytest.approx([0.5])
    assert drawn(np.array([0.9]), np.array([0.1]), np.array([594.0])) == pytest.approx([0.892])


def test_rates_of_a_ledger_take_the_place_of_those_of_coded_events() -> None:
    told = quiet(1)
    day = FIRST + timedelta(days=1400)
    ledger = from_signals(told, "VEN", day)
    builds = [each for each in ledger.outlooks if each.effect is Effect.BUILDS and each.horizon_days == 90]
    truth = 1 - 0.98 ** (90 / 12)
    assert ledger.closed > 1000
    for each in builds:
        package = shipped().base_rate(Effect.BUILDS, Channel.TRADE, 90, each.signals)
        assert abs(each.base_rate - truth) < abs(package - truth) / 3
    said = [each.probability for each in builds if each.probability is not None]
    assert np.mean(said) == pytest.approx(truth, abs=0.03)


def test_many_ties_are_sampled() -> None:
    many = quiet(2, days=500, backers=2 * MOST)
    past = own_past(marks_of(many), number_of(FIRST) + 480, shipped())
    origins = (480 - 365 - min(HORIZONS)) // 30 + 1
    assert past.closed == MOST * origins


def test_corrections_are_by_question_and_horizon() -> None:
    past = own_past(marks_of(quiet(3)), number_of(FIRST) + 1400, shipped())
    assert set(past.corrections) == {(effect, days) for effect in (Effect.BUILDS, Effect.CUTS) for days in HORIZONS}
    assert past.about(Effect.ENDS, 90) == Correction()


def test_an_outlook_says_how_much_past_it_was_held_against() -> None:
    day = FIRST + timedelta(days=800)
    assert from_signals(SIGNALS_OF_A_WHILE, "VEN", day).closed > 0
    assert from_signals(SIGNALS_OF_A_WHILE, "VEN", FIRST + timedelta(days=200)).closed == 0
