"""Platt's scaling, held near the identity where there is little to learn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

HOLD = 200.0
"""Forecasts' worth of pull towards leaving probabilities as they are."""
LEAST, MOST = 0.002, 0.998


@dataclass(frozen=True, slots=True)
class Scaling:
    """p becomes the logistic of `shift` + `slope` * logit(p)."""

    shift: float = 0.0
    slope: float = 1.0

    def __call__(self, chance: Array) -> Array:
        import numpy

        found: Array = numpy.clip(1 / (1 + numpy.exp(-(self.shift + self.slope * logit(chance)))), LEAST, MOST)
        return found


def scaling(chance: Array, outcome: Array, *, hold: float = HOLD) -> Scaling:
    """The scaling that fits outcomes (0/1) best, after Platt 1999, by Newton's method."""
    import numpy

    if not len(chance):
        return Scaling()
    x, y = logit(chance), outcome.astype(float)
    theta, pull = numpy.array([0.0, 1.0]), numpy.array([0.0, 1.0])
    strength = hold * 0.25
    for _ in range(25):
        p = 1 / (1 + numpy.exp(-(theta[0] + theta[1] * x)))
        w = p * (1 - p)
        slope = numpy.array([(p - y).sum(), ((p - y) * x).sum()]) + strength * (theta - pull)
        bend = numpy.array([[w.sum(), (w * x).sum()], [(w * x).sum(), (w * x * x).sum()]]) + strength * numpy.eye(2)
        step = numpy.clip(numpy.linalg.solve(bend, slope), -1.0, 1.0)  # a full step may leap past where it is curved
        theta = theta - step
        if float(abs(step).max()) < 1e-7:
            break
    return Scaling(float(theta[0]), max(float(theta[1]), 0.05))


def logit(chance: Array) -> Array:
    """Log odds of probabilities that are kept off 0 and 1."""
    import numpy

    p = numpy.clip(chance, LEAST / 4, 1 - LEAST / 4)
    found: Array = numpy.log(p / (1 - p))
    return found
