"""Online detection: how probable it is, in each period, that a rate changed suddenly not long ago.

Beside each rate the filter keeps how long ago it last jumped, and which way, for `window` periods (a multi-process
model, West and Harrison 1997, chapter 12, made exact on the grid). The same counts, moves and likelihoods as the
level's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .filter import start
from .grid import likelihood, log_rates, moves
from .settings import GRID_SIZE, GRID_STEP, Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LEAST_CHANGE = 0.4
"""Least sudden change of a log rate that is called a break: by a half up, or by a third down."""


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """What was found at each period, from those up to it. `up`, `down`: (N, T, L), probability that the rate jumped up
    (down) 0, 1, ..., L-1 periods before. `mean`: mean log rate, (N, T).
    """

    up: Floats
    down: Floats
    mean: Floats


def watch(counts: Floats, exposure: Floats, settings: Settings, years: float, window: int) -> Watched:
    """Follow series (N, T) period by period."""
    import numpy as np

    rows, periods = counts.shape
    calm, up, down, chance = _kernels(settings, years)
    first = start(rows, settings)
    state = np.zeros((rows, 1 + 2 * window, *first.shape[1:]), dtype=np.float32)
    state[:, 0] = first
    ages = np.zeros((rows, periods, 1 + 2 * window), dtype=np.float32)
    mean = np.zeros((rows, periods), dtype=np.float32)
    rates = log_rates().astype(np.float32)
    for t in range(periods):
        state = _moved(state, calm, up, down, chance, window)
        distinct, which = likelihood(counts[:, t], exposure[:, t], settings)
        state *= distinct[which][:, None]
        state /= state.sum(axis=(1, 2, 3), keepdims=True)
        ages[:, t] = state.sum(axis=(2, 3))
        mean[:, t] = state.sum(axis=(1, 2)) @ rates
    return Watched(ages[:, :, 1 : window + 1], ages[:, :, window + 1 :], mean)


def _moved(state: Floats, calm: Floats, up: Floats, down: Floats, chance: float, window: int) -> Floats:
    """One period on: whoever jumped is a period older; what is older than the window is calm again."""
    import numpy as np

    whole = state.sum(axis=1)
    kept = (state.reshape(-1, GRID_SIZE) @ calm).reshape(state.shape) * np.float32(1 - chance)
    after = np.empty_like(state)
    after[:, 0] = kept[:, 0] + kept[:, window] + kept[:, 2 * window]
    after[:, 2 : window + 1] = kept[:, 1:window]
    after[:, window + 2 :] = kept[:, window + 1 : 2 * window]
    flat = whole.reshape(-1, GRID_SIZE)
    after[:, 1] = (flat @ up).reshape(whole.shape) * np.float32(chance / 2)
    after[:, window + 1] = (flat @ down).reshape(whole.shape) * np.float32(chance / 2)
    return after


@lru_cache(maxsize=8)
def _kernels(settings: Settings, years: float) -> tuple[Floats, Floats, Floats, float]:
    """Moves without a break, with one up, with one down, and the chance of one. Lesser jumps are none."""
    import numpy as np

    step = moves(settings, years)
    apart = (np.arange(GRID_SIZE)[None, :] - np.arange(GRID_SIZE)[:, None]) * GRID_STEP
    size = np.exp(-np.abs(apart) / settings.jump_size)
    lesser = np.where(np.abs(apart) < LEAST_CHANGE, size, 0)
    up = np.where(apart >= LEAST_CHANGE, size, 0) + np.where(apart >= 0, 1e-6, 0)
    down = np.where(apart <= -LEAST_CHANGE, size, 0) + np.where(apart <= 0, 1e-6, 0)
    lesser, up, down = (each / each.sum(axis=1, keepdims=True) for each in (lesser, up, down))
    share = np.exp(-LEAST_CHANGE / settings.jump_size)
    chance = float(-np.expm1(-settings.jumps * share * years))
    small = float(-np.expm1(-settings.jumps * (1 - share) * years))
    calm = (1 - small) * step.drift + small * lesser
    return calm.astype(np.float32), up.astype(np.float32), down.astype(np.float32), chance
