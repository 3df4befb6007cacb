"""The weights of pairing: a mark that goes with right pairs comes out above one that goes with wrong ones."""

import pytest

pytest.importorskip("scipy")

from training.parties.cases import Case
from training.parties.fit import LEAST_CASES, fit, names_of, share_right, table


def some(n: int, good: str, bad: str) -> list[Case]:
    return [Case(f"t{i}", [[(bad, 1.0)], [(good, 1.0)], [(bad, 1.0)]], [False, True, False]) for i in range(n)]


def test_what_goes_with_right_pairs_weighs_more() -> None:
    cases = some(3 * LEAST_CASES, "a:before", "a:after")
    weights = fit(cases, penalty=1.0)
    assert weights["a:before"] > 0.5 > -0.5 > weights["a:after"]
    assert share_right(cases, weights) == 1.0


def test_rare_marks_have_no_weight() -> None:
    cases = some(LEAST_CASES - 1, "a:rare", "a:never")
    assert names_of(cases) == []
    assert set(fit([*cases, *some(LEAST_CASES, "a:x", "a:y")])) == {"a:x", "a:y"}


def test_any_of_several_right_pairs_will_do() -> None:
    cases = [Case("t", [[("a:x", 1.0)], [("a:y", 1.0)], [("a:z", 1.0)]], [True, True, False])] * LEAST_CASES
    weights = fit(cases, penalty=0.1)
    assert weights["a:x"] == pytest.approx(weights["a:y"], abs=1e-3)
    assert weights["a:x"] > weights["a:z"]


def test_the_table_has_a_row_for_each_pair() -> None:
    cases = some(2, "a:x", "a:y")
    matrix, starts, groups = table(cases, {"a:x": 0, "a:y": 1})
    assert matrix.toarray().tolist() == [[0, 1], [1, 0], [0, 1]] * 2
    assert starts.tolist() == [0, 3]
    assert groups.tolist() == [0, 0, 0, 1, 1, 1]
