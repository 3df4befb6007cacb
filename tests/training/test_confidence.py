"""The network of confidence: its log odds moved alike, until it says on the mean what is so."""

from __future__ import annotations

import random

import numpy as np
import pytest

pytest.importorskip("scipy")

from backstay.reading.confidence import WRONG
from training.confidence.__main__ import log_score, shifted
from training.parties.cases import Case
from training.parties.fit import Settings, fit

QUICK = Settings(wide=16, narrow=8, drop=0.1, rounds=20, together=16, rate=0.01, slower=0.95, decay=0.01, members=1)


def some(n: int, share: float, seed: int) -> list[Case]:
    """Claims with a mark that tells much, of which `share` are right."""
    drawn = random.Random(seed)
    found = []
    for number in range(n):
        right = drawn.random() < share
        tells = ("clause", 1.0 if right != (drawn.random() < 0.2) else -1.0)
        found.append(Case(f"t{number}", [[("right", 1.0), tells], [*WRONG]], [right, not right]))
    return found


def chances(cases: list[Case], weights: object) -> np.ndarray:
    scores = np.array([weights.scores([[marks] for marks in case.marks]) for case in cases])  # type: ignore[attr-defined]
    return 1 / (1 + np.exp(scores[:, 1] - scores[:, 0]))


def test_it_says_on_the_mean_what_is_so_and_keeps_the_order() -> None:
    weights, others = fit(some(300, 0.6, 1), QUICK), some(300, 0.3, 2)
    moved = shifted(weights, others)
    before, after = chances(others, weights), chances(others, moved)
    assert after.mean() == pytest.approx(np.mean([case.right[0] for case in others]), abs=1e-3)
    assert before.mean() > after.mean() + 0.05
    assert np.array_equal(np.argsort(before, kind="stable"), np.argsort(after, kind="stable"))
    assert log_score(others, moved) < log_score(others, weights)


def test_the_log_score_is_that_of_the_chances() -> None:
    cases = some(100, 0.5, 3)
    weights = fit(cases, QUICK)
    right = np.array([case.right[0] for case in cases])
    said = chances(cases, weights)
    assert log_score(cases, weights) == pytest.approx(float(-np.log(np.where(right, said, 1 - said)).mean()), rel=1e-5)
