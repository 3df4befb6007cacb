"""Trees and a weighted sum of logarithms, which err in different ways: the mean of their log odds errs less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .boosted import Boosted, fit
from .calibrate import logit
from .linear import Linear, fit_linear

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Blend:
    """Two fitted models of the same inputs."""

    trees: Boosted
    linear: Linear

    def chances(self, matrix: Array) -> Array:
        """A probability for each row."""
        import numpy

        odds = (logit(self.trees.chances(matrix)) + logit(self.linear.chances(matrix))) / 2
        found: Array = 1 / (1 + numpy.exp(-odds))
        return found


def fit_blend(matrix: Array, outcome: Array, weight: Array, names: Sequence[str]) -> Blend:
    """Both models for a matrix (rows x inputs, none below 0), 0/1 outcomes and weights."""
    return Blend(fit(matrix, outcome, weight, names), fit_linear(matrix, outcome, weight))
