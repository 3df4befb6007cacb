"""Days and pieces of time with something in them: reports of one day count once, and nothing later is seen."""

from __future__ import annotations

import numpy

from backstay.outlook.chances.features import Columns
from backstay.outlook.chances.marks import Marks, Question, make_marks
from backstay.outlook.chances.spells import Groups, Spells

GROUPS = Groups({"strife": ("cut",), "anything": ("cut", "talk")}, quick=("strife",))
CUT = Question("cut", (0,))


def columns(marks: Marks, day: int) -> dict[str, float]:
    """The columns of the pair a, b."""
    found = Columns([], [])
    Spells(marks, CUT, GROUPS).add(found, day, numpy.array([marks.pairs.index(("a", "b"))]))
    return {name: float(values[0]) for name, values in zip(found.names, found.values, strict=True)}


def marks_of(*told: tuple[int, str, str, int]) -> Marks:
    days, froms, tos, kinds = zip(*told, strict=True)
    return make_marks(days, froms, tos, kinds, ["cut", "talk"])


def test_reports_of_one_day_count_once() -> None:
    once = marks_of((0, "a", "b", 1), (50, "a", "b", 0))
    often = marks_of((0, "a", "b", 1), *[(50, "a", "b", 0)] * 20)
    assert columns(once, 60) == columns(often, 60)


def test_pieces_of_time_are_counted_back_from_the_origin() -> None:
    found = columns(marks_of((0, "a", "b", 1), (52, "a", "b", 0), (54, "a", "b", 0), (69, "a", "b", 0)), 70)
    assert found["windows 7"] == 2 / 10  # days 49 to 55 hold two cuts, days 63 to 69 one
    assert found["windows 30"] == 1 / 2  # days 40 to 69; 10 to 39 hold none


def test_the_other_way_is_the_other_partys_doing() -> None:
    found = columns(marks_of((0, "a", "b", 1), (10, "b", "a", 0)), 14)
    assert found["windows 7"] == found["days of strife 40"] == 0
    assert found["windows 7 other way"] == 1 / 2
    assert found["days of answers other way"] > 0
    assert found["days of strife other way 40"] > found["days of strife other way 160"] > 0


def test_a_daily_habit_is_thirty_days_a_month_however_young_the_series() -> None:
    marks = marks_of(*[(day, "a", "b", 0) for day in range(100)])
    for day in (10, 90):
        assert abs(columns(marks, day)["days of strife 40"] - 30) < 1e-6


def test_nothing_from_the_origin_on_is_seen() -> None:
    early = [(0, "a", "b", 1), (20, "a", "b", 0)]
    late = [(30, "a", "b", 0), (31, "b", "a", 0)]
    whole, part = marks_of(*early, (5, "b", "a", 1), *late), marks_of(*early, (5, "b", "a", 1))
    assert columns(whole, 30) == columns(part, 30)
