"""What drawn candidates stand for, and that a network so trained ranks all of them right."""

from __future__ import annotations

import numpy as np

from backstay.outlook.next_party.network import Network, NetworkSettings
from backstay.outlook.next_party.ranker import Examples, _worth

CANDIDATES = 300


def drawn_examples(questions: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Candidates' one number and labels, all of them, and those drawn with what each stands for."""
    random = np.random.default_rng(seed)
    labels = np.zeros((questions, CANDIDATES), np.int8)
    place = np.where(random.random(questions) < 0.8, random.integers(0, 40, questions), 40)
    place = np.where(place == 40, random.integers(40, CANDIDATES, questions), place)
    labels[np.arange(questions), place] = 1
    drawn = Examples(seed=seed)._draw(labels)
    likely = (np.arange(CANDIDATES) < 40).astype(np.float32)
    rows = np.broadcast_to(likely, labels.shape)[..., None]
    return rows, labels, drawn, _worth(np.take_along_axis(labels, drawn, axis=1), drawn, CANDIDATES)


def test_what_is_drawn_stands_for_all_candidates() -> None:
    _, labels, drawn, worth = drawn_examples(200, 1)
    assert np.allclose(worth.sum(axis=1), CANDIDATES)
    assert (worth[np.take_along_axis(labels, drawn, axis=1) == 1] == 1).all()
    assert (worth[drawn < 40] == 1).all()
    assert (worth[(drawn >= 40) & (np.take_along_axis(labels, drawn, axis=1) == 0)] > 5).all()


def test_a_network_learns_how_seldom_the_unlikely_are_the_answer() -> None:
    rows, labels, drawn, worth = drawn_examples(3000, 2)
    some = np.take_along_axis(rows, drawn[..., None], axis=1)
    chosen = np.take_along_axis(labels, drawn, axis=1)
    odds = []
    for count in (worth, np.ones_like(worth)):
        network = Network(1, NetworkSettings(first=4, second=4, epochs=12, rate=0.05, decay=0.0), 3)
        network.train(some, chosen, count)
        unlikely, likely = network.score(np.array([[0.0], [1.0]], np.float32))
        odds.append(likely - unlikely)
    truth = np.log((0.8 / 40) / (0.2 / (CANDIDATES - 40)))
    assert abs(odds[0] - truth) < 0.4
    assert odds[1] < truth - 1.0  # as if the drawn ones were all that there are
