"""What older series say: only of the pairs that are asked about, only from long enough before."""

from __future__ import annotations

import numpy

from backstay.outlook.chances.earlier import GAP, earlier
from backstay.outlook.chances.features import Columns
from backstay.outlook.chances.marks import Marks, Question, make_marks

CUT, KINDS = Question("cut", (0,)), ["cut", "talk", "fight"]
BEGIN, VOLUME = 5000, 10_000.0
SERIES = make_marks([BEGIN, BEGIN + 1, BEGIN + 2], ["a", "b", "a"], ["b", "a", "c"], [1, 1, 1], KINDS)


def columns(older: list[Marks], pair: tuple[str, str]) -> dict[str, float]:
    found = Columns([], [])
    earlier(older, SERIES, CUT, ["fight"]).add(found, VOLUME, numpy.array([SERIES.pairs.index(pair)]))
    return {name: float(values[0]) for name, values in zip(found.names, found.values, strict=True)}


def marks_of(*told: tuple[int, str, str, int]) -> Marks:
    days, froms, tos, kinds = zip(*told, strict=True)
    return make_marks(days, froms, tos, kinds, KINDS)


def test_counts_are_of_the_pair_and_of_the_one_that_goes_back() -> None:
    older = marks_of((10, "a", "b", 0), (11, "a", "b", 0), (12, "b", "a", 2), (13, "x", "b", 1), (14, "a", "c", 1))
    found = columns([older], ("a", "b"))
    assert (found["earlier answers"], found["earlier all"], found["earlier strife other way"]) == (2, 2, 1)
    assert found["earlier known"] == 1
    assert columns([older], ("b", "a"))["earlier answers other way"] == 2


def test_what_a_side_does_elsewhere_is_expected_of_it_here() -> None:
    cuts = [(day, "a", "b", 0) for day in range(30)]
    found = columns([marks_of(*cuts, *((day, "b", "a", 1) for day in range(30)))], ("a", "c"))
    assert found["earlier all"] == 0
    assert found["earlier source share"] > 1  # more than the world's share


def test_marks_of_the_years_just_before_are_not_read() -> None:
    old, late = (100, "a", "b", 0), (BEGIN - GAP, "a", "b", 0)
    assert columns([marks_of(old, late)], ("a", "b")) == columns([marks_of(old)], ("a", "b"))
    assert columns([marks_of(late)], ("a", "b"))["earlier known"] == 0


def test_counts_are_brought_to_marks_a_month_at_todays_volume() -> None:
    told = [(day % 900, "a", "b", int(day % 4 > 0)) for day in range(20_000)]
    found = columns([marks_of(*told)], ("a", "b"))
    assert abs(found["earlier all"] - 10_000) < 1e-6
    assert abs(found["earlier answers"] - 2_500) < 1e-6
