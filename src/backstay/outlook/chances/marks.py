"""What the chances of a tie's change are worked out from: dated marks from one party to another, each of one kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks in the order of their days, as arrays of one length, and the names behind their numbers.

    `day`: days since any fixed day. `pair`: which of `pairs`, each a directed (from, to). `kind`: which of `kinds`.
    `weight`: 0..1. `direct`: whether the parties are the states themselves; marks of their people inform a forecast,
    and settle no question.
    """

    day: Array
    pair: Array
    kind: Array
    weight: Array
    direct: Array
    pairs: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]

    def until(self, day: int) -> Marks:
        """The marks before `day`."""
        return self.between(int(self.day[0]) if len(self.day) else day, day)

    def between(self, first: int, end: int) -> Marks:
        """The marks from `first` on and before `end`."""
        part = slice(int(self.day.searchsorted(first)), int(self.day.searchsorted(end)))
        return Marks(
            self.day[part],
            self.pair[part],
            self.kind[part],
            self.weight[part],
            self.direct[part],
            self.pairs,
            self.kinds,
        )


@dataclass(frozen=True, slots=True)
class Question:
    """Will a mark of one of `kinds` (numbers) fall within the horizon?"""

    name: str
    kinds: tuple[int, ...]


def make_marks(
    days: Sequence[int] | Array,
    froms: Sequence[str],
    tos: Sequence[str],
    kinds: Sequence[int] | Array,
    names: Sequence[str],
    *,
    weight: Array | None = None,
    direct: Array | None = None,
) -> Marks:
    """Marks from columns in any order. `kinds` are numbers of `names`."""
    import numpy

    day = numpy.asarray(days, dtype=numpy.int32)
    size = len(day)
    parties, of = numpy.unique(numpy.asarray([*froms, *tos], dtype=object).astype(str), return_inverse=True)
    keys, pair = numpy.unique(of[:size].astype(numpy.int64) * len(parties) + of[size:], return_inverse=True)
    pairs = tuple((str(parties[key // len(parties)]), str(parties[key % len(parties)])) for key in keys)
    order = numpy.argsort(day, kind="stable")
    return Marks(
        day[order],
        pair.astype(numpy.int32)[order],
        numpy.asarray(kinds, dtype=numpy.int32)[order],
        (numpy.ones(size) if weight is None else numpy.asarray(weight, dtype=float))[order],
        (numpy.ones(size, dtype=bool) if direct is None else numpy.asarray(direct, dtype=bool))[order],
        pairs,
        tuple(names),
    )
