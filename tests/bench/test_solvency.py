"""Floors of the solvency engine's back-test on the case that ships, and the bench tasks that measure it."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from backstay.outlook.solvency.backtest import balances, chances
from backstay.outlook.solvency.cases import find_case
from backstay.outlook.solvency.kept import kept_backtest
from backstay.outlook.solvency.report import order, staff
from backstay.outlook.solvency.scores import coverage_curve, score_balances, score_chances
from bench.solvency import solvency_speed
from tests.outlook.solvency.cases import venezuela_text

FINGERPRINT = "f8e7aa45cf15"


def test_the_case_is_the_one_that_was_measured() -> None:
    assert hashlib.sha256(venezuela_text().encode()).hexdigest()[:12] == FINGERPRINT


@pytest.mark.slow
def test_balances_one_quarter_on() -> None:
    score = score_balances(balances(find_case("venezuela"), paths=3000))
    assert score["n"] == 7
    assert score["mae"] <= 0.15
    assert score["mae_with_line"] < score["mae_line"]


@pytest.mark.slow
def test_chances_beat_the_rate_and_coverage_alone() -> None:
    scores = score_chances(chances(find_case("venezuela"), paths=500))
    for kind in ("default", "deferral", "exit"):
        assert scores[kind]["brier"] < scores[kind]["brier_base_rate"], kind
    assert scores["all"]["brier"] < scores["all"]["brier_coverage"]
    assert scores["all"]["brier"] <= 0.115


@pytest.mark.slow
def test_who_fails_is_ranked_before_who_never_did() -> None:
    lines = order(find_case("venezuela"), paths=1000)
    assert len(lines) == 4
    assert all(line["right"] for line in lines)


@pytest.mark.slow
def test_staff_is_an_interval_that_a_denial_widens() -> None:
    (found,) = staff(find_case("venezuela"), paths=1500)
    for name in ("with_denial", "without_denial"):
        assert found[name]["low"] <= 36 <= found[name]["high"]
    assert found["with_denial"]["upper"] > found["without_denial"]["upper"]
    assert found["before"]["middle"] < 500


def test_the_kept_backtest_is_of_this_case() -> None:
    kept = kept_backtest("venezuela")
    assert kept
    told = {f.day.isoformat(): f.figure.value for f in find_case("venezuela").facts if f.kind == "debt" and f.figure}
    assert all(told[row["day"]] == row["told"] for row in kept["balances"]["each"])
    assert kept["balances"]["n"] == 7
    assert kept_backtest("atlantis") is None


def test_speed_is_told_beside_plain_python() -> None:
    found = solvency_speed(paths=2000, months=24, plain_paths=3)
    assert found["creditors"] == 8
    assert found["ratio"] > 5


def test_a_curve_of_coverage_falls_with_it() -> None:
    curve = coverage_curve(np.array([0.5, 0.6, 1.5, 2.0]), np.array([1.0, 1.0, 0.0, 0.0]))
    assert curve[0] > curve[-1]
    assert list(coverage_curve(np.array([1.0, 2.0]), np.zeros(2))) == [0, 0]
