"""Rates as a grid: what may become of a rate within a period, and how likely a count is at each rate.

A rate's distribution is kept as one probability a grid point, so that filtering is exact whatever its shape (Kitagawa
1987, "Non-Gaussian state-space modeling of nonstationary time series"), for counts of nought as for counts of
thousands.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .settings import GRID_FROM, GRID_SIZE, GRID_STEP, Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_TAIL = 1e-30
"""Least likelihood of anything, so that no count is impossible."""


@lru_cache(maxsize=1)
def log_rates() -> NDArray[np.float64]:
    """Log rates a year at the grid points, shape (G,)."""
    import numpy as np

    return np.asarray(GRID_FROM + GRID_STEP * np.arange(GRID_SIZE), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """What may become of a rate in one period; each of shape (G, G), rows (from) sum to 1.

    `drift`: nothing sudden. `whole`: that, or a sudden change, with the chances of each.
    """

    drift: Floats
    whole: Floats


@lru_cache(maxsize=16)
def moves(settings: Settings, years: float) -> Moves:
    """The moves of a period that lasts `years`."""
    import numpy as np

    steps = np.arange(GRID_SIZE)
    apart = np.asarray((steps[None, :] - steps[:, None]) * GRID_STEP, dtype=np.float64)
    walk = _walk(apart, settings.drift**2 * years)
    fresh = afresh(settings, years)
    drift = (1 - fresh.sum()) * walk + fresh[None, :]
    size = np.exp(-np.abs(apart) / settings.jump_size)
    up, down = _rows(np.where(apart > 0, size, 0.0)), _rows(np.where(apart < 0, size, 0.0))
    chance = 1 - np.exp(-settings.jumps * years)
    whole = (1 - chance) * drift + chance * (up + down) / 2
    return Moves(drift.astype(np.float32), whole.astype(np.float32))


def afresh(settings: Settings, years: float) -> NDArray[np.float64]:
    """Chance that a rate is drawn afresh within `years` and comes to lie at each grid point, (G,)."""
    import numpy as np

    prior = np.asarray(settings.prior, dtype=np.float64)
    chance: NDArray[np.float64] = prior / prior.sum() * -np.expm1(-settings.renewals * years)
    return chance


def _walk(apart: NDArray[np.float64], variance: float) -> NDArray[np.float64]:
    """A Gaussian step with this variance on the grid; where it is narrower than the grid, steps to the neighbours."""
    import numpy as np

    if variance >= (0.75 * GRID_STEP) ** 2:
        return _rows(np.exp(-0.5 * apart**2 / variance))
    beside = variance / (2 * GRID_STEP**2)
    near = np.isclose(np.abs(apart), GRID_STEP)
    return _rows(np.where(near, beside, np.where(apart == 0, 1 - 2 * beside, 0.0)))


def _rows(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    total = weights.sum(axis=1, keepdims=True)
    stay = np.eye(len(weights))
    return np.where(total > 0, weights / np.where(total > 0, total, 1.0), stay)


def likelihood(counts: Floats, exposure: Floats, settings: Settings) -> tuple[Floats, NDArray[np.int64]]:
    """How likely each count is at each rate, for each class of burstiness: distinct rows (U, K, G), and which is
    whose (N,).

    `counts` and `exposure`: shape (N,). Exposure is in years of full reporting: 0 where nobody could have reported,
    which makes all rates alike. Counts are negative binomial, or say nothing (`Settings.stray`); they need not be
    whole.
    """
    import numpy as np

    unique, which = np.unique(marks(counts, exposure), return_inverse=True)
    distinct = unique.view(np.float32).reshape(-1, 2)
    return _fit(distinct[:, 0], distinct[:, 1], settings), which


def marks(counts: Floats, exposure: Floats) -> NDArray[np.int64]:
    """One number for each count with its exposure, the same where they say the same of a rate; any shape."""
    import numpy as np

    rounded = np.round(np.log(np.maximum(exposure, _LEAST)) * _EXPOSURES) / _EXPOSURES
    pairs = np.stack([counts.astype(np.float32), rounded.astype(np.float32)], axis=-1)
    return np.ascontiguousarray(pairs).view(np.int64)[..., 0]


_LEAST = 1e-9
_EXPOSURES = 40
"""Exposures are told apart to one part in 40, so that few likelihoods need working out."""


def _fit(counts: Floats, log_exposure: Floats, settings: Settings) -> Floats:
    import numpy as np

    sizes = np.asarray(settings.bursts)[None, :, None]
    count = counts.astype(np.float64)[:, None, None]
    log_odds = log_exposure.astype(np.float64)[:, None, None] + log_rates()[None, None, :] - np.log(sizes)
    fit = -(count + sizes) * np.logaddexp(0, log_odds) + np.where(count > 0, count * log_odds, 0.0)
    found = (1 - settings.stray) * np.exp(fit + _choose(count, sizes)) + settings.stray / ((1 + count) * 10) + _TAIL
    found[log_exposure <= np.log(_LEAST) + 0.1] = 1.0
    single: Floats = found.astype(np.float32)
    return single


def _choose(count: NDArray[np.float64], size: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logarithm of the negative binomial's coefficient, log C(count + size - 1, count)."""
    return log_gamma(count + size) - log_gamma(count + 1) - log_gamma(size)


_SHIFT = 8


def log_gamma(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logarithm of the gamma function of numbers above 0, to 12 digits: Stirling's series from 8 on, carried down.

    SciPy's would take longer to load than the ties of one government take to be measured.
    """
    import numpy as np

    steps = np.log(values[..., None] + np.arange(_SHIFT)).sum(axis=-1)
    x = values + _SHIFT
    rest = 1 / (12 * x) - 1 / (360 * x**3) + 1 / (1260 * x**5) - 1 / (1680 * x**7) + 1 / (1188 * x**9)
    found: NDArray[np.float64] = (x - 0.5) * np.log(x) - x + 0.5 * np.log(2 * np.pi) + rest - steps
    return found
