"""The arithmetic of `calibration`: what probabilities that are right show, and what others show."""

from __future__ import annotations

import numpy as np
import pytest

from bench.calibration import error_if_right, error_interval, how_calibrated

RNG = np.random.default_rng(3)
CHANCE = RNG.uniform(0.2, 1.0, 4000)
TEXT = np.arange(4000) // 20


def test_probabilities_that_are_right_show_no_more_error_than_luck() -> None:
    score = how_calibrated(CHANCE, RNG.random(4000) < CHANCE, TEXT)
    assert score["ece"] <= 2 * score["ece_if_right"] < 0.05
    assert score["sure"] == pytest.approx(score["right"], abs=0.02)


def test_probabilities_that_are_too_high_are_seen_through() -> None:
    score = how_calibrated(CHANCE, RNG.random(4000) < CHANCE - 0.15, TEXT)
    assert score["ece"] == pytest.approx(0.15, abs=0.03)
    assert score["ece_90"][0] < score["ece"] < score["ece_90"][1]


def test_fewer_clauses_show_more_error_by_luck_alone() -> None:
    assert error_if_right(CHANCE[:100]) > 2 * error_if_right(CHANCE)


def test_texts_that_differ_widen_the_interval() -> None:
    alike = RNG.random(4000) < 0.5
    unlike = np.repeat(RNG.random(200) < 0.5, 20)
    half = np.full(4000, 0.5)
    (low, high), (lower, higher) = error_interval(half, alike, TEXT), error_interval(half, unlike, TEXT)
    assert higher - lower > 2 * (high - low)
