"""From the rates of acts for and against a client to one level with its intervals."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .grid import log_rates
from .settings import GRID_STEP, Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

QUANTILES = (0.025, 0.1, 0.5, 0.9, 0.975)
"""Of a level: the ends of the 95% and the 80% interval around the median."""
_DRAWS = 61
_CHUNK = 4096


def levels(ahead: Floats, against: Floats, settings: Settings) -> NDArray[np.float64]:
    """Quantiles of the net level, shape (N, 5), from distributions of both rates, each (N, G).

    The level is asinh(rate for - rate against, a year) / `Settings.scale`: near nought it is linear in acts a year, far
    from it logarithmic; below nought acts against outweigh those for.
    """
    import numpy as np

    found = np.empty((len(ahead), len(QUANTILES)))
    first, second = _pairs()
    for start in range(0, len(ahead), _CHUNK):
        part = slice(start, start + _CHUNK)
        plus = np.exp(_inverse(ahead[part], first))
        minus = np.exp(_inverse(against[part], second))
        found[part] = _quantiles(np.sort(plus - minus, axis=1))
    level: NDArray[np.float64] = np.arcsinh(found) / settings.scale
    return level


def _quantiles(ordered: NDArray[np.float64]) -> NDArray[np.float64]:
    """Quantiles of rows that are in order, each draw standing for the middle of its share."""
    import numpy as np

    at = np.clip(np.asarray(QUANTILES) * _DRAWS - 0.5, 0, _DRAWS - 1)
    low = np.floor(at).astype(int)
    part = at - low
    found: NDArray[np.float64] = ordered[:, low] * (1 - part) + ordered[:, np.minimum(low + 1, _DRAWS - 1)] * part
    return found


@lru_cache(maxsize=1)
def _pairs() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Evenly spread points of the unit square: a rank-1 lattice (Korobov), so that draws are the same every time."""
    import numpy as np

    index = np.arange(_DRAWS)
    return (index + 0.5) / _DRAWS, ((index * 17 + 0.5) % _DRAWS) / _DRAWS


def _inverse(weights: Floats, at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log rates below which each distribution (N, G) holds the shares `at` (K,): shape (N, K)."""
    import numpy as np

    rows, size = weights.shape
    total = np.cumsum(weights, axis=1, dtype=np.float64)
    total /= total[:, -1:]
    order = np.argsort(at)
    offset = np.arange(rows)[:, None]
    place = np.searchsorted((total + offset).ravel(), (at[order][None, :] + offset).ravel()).reshape(rows, -1)
    cell = np.clip(place - offset * size, 0, size - 1)
    above = np.take_along_axis(total, cell, axis=1)
    below = np.where(cell > 0, np.take_along_axis(total, np.maximum(cell - 1, 0), axis=1), 0.0)
    within = (at[order][None, :] - below) / np.maximum(above - below, 1e-12)
    found = log_rates()[cell] + (np.clip(within, 0, 1) - 0.5) * GRID_STEP
    back: NDArray[np.float64] = np.empty_like(found)
    back[:, order] = found
    return back
