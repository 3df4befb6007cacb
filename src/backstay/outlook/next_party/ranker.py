"""The second step: a boosted ranker over the candidates of the first, trained on questions of past days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .features import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

SEED = 20
_HARD = 48  # candidates of each question that are trained on for certain, the likeliest by the mixture
_EASY = 32  # and as many of the others, drawn


@dataclass(frozen=True, slots=True)
class RankerSettings:
    """Of the boosting. `threads` is how many cores it takes; the result is the same for any number."""

    trees: int = 150
    leaves: int = 31
    rate: float = 0.1
    threads: int = 2


@dataclass(slots=True)
class Examples:
    """Questions whose answer is among the candidates, gathered table by table."""

    features: list[Floats] = field(default_factory=list)
    labels: list[NDArray[np.int8]] = field(default_factory=list)
    sizes: list[Ints] = field(default_factory=list)
    seed: int = SEED

    def add(self, table: Table, question: Ints, party: Ints) -> None:
        """`question`, `party`: the answers, which are all among the candidates."""
        import numpy as np

        labels = np.zeros(table.parties.shape, np.int8)
        where = (table.parties[question] == party[:, None]).argmax(axis=1)
        labels[question, where] = 1
        keep = np.flatnonzero(labels.any(axis=1))
        drawn = self._draw(labels[keep])
        self.features.append(table.features[keep[:, None], drawn])
        self.labels.append(np.take_along_axis(labels[keep], drawn, axis=1))
        self.sizes.append(np.full(len(keep), drawn.shape[1], np.int64))

    def _draw(self, labels: NDArray[np.int8]) -> Ints:
        """Which candidates to train on: answers and the likeliest first, then any."""
        import numpy as np

        self.seed += 1
        order = np.random.default_rng(self.seed).random(labels.shape)
        order[:, :_HARD] -= 2.0
        order -= 4.0 * labels
        return np.argsort(order, axis=1, kind="stable")[:, : _HARD + _EASY]

    def __len__(self) -> int:
        return sum(len(each) for each in self.sizes)


class Ranker:
    """Scores candidates; the higher the likelier. `temperature` turns scores into probabilities, `covered` is how often
    the answer was among the candidates.
    """

    def __init__(self, booster: Any, names: Sequence[str], temperature: float, threads: int) -> None:
        self.booster = booster
        self.names = tuple(names)
        self.temperature = temperature
        self._threads = threads

    @classmethod
    def train(cls, examples: Examples, names: Sequence[str], settings: RankerSettings) -> Ranker:
        """Train on the earlier nine tenths of the examples, and take the temperature from the rest."""
        import lightgbm
        import numpy as np

        sizes = np.concatenate(examples.sizes)
        width = int(sizes[0])
        cut = max(1, len(sizes) * 9 // 10)
        features = np.concatenate([f.reshape(-1, f.shape[2]) for f in examples.features])
        examples.features.clear()
        labels = np.concatenate([each.ravel() for each in examples.labels])
        data = lightgbm.Dataset(
            features[: cut * width], labels[: cut * width], group=sizes[:cut], feature_name=list(names)
        )
        booster = lightgbm.train(_parameters(settings), data, settings.trees)
        rest = booster.predict(features[cut * width :], num_threads=settings.threads)
        temperature = _temperature(
            np.asarray(rest, np.float32).reshape(-1, width), labels[cut * width :].reshape(-1, width)
        )
        return cls(booster, names, temperature, settings.threads)

    def score(self, features: Floats) -> Floats:
        """Scores (questions, candidates) of features (questions, candidates, columns)."""
        import numpy as np

        flat = features.reshape(-1, features.shape[2])
        found = self.booster.predict(flat, num_threads=self._threads)
        scores: Floats = np.asarray(found, np.float32).reshape(features.shape[:2])
        return scores


def _parameters(settings: RankerSettings) -> dict[str, Any]:
    return {
        "objective": "lambdarank",
        "label_gain": [0, 1],
        "lambdarank_truncation_level": 40,
        "learning_rate": settings.rate,
        "num_leaves": settings.leaves,
        "min_data_in_leaf": 200,
        "feature_fraction": 0.4,
        "lambda_l2": 5.0,
        "max_bin": 127,
        "num_threads": settings.threads,
        "deterministic": True,
        "force_row_wise": True,
        "seed": SEED,
        "verbose": -1,
    }


def _temperature(scores: Floats, labels: NDArray[np.int8]) -> float:
    """The one of a grid that makes what came likeliest."""
    import numpy as np

    best, found = np.inf, 1.0
    for trial in np.geomspace(0.1, 3.0, 30):
        logits = scores / trial
        logits = logits - logits.max(axis=1, keepdims=True)
        surprise = np.log(np.exp(logits).sum(axis=1)) - (logits * labels).sum(axis=1) / labels.sum(axis=1)
        if surprise.mean() < best:
            best, found = float(surprise.mean()), float(trial)
    return found
