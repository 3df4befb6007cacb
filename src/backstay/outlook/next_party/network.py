"""A small network that scores candidates, trained so that answers stand out among their question's candidates.

Two hidden layers beside a straight line from columns to score. The loss of an answer is its surprise, -log of its share
in exp(score) over itself and the candidates that are no answers (other answers to the question count neither way, as in
the filtered rank). A candidate that was drawn from many counts as many: else those that are seldom drawn, though they
are most, would cost nothing in training and rise in use. Adam with decoupled weight decay; the rate rises shortly, then
falls as a cosine to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Labels = NDArray[np.int8]

_BATCH = 32  # questions
_RISE = 200  # steps


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """Sizes of the hidden layers, how often each question is seen, and Adam's rate and decay."""

    first: int = 128
    second: int = 64
    epochs: int = 5
    rate: float = 0.003
    decay: float = 0.1


class Network:
    """Weights: columns to the first layer, to the second, to the score, and columns straight to the score."""

    def __init__(self, columns: int, settings: NetworkSettings, seed: int) -> None:
        import numpy as np

        self._np = np
        self.settings = settings
        self._random = np.random.default_rng(seed)
        first, second = settings.first, settings.second
        self.weights: list[Floats] = [
            self._begin(columns, first, 2.0),
            np.zeros(first, np.float32),
            self._begin(first, second, 2.0),
            np.zeros(second, np.float32),
            self._begin(second, 1, 0.2),
            self._begin(columns, 1, 0.02),
        ]

    def score(self, rows: Floats) -> Floats:
        """One score a row of columns that were scaled as in training."""
        return self._forward(rows)[2]

    def train(self, rows: Floats, labels: Labels, worth: Floats) -> float:
        """`rows` (questions, candidates, columns), `labels` 1 for answers; at least one each. Gives the last loss.

        `worth` (questions, candidates): how many candidates each stands for.
        """
        np = self._np
        batch = min(_BATCH, len(rows))
        steps = self.settings.epochs * (len(rows) // batch)
        means = [np.zeros_like(w) for w in self.weights]
        squares = [np.zeros_like(w) for w in self.weights]
        step, loss = 0, 0.0
        for _ in range(self.settings.epochs):
            order = self._random.permutation(len(rows))
            for begin in range(0, len(rows) - batch + 1, batch):
                step += 1
                chosen = np.sort(order[begin : begin + batch])
                gradients, loss = self._gradients(rows[chosen], labels[chosen], worth[chosen])
                fall = 0.5 * (1 + np.cos(np.pi * step / steps))
                rate = self.settings.rate * min(1.0, step / _RISE) * fall
                self._step(gradients, means, squares, rate, step)
        return loss

    def _begin(self, rows: int, columns: int, scale: float) -> Floats:
        drawn = self._random.standard_normal((rows, columns)) * (scale / rows) ** 0.5
        begun: Floats = drawn.astype(self._np.float32)
        return begun

    def _forward(self, rows: Floats) -> tuple[Floats, Floats, Floats]:
        np, w = self._np, self.weights
        first = np.maximum(rows @ w[0] + w[1], 0)
        second = np.maximum(first @ w[2] + w[3], 0)
        return first, second, (second @ w[4] + rows @ w[5])[:, 0]

    def _gradients(self, rows: Floats, labels: Labels, worth: Floats) -> tuple[list[Floats], float]:
        w = self.weights
        flat = rows.reshape(-1, rows.shape[2])
        first, second, score = self._forward(flat)
        slope, loss = self._surprise(score.reshape(labels.shape), labels, worth)
        at_score = slope.reshape(-1, 1)
        at_second = (at_score @ w[4].T) * (second > 0)
        at_first = (at_second @ w[2].T) * (first > 0)
        gradients = [
            flat.T @ at_first,
            at_first.sum(axis=0),
            first.T @ at_second,
            at_second.sum(axis=0),
            second.T @ at_score,
            flat.T @ at_score,
        ]
        return gradients, loss

    def _surprise(self, score: Floats, labels: Labels, worth: Floats) -> tuple[Floats, float]:
        """Slope of the mean surprise by each score, and the mean itself."""
        np = self._np
        odds = np.exp(score - score.max(axis=1, keepdims=True))
        against = odds * (1 - labels) * worth
        whole = odds + against.sum(axis=1, keepdims=True)
        share = odds / whole
        answers = labels.sum()
        slope = (share - 1) * labels + against * (labels / whole).sum(axis=1, keepdims=True)
        return (slope / answers).astype(np.float32), float(-(np.log(share + 1e-20) * labels).sum() / answers)

    def _step(
        self, gradients: list[Floats], means: list[Floats], squares: list[Floats], rate: float, step: int
    ) -> None:
        np = self._np
        for i, gradient in enumerate(gradients):
            means[i] = 0.9 * means[i] + 0.1 * gradient
            squares[i] = 0.999 * squares[i] + 0.001 * gradient**2
            push = (means[i] / (1 - 0.9**step)) / (np.sqrt(squares[i] / (1 - 0.999**step)) + 1e-8)
            self.weights[i] = (self.weights[i] - rate * (push + self.settings.decay * self.weights[i])).astype(
                np.float32
            )
