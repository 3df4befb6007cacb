"""The second step: a ranker over the candidates of the first, trained on questions of past days.

Several small networks, which differ in their random beginning, give the mean of their scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .columns import Scaling, even
from .features import Table
from .network import Network, NetworkSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

SEED = 20
_HARD = 40  # candidates of each question that are trained on for certain, the likeliest by the mixture
_EASY = 24  # and as many of the others, drawn
_WATCHED = 0.03  # share of the examples, the last, that set the temperature alone


@dataclass(frozen=True, slots=True)
class RankerSettings:
    """How many networks, and of what kind."""

    networks: int = 2
    network: NetworkSettings = field(default_factory=NetworkSettings)


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

    def take_rows(self) -> Floats:
        """All features in one array. They are given up piece by piece: the whole twice would fill a small machine."""
        import numpy as np

        rows = np.empty((len(self), *self.features[0].shape[1:]), np.float32)
        end = len(rows)
        while self.features:
            part = self.features.pop()
            rows[end - len(part) : end] = part
            end -= len(part)
        return rows

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
        self.temperature = 1.0

    @classmethod
    def train(cls, examples: Examples, columns: Sequence[str], settings: RankerSettings) -> Ranker:
        """Train on all examples but the last few, which set the temperature. The examples' features are used up."""
        import numpy as np

        rows = examples.take_rows()
        labels, worth = np.concatenate(examples.labels), np.concatenate(examples.worth)
        scaling = Scaling.of(rows[:: max(1, len(rows) // 4000)].reshape(-1, rows.shape[2]))
        scaling.apply(rows)
        cut = len(rows) - max(1, int(len(rows) * _WATCHED))
        networks = [Network(rows.shape[2], settings.network, SEED + i) for i in range(settings.networks)]
        with ThreadPoolExecutor(settings.networks) as pool:  # numpy leaves the interpreter to others while it works
            list(pool.map(lambda network: network.train(rows[:cut], labels[:cut], worth[:cut]), networks))
        ranker = cls(networks, scaling, columns)
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
        return scores


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
