"""Change points of one whole series, looking back: pieces of constant level or of straight trend.

The best pieces for each number of them are found exactly (dynamic programming; Bellman 1961, Jackson et al. 2005).
How many, and of which kind, is settled by the likelihood of what is left over as a first-order autoregression, with a
penalty after Yao (1988) for each number that a piece needs. Nothing is set for one series.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Cost = Callable[[NDArray[np.int64], int], Array]

PENALTY = 3.0
"""Times the logarithm of the length, for each number that a piece needs: where it begins, its level, its slope."""
MOST_CARRIED = 0.3
"""Largest autocorrelation that is laid to noise; what carries over further is taken for change of level."""
SHORTEST, MOST_PIECES = 5, 12
_NUMBERS = {"level": 2, "trend": 3}


@dataclass(frozen=True, slots=True)
class Pieces:
    """Where a series changes (index of the first value of each later piece), and what its pieces are."""

    changes: tuple[int, ...]
    kind: str
    score: float


def segment(values: Sequence[float]) -> Pieces:
    """Change points of a series of numbers at even steps, none of them missing."""
    import numpy as np

    series = np.asarray(values, dtype=np.float64)
    spread = series.std()
    if len(series) < 2 * SHORTEST or spread == 0:
        return Pieces((), "level", 0.0)
    series = (series - series.mean()) / spread
    candidates = [
        Pieces(changes, kind, _score(_left_over(series, changes, kind), (len(changes) + 1) * _NUMBERS[kind]))
        for kind in _NUMBERS
        for changes in _best(series, kind)
    ]
    return min(candidates, key=lambda each: each.score)


def _score(left: Array, numbers: int) -> float:
    """Minus twice the log likelihood of an autoregression, with the penalty."""
    import numpy as np

    size, power = len(left), float(left @ left)
    carried = float(np.clip(left[1:] @ left[:-1] / max(power, 1e-12), 0, MOST_CARRIED))
    new = left[1:] - carried * left[:-1]
    variance = max((float(new @ new) + left[0] ** 2 * (1 - carried**2)) / size, 1e-8)
    return float(size * np.log(variance) - np.log(1 - carried**2) + PENALTY * numbers * np.log(size))


def _best(series: Array, kind: str) -> list[tuple[int, ...]]:
    """The pieces with least squares left over, for each number of pieces."""
    import numpy as np

    size = len(series)
    shortest = max(_NUMBERS[kind], min(SHORTEST, size // 5))
    most = max(1, min(MOST_PIECES, size // shortest))
    cost = _level_cost(series) if kind == "level" else _trend_cost(series)
    least = np.full((most + 1, size + 1), np.inf)
    begun = np.zeros((most + 1, size + 1), dtype=np.int64)
    least[0, 0] = 0
    for end in range(shortest, size + 1):
        starts = np.arange(0, end - shortest + 1)
        totals = least[:most, starts] + cost(starts, end)[None, :]
        best = totals.argmin(axis=1)
        least[1:, end], begun[1:, end] = totals[np.arange(most), best], starts[best]
    return [_traced(begun, pieces, size) for pieces in range(1, most + 1) if np.isfinite(least[pieces, size])]


def _traced(begun: NDArray[np.int64], pieces: int, size: int) -> tuple[int, ...]:
    changes, end = [], size
    for number in range(pieces, 1, -1):
        end = int(begun[number, end])
        changes.append(end)
    return tuple(sorted(changes))


def _sums(values: Array) -> Array:
    import numpy as np

    found: Array = np.concatenate([[0.0], np.cumsum(values)])
    return found


def _level_cost(series: Array) -> Cost:
    total, squares = _sums(series), _sums(series**2)
    return lambda start, end: squares[end] - squares[start] - (total[end] - total[start]) ** 2 / (end - start)


def _trend_cost(series: Array) -> Cost:
    import numpy as np

    at = np.arange(len(series), dtype=np.float64)
    total, squares, places, both, spread = (_sums(each) for each in (series, series**2, at, at * series, at**2))

    def cost(start: NDArray[np.int64], end: int) -> Array:
        count = end - start
        value, place = total[end] - total[start], places[end] - places[start]
        joint = both[end] - both[start] - value * place / count
        width = spread[end] - spread[start] - place**2 / count
        level = squares[end] - squares[start] - value**2 / count
        found: Array = np.maximum(level - np.where(count > 1, joint**2 / np.maximum(width, 1e-9), 0), 0)
        return found

    return cost


def _left_over(series: Array, changes: tuple[int, ...], kind: str) -> Array:
    import numpy as np

    left = np.empty_like(series)
    bounds = [0, *changes, len(series)]
    for start, end in pairwise(bounds):
        piece = series[start:end]
        at = np.arange(end - start, dtype=np.float64)
        fitted = np.polyval(np.polyfit(at, piece, 1), at) if kind == "trend" and end - start > 2 else piece.mean()
        left[start:end] = piece - fitted
    return left
