"""The fit of temperatures: what a head that is too sure by a known factor needs, by other texts than its own."""

from __future__ import annotations

import numpy as np
import pytest

from training.reader.calibrate import Labelled, crossed, log_softmax, measured, temperature_of

TEXTS, EACH, LABELS = 100, 30, 6


def too_sure(factor: float, seed: int = 5) -> Labelled:
    """Clauses whose labels are drawn by their logits, and then the logits made too large by a factor."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(0, 2, (TEXTS * EACH, LABELS))
    reached = np.exp(log_softmax(logits)).cumsum(axis=1)
    gold = (rng.random((len(logits), 1)) > reached).sum(axis=1).clip(max=LABELS - 1)
    return Labelled(logits * factor, gold, np.arange(len(logits)) // EACH)


@pytest.mark.parametrize("factor", [0.7, 1.0, 1.6])
def test_the_temperature_is_the_factor(factor: float) -> None:
    assert temperature_of(too_sure(factor)) == pytest.approx(factor, rel=0.08)


def test_it_makes_chances_right_and_leaves_the_labels() -> None:
    data = too_sure(1.6)
    before, after = measured(data, 1.0), measured(data, temperature_of(data))
    assert after["ece"] < 0.03
    assert before["ece"] > 0.08
    assert after["right"] == before["right"]


def test_a_text_has_no_say_in_its_own_temperature() -> None:
    data = too_sure(1.6)
    own = data.text % 10 == 4
    gold = np.where(own, data.logits.argmin(axis=1), data.gold)
    changed = crossed(Labelled(data.logits, gold, data.text))
    assert changed[own] == pytest.approx(crossed(data)[own])
    assert np.all(changed[~own] > crossed(data)[~own])
