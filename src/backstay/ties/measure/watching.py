"""Online detection: how probable it is, in each period, that a rate changed suddenly not long ago.

The filter is that of the level with its sudden changes told apart from all else. How probable a change some periods ago
is, given all since, is what was known before it, carried over the change, times how likely all since is without another
one (a multi-process model, West and Harrison 1997, chapter 12, made exact on the grid): both are kept for `window`
periods.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .filter import start
from .grid import afresh, likelihood, log_rates, marks, moves
from .histories import Split, splits
from .settings import GRID_SIZE, GRID_STEP, Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LEAST_CHANGE = 0.4
"""Least sudden change of a log rate that is called a break: by a half up, or by a third down."""
FAR = 1.95
"""Least change of a log rate that is drawn afresh which may be called a break: sevenfold, further than a jump goes but
for one in twenty."""
REGULAR = 24.0
"""Acts a year from which a rate that falls so far is one that was renewed regularly and stops; a lull of a seldom one
is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """What was found at each period, from those up to it. `up`, `down`: (N, T, L), probability that the rate jumped up
    (down) 0, 1, ..., L-1 periods before. `states`: (N, K, G), what was known `window` periods before the last one.
    """

    up: Floats
    down: Floats
    states: Floats


@dataclass(slots=True)
class _Period:
    """One period of D groups. `fit`: (D, K, G), how likely its counts are at each rate, over how likely they were at
    all. `up`, `down`: (D', K, G), what was known before, carried over a change. `before`: the same without one.
    """

    split: Split
    fit: Floats
    up: Floats
    down: Floats
    before: Floats


def watch(
    counts: Floats,
    exposure: Floats,
    settings: Settings,
    years: float,
    window: int,
    before: Floats | None = None,
    *,
    onset: bool = False,
) -> Watched:
    """Follow series (N, T) period by period. `before`: states (N, K, G) before the first one, else the prior.

    `onset`: do acts that come where there were none break it? What is done against a tie does: a withdrawal, a
    sanction. What is done for it is often done once, and no tie yet: on ICEWS two thirds of such are followed by
    nothing for a year.
    """
    import numpy as np

    rows, periods = counts.shape
    kernels = _kernels(settings, years, onset)
    begun = np.zeros(rows, np.int64) if before is None else np.arange(rows)
    state = start(1, settings) if before is None else before
    up, down = (np.zeros((rows, periods, window), dtype=np.float32) for _ in "ab")
    kept: deque[_Period] = deque(maxlen=window)
    for t, split in enumerate(splits(marks(counts, exposure), begun)):
        period, state = _one_on(state, split, counts[split.one, t], exposure[split.one, t], settings, kernels)
        kept.append(period)
        ages = _ages(kept, kernels)
        up[:, t, : ages.shape[2]], down[:, t, : ages.shape[2]] = ages[:, split.group]
    return Watched(up, down, _oldest(kept))


@dataclass(frozen=True, slots=True, eq=False)
class _Kernels:
    """Moves of a rate in one period, (G, G): none that is a break, times its chance; one up or down, times its chance;
    and any. A break is a jump, or a rate drawn afresh that stops or, with `onset`, begins.
    """

    calm: Floats
    up: Floats
    down: Floats
    whole: Floats


def _one_on(
    state: Floats, split: Split, counts: Floats, exposure: Floats, settings: Settings, kernels: _Kernels
) -> tuple[_Period, Floats]:
    distinct, which = likelihood(counts, exposure, settings)
    flat = state.reshape(-1, GRID_SIZE)
    up, down, whole = ((flat @ each).reshape(state.shape) for each in (kernels.up, kernels.down, kernels.whole))
    fit = distinct[which]
    now = whole[split.parent]
    now *= fit
    total = now.sum(axis=(1, 2), keepdims=True)
    now /= total
    fit /= total
    return _Period(split, fit, up, down, state), now


def _ages(kept: deque[_Period], kernels: _Kernels) -> Floats:
    """Probability of a change so many periods ago, of each group of the last period: (2, D, L), up and down."""
    import numpy as np

    newest = kept[-1]
    since = newest.fit
    group = np.arange(len(since))
    found = np.empty((2, len(since), len(kept)), dtype=np.float32)
    for age, period in enumerate(reversed(kept)):
        if age:
            since = (since.reshape(-1, GRID_SIZE) @ kernels.calm.T).reshape(since.shape)
            since *= period.fit[group]
        group = period.split.parent[group]
        for way, changed in enumerate((period.up, period.down)):
            found[way, :, age] = np.einsum("nkg,nkg->n", changed[group], since)
    return found


def _oldest(kept: deque[_Period]) -> Floats:
    """What was known before the oldest period that is kept, of each series."""
    group = kept[-1].split.group
    for period in reversed(kept):
        group = period.split.parent[group]
    return kept[0].before[group]


@lru_cache(maxsize=8)
def _kernels(settings: Settings, years: float, onset: bool) -> _Kernels:
    """Lesser jumps are no break."""
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
    rest = (1 - small) * (1 - chance)
    fresh = rest * afresh(settings, years)[None, :]
    rise = np.where(apart >= FAR, fresh, 0) * onset
    fall = np.where((apart <= -FAR) & (log_rates()[:, None] >= np.log(REGULAR)), fresh, 0)
    calm = rest * step.drift - rise - fall + small * (1 - chance) * lesser
    up, down = up * chance / 2 + rise, down * chance / 2 + fall
    return _Kernels(*(each.astype(np.float32) for each in (calm, up, down, calm + up + down)))
