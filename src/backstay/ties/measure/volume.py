"""How much was reported at all, and on whom: what a count has to be held against.

Counts of events drift with reporting (Terechshenko 2020). The world's volume is taken out by period, and a client that
nobody reported on for a year is silent, which is not the same as calm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_LARGEST_SHARE = 0.02
"""One tie counts for at most this share of a period's volume: a war is no change in reporting."""
_TIES, _ACTS = 30.0, 50.0
"""Effective ties and acts from which volume is believed half: a few ties that rise together may be news, not volume."""


def volume(acts: Floats, a_year: int) -> NDArray[np.float64]:
    """Volume of each period relative to the first year with any, shape (T,), from acts by tie and period (S, T).

    Volume at t depends on periods up to t alone. It is 0 where nothing at all was reported.
    """
    import numpy as np

    totals = acts.sum(axis=0, dtype=np.float64)
    capped = np.minimum(acts, _LARGEST_SHARE * totals[None, :]).sum(axis=0, dtype=np.float64)
    squares = (acts.astype(np.float64) ** 2).sum(axis=0)
    effective = totals**2 / np.maximum(squares, 1e-12)
    trust = effective / (effective + _TIES) * totals / (totals + _ACTS)
    found = np.zeros(acts.shape[1])
    seen = np.flatnonzero(totals > 0)
    for place, t in enumerate(seen):
        reference = capped[seen[: min(place + 1, max(a_year, 1))]].mean()
        found[t] = np.exp(trust[t] * np.log(capped[t] / reference))
    return found


def coverage(clients: NDArray[np.int64], acts: Floats, a_year: int) -> Floats:
    """Share in 0..1 of what happens to each client that would be reported, (S, T), from the reports of the last year.

    `clients`: number of the client of each tie, (S,). One act reported in a year makes it a half.
    """
    import numpy as np

    of_client = np.zeros((int(clients.max()) + 1, acts.shape[1]))
    np.add.at(of_client, clients, acts)
    running = np.cumsum(of_client, axis=1)
    running[:, a_year:] -= running[:, :-a_year].copy() if acts.shape[1] > a_year else 0.0
    shares: Floats = (running / (running + 1)).astype(np.float32)[clients]
    return shares
