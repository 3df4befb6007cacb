"""Which kind of event follows which between the same two parties, learned as the days go by.

For each pair, past events fade with a half-life. `follows[a, b]` sums the faded weight of past a-events over all
pairs and days on which a b-event came; `open_[a]` sums it over all pairs and days. Their ratio is the daily rate at
which an a-event calls forth a b-event, and a pair's expected number of b-events is the sum over its past: a Hawkes
process with one rate a pair of kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

_FADE = 0.994  # of what was learned, kept from day to day: a half-life of some four months
_PRIOR = 5.0


class Excitement:
    """Rates for one half-life of the pairs' past."""

    def __init__(self, relations: int, half_life: float) -> None:
        import numpy as np

        self._np = np
        self.half_life = half_life
        self.follows = np.zeros((relations, relations), np.float64)
        self.open = np.zeros(relations, np.float64)
        self._step = float(np.exp2(-1.0 / half_life))
        self._standing = np.zeros(relations, np.float64)
        self._rates: Floats | None = None

    def extend(self, relations: int) -> None:
        """Room for relations up to this number."""
        np = self._np
        more = relations - len(self.open)
        if more > 0:
            self.follows = np.pad(self.follows, ((0, more), (0, more)))
            self.open = np.pad(self.open, (0, more))
            self._standing = np.pad(self._standing, (0, more))

    def learn(self, before: Ints, after: Ints, weights: Floats, relations: Ints, days: int) -> None:
        """A day's events: for each, the faded past of its pair (`before`, `weights`) and its relation (`after`).

        `relations` are those of all the day's events; `days` have passed since the day before.
        """
        np = self._np
        size = len(self.open)
        self.follows *= _FADE
        self.open *= _FADE
        self._standing *= self._step**days
        self.open += self._standing
        code = before * size + after
        self.follows += np.bincount(code, weights=weights, minlength=size * size).reshape(size, size)
        self._standing += np.bincount(relations, minlength=size)
        self._rates = None

    def kept(self) -> dict[str, NDArray[np.float64]]:
        """What there is to keep."""
        return {"follows": self.follows, "open": self.open, "standing": self._standing}

    def take(self, *, follows: NDArray[np.float64], open: NDArray[np.float64], standing: NDArray[np.float64]) -> None:
        """Put what was `kept` in the place of what is there."""
        self.follows, self.open, self._standing, self._rates = follows, open, standing, None

    @property
    def rates(self) -> Floats:
        """Array (relation before, relation after)."""
        if self._rates is None:
            self._rates = (self.follows / (self.open[:, None] + _PRIOR)).astype(self._np.float32)
        return self._rates
