"""Rolling-origin forecasts: at each origin, trees fitted on what had closed, scaled by how earlier ones did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .blend import Blend, fit_blend
from .calibrate import Scaling, scaling
from .counting import covered, happened, snapshots
from .earlier import earlier
from .features import Layout, features, with_horizon, with_horizon_names
from .marks import Marks, Question
from .spells import Groups, Spells

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

TRAIN_LEAST = 3
OLD_WEIGHT = 0.5
WARM = 3
HOLD = 30_000.0
"""Closed forecasts (about twenty origins) at which a scaling moves half way from the identity: for what comes in waves,
which would pull all that follows with it.
"""


@dataclass(frozen=True, slots=True)
class Design:
    """`enough`: direct marks within `recent_days` that a pair needs for a forecast. `horizons` in days, trained and
    tested; `between`: trained only; a horizon beyond them is extended from the longest. `refit`: origins between two
    fits. `hold`: see `HOLD`. `groups`: kinds whose days are counted as well (`spells`), and `strife` the one of them
    that older series are asked about too (`earlier`).
    """

    horizons: tuple[int, ...] = (30, 90)
    between: tuple[int, ...] = (14, 60)
    recent_days: int = 120
    enough: int = 4
    refit: int = 4
    hold: float = HOLD
    groups: Groups | None = None
    strife: str = ""

    def extends(self, horizon: int) -> bool:
        """Whether a horizon lies beyond all of `between`."""
        return bool(self.between) and horizon > max(self.between)

    @property
    def trained(self) -> tuple[int, ...]:
        """All horizons, ascending."""
        return tuple(sorted({*self.horizons, *self.between}))


@dataclass(frozen=True, slots=True)
class Rows:
    """What was known of pairs at origins, and what came of it. `outcomes` by horizon: 0, 1, or -1 where not closed."""

    matrix: Array
    names: tuple[str, ...]
    origin: Array
    pair: Array
    recent: Array
    outcomes: dict[int, Array]


@dataclass(frozen=True, slots=True)
class Tested:
    """Forecasts of one question and horizon at origins, with what came. `rate` and `persistence` forecast beside them.

    `rate`: the share of closed outcomes before. `persistence`: whether it happened in a window as long just before.
    """

    question: str
    horizon: int
    origin: Array
    pair: Array
    chance: Array
    outcome: Array
    rate: Array
    persistence: Array


def gather(
    marks: Marks, question: Question, origins: Sequence[int], design: Design, older: Sequence[Marks] = ()
) -> Rows:
    """The inputs and outcomes of every pair with `TRAIN_LEAST` recent marks, at each origin.

    Where the design has groups, their days are inputs too, and what `older` series say of the pairs.
    """
    import numpy

    layout, end = Layout.of(marks), int(marks.day[-1]) + 1
    spells = Spells(marks, question, design.groups) if design.groups else None
    before = earlier(older, marks, question, design.groups.kinds[design.strife]) if design.groups else None
    found: list[tuple[Array, ...]] = []
    outcomes: dict[int, list[Array]] = {horizon: [] for horizon in design.trained}
    names: tuple[str, ...] = ()
    for snapshot in snapshots(marks, origins, design.recent_days):
        rows = numpy.flatnonzero(snapshot.recent >= TRAIN_LEAST)
        if not len(rows):
            continue
        columns = features(snapshot, layout, question, marks.kinds, rows)
        if spells and before:
            spells.add(columns, snapshot.day, rows)
            before.add(columns, snapshot.volume, rows)
        names = tuple(columns.names)
        day = numpy.full(len(rows), snapshot.day)
        found.append((columns.matrix(), day, rows, snapshot.recent[rows]))
        for horizon in design.trained:
            closed = snapshot.day + horizon <= end and covered(marks, snapshot.day, snapshot.day + horizon)
            came = happened(marks, question.kinds, snapshot.day, horizon)[rows].astype(int)
            outcomes[horizon].append(came if closed else numpy.full(len(rows), -1))
    matrix, origin, pair, recent = (numpy.concatenate(each) for each in zip(*found, strict=True))
    return Rows(matrix, names, origin, pair, recent, {h: numpy.concatenate(each) for h, each in outcomes.items()})


def joined(parts: Sequence[Rows]) -> Rows:
    """Rows of several series, of the same inputs, in one. `pair` goes on meaning what it means in each series."""
    import numpy

    return Rows(
        numpy.concatenate([part.matrix for part in parts]),
        parts[0].names,
        numpy.concatenate([part.origin for part in parts]),
        numpy.concatenate([part.pair for part in parts]),
        numpy.concatenate([part.recent for part in parts]),
        {h: numpy.concatenate([part.outcomes[h] for part in parts]) for h in parts[0].outcomes},
    )


def fit_until(rows: Rows, day: int, design: Design, begin: int, columns: Array | None = None) -> Blend:
    """Models fitted on outcomes that had closed by `day`. Origins before `begin` count for `OLD_WEIGHT`."""
    import numpy

    parts = []
    for horizon in design.trained:
        chosen = numpy.flatnonzero((rows.outcomes[horizon] >= 0) & (rows.origin + horizon <= day))
        weight = numpy.where(rows.origin[chosen] < begin, OLD_WEIGHT, 1.0)
        matrix = with_horizon(rows.matrix[chosen], rows.names, horizon)
        parts.append((matrix, rows.outcomes[horizon][chosen], weight))
    matrix, outcome, weight = (numpy.concatenate(each) for each in zip(*parts, strict=True))
    names = with_horizon_names(rows.names)
    if columns is not None:
        matrix, names = matrix[:, columns], [names[number] for number in columns]
    return fit_blend(matrix, outcome, weight, names)


def roll(
    marks: Marks, question: Question, rows: Rows, origins: Sequence[int], design: Design, columns: Array | None = None
) -> list[Tested]:
    """Forecasts at each of `origins` for each horizon; nothing later than an origin enters its forecasts.

    The first `WARM` origins only teach how far the trees are off.
    """
    import numpy

    begin = int(origins[0]) - design.recent_days
    raw = {horizon: numpy.full(len(rows.origin), numpy.nan) for horizon in design.trained}
    for first in range(0, len(origins), design.refit):
        block = origins[first : first + design.refit]
        model = fit_until(rows, int(block[0]), design, begin, columns)
        for horizon in design.trained:
            chosen = numpy.flatnonzero(numpy.isin(rows.origin, block))
            if len(chosen):
                matrix = with_horizon(rows.matrix[chosen], rows.names, horizon)
                raw[horizon][chosen] = model.chances(matrix if columns is None else matrix[:, columns])
    scored = numpy.isin(rows.origin, origins[WARM:]) & (rows.recent >= design.enough)
    return [_tested(marks, question, rows, raw, scored, horizon, design) for horizon in design.horizons]


def _tested(
    marks: Marks, question: Question, rows: Rows, raw: dict[int, Array], scored: Array, horizon: int, design: Design
) -> Tested:
    import numpy

    outcome = rows.outcomes[horizon]
    asked = (rows.recent >= design.enough) & (outcome >= 0)
    chance, rate, again = (numpy.full(len(outcome), numpy.nan) for _ in range(3))
    for day in numpy.unique(rows.origin[scored & asked]):
        here = (rows.origin == day) & asked
        before = (rows.origin + horizon <= day) & asked
        chance[here] = _forecast(rows, raw, here, int(day), horizon, design)
        rate[here] = outcome[before].mean() if before.any() else 0.5
        again[here] = happened(marks, question.kinds, int(day) - horizon, horizon)[rows.pair[here]]
    told = ~numpy.isnan(chance)
    return Tested(
        question.name,
        horizon,
        *(each[told] for each in (rows.origin, rows.pair, chance, outcome, rate, again)),
    )


def _forecast(rows: Rows, raw: dict[int, Array], here: Array, day: int, horizon: int, design: Design) -> Array:
    """What the trees say, scaled; beyond the longest of `between`, at a constant hazard from there.

    Few outcomes of a long horizon have closed while a series is young, and those of other series mislead.
    """
    base = max(design.between) if design.extends(horizon) else horizon
    chance = _scaling(rows, raw, day, base, design)(raw[base][here])
    found: Array = 1 - (1 - chance) ** (horizon / base)
    return found


def _scaling(rows: Rows, raw: dict[int, Array], day: int, horizon: int, design: Design) -> Scaling:
    """From this horizon's forecasts that had closed by `day`, held near the identity: origins close together are no
    independent tests.
    """
    import numpy

    closed = (
        ~numpy.isnan(raw[horizon])
        & (rows.recent >= design.enough)
        & (rows.outcomes[horizon] >= 0)
        & (rows.origin + horizon <= day)
    )
    return scaling(raw[horizon][closed], rows.outcomes[horizon][closed], hold=design.hold)
