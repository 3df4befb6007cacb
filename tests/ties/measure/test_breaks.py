"""Breaks: found, dated, the right way, seldom where there is none, and at the rate that is asked for."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from backstay.records import Effect
from backstay.records.errors import UsageError
from backstay.ties.measure.breaks import Found, breaks, days_of
from backstay.ties.measure.offline import segment
from backstay.ties.measure.panel import panel
from backstay.ties.measure.periods import Period
from backstay.ties.measure.settings import fitted
from backstay.ties.measure.simulate import World, simulate, span
from tests.ties.measure.worlds import START, steady


@pytest.mark.parametrize(
    ("counts", "push", "effect"),
    [
        ([8] * 30 + [1] * 12, 0.5, Effect.CUTS),
        ([3] * 30 + [14] * 12, 0.5, Effect.BUILDS),
        ([2] * 30 + [14] * 12, -0.5, Effect.CUTS),
        ([14] * 30 + [1] * 12, -0.5, Effect.BUILDS),
    ],
)
def test_a_sudden_change_is_found_and_dated(counts: list[int], push: float, effect: Effect) -> None:
    told = panel(steady(counts, push=push), since=START, overall=False)
    (found,) = breaks(told)
    assert found.effect is effect
    assert found.first <= 31
    assert found.last >= 29
    assert found.found <= 33
    first, last, day = days_of(found, told)
    assert first <= last
    assert first <= day


def _beside_another(counts: list[int], push: float = 0.5, false_alarms: float = 0.02) -> list[Found]:
    """Breaks of a tie with these counts by month, while another tie goes on."""
    other = steady([5] * len(counts), tie=("CHN", "VEN", "trade"))
    told = panel(pl.concat([steady(counts, push=push), other]), since=START, overall=False)
    row = told.ties["backer"].to_list().index("RUS")
    return [each for each in breaks(told, false_alarms=false_alarms) if each.row == row]


@pytest.mark.parametrize("rate", [4, 8, 30])
def test_a_tie_that_stops_is_told_within_three_months_and_dated(rate: int) -> None:
    (found,) = _beside_another([rate] * 30 + [0] * 12)
    assert found.effect is Effect.CUTS
    assert found.at == 30
    assert found.found <= 32
    assert found.probability > 0.6


def test_acts_against_a_tie_that_had_none_break_it_within_two_months() -> None:
    (found,) = _beside_another([1] + [0] * 29 + [15] * 12, push=-0.5)
    assert found.effect is Effect.CUTS
    assert found.at == 30
    assert found.found <= 31


def test_what_is_done_once_for_a_tie_that_had_nothing_is_no_break() -> None:
    assert not _beside_another([1] + [0] * 29 + [3] + [0] * 11, false_alarms=0.1)


def test_where_nothing_is_reported_any_more_nothing_is_told() -> None:
    both = pl.concat([steady([8] * 30 + [0] * 12), steady([5] * 30 + [0] * 12, tie=("CHN", "VEN", "trade"))])
    assert not breaks(panel(both, since=START, until=date(2018, 6, 30), overall=False))


def test_a_war_brings_reporters_and_that_is_no_support() -> None:
    others = steady([4] * 30 + [40] * 12, tie=("USA", "VEN", "pressure"), push=-0.5)
    own = steady([4] * 30 + [12] * 12)
    alone = breaks(panel(own, since=START, overall=False))
    crowded = panel(pl.concat([own, others]), since=START, overall=False)
    row = crowded.ties["backer"].to_list().index("RUS")
    assert [each.effect for each in alone] == [Effect.BUILDS]
    assert not [each for each in breaks(crowded) if each.row == row and each.effect is Effect.BUILDS]


def test_false_alarms_are_as_seldom_as_asked_for() -> None:
    world = World(ties=80, periods=72, breaks=0.0, burst=5.0, gaps=0.0, volume=0.0, echoes=0.0)
    told, _ = simulate(world, 3)
    first, last = span(world)
    measured = panel(told, until=last, since=first, overall=False)
    years = 80 * 66 / 12
    often, seldom = (len(breaks(measured, false_alarms=rate)) / years for rate in (0.2, 0.02))
    assert seldom <= 0.06
    assert seldom < often <= 0.4


def test_a_rate_that_was_not_simulated_is_refused() -> None:
    with pytest.raises(UsageError, match="out of what was simulated"):
        fitted().threshold(Period.MONTH, 5.0)


@pytest.mark.parametrize("period", list(Period))
def test_fewer_false_alarms_need_a_surer_break(period: Period) -> None:
    bars = [fitted().threshold(period, rate) for rate in (0.01, 0.05, 0.1, 0.5, 1.0)]
    assert bars == sorted(bars, reverse=True)


def test_looking_back_finds_steps_and_trends_and_nothing_in_noise() -> None:
    rng = np.random.default_rng(4)
    noise = rng.normal(0, 1, 200)
    step = noise + np.where(np.arange(200) >= 120, 4.0, 0.0)
    bend = noise + np.where(np.arange(200) >= 100, 0.4 * (np.arange(200) - 100), 0.0)
    assert segment(list(noise)).changes == ()
    (at,) = segment(list(step)).changes
    assert abs(at - 120) <= 2
    turned = segment(list(bend))
    assert turned.kind == "trend"
    assert any(abs(each - 100) <= 10 for each in turned.changes)
    assert segment([5.0] * 40).changes == segment([1.0, 2.0]).changes == ()
