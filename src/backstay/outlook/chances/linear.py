"""Chances from a weighted sum of logarithms: what trees, which cut inputs into steps, see poorly when there is little.

Logistic regression with a ridge, fitted by Newton's method on standardised log(1 + 10 x), so that rates of a tenth of a
mark a month and of ten are told apart alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

RIDGE = 1000.0
"""Pull of each coefficient to 0, in rows. Chosen on 2014."""
_STEPS = 30
_FURTHEST = 8.0  # standard deviations


@dataclass(frozen=True, slots=True)
class Linear:
    """Coefficients for standardised inputs, the constant last."""

    mean: Array
    deviation: Array
    coefficients: Array

    def chances(self, matrix: Array) -> Array:
        """A probability for each row."""
        return _logistic(self._standard(matrix) @ self.coefficients)

    def _standard(self, matrix: Array) -> Array:
        import numpy

        scaled = (_logs(matrix) - self.mean) / self.deviation
        numpy.clip(scaled, -_FURTHEST, _FURTHEST, out=scaled)
        return numpy.column_stack([scaled, numpy.ones(len(scaled))])


def fit_linear(matrix: Array, outcome: Array, weight: Array, *, ridge: float = RIDGE) -> Linear:
    """For a matrix (rows x inputs, none below 0), 0/1 outcomes and weights."""
    import numpy

    logs = _logs(matrix)
    model = Linear(logs.mean(axis=0), logs.std(axis=0) + 1e-6, numpy.zeros(0))
    x = model._standard(matrix)
    pull = numpy.full(x.shape[1], ridge)
    pull[-1] = 0.0
    share = numpy.clip(numpy.average(outcome, weights=weight), 1e-4, 1 - 1e-4)
    theta = numpy.zeros(x.shape[1])
    theta[-1] = numpy.log(share / (1 - share))
    surprise = _surprise(x, outcome, weight, pull, theta)
    for _ in range(_STEPS):
        p = _logistic(x @ theta)
        slope = x.T @ (weight * (p - outcome)) + pull * theta
        bend = (x * (weight * p * (1 - p))[:, None]).T @ x + numpy.diag(pull + 1e-6)
        step = numpy.linalg.solve(bend, slope)
        while (less := _surprise(x, outcome, weight, pull, theta - step)) > surprise and abs(step).max() > 1e-6:
            step = step / 2  # a full step of Newton's may overshoot where outcomes are rare
        theta, gain, surprise = theta - step, surprise - less, less
        if gain < 1e-6 * surprise:
            break
    return Linear(model.mean, model.deviation, theta)


def _surprise(x: Array, outcome: Array, weight: Array, pull: Array, theta: Array) -> float:
    """Negative log likelihood with the ridge."""
    import numpy

    odds = x @ theta
    return float((weight * (numpy.logaddexp(0, odds) - outcome * odds)).sum() + 0.5 * (pull * theta * theta).sum())


def _logistic(odds: Array) -> Array:
    import numpy

    found: Array = 1 / (1 + numpy.exp(-numpy.clip(odds, -30, 30)))
    return found


def _logs(matrix: Array) -> Array:
    import numpy

    found: Array = numpy.log1p(10 * numpy.maximum(matrix.astype(numpy.float64), 0))
    return found
