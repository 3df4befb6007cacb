"""Credence on small simulated worlds whose truth is known: floors, well away from the figures of the day."""

from __future__ import annotations

import pytest

from bench.simulation.measure import bins, calibration_error, log_score, measure
from bench.simulation.world import Rates, world


@pytest.fixture(scope="module")
def report() -> dict[str, object]:
    return measure([11], 220, rates=(0.0, 0.8))


def test_a_seed_makes_one_world() -> None:
    rates = Rates(copying=0.5, events=30)
    assert world(3, rates).rows == world(3, rates).rows
    assert world(3, rates).rows != world(4, rates).rows


def test_the_copying_rate_is_the_share_of_copies() -> None:
    for rate in (0.0, 0.5, 0.8):
        made = world(5, Rates(copying=rate, events=300))
        assert made.copied / (made.copied + made.first_hand) == pytest.approx(rate, abs=0.06)


def test_credence_beats_voting_counting_and_who_is_blind_to_copies(report: dict[str, list[dict[str, object]]]) -> None:
    for row in report["rows"]:
        scores = row["scores"]
        assert isinstance(scores, dict)
        own = scores["credence"]["log_score"]
        assert own < 0.56
        for other in ("majority", "counting", "copy-blind"):
            assert own < scores[other]["log_score"], (row["copying"], other)


def test_credence_is_calibrated(report: dict[str, dict[str, float]]) -> None:
    """The report of the full size is held to .05; a tenth of it has more noise than that."""
    assert report["all"]["ece"] <= 0.10


def test_the_measures_measure() -> None:
    assert log_score([0.5, 0.5], [True, False]) == pytest.approx(0.6931, abs=1e-4)
    assert log_score([1.0, 0.0], [True, False]) == 0.0
    assert calibration_error([0.75] * 4, [True, True, True, False]) == 0.0
    assert calibration_error([0.9, 0.9], [False, False]) == pytest.approx(0.9)
    assert bins([0.05, 1.0], [False, True]) == [
        {"n": 1, "believed": 0.05, "so": 0.0},
        {"n": 1, "believed": 1.0, "so": 1.0},
    ]
