"""Levels: no look-ahead, echoes, silence and calm, intervals that cover, levels that are carried on."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.records.errors import UsageError
from backstay.ties.measure.breaks import breaks
from backstay.ties.measure.levels import filtered_levels, smoothed_levels
from backstay.ties.measure.panel import of_sums, panel, summed
from backstay.ties.measure.periods import Period
from backstay.ties.measure.rolling import begin, carry_on
from backstay.ties.measure.settings import fitted
from backstay.ties.measure.simulate import World, simulate, span
from tests.ties.measure.worlds import START, signals, steady

TIES = [("RUS", "VEN", "forces"), ("RUS", "VEN", "pressure"), ("CHN", "VEN", "finance"), ("IRN", "SYR", "arms")]
acts = st.lists(
    st.tuples(st.integers(0, 700), st.sampled_from(TIES), st.sampled_from([-0.8, -0.3, 0.3, 0.6])),
    min_size=2,
    max_size=60,
)


def frame(told: list[tuple[int, tuple[str, str, str], float]]) -> pl.DataFrame:
    parts = [signals([day], tie=tie, push=push, tag=f"{number}-") for number, (day, tie, push) in enumerate(told)]
    return pl.concat(parts)


@given(acts, st.integers(1, 22))
@settings(max_examples=15, deadline=None)
def test_nothing_after_a_day_changes_what_stands_at_it(told: list, months: int) -> None:  # type: ignore[type-arg]
    every = frame(told)
    until = Period.MONTH.end(Period.MONTH.number(START) + months)
    if every.filter(pl.col("day") <= until).is_empty():
        return
    whole, then = panel(every, since=START), panel(every, until=until, since=START)
    keys = ["backer", "client", "channel"]
    rows = then.ties.select(keys).join(whole.ties.select(keys).with_row_index("row"), on=keys, maintain_order="left")
    seen, periods = rows["row"].to_numpy(), min(whole.ahead.shape[1], then.ahead.shape[1])
    if whole.until < until:
        periods -= 1  # the whole ends within that period, which then lasted longer
    np.testing.assert_allclose(filtered_levels(then)[:, :periods], filtered_levels(whole)[seen, :periods], atol=1e-6)
    place = {int(row): number for number, row in enumerate(seen)}
    known = {(each.row, each.found, each.effect) for each in breaks(then) if each.found < periods}
    later = {(place[each.row], each.found, each.effect) for each in breaks(whole) if each.found < periods}
    assert known == later


def test_a_story_told_a_hundred_times_moves_a_tie_once() -> None:
    once = steady([3] * 24)
    often = pl.concat([once, *[once.filter(pl.col("day") > date(2016, 6, 1))] * 100])
    np.testing.assert_array_equal(filtered_levels(panel(once)), filtered_levels(panel(often)))


def test_silence_widens_and_calm_does_not() -> None:
    tie = steady([6] * 24 + [0] * 35 + [1])
    calm = pl.concat([tie, steady([8] * 60, tie=("USA", "VEN", "aid"))])
    row = pl.concat([tie, steady([8] * 60, tie=("USA", "SYR", "aid"))])  # Syria is reported on, Venezuela is not
    told, untold = (filtered_levels(panel(each, overall=False)) for each in (calm, row))
    calmly, silent = told[_row(calm)], untold[_row(row)]
    assert calmly[58][2] < 0.1
    assert calmly[58][3] < calmly[35][3]  # month after month without an act says more
    assert silent[58][3] > silent[35][3] > calmly[35][3]  # month after month without a report says less
    assert silent[58][4] - silent[58][0] > 2 * (calmly[58][4] - calmly[58][0])


def _row(told: pl.DataFrame) -> int:
    return panel(told, overall=False).ties["backer"].to_list().index("RUS")


def test_conflict_is_netted_out() -> None:
    ahead, against = steady([6] * 24), steady([20] * 24, push=-0.5)
    alone = filtered_levels(panel(ahead, overall=False))[0, -1]
    both = filtered_levels(panel(pl.concat([ahead, against]), overall=False))[0, -1]
    assert alone[1] > 1
    assert both[3] < -1


def test_pressure_is_netted_out_of_all_channels_together() -> None:
    told = pl.concat([steady([6] * 24), steady([20] * 24, tie=("RUS", "VEN", "pressure"), push=-0.5)])
    summed_up = panel(told)
    levels = filtered_levels(summed_up)[:, -1, 2]
    of = dict(zip(summed_up.ties["channel"], levels, strict=True))
    assert of["forces"] > 1
    assert of["all"] < -1


def test_looking_back_is_surer() -> None:
    told = panel(steady([6] * 20 + [2] * 20), overall=False)
    filtered, smoothed = filtered_levels(told), smoothed_levels(told)
    assert (smoothed[:, :, 3] - smoothed[:, :, 1]).mean() < (filtered[:, :, 3] - filtered[:, :, 1]).mean()
    np.testing.assert_allclose(filtered[:, -1], smoothed[:, -1])


@pytest.mark.parametrize("period", [Period.WEEK, Period.YEAR])
def test_other_periods_agree_on_the_level(period: Period) -> None:
    told = steady([6] * 48)
    month, other = (filtered_levels(panel(told, each, overall=False))[0, -1, 2] for each in (Period.MONTH, period))
    assert abs(month - other) < 0.25


def test_a_day_more_gives_what_all_of_it_gives() -> None:
    old = pl.concat([steady([4] * 30), steady([9] * 30, tie=("USA", "VEN", "aid"))])
    new = pl.concat([signals([920, 925], tag="new"), signals([930], tie=("CHN", "VEN", "trade"), tag="newer")])
    first, until = Period.MONTH.number(START), date(2017, 7, 25)
    sums = summed(old, Period.MONTH, overall=True)
    rolling = carry_on(begin(sums, of_sums(sums, first, date(2017, 6, 30), Period.MONTH)), new, until)
    afresh = panel(pl.concat([old, new]), until=until, since=START)
    assert rolling.panel.ties.equals(afresh.ties)
    np.testing.assert_allclose(rolling.levels, filtered_levels(afresh), atol=1e-3)


def test_intervals_cover_what_is_true() -> None:
    world = World(ties=60, periods=60)
    told, truth = simulate(world, 7)
    first, last = span(world)
    measured = panel(told, until=last, since=first, overall=False)
    rows = [int(name[1:]) for name in measured.ties["backer"]]
    true = np.arcsinh(truth.rates[rows][:, 12:]) / fitted().scale
    found = filtered_levels(measured)[:, 12:]
    in80, in95 = ((found[:, :, low] <= true) & (true <= found[:, :, high]) for low, high in ((1, 3), (0, 4)))
    assert abs(in80.mean() - 0.8) < 0.06
    assert abs(in95.mean() - 0.95) < 0.04


def test_no_signal_is_a_plain_error() -> None:
    with pytest.raises(UsageError, match="no signal"):
        panel(signals([]))
