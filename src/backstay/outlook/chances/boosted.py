"""Gradient-boosted chances (LightGBM). The horizon is an input: what has closed soon teaches what closes late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

SETTINGS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 8,
    "min_data_in_leaf": 200,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 30.0,
    "max_bin": 63,
    "verbosity": -1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
}
ROUNDS = 80
SEED = 20180212


@dataclass(frozen=True, slots=True)
class Boosted:
    """Trees that were fitted, with the names of their inputs."""

    booster: Any
    names: tuple[str, ...]

    def chances(self, matrix: Array) -> Array:
        """A probability for each row."""
        found: Array = self.booster.predict(matrix, num_threads=1)
        return found

    def shares(self, matrix: Array) -> Array:
        """What each input adds to a row's log odds (TreeSHAP), the base in the last column."""
        found: Array = self.booster.predict(matrix, pred_contrib=True, num_threads=1)
        return found

    def text(self) -> str:
        """The trees in LightGBM's text form."""
        return str(self.booster.model_to_string())


def fit(
    matrix: Array, outcome: Array, weight: Array, names: Sequence[str], *, rounds: int = ROUNDS, **settings: Any
) -> Boosted:
    """Trees for a matrix (rows x inputs), 0/1 outcomes and weights. The same input gives the same trees."""
    import lightgbm

    data = lightgbm.Dataset(matrix, outcome.astype(float), weight=weight, free_raw_data=True)
    booster = lightgbm.train({**SETTINGS, "seed": SEED, **settings}, data, rounds)
    return Boosted(booster, tuple(names))


def load(text: str, names: Sequence[str]) -> Boosted:
    """Trees from their text form."""
    import lightgbm

    return Boosted(lightgbm.Booster(model_str=text), tuple(names))
