"""Boosted trees that order candidates, as a second opinion beside the networks.

LightGBM's LambdaMART: each tree is fitted to the pairs of an answer and a candidate that is none, weighted by how much
their order matters near the top (Burges 2010, "From RankNet to LambdaRank to LambdaMART").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Labels = NDArray[np.int8]

THREADS = 1  # more wait for each other at every leaf, which on a busy machine takes longer than it saves


@dataclass(frozen=True, slots=True)
class TreesSettings:
    """How many trees, from at most how many questions (evenly drawn), and what their score counts beside a network's.

    No trees are grown where `count` is 0.
    """

    count: int = 150
    questions: int = 13_000
    weight: float = 0.5
    leaves: int = 31
    rate: float = 0.1


class Trees:
    """A grown ensemble."""

    def __init__(self, booster: Any) -> None:
        self._booster = booster

    @classmethod
    def train(cls, rows: Floats, labels: Labels, settings: TreesSettings) -> Trees:
        """`rows` (questions, candidates, columns), `labels` 1 for answers; at least one each."""
        import lightgbm
        import numpy as np

        step = max(1, -(-len(rows) // settings.questions))
        rows, labels = rows[::step], labels[::step]
        options = {
            "objective": "lambdarank",
            "lambdarank_truncation_level": 10,
            "num_leaves": settings.leaves,
            "learning_rate": settings.rate,
            "min_data_in_leaf": 50,
            "feature_fraction": 0.35,
            "max_bin": 63,
            "num_threads": THREADS,
            "deterministic": True,
            "force_row_wise": True,
            "seed": 1,
            "verbose": -1,
        }
        data = lightgbm.Dataset(
            rows.reshape(-1, rows.shape[2]),
            labels.ravel(),
            group=np.full(len(labels), labels.shape[1]),
            params=options,
        )
        return cls(lightgbm.train(options, data, settings.count))

    @classmethod
    def of_text(cls, text: str) -> Trees:
        """Trees from their `text`."""
        import lightgbm

        return cls(lightgbm.Booster(model_str=text))

    def text(self) -> str:
        """The trees in LightGBM's text form."""
        return str(self._booster.model_to_string())

    def score(self, rows: Floats) -> Floats:
        """One score a row of columns that were scaled as in training."""
        import numpy as np

        found: Floats = np.asarray(self._booster.predict(rows, num_threads=THREADS), np.float32)
        return found
