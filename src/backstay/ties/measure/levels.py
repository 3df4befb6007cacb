"""Levels of all ties of a panel, period by period: filtered (what was known then) or smoothed (looking back)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .cores import each_part
from .filter import smooth, start, step
from .grid import marks
from .histories import chunks, splits
from .net import levels
from .panel import Panel
from .settings import Settings, fitted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Array = NDArray[np.float64]

_CHUNK = 512
"""Ties that are filtered together: at most some 3 MB of state, which the processor's cache holds."""


def filtered_levels(panel: Panel, settings: Settings | None = None, at: Sequence[int] | None = None) -> Array:
    """Quantiles of each tie's net level (2.5, 10, 50, 90, 97.5%) at the end of each period, shape (S, T, 5).

    The level at a period rests on periods up to it alone. `at`: only these periods, in order, are worked out.
    """
    found, _ = follow(panel, settings or fitted(), at=at)
    return found


def follow(
    panel: Panel,
    settings: Settings,
    before: Floats | None = None,
    since: int = 0,
    at: Sequence[int] | None = None,
) -> tuple[Array, Floats]:
    """Filtered levels from period `since` on, (S, T - since, 5), and the states (2, S, K, G) before the last period.

    `before`: states (2, S, K, G) before period `since`; the prior where it is not given. `at`: only the levels of these
    periods are worked out, in order, (S, len(at), 5).
    """
    import numpy as np

    ties, periods = panel.ahead.shape
    wanted = {t: place for place, t in enumerate(range(since, periods) if at is None else at)}
    found = np.empty((ties, len(wanted), 5))
    last = np.empty((2, ties, *start(1, settings).shape[1:]), dtype=np.float32)

    def work(part: NDArray[np.int64]) -> None:
        states = None if before is None else before[:, part]
        found[part], last[:, part] = _of_chunk(panel.rows(part), settings, states, since, wanted)

    each_part(work, chunks(panel.clients, _CHUNK))
    return found, last


def _of_chunk(
    panel: Panel, settings: Settings, before: Floats | None, since: int, wanted: dict[int, int]
) -> tuple[Array, Floats]:
    import numpy as np

    ties, periods = panel.ahead.shape
    exposure = panel.exposure[:, since:]
    sides = [side[:, since:] for side in (panel.ahead, panel.against)]
    begun = np.zeros(ties, np.int64) if before is None else np.arange(ties)
    states = [start(1, settings) if before is None else before[side] for side in (0, 1)]
    found = np.empty((ties, len(wanted), 5))
    last = np.empty((2, ties, *states[0].shape[1:]), dtype=np.float32)
    groups = [begun, begun]
    both = zip(*(splits(marks(side, exposure), begun) for side in sides), strict=True)
    for t, now in enumerate(both):
        if since + t == periods - 1:
            last[:] = [state[group] for state, group in zip(states, groups, strict=True)]
        states = [
            step(state, side[split.one, t], exposure[split.one, t], settings, panel.years, split.parent)[0]
            for state, side, split in zip(states, sides, now, strict=True)
        ]
        groups = [split.group for split in now]
        if since + t in wanted:
            found[:, wanted[since + t]] = _netted(states, groups, settings)
    return found, last


def _netted(states: list[Floats], groups: list[NDArray[np.int64]], settings: Settings) -> Array:
    """Levels of each series, worked out once for each pair of groups that some series are of."""
    import numpy as np

    pairs, of = np.unique(groups[0] * len(states[1]) + groups[1], return_inverse=True)
    ahead, against = np.divmod(pairs, len(states[1]))
    found = levels(states[0].sum(axis=1)[ahead], states[1].sum(axis=1)[against], settings)
    every: Array = found[of.ravel()]
    return every


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
