"""What is carried on from what was kept is what is found from the beginning."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.ties.kept.carrying import breaks, levels
from backstay.ties.measure.panel import Panel, panel
from backstay.ties.measure.settings import fitted
from tests.ties.measure.worlds import START, signals, steady

LEAST = fitted().threshold("month", 0.5)
TOLD = pl.concat(
    [
        steady([8] * 26 + [1] * 10),
        steady([2] * 30 + [12] * 6, tie=("USA", "VEN", "pressure"), push=-0.5),
        steady([0] * 33 + [4] * 3, tie=("CHN", "VEN", "trade")),
        steady([5] * 36, tie=("RUS", "SYR", "arms")),
    ]
)


def at(until: date, told: pl.DataFrame = TOLD) -> Panel:
    return panel(told, until=until, since=START, overall=False)


def same(now: Panel, kept: tuple[dict, dict] | None, tail: int | None = None) -> tuple[dict, dict]:  # type: ignore[type-arg]
    """Carried on and from the beginning are the same; what to keep next."""
    found, kept_levels = levels(now, fitted(), kept and kept[0], tail)
    afresh, _ = levels(now, fitted(), None, tail)
    np.testing.assert_allclose(found, afresh, atol=1e-5)
    broke, kept_breaks = breaks(now, fitted(), kept and kept[1], LEAST)
    anew, _ = breaks(now, fitted(), None, LEAST)
    assert [(b.row, b.first, b.last, b.at, b.found, b.kind) for b in broke] == [
        (b.row, b.first, b.last, b.at, b.found, b.kind) for b in anew
    ]
    np.testing.assert_allclose([b.probability for b in broke], [b.probability for b in anew], atol=1e-5)
    return kept_levels, kept_breaks


@settings(deadline=None, max_examples=5)
@given(st.lists(st.integers(20, 1094), min_size=2, max_size=4, unique=True).map(sorted))
def test_day_after_day_is_all_at_once(days: list[int]) -> None:
    kept = None
    for day in days:
        kept = same(at(date.fromordinal(START.toordinal() + day)), kept)


@pytest.mark.parametrize("tail", [1, 3, 14])
def test_the_last_periods_alone(tail: int) -> None:
    kept = same(at(date(2017, 6, 10)), None, tail)
    same(at(date(2017, 7, 4)), kept, tail)


def test_what_becomes_known_late_is_worked_out_anew() -> None:
    kept = same(at(date(2017, 9, 20)), None)
    late = pl.concat([TOLD, signals([200, 210, 400], tag="late")])
    same(at(date(2017, 9, 20), late), kept)


def test_breaks_there_are() -> None:
    found, _ = breaks(at(date(2017, 12, 31)), fitted(), None, LEAST)
    assert {each.effect for each in found} >= {"cuts"}
