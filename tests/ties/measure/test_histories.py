"""Series that were alike so far share a state: what is found is what is found one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import gammaln

from backstay.ties.measure.breaks import breaks
from backstay.ties.measure.grid import log_gamma
from backstay.ties.measure.histories import chunks, splits
from backstay.ties.measure.levels import filtered_levels
from backstay.ties.measure.panel import panel
from backstay.ties.measure.simulate import World, simulate, span


@given(st.lists(st.lists(st.integers(0, 2), min_size=6, max_size=6), min_size=1, max_size=12))
def test_a_group_is_of_series_that_were_alike_so_far(rows: list[list[int]]) -> None:
    marks = np.array(rows, np.int64)
    for t, split in enumerate(splits(marks, np.zeros(len(marks), np.int64))):
        for one, group in enumerate(split.group):
            same = [other for other in range(len(marks)) if (marks[one, : t + 1] == marks[other, : t + 1]).all()]
            assert (split.group[same] == group).all()
            assert (split.group == group).sum() == len(same)
        assert (split.group[split.one] == np.arange(len(split.one))).all()


@given(st.lists(st.integers(0, 5), min_size=1, max_size=40), st.integers(1, 10))
def test_parts_hold_every_series_once_and_split_no_client(clients: list[int], most: int) -> None:
    parts = list(chunks(np.array(clients, np.int64), most))
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(clients)))
    owners = [{clients[row] for row in part} for part in parts]
    assert sum(len(each) for each in owners) == len(set(clients))


@settings(deadline=None, max_examples=2)
@given(st.integers(0, 50))
def test_together_is_one_by_one(seed: int) -> None:
    world = World(ties=8, periods=30, rates=(1.0, 40.0))
    told, _ = simulate(world, seed)
    first, last = span(world)
    whole = panel(told, until=last, since=first, overall=False)
    rows = whole.ties.height
    alone = [whole.rows(np.array([row])) for row in range(rows)]
    np.testing.assert_allclose(
        filtered_levels(whole), np.concatenate([filtered_levels(each) for each in alone]), atol=1e-5
    )
    some = [0, 7, 29]
    np.testing.assert_allclose(filtered_levels(whole, at=some), filtered_levels(whole)[:, some])
    together = [(each.row, each.at, each.found, each.effect) for each in breaks(whole, false_alarms=0.5)]
    single = [
        (row, each.at, each.found, each.effect)
        for row, own in enumerate(alone)
        for each in breaks(own, false_alarms=0.5)
    ]
    assert together == single


def test_log_gamma_is_that_of_scipy() -> None:
    at: NDArray[np.float64] = np.concatenate([np.linspace(0.01, 60, 999), np.logspace(2, 7, 99)])
    np.testing.assert_allclose(log_gamma(at), gammaln(at), rtol=1e-11, atol=1e-11)
