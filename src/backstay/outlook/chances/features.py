"""What a forecast is made from, for each pair: rates, shares, what goes back, the totals of both sides, time since.

Rates are marks a month at today's volume (`counting`). The best single input is the empirical Bayes rate: the pair's
own share of marks that settle the question, shrunk to the share that its two sides lead one to expect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .counting import HALF_LIVES, MONTH, NEVER, Snapshot
from .marks import Marks, Question

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

PRIOR_PAIR = 8.0
"""Marks that the expected share counts for beside the pair's own."""
PRIOR_SIDE = 20.0
"""Marks that the world's share counts for beside a side's own."""
LONG, MIDDLE = 2, 1


@dataclass(frozen=True, slots=True)
class Layout:
    """The pairs' two sides as numbers, and for each pair the pair that goes back (-1 where there is none)."""

    source: Array
    target: Array
    back: Array
    parties: int

    @classmethod
    def of(cls, marks: Marks) -> Layout:
        import numpy

        names = sorted({name for pair in marks.pairs for name in pair})
        number = {name: place for place, name in enumerate(names)}
        place = {pair: at for at, pair in enumerate(marks.pairs)}
        return cls(
            numpy.array([number[source] for source, _ in marks.pairs]),
            numpy.array([number[target] for _, target in marks.pairs]),
            numpy.array([place.get((target, source), -1) for source, target in marks.pairs]),
            len(names),
        )


def features(snapshot: Snapshot, layout: Layout, question: Question, names: Sequence[str], rows: Array) -> Columns:
    """The inputs for the pairs numbered `rows` on the snapshot's day, for one question."""
    columns = Columns([], [])
    rate = snapshot.own * snapshot.scale[:, None, None].astype("float32")
    people = snapshot.people * snapshot.scale[:, None, None].astype("float32")
    _rates(columns, rate, people, layout, names, rows)
    _of_question(columns, snapshot, rate, layout, question, rows)
    _since(columns, snapshot, layout, question, rows)
    return columns


@dataclass(slots=True)
class Columns:
    """Named columns of one length."""

    names: list[str]
    values: list[Array]

    def add(self, name: str, values: Array) -> None:
        self.names.append(name)
        self.values.append(values)

    def matrix(self) -> Array:
        import numpy

        return numpy.stack(self.values, axis=1).astype(numpy.float32)


def _rates(columns: Columns, rate: Array, people: Array, layout: Layout, names: Sequence[str], rows: Array) -> None:
    back = layout.back[rows]
    for number, name in enumerate(names):
        for life in range(len(HALF_LIVES)):
            columns.add(f"own {name} {HALF_LIVES[life]:.0f}", rate[life, rows, number])
        columns.add(f"back {name} {HALF_LIVES[MIDDLE]:.0f}", going_back(rate[MIDDLE, :, number], back))
        columns.add(f"people {name} {HALF_LIVES[MIDDLE]:.0f}", people[MIDDLE, rows, number])


def _of_question(
    columns: Columns, snapshot: Snapshot, rate: Array, layout: Layout, question: Question, rows: Array
) -> None:
    """The two sides' totals, and the empirical Bayes rate."""
    import numpy

    source, target, sides = layout.source, layout.target, layout.parties
    kinds = list(question.kinds)
    for life, half in enumerate(HALF_LIVES):
        wanted, every = rate[life][:, kinds].sum(1), rate[life].sum(1)
        seen = snapshot.own[life].sum(1)
        totals = [numpy.bincount(side, values, sides) for side in (source, target) for values in (wanted, every)]
        world = max(wanted.sum() / max(every.sum(), 1e-9), 1e-6)
        of_source = (totals[0] + PRIOR_SIDE * world) / (totals[1] + PRIOR_SIDE)
        of_target = (totals[2] + PRIOR_SIDE * world) / (totals[3] + PRIOR_SIDE)
        expected = numpy.clip(of_source[source] * of_target[target] / world, 1e-5, 1)
        scale = max(float(snapshot.scale[life]), 1e-9)
        share = (wanted / scale + PRIOR_PAIR * expected) / (seen + PRIOR_PAIR)
        bayes = share * (seen + 1) * scale
        named = {
            "answer": wanted, "answer back": going_back(wanted, layout.back), "source answers": totals[0][source],
            "target answers": totals[2][target], "source share": of_source[source],
            "target share": of_target[target], "share": share, "bayes": bayes, "all": every,
            "all back": going_back(every, layout.back), "source all": totals[1][source],
            "target all": totals[3][target], "evidence": seen,
        }  # fmt: skip
        for name, values in named.items():
            columns.add(f"{name} {half:.0f}", values[rows])
    columns.add("volume", numpy.full(len(rows), snapshot.volume))


def _since(columns: Columns, snapshot: Snapshot, layout: Layout, question: Question, rows: Array) -> None:
    answered = snapshot.since[:, list(question.kinds)].min(1)
    columns.add("since answer", answered[rows])
    columns.add("since any", snapshot.since.min(1)[rows])
    columns.add("since answer back", going_back(answered, layout.back[rows], NEVER))


def going_back(values: Array, back: Array, absent: float = 0.0) -> Array:
    """Values by pair, for the pairs that go back; `back` is -1 where there is none."""
    import numpy

    return numpy.where(back >= 0, values[numpy.maximum(back, 0)], absent)


def with_horizon(matrix: Array, names: Sequence[str], horizon: int) -> Array:
    """The inputs with the horizon, and with the Bayes rates as marks expected within it."""
    import numpy

    bayes = [names.index(f"bayes {half:.0f}") for half in HALF_LIVES]
    expected = matrix[:, bayes] * (horizon / MONTH)
    return numpy.column_stack([matrix, numpy.full(len(matrix), float(horizon)), expected]).astype(numpy.float32)


def with_horizon_names(names: Sequence[str]) -> list[str]:
    """The names of `with_horizon`'s columns."""
    return [*names, "horizon", *(f"expected {half:.0f}" for half in HALF_LIVES)]
