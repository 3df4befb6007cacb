"""The network of pairing: what goes with right pairs comes out above what goes with wrong ones, also together."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")

from training.parties.__main__ import write
from training.parties.cases import Case
from training.parties.fit import LEAST_CASES, Settings, fit, mean_of, names_of, share_right

QUICK = Settings(wide=16, narrow=8, drop=0.1, rounds=40, together=16, rate=0.02, slower=0.95, decay=0.01, members=1)


def some(n: int, good: str, bad: str) -> list[Case]:
    return [Case(f"t{i}", [[(bad, 1.0)], [(good, 1.0)], [(bad, 1.0)]], [False, True, False]) for i in range(n)]


def test_what_goes_with_right_pairs_weighs_more() -> None:
    cases = some(3 * LEAST_CASES, "a:before", "a:after")
    weights = fit(cases, QUICK)
    good, bad = weights.scores([([("a:before", 1.0)],), ([("a:after", 1.0)],)])
    assert good > bad + 0.5
    assert share_right(cases, weights) == 1.0


def test_marks_that_mean_something_only_together() -> None:
    x, y = ("a:x", 1.0), ("r:y", 1.0)
    cases = [Case("t", [[x, y], [x], [y]], [False, True, True]) for _ in range(20)]
    cases += [Case("t", [[x, y], []], [False, True]) for _ in range(20)]
    assert share_right(cases, fit(cases, QUICK)) == 1.0


def test_rare_marks_have_no_weight() -> None:
    cases = some(LEAST_CASES - 1, "a:rare", "a:never")
    assert names_of(cases) == []
    assert set(fit([*cases, *some(LEAST_CASES, "a:x", "a:y")], QUICK).rows) == {"a:x", "a:y"}


def test_the_same_cases_give_the_same_network(tmp_path: Path) -> None:
    cases = some(20, "a:x", "a:y")
    for name in ("one", "two"):
        write(tmp_path / name, fit(cases, QUICK), {"cases": 20})
    with np.load(tmp_path / "one") as one, np.load(tmp_path / "two") as two:
        assert all(np.array_equal(one[each], two[each]) for each in one.files)


def test_networks_side_by_side_give_their_mean() -> None:
    cases = some(20, "a:x", "a:y")
    nets = [fit(cases, replace(QUICK, seed=seed)) for seed in (1, 2)]
    pairs = [([("a:x", 1.0)],), ([("a:y", 0.5)],), ([("a:x", 1.0)], [("a:y", 1.0)])]
    each = np.array([net.scores(pairs) for net in nets])
    assert mean_of(nets).scores(pairs) == pytest.approx(each.mean(0).tolist(), abs=1e-5)
