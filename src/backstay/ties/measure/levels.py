"""Levels of all ties of a panel, period by period: filtered (what was known then) or smoothed (looking back)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .filter import smooth, start, step
from .net import levels
from .panel import Panel
from .settings import Settings, fitted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Array = NDArray[np.float64]

_CHUNK = 2048
"""Ties that are filtered together: some 10 MB of state, which the processor's cache half holds."""


def filtered_levels(panel: Panel, settings: Settings | None = None) -> Array:
    """Quantiles of each tie's net level (2.5, 10, 50, 90, 97.5%) at the end of each period, shape (S, T, 5).

    The level at a period rests on periods up to it alone.
    """
    found, _ = follow(panel, settings or fitted())
    return found


def follow(panel: Panel, settings: Settings, before: Floats | None = None, since: int = 0) -> tuple[Array, Floats]:
    """Filtered levels from period `since` on, (S, T - since, 5), and the states (2, S, K, G) before the last period.

    `before`: states (2, S, K, G) before period `since`; the prior where it is not given.
    """
    import numpy as np

    ties, periods = panel.ahead.shape
    shape = start(1, settings).shape[1:]
    found = np.empty((ties, periods - since, 5))
    last = np.empty((2, ties, *shape), dtype=np.float32)
    for begin in range(0, ties, _CHUNK):
        part = slice(begin, min(begin + _CHUNK, ties))
        states = [start(part.stop - begin, settings) if before is None else before[side, part] for side in (0, 1)]
        for t in range(since, periods):
            last[:, part] = np.stack(states) if t == periods - 1 else last[:, part]
            exposure = panel.exposure[part, t]
            states = [
                step(state, counts[part, t], exposure, settings, panel.years)[0]
                for state, counts in zip(states, (panel.ahead, panel.against), strict=True)
            ]
            found[part, t - since] = levels(states[0].sum(axis=1), states[1].sum(axis=1), settings)
    return found, last


def smoothed_levels(panel: Panel, settings: Settings | None = None) -> Array:
    """The same, each level given all periods: what one would say of it today. For some hundred ties at a time."""
    import numpy as np

    from .filter import forward

    settings = settings or fitted()
    ties, periods = panel.ahead.shape
    sides = []
    for counts in (panel.ahead, panel.against):
        filtered, _ = forward(counts, panel.exposure, settings, panel.years)
        sides.append(smooth(filtered, settings, panel.years).sum(axis=2).reshape(ties * periods, -1))
    return np.asarray(levels(sides[0], sides[1], settings)).reshape(ties, periods, 5)
