"""What parties like s, and partners of s, did: evidence for answers that s itself never had.

Peers of s are those whose partners are alike, by the cosine of their rows in the space of the factorisation; partners
are those that s met most. Whom they had last in r counts, by how near they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .history import History
from .parts import PARTY, key3, last_party

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

NEAREST = 24


def peers(history: History, parties: Ints) -> tuple[Ints, Floats]:
    """The nearest peers of each party and how near they are (0 to 1): two arrays (parties, NEAREST)."""
    import numpy as np

    places = history.long_run.places
    near = places[parties] @ places.T
    near[np.arange(len(parties)), parties] = 0.0
    count = min(NEAREST, near.shape[1] - 1)
    found = np.argpartition(-near, count, axis=1)[:, :count]
    found.sort(axis=1)
    return found, np.maximum(np.take_along_axis(near, found, axis=1), 0.0)


def partners(group: Ints, party: Ints, strength: Floats) -> tuple[Ints, Ints, Floats]:
    """The NEAREST strongest entries of each group, with strengths that sum to 1 at most; groups ascend."""
    import numpy as np

    order = np.lexsort((party, -strength, group))
    nth = np.arange(len(order)) - np.searchsorted(group, group)
    order = order[nth < NEAREST]
    group, party, strength = group[order], party[order], strength[order]
    whole = np.bincount(group, weights=strength) if len(group) else np.zeros(1)
    return group, party, (strength / np.maximum(whole[group], 1e-9)).astype(np.float32)


def told_by(
    history: History, day: int, r: Ints, group: Ints, neighbour: Ints, weight: Floats, exclude: Ints
) -> tuple[Ints, Ints, Floats]:
    """Answers that neighbours had to r: groups, parties and two columns, of late and in all.

    `r` and `exclude` (the party asked about) have an entry a group.
    """
    import numpy as np

    low = key3(neighbour, r[group], 0 * neighbour)
    found = history.triple.slices(low, low + (1 << PARTY))
    counts = history.triple.at(day, found.slot)
    owner, party = group[found.group], last_party(found.key)
    values = np.log1p(counts[:, (1, 3)]) * weight[found.group, None]
    keep = party != exclude[owner]
    code, where = np.unique((owner[keep] << PARTY) | party[keep], return_inverse=True)
    sums = [np.bincount(where, weights=values[keep, i], minlength=len(code)) for i in (0, 1)]
    return code >> PARTY, code & ((1 << PARTY) - 1), np.stack(sums, axis=1).astype(np.float32)
