"""A log-linear model over the pairs of each case: weights under which the right ones are likeliest (L-BFGS)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from .cases import Case

LEAST_CASES = 8
"""A mark that occurs in fewer cases has no weight."""
PENALTY = 15.0
"""Half of this times the sum of the squares of the weights is added to the loss."""

Floats = NDArray[np.float64]


def fit(cases: Sequence[Case], penalty: float = PENALTY) -> dict[str, float]:
    """The weight of each mark."""
    names = names_of(cases)
    matrix, starts, groups = table(cases, {name: at for at, name in enumerate(names)})
    right = np.concatenate([np.asarray(case.right) for case in cases])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = matrix @ weights
        whole, of_all = _softmax(scores, starts, groups)
        good, of_right = _softmax(np.where(right, scores, -1e9), starts, groups)
        slope = matrix.T @ (of_all - of_right) + penalty * weights
        return float((whole - good).sum() + 0.5 * penalty * weights @ weights), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return dict(zip(names, map(float, found.x), strict=True))


def names_of(cases: Sequence[Case]) -> list[str]:
    """The marks that are frequent enough, in order."""
    counts: Counter[str] = Counter()
    for case in cases:
        counts.update({name for marks in case.marks for name, _ in marks})
    return sorted(name for name, count in counts.items() if count >= LEAST_CASES)


def table(cases: Sequence[Case], columns: dict[str, int]) -> tuple[csr_matrix, NDArray[np.intp], NDArray[np.intp]]:
    """One row a pair: the values of its marks. With where each case begins, and the case of each row."""
    rows, cols, values, starts, groups = [], [], [], [], []
    at = 0
    for number, case in enumerate(cases):
        starts.append(at)
        for marks in case.marks:
            for name, value in marks:
                if name in columns:
                    rows.append(at)
                    cols.append(columns[name])
                    values.append(value)
            groups.append(number)
            at += 1
    matrix = csr_matrix((values, (rows, cols)), shape=(at, len(columns)))
    return matrix, np.asarray(starts), np.asarray(groups)


def share_right(cases: Sequence[Case], weights: dict[str, float]) -> float:
    """In what share of the cases the likeliest pair is right."""
    hits = 0
    for case in cases:
        scores = [sum(weights.get(name, 0.0) * value for name, value in marks) for marks in case.marks]
        hits += case.right[int(np.argmax(scores))]
    return hits / len(cases)


def _softmax(scores: Floats, starts: NDArray[np.intp], groups: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """The logarithm of the sum of the exponentials of each group, and the share of each row in it."""
    top = np.maximum.reduceat(scores, starts)
    odds = np.exp(scores - top[groups])
    total = np.add.reduceat(odds, starts)
    return top + np.log(total), odds / total[groups]
