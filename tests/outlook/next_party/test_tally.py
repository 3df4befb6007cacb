from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.outlook.next_party.tally import NEVER, Tally

KEYS = st.lists(st.integers(0, 30), max_size=12)
LOGS = st.lists(st.tuples(st.integers(0, 400), KEYS), max_size=12)


@settings(deadline=None)  # the first example pays for loading numpy's parts, on a busy machine dearly
@given(log=LOGS, later=st.integers(0, 40))
def test_a_count_is_the_sum_of_its_events_each_faded_by_its_age(log: list[tuple[int, list[int]]], later: int) -> None:
    tally = Tally((2.0, 50.0))
    for day, keys in log:
        tally.add(day, np.array(keys, np.int64))
    today = max((day for day, _ in log), default=0) + later
    asked = np.arange(32)
    counts = tally.at(today, tally.find(asked))
    for key in asked:
        days = [day for day, keys in log for k in keys if k == key]
        wanted = [sum(0.5 ** ((today - day) / half) for day in days) for half in (2.0, 50.0)]
        np.testing.assert_allclose(counts[key], wanted, rtol=1e-4, atol=1e-6)
        assert tally.last[tally.find(np.array([key]))[0]] == max(days, default=NEVER)


@given(log=LOGS, low=st.integers(0, 30), width=st.integers(0, 10))
def test_a_slice_holds_the_keys_between_its_bounds(log: list[tuple[int, list[int]]], low: int, width: int) -> None:
    tally = Tally((10.0,))
    for day, keys in log:
        tally.add(day, np.array(keys, np.int64))
    found = tally.slices(np.array([low, 0]), np.array([low + width, 5]))
    every = {k for _, keys in log for k in keys}
    assert found.key[found.group == 0].tolist() == sorted(k for k in every if low <= k < low + width)
    assert found.key[found.group == 1].tolist() == sorted(k for k in every if k < 5)
    assert (tally.find(found.key) == found.slot).all()


def test_a_count_survives_years() -> None:
    tally = Tally((1.0, 400.0))
    tally.add(0, np.array([5]))
    for day in range(100, 4000, 100):
        tally.add(day, np.array([6]))
    assert np.isclose(tally.at(4000, tally.find(np.array([5])))[0, 1], 0.5**10)
    assert np.isfinite(tally.counts).all()
