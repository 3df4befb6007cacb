"""The trees find what sets answers apart, and grow the same each time."""

from __future__ import annotations

import numpy as np

from backstay.outlook.next_party.trees import Trees, TreesSettings


def test_trees_put_answers_first_and_grow_alike() -> None:
    rng = np.random.default_rng(1)
    rows = rng.standard_normal((400, 10, 4)).astype(np.float32)
    worth = rows[..., 1] - np.abs(rows[..., 2])
    labels = (worth == worth.max(axis=1, keepdims=True)).astype(np.int8)
    settings = TreesSettings(count=40, questions=300)
    grown = Trees.train(rows[:300], labels[:300], settings)
    score = grown.score(rows[300:].reshape(-1, 4)).reshape(100, 10)
    assert (score.argmax(axis=1) == labels[300:].argmax(axis=1)).mean() > 0.7
    again = Trees.train(rows[:300], labels[:300], settings)
    assert np.array_equal(score.ravel(), again.score(rows[300:].reshape(-1, 4)))
