"""What older series say of a pair: its own counts and shares in them, and those of its two sides.

A series that begins anew knows nothing in its first weeks. Older ones, of other sources and other years, know which
pairs are in the habit. Only their marks of `GAP` days and more before the series begins are read, so that a model that
learns on pieces of one long series meets the past as one does that has a break of years behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .features import PRIOR_PAIR, PRIOR_SIDE, Columns, Layout, going_back
from .marks import Marks, Question

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

GAP = 1000
LEAST_SEEN = 10_000.0
"""Older marks that counts are held against at least: a few marks do not make a habit."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """For each pair of a series, `rates` (shares of all older marks) and `shares`, the same at all its origins."""

    rates: dict[str, Array]
    shares: dict[str, Array]

    def add(self, columns: Columns, volume: float, rows: Array) -> None:
        """The columns for the pairs numbered `rows`. Rates become marks a month at today's `volume`."""
        for name, values in self.rates.items():
            columns.add(f"earlier {name}", values[rows] * volume)
        for name, values in self.shares.items():
            columns.add(f"earlier {name}", values[rows])


def earlier(older: Sequence[Marks], marks: Marks, question: Question, strife: Sequence[str]) -> Earlier:
    """From the older series' direct marks. `strife`: names of the kinds that are counted as such."""
    import numpy

    layout, until = Layout.of(marks), int(marks.day[0]) - GAP
    sums = _Sums(marks, layout)
    for series in older:
        sums.take(series.until(until), question, [series.kinds.index(kind) for kind in strife])
    seen = max(sums.seen, LEAST_SEEN)
    answers, every, fights = sums.pairs
    world = max(answers.sum() / max(every.sum(), 1.0), 1e-6)
    source, target = (
        (wanted + PRIOR_SIDE * world) / (whole + PRIOR_SIDE) for wanted, whole in (sums.sources, sums.targets)
    )
    expected = numpy.clip(source[layout.source] * target[layout.target] / world, 1e-6, 1)
    share = (answers + PRIOR_PAIR * expected) / (every + PRIOR_PAIR)
    counts = {"answers": answers, "all": every, "strife": fights}
    turned = {f"{name} other way": going_back(values, layout.back) for name, values in counts.items()}
    rates = {**counts, **turned, "bayes": share * (every + 1)}
    shares = {
        "share": share / world, "source share": source[layout.source] / world,
        "target share": target[layout.target] / world, "sides' share": expected / world,
        "known": numpy.full(len(marks.pairs), float(sums.seen > 0)),
    }  # fmt: skip
    return Earlier({name: values / seen for name, values in rates.items()}, shares)


class _Sums:
    """Counts of older marks: answers, all and strife of a series' pairs, answers and all of its sides."""

    def __init__(self, marks: Marks, layout: Layout) -> None:
        import numpy

        self.seen = 0
        self.pairs = numpy.zeros((3, len(marks.pairs)))
        self.sources, self.targets = numpy.zeros((2, layout.parties)), numpy.zeros((2, layout.parties))
        self._place = {pair: place for place, pair in enumerate(marks.pairs)}
        self._side: dict[str, int] = {}
        for (source, target), s, t in zip(marks.pairs, layout.source, layout.target, strict=True):
            self._side[source], self._side[target] = int(s), int(t)

    def take(self, series: Marks, question: Question, strife: Sequence[int]) -> None:
        import numpy

        pair, kind = series.pair[series.direct], series.kind[series.direct]
        self.seen += len(pair)
        places = numpy.array([self._place.get(each, -1) for each in series.pairs])
        sides = [numpy.array([self._side.get(each[end], -1) for each in series.pairs]) for end in (0, 1)]
        wanted = numpy.isin(kind, question.kinds)
        for number, chosen in enumerate((wanted, numpy.ones(len(pair), bool), numpy.isin(kind, strife))):
            held = [(self.pairs, places), (self.sources, sides[0]), (self.targets, sides[1])]
            for sums, numbers in held if number < 2 else held[:1]:
                found = numbers[pair[chosen]]
                sums[number] += numpy.bincount(found[found >= 0], minlength=sums.shape[1])
