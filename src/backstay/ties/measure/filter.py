"""Filtering and smoothing of many rates at once, on the grid.

A state is a joint distribution over K classes of burstiness and G rates: shape (N, K, G), each row summing to 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .grid import likelihood, moves
from .settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


def start(rows: int, settings: Settings) -> Floats:
    """What is known of rates that nothing has been said of; shape (rows, K, G)."""
    import numpy as np

    one = np.outer(settings.burst_shares, settings.prior).astype(np.float32)
    return np.repeat(one[None], rows, axis=0)


def step(
    before: Floats,
    counts: Floats,
    exposure: Floats,
    settings: Settings,
    years: float,
    parent: NDArray[np.int64] | None = None,
) -> tuple[Floats, NDArray[np.float64]]:
    """One period on: the filtered state, and how likely the counts were (log, shape (N,)).

    `parent`: which state before each series goes on from; its own unless given.
    """
    import numpy as np

    distinct, which = likelihood(counts, exposure, settings)
    joint = before.reshape(-1, before.shape[-1]) @ moves(settings, years).whole
    joint = joint.reshape(before.shape)
    joint = joint if parent is None else joint[parent]
    joint *= distinct[which]
    total = joint.sum(axis=(1, 2), keepdims=True)
    joint /= total
    return joint, np.log(total[:, 0, 0].astype(np.float64))


def forward(
    counts: Floats, exposure: Floats, settings: Settings, years: float, before: Floats | None = None
) -> tuple[Floats, NDArray[np.float64]]:
    """Filtered states (N, T, K, G) of series (N, T), and the log likelihood of each count given those before it.

    What stands at period t depends on periods up to t alone. `before` is the state just before the first period, the
    prior where it is not given.
    """
    import numpy as np

    rows, periods = counts.shape
    state = start(rows, settings) if before is None else before
    filtered = np.empty((rows, periods, *state.shape[1:]), dtype=np.float32)
    logs = np.empty((rows, periods))
    for t in range(periods):
        state, logs[:, t] = step(state, counts[:, t], exposure[:, t], settings, years)
        filtered[:, t] = state
    return filtered, logs


def smooth(filtered: Floats, settings: Settings, years: float) -> Floats:
    """States given all periods, from filtered ones (N, T, K, G); same shape."""
    import numpy as np

    whole = moves(settings, years).whole
    found = np.empty_like(filtered)
    found[:, -1] = filtered[:, -1]
    for t in range(filtered.shape[1] - 2, -1, -1):
        expected = filtered[:, t] @ whole
        ratio = found[:, t + 1] / np.maximum(expected, np.float32(1e-30))
        joint = filtered[:, t] * (ratio @ whole.T)
        found[:, t] = joint / joint.sum(axis=(1, 2), keepdims=True)
    return found
