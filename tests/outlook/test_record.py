"""The record: forecasts stay as they were made, are scored once their horizon has passed, and failures are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from backstay.ledger import Ledger
from backstay.outlook import (
    RULES,
    backtest,
    by_tie,
    of_record,
    outcome,
    outlooks,
    remember,
    score_due,
    scores,
    signals,
    worst,
)
from backstay.outlook.backtest import Case
from backstay.outlook.record import persistence
from backstay.records import Effect
from tests.outlook.frames import FIRST, rows, write

MADE = FIRST + timedelta(days=150)
LATER = FIRST + timedelta(days=28 * 13)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(write(tmp_path / "l", rows()), write=True) as opened:
        yield opened


def test_a_forecast_is_kept_once_with_what_it_knew_and_its_rule(ledger: Ledger) -> None:
    found = outlooks(ledger, "VEN", MADE)
    new = remember(ledger, found)
    assert new == sum(each.enough for each in found.outlooks) > 0
    assert remember(ledger, found) == 0
    kept = ledger.forecasts()
    assert len(kept) == new
    assert {each.knew for each in kept} == {found.knew}
    assert {each.rule for each in kept} <= set(RULES.values())
    assert all(each.made == MADE and each.closes > MADE and each.outcome is None for each in kept)


def test_it_is_scored_when_its_horizon_has_passed_and_not_before(ledger: Ledger) -> None:
    remember(ledger, outlooks(ledger, "VEN", MADE))
    assert score_due(ledger, MADE + timedelta(days=29)) == 0
    due = score_due(ledger, MADE + timedelta(days=30))
    assert due == sum(each.horizon_days == 30 for each in ledger.forecasts()) > 0
    assert score_due(ledger, LATER) > 0
    assert score_due(ledger, LATER) == 0
    assert all((each.outcome is None) == (each.closes > LATER) for each in ledger.forecasts())


def test_outcomes_are_what_the_ledger_says(ledger: Ledger) -> None:
    remember(ledger, outlooks(ledger, "VEN", MADE))
    score_due(ledger, LATER)
    pushes = {Effect.CUTS: "cuts", Effect.BUILDS: "builds"}
    days = {
        effect: [each.published for each in rows() if each.claim.backer == "RUS" and each.claim.effect is effect]
        for effect in pushes
    }
    for each in ledger.forecasts():
        if each.outcome is not None and each.backer == "RUS" and each.effect in days:
            inside = any(day and MADE < day <= each.closes for day in days[Effect(each.effect)])
            assert each.outcome == int(inside)


def test_an_earlier_day_knows_no_later_outcome(ledger: Ledger) -> None:
    remember(ledger, outlooks(ledger, "VEN", MADE))
    score_due(ledger, LATER)
    assert all(each.outcome is None for each in ledger.until(MADE).forecasts())
    assert ledger.until(MADE - timedelta(days=1)).forecasts() == []


def test_a_backtest_scores_only_what_has_closed(ledger: Ledger) -> None:
    cases = backtest(ledger, client="VEN", since=MADE)
    assert cases
    assert all(case.made + timedelta(days=case.horizon_days) <= LATER for case in cases)
    for score in scores(cases):
        assert score.brier_low <= score.brier <= score.brier_high
        assert sum(count for _, _, count in score.bars) == score.cases


def test_a_backtest_knows_on_each_day_what_the_ledger_knew(ledger: Ledger) -> None:
    told = []
    cases = backtest(
        ledger, client="VEN", since=MADE, step_days=45, progress=lambda done, days: told.append((done, days))
    )
    by_day = {day: outlooks(ledger, "VEN", day).outlooks for day in {case.made for case in cases}}
    assert len(by_day) > 3
    assert told == [(number, len(by_day)) for number in range(len(by_day))]
    every = by_tie(signals(ledger))
    for case in cases:
        (said,) = [
            each
            for each in by_day[case.made]
            if (each.backer, each.channel, each.effect, each.horizon_days)
            == (case.backer, case.channel, case.effect, case.horizon_days)
        ]
        assert (case.probability, case.base_rate) == (said.probability, said.base_rate)
        assert case.outcome == outcome(every, said)
        assert case.persistence == persistence(every, said)


def case(probability: float, outcome: int, day: int = 0) -> Case:
    return Case(
        FIRST + timedelta(days=day), "RUS", "VEN", "arms", "cuts", 30, probability, "", 0.5, float(outcome), outcome
    )


def test_skill_is_against_the_base_rate_and_against_persistence() -> None:
    (score,) = scores([case(0.8, 1), case(0.2, 0, 30)])
    assert score.brier == pytest.approx(0.04)
    assert score.skill_rate == pytest.approx(1 - 0.04 / 0.25)
    assert score.skill_persistence is None  # persistence was right each time: nothing to save
    assert score.log_score == pytest.approx(0.2231, abs=1e-4)
    assert score.calibration_error == pytest.approx(0.2)


def test_the_worst_forecasts_come_first() -> None:
    held = [case(0.9, 1), case(0.9, 0), case(0.4, 1)]
    assert [each.probability for each in worst(held, 2)] == [0.9, 0.4]


def test_only_scored_forecasts_count(ledger: Ledger) -> None:
    remember(ledger, outlooks(ledger, "VEN", MADE))
    assert of_record(ledger.forecasts()) == []
    score_due(ledger, LATER)
    assert len(of_record(ledger.forecasts())) == sum(each.outcome is not None for each in ledger.forecasts()) > 0


def test_the_day_of_a_forecast_is_a_date(ledger: Ledger) -> None:
    remember(ledger, outlooks(ledger, "VEN", MADE))
    assert all(type(each.made) is date for each in ledger.forecasts())
