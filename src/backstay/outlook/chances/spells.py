"""On how many days, and in how many weeks and months, something happened: a wave of reports counts
little more than one.

Days fade with age. They are brought to days a month by the days that could have had any, so that a series that began
a month ago does not look quieter than one of a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .counting import MONTH
from .features import Columns, Layout, going_back
from .marks import Marks, Question

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

WINDOWS = (7, 30)
"""Lengths, in days, of the pieces into which the past is cut, counted back from the origin."""
MOST_WINDOWS = 52
HALF_LIVES = (40.0, 160.0)
"""Days: the shorter one for groups that are named in `quick`."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Kinds that are told apart, by the name of their group; those in `quick` at both half-lives."""

    kinds: Mapping[str, Sequence[str]]
    quick: tuple[str, ...] = ()

    def each(self) -> Iterator[tuple[str, Sequence[str], tuple[float, ...]]]:
        """Name, kinds and half-lives of each group."""
        for name, kinds in self.kinds.items():
            yield name, kinds, HALF_LIVES if name in self.quick else HALF_LIVES[1:]


class Spells:
    """The days on which each pair had a mark of each group, from the direct marks of one series."""

    def __init__(self, marks: Marks, question: Question, groups: Groups) -> None:
        import numpy

        self._layout = Layout.of(marks)
        self._pairs = len(marks.pairs)
        self._first = int(marks.day[0]) if len(marks.day) else 0
        self._answers = self._days(marks, numpy.isin(marks.kind, question.kinds))
        self._groups = [
            (name, lives, self._days(marks, numpy.isin(marks.kind, [marks.kinds.index(kind) for kind in kinds])))
            for name, kinds, lives in groups.each()
        ]

    def add(self, columns: Columns, day: int, rows: Array) -> None:
        """The columns for the pairs numbered `rows`, from days before `day`."""
        back = self._layout.back[rows]
        for length in WINDOWS:
            share = self._windows(day, length)
            columns.add(f"windows {length}", share[rows])
            columns.add(f"windows {length} other way", going_back(share, back))
        columns.add("days of answers other way", going_back(self._faded(self._answers, day, HALF_LIVES[1]), back))
        for name, lives, days in self._groups:
            for half in lives:
                faded = self._faded(days, day, half)
                columns.add(f"days of {name} {half:.0f}", faded[rows])
                columns.add(f"days of {name} other way {half:.0f}", going_back(faded, back))

    def _days(self, marks: Marks, chosen: Array) -> tuple[Array, Array]:
        """Day and pair of each day on which a pair had a chosen direct mark, once each, days ascending."""
        import numpy

        held = chosen & marks.direct
        keys = numpy.unique(marks.day[held].astype(numpy.int64) * self._pairs + marks.pair[held])
        return keys // self._pairs, keys % self._pairs

    def _faded(self, days: tuple[Array, Array], day: int, half: float) -> Array:
        """Days a month for each pair."""
        import numpy

        end = int(days[0].searchsorted(day))
        counts = numpy.bincount(days[1][:end], 0.5 ** ((day - days[0][:end]) / half), self._pairs)
        lived = (0.5 ** (numpy.arange(1, max(day - self._first, 1) + 1) / half)).sum()
        found: Array = counts * (MONTH / lived)
        return found

    def _windows(self, day: int, length: int) -> Array:
        """The share of the past's pieces of `length` days in which each pair had an answer."""
        import numpy

        end = int(self._answers[0].searchsorted(day))
        count = max(1, min((day - self._first) // length, MOST_WINDOWS))
        piece = (day - 1 - self._answers[0][:end]) // length
        near = piece < count
        keys = numpy.unique(self._answers[1][:end][near] * (MOST_WINDOWS + 1) + piece[near])
        found: Array = numpy.bincount(keys // (MOST_WINDOWS + 1), minlength=self._pairs) / count
        return found
