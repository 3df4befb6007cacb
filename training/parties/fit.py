"""The network of `backstay.reading.weighing`, fitted: under it the right pairs of each case are likeliest.

Two layers over the sum of the marks' vectors, with dropout (Srivastava and others 2014), by AdamW (Loshchilov and
Hutter 2019) on the logarithm of the chance of the right pairs together. Written out in NumPy: it is small, and its
tests run where the package's do.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from backstay.reading.weighing import PairWeights

from .cases import Case

LEAST_CASES = 8
"""A mark that occurs in fewer cases has no vector."""
Floats = NDArray[np.float32]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Settings:
    """How it is fitted. `wide` and `narrow`: the widths of its two layers; `decay`: that of weights; `slower`: what the
    rate is multiplied by after each round.
    """

    wide: int = 128
    narrow: int = 64
    drop: float = 0.3
    rounds: int = 8
    together: int = 128
    rate: float = 3e-3
    slower: float = 0.7
    decay: float = 0.1
    seed: int = 7
    members: int = 3


def fit(cases: Sequence[Case], settings: Settings = Settings()) -> PairWeights:
    """The mean of several networks that these cases give; the same cases in the same order give the same."""
    seeds = range(settings.seed, settings.seed + settings.members)
    return mean_of([_fit_one(cases, replace(settings, seed=seed)) for seed in seeds])


def mean_of(nets: Sequence[PairWeights]) -> PairWeights:
    """Networks over the same marks side by side, as one that gives the mean of what they give."""
    from scipy.linalg import block_diag

    own = np.mean([net.vectors[:, -1:] for net in nets], axis=0)
    return PairWeights(
        nets[0].rows,
        np.concatenate([*(net.vectors[:, :-1] for net in nets), own], axis=1),
        np.concatenate([net.bias for net in nets]),
        block_diag(*(net.inner for net in nets)).astype(np.float32),
        np.concatenate([net.inner_bias for net in nets]),
        np.asarray(np.concatenate([net.outer for net in nets]) / len(nets), np.float32),
    )


def _fit_one(cases: Sequence[Case], settings: Settings) -> PairWeights:
    names = names_of(cases)
    columns = {name: at for at, name in enumerate(names)}
    chance = np.random.default_rng(settings.seed)
    net = _Network(len(names), settings, chance)
    tables = [_Table.of([case], columns) for case in cases]
    order, pick = list(range(len(cases))), random.Random(settings.seed)
    rate = settings.rate
    for _ in range(settings.rounds):
        pick.shuffle(order)
        for at in range(0, len(order), settings.together):
            net.step(_Table.joined([tables[n] for n in order[at : at + settings.together]]), rate)
        rate *= settings.slower
    return net.weights(columns)


def names_of(cases: Sequence[Case]) -> list[str]:
    """The marks that are frequent enough, in order."""
    counts: Counter[str] = Counter()
    for case in cases:
        counts.update({name for marks in case.marks for name, _ in marks})
    return sorted(name for name, count in counts.items() if count >= LEAST_CASES)


def share_right(cases: Sequence[Case], weights: PairWeights) -> float:
    """In what share of the cases the likeliest pair is right."""
    return sum(case.right[int(np.argmax(weights.scores([[m] for m in case.marks])))] for case in cases) / len(cases)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Cases as rows of marks, a row a pair: `values` (rows, marks), which rows are `right`, the case of each (`groups`)
    and where each case begins (`starts`).
    """

    values: csr_matrix
    right: NDArray[np.bool_]
    groups: Ints
    starts: Ints

    @classmethod
    def of(cls, cases: Sequence[Case], columns: dict[str, int]) -> _Table:
        rows, cols, values, sizes = [], [], [], []
        at = 0
        for case in cases:
            for marks in case.marks:
                known = [(columns[name], value) for name, value in marks if name in columns]
                rows += [at] * len(known)
                cols += [column for column, _ in known]
                values += [value for _, value in known]
                at += 1
            sizes.append(len(case.marks))
        matrix = csr_matrix((np.asarray(values, np.float32), (rows, cols)), shape=(at, len(columns)))
        return cls._grouped(matrix, np.concatenate([np.asarray(case.right) for case in cases]), sizes)

    @classmethod
    def joined(cls, tables: Sequence[_Table]) -> _Table:
        from scipy.sparse import vstack

        values = vstack([table.values for table in tables], format="csr")
        return cls._grouped(values, np.concatenate([t.right for t in tables]), [len(t.right) for t in tables])

    @classmethod
    def _grouped(cls, values: csr_matrix, right: NDArray[np.bool_], sizes: Sequence[int]) -> _Table:
        ends = np.cumsum(sizes)
        return cls(values, right, np.repeat(np.arange(len(sizes)), sizes), np.concatenate([[0], ends[:-1]]))


