"""Counts of marks that fade with age, taken at a row of days in one pass.

A count of half-life h on day t is the sum over earlier marks of 0.5 ** (age / h). It is brought to marks a month at
today's volume: divided by the count of all marks that fades alike, times the volume of the last four weeks. So a source
that becomes denser, a gap in it or the beginning of a series does not look like a change in a tie.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .marks import Marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

HALF_LIVES = (10.0, 40.0, 160.0)
"""Days."""
VOLUME_DAYS, THIN_DAYS = 28, 365
"""Today's volume is that of four weeks, or of a year where four weeks hold fewer than `THIN` marks."""
THIN = 100
MONTH = 30.0
NEVER = 3000.0
"""Days since something that has not been seen."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is known at the beginning of `day`. Shapes: half-lives x pairs x kinds; since: pairs x kinds."""

    day: int
    own: Array
    people: Array
    scale: Array
    volume: float
    since: Array
    recent: Array


def snapshots(marks: Marks, days: Sequence[int], recent_days: int) -> Iterator[Snapshot]:
    """One for each of `days` (ascending), from marks before it only. `recent` counts direct marks of `recent_days`.

    The arrays of one snapshot are changed by the next: take what is needed first.
    """
    import numpy

    shape = (len(marks.pairs), len(marks.kinds))
    own, people = (numpy.zeros((len(HALF_LIVES), *shape), dtype=numpy.float32) for _ in range(2))
    whole = numpy.zeros(len(HALF_LIVES))
    last = numpy.full(shape, -1e9)
    begin, before = 0, None
    for day in days:
        end = int(marks.day.searchsorted(day))
        part = slice(begin, end)
        age = (day - marks.day[part]).astype(float)
        direct, weight = marks.direct[part], marks.weight[part]
        cell = marks.pair[part].astype(numpy.int64) * shape[1] + marks.kind[part]
        for number, half in enumerate(HALF_LIVES):
            fade = 0.5 ** ((day - before) / half) if before is not None else 0.0
            faded = weight * 0.5 ** (age / half)
            for total, chosen in ((own, direct), (people, ~direct)):
                total[number] *= fade
                total[number] += numpy.bincount(cell[chosen], faded[chosen], shape[0] * shape[1]).reshape(shape)
            whole[number] = whole[number] * fade + faded[direct].sum()
        numpy.maximum.at(last, (marks.pair[part][direct], marks.kind[part][direct]), marks.day[part][direct])
        lately = slice(int(marks.day.searchsorted(day - recent_days)), end)
        recent = numpy.bincount(marks.pair[lately][marks.direct[lately]], minlength=shape[0])
        volume = _volume(marks, day)
        scale = numpy.where(whole > 0, volume / numpy.maximum(whole, 1e-9), 0.0)
        yield Snapshot(day, own, people, scale, volume, numpy.minimum(day - last, NEVER), recent)
        begin, before = end, day


def _volume(marks: Marks, day: int) -> float:
    """Direct marks a month at today's pace. A series shorter than a year counts from its first mark."""
    end = int(marks.day.searchsorted(day))
    for days in (VOLUME_DAYS, THIN_DAYS):
        part = slice(int(marks.day.searchsorted(day - days)), end)
        chosen = marks.weight[part][marks.direct[part]]
        if len(chosen) >= THIN:
            break
    lived = min(days, day - int(marks.day[0])) if end else days
    return float(chosen.sum()) * MONTH / max(lived, 1)


def happened(marks: Marks, kinds: Sequence[int], day: int, horizon: int) -> Array:
    """For each pair, whether a direct mark of one of `kinds` falls on `day` or the `horizon` - 1 days after it."""
    import numpy

    part = slice(int(marks.day.searchsorted(day)), int(marks.day.searchsorted(day + horizon)))
    chosen = marks.direct[part] & numpy.isin(marks.kind[part], kinds)
    found = numpy.zeros(len(marks.pairs), dtype=bool)
    found[marks.pair[part][chosen]] = True
    return found


def covered(marks: Marks, begin: int, end: int, silence: int = 8) -> bool:
    """Whether the series has marks every `silence` days from `begin` to `end`: in a gap, silence says nothing."""
    import numpy

    days = numpy.unique(marks.day[marks.day.searchsorted(begin) : marks.day.searchsorted(end)])
    edges = numpy.concatenate([[begin - 1], days, [end]])
    return bool(len(days)) and int(numpy.diff(edges).max()) <= silence
