"""How good probabilities were: Brier score, log score, calibration error, with intervals over origins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

BINS = 10
DRAWS = 400
SEED = 7


def brier(chance: Array, outcome: Array) -> float:
    """Mean squared distance of probabilities from what happened (0/1). 0 is perfect."""
    return float(((chance - outcome) ** 2).mean())


def log_score(chance: Array, outcome: Array) -> float:
    """Mean negative natural logarithm of the probability given to what happened. 0 is perfect."""
    import numpy

    p = numpy.clip(chance, 1e-4, 1 - 1e-4)
    return float(-numpy.where(outcome > 0, numpy.log(p), numpy.log(1 - p)).mean())


def reliability(chance: Array, outcome: Array) -> list[tuple[float, float, int]]:
    """Mean probability, share that happened and number of forecasts, for each tenth that holds any."""
    import numpy

    place = numpy.minimum((chance * BINS).astype(int), BINS - 1)
    found = []
    for number in range(BINS):
        chosen = place == number
        if chosen.any():
            found.append((float(chance[chosen].mean()), float(outcome[chosen].mean()), int(chosen.sum())))
    return found


def calibration_error(chance: Array, outcome: Array) -> float:
    """Mean distance of stated from found frequency over tenths, weighted by number (expected calibration error)."""
    return sum(abs(said - found) * count for said, found, count in reliability(chance, outcome)) / len(chance)


def interval(values: Array, origins: Array) -> tuple[float, float]:
    """Central 90% interval of the mean of `values` when whole origins are drawn again (cluster bootstrap)."""
    import numpy

    _, number = numpy.unique(origins, return_inverse=True)
    sums, counts = numpy.bincount(number, values), numpy.bincount(number)
    draws = numpy.random.default_rng(SEED).integers(0, len(sums), (DRAWS, len(sums)))
    means = sums[draws].sum(1) / counts[draws].sum(1)
    low, high = numpy.quantile(means, (0.05, 0.95))
    return float(low), float(high)
