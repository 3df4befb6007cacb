"""Forecasts of a tie's change: floors on the dyad-years, and rolling origins that see nothing later."""

from __future__ import annotations

import hashlib

import numpy
import polars as pl
import pytest

from backstay.outlook.chances.counting import covered, happened, snapshots
from backstay.outlook.chances.marks import Marks, Question, make_marks
from backstay.outlook.chances.rolling import WARM, Design, gather, roll
from backstay.outlook.chances.scores import brier, calibration_error
from backstay.outlook.chances.spells import Groups
from bench.next_year import dyad_years
from bench.scoring import SCORER, SHARED
from bench.tie_change import tie_change_task

YEARS = SHARED / "data" / "events" / "icews_dyad_years_2002_2012.parquet"
NAMED = SHARED / "data" / "events" / "icews_named.parquet"
FLOORS = {("support", 30): 0.125, ("support", 90): 0.183, ("cut", 30): 0.0338, ("cut", 90): 0.0695}
"""The Brier scores of 2018 may be no higher."""
CALIBRATION = 0.03
"""Nor any of their calibration errors."""
DESIGN = Design(
    horizons=(14, 30),
    between=(14,),
    enough=3,
    groups=Groups({"strife": ("other",), "anything": ("yes", "other")}, quick=("strife",)),
    strife="strife",
)


def made_up(days: int = 500, pairs: int = 40, seed: int = 5, begin: int = 0) -> Marks:
    """Pairs with rates of their own for two kinds of mark, from day `begin` on."""
    draw = numpy.random.default_rng(seed)
    rate = draw.gamma(1.0, 0.03, (pairs, 2)) + 0.01
    day, pair, kind = numpy.nonzero(draw.random((days, pairs, 2)) < rate)
    froms, tos = [f"s{number % 8}" for number in pair], [f"t{number}" for number in pair]
    return make_marks(day + begin, froms, tos, kind, ["yes", "other"])


@pytest.mark.shared
@pytest.mark.skipif(not YEARS.is_file(), reason="the development data is not beside the checkout")
def test_halvings_of_material_cooperation() -> None:
    assert hashlib.sha256(YEARS.read_bytes()).hexdigest()[:12] == "7fae9fc2f638"
    (tested,) = dyad_years(pl.read_parquet(YEARS), ("halved",))
    assert len(tested.chance) == 871
    assert brier(tested.chance, tested.outcome) <= 0.182
    assert calibration_error(tested.chance, tested.outcome) <= 0.05


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not NAMED.is_file(), reason="the development data is not beside the checkout")
def test_support_and_cuts_of_2018() -> None:
    assert hashlib.sha256(NAMED.read_bytes()).hexdigest()[:12] == "dcf3f88751f7"
    found = tie_change_task(NAMED, SCORER, None)["questions"]
    scores = {(each["question"], each["horizon"]): each["brier"] for each in found}
    assert not {key: scores[key] for key, most in FLOORS.items() if scores[key] > most}
    assert all(each["brier"] < each["brier_rate_so_far"] for each in found)
    assert all(each["calibration_error"] <= CALIBRATION for each in found)


def test_rolling_origins_see_nothing_later() -> None:
    marks, older, question = made_up(), [made_up(seed=6, begin=-2000)], Question("yes", (0,))
    origins = list(range(300, 440, 14))
    rows = gather(marks, question, [*range(130, 300, 28), *origins], DESIGN, older)
    assert rows.matrix[:, rows.names.index("earlier answers")].any()
    whole = roll(marks, question, rows, origins, DESIGN)[1]
    cut_at = origins[WARM + 2] + 30
    early_origins = [day for day in origins if day + 30 <= cut_at]
    part = marks.until(cut_at)
    rows = gather(part, question, [*range(130, 300, 28), *early_origins], DESIGN, older)
    early = roll(part, question, rows, early_origins, DESIGN)[1]
    same = numpy.isin(whole.origin, early.origin)
    assert len(early.chance) > 0
    numpy.testing.assert_allclose(whole.chance[same], early.chance, atol=1e-9)


def test_a_snapshot_holds_only_what_came_before() -> None:
    marks = made_up()
    for day in (200, 350):
        (whole,) = snapshots(marks, [day], 120)
        (part,) = snapshots(marks.until(day), [day], 120)
        for name in ("own", "people", "scale", "since", "recent"):
            numpy.testing.assert_array_equal(getattr(whole, name), getattr(part, name))


def test_counts_taken_in_one_pass_are_those_taken_at_once() -> None:
    marks = made_up()
    for passed in snapshots(marks, [150, 220, 300], 120):
        held = passed.own.copy()
    (at_once,) = snapshots(marks, [300], 120)
    numpy.testing.assert_allclose(held, at_once.own, rtol=1e-4)


def test_what_happened_is_within_the_horizon() -> None:
    marks = make_marks([10, 40, 41], ["a"] * 3, ["b"] * 3, [0, 1, 0], ["yes", "other"])
    assert happened(marks, (0,), 10, 1).tolist() == [True]
    assert happened(marks, (0,), 11, 30).tolist() == [False]
    assert happened(marks, (0,), 11, 31).tolist() == [True]


def test_silence_in_a_gap_is_no_outcome() -> None:
    marks = make_marks([*range(0, 50, 3), *range(90, 120, 3)], ["a"] * 27, ["b"] * 27, [0] * 27, ["yes"])
    assert covered(marks, 5, 45)
    assert not covered(marks, 30, 80)
    assert not covered(marks, 100, 160)
