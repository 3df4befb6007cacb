"""The second step: a ranker over the candidates of the first, trained on questions of past days.

Several small networks, which differ in their random beginning, give the mean of their scores; boosted trees add theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .columns import Scaling, even
from .features import Table
from .network import Network, NetworkSettings
from .trees import Trees, TreesSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

SEED = 20
_HARD = 40  # candidates of each question that are trained on for certain, the likeliest by the mixture
_EASY = 24  # and as many of the others, drawn
_CLOSE = 48  # candidates of each question that the trees look at, the networks' first
_WATCHED = 0.03  # share of the examples, the last, that set the temperature alone


@dataclass(frozen=True, slots=True)
class RankerSettings:
    """How many networks, and of what kind; the trees beside them."""

    networks: int = 3
    network: NetworkSettings = field(default_factory=NetworkSettings)
    trees: TreesSettings = field(default_factory=TreesSettings)


@dataclass(slots=True)
class Examples:
    """Questions whose answer is among the candidates, gathered table by table.

    `worth` is how many candidates each one stands for: a drawn one stands for those that were not.
    """

    features: list[Floats] = field(default_factory=list)
    labels: list[NDArray[np.int8]] = field(default_factory=list)
    worth: list[Floats] = field(default_factory=list)
    seed: int = SEED

    def add(self, table: Table, question: Ints, party: Ints) -> None:
        """`question`, `party`: the answers, which are all among the candidates."""
        import numpy as np

        labels = np.zeros(table.parties.shape, np.int8)
        where = (table.parties[question] == party[:, None]).argmax(axis=1)
        labels[question, where] = 1
        keep = np.flatnonzero(labels.any(axis=1))
        drawn = self._draw(labels[keep])
        self.features.append(even(table.features[keep[:, None], drawn], table.columns))
        self.labels.append(np.take_along_axis(labels[keep], drawn, axis=1))
        self.worth.append(_worth(self.labels[-1], drawn, table.parties.shape[1]))

    def __len__(self) -> int:
        return sum(len(each) for each in self.labels)

    def _draw(self, labels: NDArray[np.int8]) -> Ints:
        """Which candidates to train on: answers and the likeliest first, then any."""
        import numpy as np

        self.seed += 1
        order = np.random.default_rng(self.seed).random(labels.shape)
        order[:, :_HARD] -= 2.0
        order -= 4.0 * labels
        return np.argsort(order, axis=1, kind="stable")[:, : _HARD + _EASY]


def _worth(labels: NDArray[np.int8], drawn: Ints, candidates: int) -> Floats:
    """1 for answers and the likeliest; for each of the others, how many of them there are for one that was drawn."""
    import numpy as np

    easy = (drawn >= _HARD) & (labels == 0)
    every = candidates - _HARD - ((drawn >= _HARD) & (labels == 1)).sum(axis=1, keepdims=True)
    found: Floats = np.where(easy, every / np.maximum(easy.sum(axis=1, keepdims=True), 1), 1.0).astype(np.float32)
    return found


class Ranker:
    """Scores candidates; the higher the likelier. Scores over `temperature` are logarithms of odds."""

    def __init__(self, networks: Sequence[Network], scaling: Scaling, columns: Sequence[str]) -> None:
        self.networks, self.scaling, self.columns = networks, scaling, tuple(columns)
        self.trees: Trees | None = None
        self.trees_weight = 0.0
        self.temperature = 1.0

    @classmethod
    def train(cls, examples: Examples, columns: Sequence[str], settings: RankerSettings) -> Ranker:
        """Train on all examples but the last few, which set the temperature. The examples' features are used up."""
        import numpy as np

        rows = np.concatenate(examples.features)
        examples.features.clear()
        labels, worth = np.concatenate(examples.labels), np.concatenate(examples.worth)
        scaling = Scaling.of(rows[:: max(1, len(rows) // 4000)].reshape(-1, rows.shape[2]))
        scaling.apply(rows)
        cut = len(rows) - max(1, int(len(rows) * _WATCHED))
        networks = [Network(rows.shape[2], settings.network, SEED + i) for i in range(settings.networks)]
        for network in networks:
            network.train(rows[:cut], labels[:cut], worth[:cut])
        ranker = cls(networks, scaling, columns)
        if settings.trees.count:
            ranker.trees = Trees.train(rows[:cut], labels[:cut], settings.trees)
            ranker.trees_weight = settings.trees.weight
        ranker.temperature = _temperature(ranker._mean(rows[cut:]), labels[cut:], worth[cut:])
        return ranker

    def score(self, features: Floats) -> Floats:
        """Scores (questions, candidates) of features (questions, candidates, columns)."""
        return self._mean(self.scaling.apply(even(features, self.columns)))

    def _mean(self, rows: Floats) -> Floats:
        import numpy as np

        flat = rows.reshape(-1, rows.shape[2])
        total = np.sum([network.score(flat) for network in self.networks], axis=0)
        scores: Floats = (total / len(self.networks)).reshape(rows.shape[:2])
        if self.trees is not None:
            scores = scores + self.trees_weight * self._second_opinion(self.trees, scores, rows)
        return scores

    def _second_opinion(self, trees: Trees, scores: Floats, rows: Floats) -> Floats:
        """The trees' scores of each question's candidates that the networks put first; the rest get the least of them.

        Trees cost ten times what a network does, and far down they change nothing that matters.
        """
        import numpy as np

        close = min(_CLOSE, scores.shape[1])
        first = np.sort(np.argpartition(-scores, close - 1, axis=1)[:, :close], axis=1)
        chosen = np.take_along_axis(rows, first[..., None], axis=1)
        told = trees.score(chosen.reshape(-1, rows.shape[2])).reshape(first.shape)
        found = np.repeat(told.min(axis=1, keepdims=True), scores.shape[1], axis=1)
        np.put_along_axis(found, first, told, axis=1)
        return found


def _temperature(scores: Floats, labels: NDArray[np.int8], worth: Floats) -> float:
    """The one of a grid that makes what came likeliest."""
    import numpy as np

    best, found = np.inf, 1.0
    for trial in np.geomspace(0.3, 3.0, 30):
        logits = scores / trial
        logits = logits - logits.max(axis=1, keepdims=True)
        surprise = np.log((worth * np.exp(logits)).sum(axis=1)) - (logits * labels).sum(axis=1) / labels.sum(axis=1)
        if surprise.mean() < best:
            best, found = float(surprise.mean()), float(trial)
    return found
