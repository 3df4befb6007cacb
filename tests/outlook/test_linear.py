"""The weighted sum of logarithms: it finds the rates that made outcomes, and the blend lies between its two models."""

from __future__ import annotations

import numpy
import pytest

from backstay.outlook.chances.blend import fit_blend
from backstay.outlook.chances.linear import fit_linear


def made_up(rows: int, seed: int = 2) -> tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray]:
    """Rates, outcomes of which the first rate's chance 1 - exp(-rate) is the truth, and that chance."""
    draw = numpy.random.default_rng(seed)
    matrix = draw.gamma(0.5, 1.0, (rows, 4)).astype(numpy.float32)
    truth = 1 - numpy.exp(-matrix[:, 0])
    return matrix, (draw.random(rows) < truth).astype(int), truth


def test_chances_come_near_the_truth_and_rare_outcomes_do_not_run_off() -> None:
    matrix, outcome, truth = made_up(8000)
    found = fit_linear(matrix, outcome, numpy.ones(len(outcome)), ridge=1.0).chances(matrix)
    assert abs(found - truth).mean() < 0.03
    rare = numpy.zeros(8000, int)
    rare[numpy.argsort(-matrix[:, 0])[:20]] = 1
    few = fit_linear(matrix, rare, numpy.ones(8000), ridge=1.0).chances(matrix)
    assert few.sum() == pytest.approx(20, abs=1)
    assert few[rare == 1].mean() > 20 * few[rare == 0].mean()


def test_a_strong_ridge_leaves_the_base_rate() -> None:
    matrix, outcome, _ = made_up(2000)
    found = fit_linear(matrix, outcome, numpy.ones(len(outcome)), ridge=1e9).chances(matrix)
    numpy.testing.assert_allclose(found, outcome.mean(), atol=1e-3)


def test_the_blend_lies_between_its_models_and_is_the_same_each_time() -> None:
    matrix, outcome, _ = made_up(3000)
    weight = numpy.ones(len(outcome))
    blend = fit_blend(matrix, outcome, weight, ["a", "b", "c", "d"])
    trees, linear = blend.trees.chances(matrix), blend.linear.chances(matrix)
    found = blend.chances(matrix)
    assert (found <= numpy.maximum(trees, linear) + 1e-3).all()
    assert (found >= numpy.minimum(trees, linear) - 1e-3).all()
    assert numpy.array_equal(found, fit_blend(matrix, outcome, weight, ["a", "b", "c", "d"]).chances(matrix))
