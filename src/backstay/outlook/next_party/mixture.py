"""The first of two steps: every party gets the probability that a blend of simple forecasts gives it.

The blend's weights depend on how much is known of (s, r) and of s. They are learned as the days go by, by
expectation-maximisation: each forecast is credited with its share in the probability of what came, and old credit
fades.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .evidence import COMPONENTS, DENSE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

SIZE = sum(columns for _, columns in COMPONENTS) + DENSE + 1  # and one that holds all parties alike
_EDGES = (0.01, 0.7, 2.5, 8.0, 40.0)
BUCKETS = len(_EDGES) + 3
_FADE = 0.9995  # a question
_PRIOR = 2.0


def bucket(total_question: Floats, total_source: Floats) -> Ints:
    """How much is known: by the count of (s, r); where that is nothing, by the count of s."""
    import numpy as np

    found = np.searchsorted(np.array(_EDGES), total_question) + 2
    return np.where(found > 2, found, np.searchsorted(np.array((0.5, 20.0)), total_source)).astype(np.int64)


class Mixture:
    """`weights` is an array (BUCKETS, SIZE) with rows that sum to 1."""

    def __init__(self) -> None:
        import numpy as np

        self._np = np
        self.credit = np.full((BUCKETS, SIZE), _PRIOR / SIZE)

    @property
    def weights(self) -> Floats:
        """Share of each forecast, by bucket."""
        found: Floats = (self.credit / self.credit.sum(axis=1, keepdims=True)).astype(self._np.float32)
        return found

    def learn(self, buckets: Ints, shares: Floats) -> None:
        """`shares` (questions, SIZE) is what each forecast gave to the party that came."""
        np = self._np
        credit = shares * self.weights[buckets]
        credit /= np.maximum(credit.sum(axis=1, keepdims=True), 1e-30)
        self.credit *= (_FADE ** np.bincount(buckets, minlength=BUCKETS))[:, None]
        np.add.at(self.credit, buckets, credit)
