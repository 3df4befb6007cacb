"""How the columns of features are put to a network: on a scale where a step means the same anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_LEAST_SHARE = 1e-4
_SHARES = ("mixed", "long_run_question", "long_run_source")
_AS_THEY_ARE = ("mixed_lead", "same_home", "inverse")
_FURTHEST = 6.0  # standard deviations


def even(features: Floats, columns: Sequence[str]) -> Floats:
    """A copy with shares and counts as logarithms, and places as 1 / (1 + place)."""
    import numpy as np

    found = np.empty(features.shape, np.float32)
    for number, name in enumerate(columns):
        column = features[..., number]
        if name.endswith("_share") or name in _SHARES:
            found[..., number] = np.log(column + _LEAST_SHARE)
        elif name in _AS_THEY_ARE or name.endswith(("_known", "_kind")) or "_repeats_" in name:
            found[..., number] = column
        elif name.endswith("_place"):
            found[..., number] = 1.0 / (1.0 + column)
        else:
            found[..., number] = np.log1p(column)
    return found


class Scaling:
    """Takes each column's mean off and divides by its deviation, as they were in training; far values are cut off."""

    def __init__(self, mean: Floats, deviation: Floats) -> None:
        self.mean, self.deviation = mean, deviation

    @classmethod
    def of(cls, evened: Floats) -> Scaling:
        """From an array (rows, columns)."""
        import numpy as np

        mean = evened.mean(axis=0, dtype=np.float64).astype(np.float32)
        deviation = evened.std(axis=0, dtype=np.float64).astype(np.float32) + np.float32(1e-3)
        return cls(mean, deviation)

    def apply(self, evened: Floats) -> Floats:
        """The same array, scaled in place."""
        import numpy as np

        evened -= self.mean
        evened /= self.deviation
        np.clip(evened, -_FURTHEST, _FURTHEST, out=evened)
        return evened
