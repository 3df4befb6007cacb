"""How much was reported at all, and on whom: what a count has to be held against.

Counts of events drift with reporting (Terechshenko 2020). The world's volume is taken out by period, and a client that
nobody reported on for a year is silent, which is not the same as calm.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

    Values = TypeVar("Values", bound=NDArray[np.floating[Any]])

_MEMORY = 2.0
"""Years over which a tie's usual rate is remembered."""
_LEAST_USUAL = 3.0
"""Acts a period from which a tie says how a period compares with what is usual for it."""
_MOST = 1.5
"""Largest change of a log rate that is laid to reporting."""
_TIES = 5.0
"""Effective ties from which volume is believed half: a few ties that rise together may be news, not volume."""


def volume(acts: Floats, a_year: int) -> NDArray[np.float64]:
    """Volume of each period relative to the first year with any, shape (T,), from acts by tie and period (S, T).

    Each tie is held against what is usual for it, on a log scale, so that neither a war nor ties that grow for good are
    taken for reporting. Volume at t depends on periods up to t alone. It is 0 where nothing at all was reported.
    """
    import numpy as np

    found = np.zeros(acts.shape[1])
    usual, usual_log = np.zeros(acts.shape[0]), np.zeros(acts.shape[0])
    chosen: deque[NDArray[np.float64]] = deque(maxlen=round(_MEMORY * a_year))
    for place, t in enumerate(np.flatnonzero(acts.sum(axis=0) > 0)):
        now = acts[:, t].astype(np.float64)
        log_now = np.log(now + 0.5)
        change = _change(log_now - usual_log, chosen[0]) if place >= max(a_year, 1) else 0.0
        found[t] = np.exp(change)
        share = 1 / min(place + 1, _MEMORY * a_year + 1)
        usual += (now / found[t] - usual) * share
        usual_log += (log_now - change - usual_log) * share
        if place + 1 >= a_year:
            chosen.append(usual.copy())
    return found


def _change(changes: NDArray[np.float64], usual: NDArray[np.float64]) -> float:
    """Log volume, drawn towards nought where few ties say so.

    `usual` is from before what `changes` are held against: ties that grow would otherwise choose themselves.
    """
    import numpy as np

    weights = np.where(usual >= _LEAST_USUAL, usual / (usual + 5), 0.0)
    total = weights.sum()
    if not total > 0:
        return 0.0
    ties = total**2 / (weights**2).sum()
    middle = float((np.clip(changes, -_MOST, _MOST) * weights).sum() / total)
    return middle * float(ties / (ties + _TIES))


def coverage(clients: NDArray[np.int64], acts: Floats, a_year: int) -> Floats:
    """Share in 0..1 of what happens to each client that would be reported, (S, T), from the reports of the last year.

    `clients`: number of the client of each tie, (S,). One act reported in a year makes it a half.
    """
    import numpy as np

    of_client, client = summed_by(clients, acts.astype(np.float64))
    running = np.cumsum(of_client, axis=1)
    running[:, a_year:] -= running[:, :-a_year].copy() if acts.shape[1] > a_year else 0.0
    shares: Floats = (running / (running + 1)).astype(np.float32)[client]
    return shares


def summed_by(key: NDArray[np.int64], values: Values) -> tuple[Values, NDArray[np.int64]]:
    """Rows of `values` summed up by their keys, and which of these sums is each row's."""
    import numpy as np

    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.diff(key[order], prepend=key[order[:1]] - 1))
    place = np.empty(len(key), np.int64)
    place[order] = np.repeat(np.arange(len(starts)), np.diff([*starts, len(key)]))
    sums: Values = np.add.reduceat(values[order], starts, axis=0)  # type: ignore[assignment]
    return sums, place