class _Network:
    """The network while it is fitted, with the moments of AdamW."""

    def __init__(self, marks: int, settings: Settings, chance: np.random.Generator) -> None:
        wide, narrow = settings.wide, settings.narrow
        self._settings, self._chance, self._steps = settings, chance, 0
        self.vectors = chance.normal(0, 0.1, (marks, wide)).astype(np.float32)
        self.own = np.zeros(marks, np.float32)
        self.bias = np.zeros(wide, np.float32)
        self.inner = chance.normal(0, (2 / wide) ** 0.5, (wide, narrow)).astype(np.float32)
        self.inner_bias = np.zeros(narrow, np.float32)
        self.outer = chance.normal(0, (1 / narrow) ** 0.5, narrow).astype(np.float32)
        self._every = [self.vectors, self.own, self.bias, self.inner, self.inner_bias, self.outer]
        self._means = [np.zeros_like(each) for each in self._every]
        self._squares = [np.zeros_like(each) for each in self._every]

    def step(self, table: _Table, rate: float) -> None:
        """One step down the slope of the mean loss of some cases."""
        slopes = self._slopes(table)
        self._steps += 1
        first, second = 1 - 0.9**self._steps, 1 - 0.999**self._steps
        for at, slope in enumerate(slopes):
            self._means[at] += 0.1 * (slope - self._means[at])
            self._squares[at] += 0.001 * (slope * slope - self._squares[at])
            self._every[at] *= 1 - rate * self._settings.decay
            self._every[at] -= rate * (self._means[at] / first) / (np.sqrt(self._squares[at] / second) + 1e-8)

    def _slopes(self, table: _Table) -> list[Floats]:
        whole = table.values @ self.vectors + self.bias
        hidden, drop_hidden = self._dropped(np.maximum(whole, 0))
        deep = hidden @ self.inner + self.inner_bias
        second, drop_second = self._dropped(np.maximum(deep, 0))
        scores = second @ self.outer + table.values @ self.own
        of_all = _shares(scores, table)
        of_right = _shares(np.where(table.right, scores, np.float32(-1e9)), table)
        down = ((of_all - of_right) / len(table.starts)).astype(np.float32)
        to_second = np.outer(down, self.outer) * drop_second * (deep > 0)
        to_hidden = (to_second @ self.inner.T) * drop_hidden * (whole > 0)
        back = table.values.T.tocsr()
        return [
            back @ to_hidden,
            back @ down,
            to_hidden.sum(0),
            hidden.T @ to_second,
            to_second.sum(0),
            second.T @ down,
        ]

    def _dropped(self, values: Floats) -> tuple[Floats, Floats]:
        """Values of which some are left out by chance, and by what each was multiplied."""
        kept = 1 - self._settings.drop
        mask = (self._chance.random(values.shape, dtype=np.float32) < kept).astype(np.float32) / np.float32(kept)
        return values * mask, mask

    def weights(self, columns: dict[str, int]) -> PairWeights:
        """What the reader needs of it."""
        vectors = np.concatenate([self.vectors, self.own[:, None]], axis=1)
        return PairWeights(columns, vectors, self.bias, self.inner, self.inner_bias, self.outer)


def _shares(scores: Floats, table: _Table) -> Floats:
    """The share of each pair in the odds of its case."""
    top = np.maximum.reduceat(scores, table.starts)
    odds = np.exp(scores - top[table.groups])
    return np.asarray(odds / np.add.reduceat(odds, table.starts)[table.groups], np.float32)
