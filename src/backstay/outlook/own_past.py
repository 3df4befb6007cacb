"""What the ledger's own past says of the package's forecasts: by how much they would have been off, and so are moved.

The trees and the base rates come from coded events. Claims of a few outlets are another source: a tie is said to be
built half as often there as events have it. So the forecasts that could have been made every month before the day are
laid beside what came of them by then. Only what had closed by the day counts, so nothing later enters.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from backstay.records import Channel, Effect

from .chances.calibrate import HOLD, Scaling, scaling
from .chances.counting import covered, happened, snapshots
from .chances.features import Layout, features, with_horizon
from .shipped import evidence_class
from .tie_marks import ENOUGH, HORIZONS, QUESTIONS, RECENT_DAYS, Tie, tie_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from .chances.marks import Marks
    from .shipped import Shipped

    Array = NDArray[Any]

STEP_DAYS = 30
YEARS = 10
SILENCE = 90
"""Days without any signal of any tie from which on a window has a gap: what came in it is not known."""
MOST = 200
"""Ties that are looked at on one past day, spread evenly over those with enough evidence: a sample is as good."""
PRIOR = 6.0
"""Signals within a year that the base rate counts for beside the tie's own: thin evidence stays near the base rate."""
LEAST_CHANCE, MOST_CHANCE = 0.01, 0.99
"""No forecast is surer than this: ICD 203's words end there."""
CLASS_PRIOR = 50.0
"""Past forecasts' worth of the corrected base rate, beside those of one channel and class of evidence."""


@dataclass(frozen=True, slots=True)
class Past:
    """Forecasts of one question at one horizon that have closed, as arrays of one length: what the trees said, the
    package's base rate, the tie's signals within a year, whether it came (0 or 1), and the tie.
    """

    trees: Array
    base: Array
    counts: Array
    came: Array
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What the past says of one question at one horizon.

    `rates` scales the package's base rates, `classes` has how many came and how many were asked by channel and class of
    evidence, `alike` how many forecasts count for one, `chances` scales what comes of trees and base rate together.
    """

    rates: Scaling = field(default_factory=Scaling)
    chances: Scaling = field(default_factory=Scaling)
    classes: dict[tuple[Channel, int], tuple[float, float]] = field(default_factory=dict)
    alike: float = 1.0

    def base_rates(self, shipped: Array, ties: Sequence[Tie], counts: Array) -> Array:
        """The package's base rates (ties) as they hold in this ledger."""
        import numpy

        prior = CLASS_PRIOR * self.alike
        found = self.rates(shipped)
        for place, (tie, count) in enumerate(zip(ties, counts, strict=True)):
            came, asked = self.classes.get((tie[2], evidence_class(int(count))), (0.0, 0.0))
            found[place] = (came + prior * found[place]) / (asked + prior)
        return numpy.asarray(found)

    def of(self, trees: Array, base: Array, counts: Array) -> Array:
        """The trees' probabilities (ties), drawn towards this ledger's base rates and scaled by what came."""
        import numpy

        found: Array = numpy.clip(self.chances(drawn(trees, base, counts)), LEAST_CHANCE, MOST_CHANCE)
        return found


@dataclass(frozen=True, slots=True)
class OwnPast:
    """Corrections by effect and horizon. `closed`: how many forecasts of the past they were learned from."""

    corrections: dict[tuple[Effect, int], Correction] = field(default_factory=dict)
    closed: int = 0

    def about(self, effect: Effect, horizon: int) -> Correction:
        """The correction of one question at one horizon; none where nothing has closed."""
        return self.corrections.get((effect, horizon), Correction())


def drawn(trees: Array, base: Array, counts: Array) -> Array:
    """Trees' probabilities drawn towards base rates: half way where a tie has `PRIOR` signals within a year."""
    own = counts / (counts + PRIOR)
    found: Array = own * trees + (1 - own) * base
    return found


def base_rates(model: Shipped, effect: Effect, ties: Sequence[Tie], horizon: int, counts: Array) -> Array:
    """How often this happened to ties of each one's channel with as much evidence, as the package has it."""
    import numpy

    asked = zip(ties, counts, strict=True)
    return numpy.array([model.base_rate(effect, tie[2], horizon, int(count)) for tie, count in asked])


def own_past(marks: Marks, day: int, model: Shipped) -> OwnPast:
    """Learned from every month before `day` (as marks count days), the first year aside, over ten years at most.

    What came is known up to the last mark: no news after it is no outcome.
    """
    marks = marks.until(day + 1)
    if not len(marks.day):
        return OwnPast()
    last = int(marks.day[-1])
    first = max(int(marks.day[0]) + RECENT_DAYS, last - YEARS * 365)
    origins = sorted(range(last - min(HORIZONS), first - 1, -STEP_DAYS))
    held: dict[tuple[Effect, int], list[Past]] = {}
    for key, past in _past(marks, origins, last, model):
        held.setdefault(key, []).append(past)
    corrections, closed = {}, 0
    for (effect, horizon), parts in held.items():
        past = _joined(parts)
        corrections[effect, horizon] = correction(past, horizon)
        closed = max(closed, len(past.came))
    return OwnPast(corrections, closed)


def correction(past: Past, horizon: int) -> Correction:
    """What closed forecasts of one question at one horizon say of the next ones."""
    # Windows of a year that begin a month apart say nearly the same: twelve of them count for one.
    alike = max(horizon / STEP_DAYS, 1.0)
    classes: dict[tuple[Channel, int], tuple[float, float]] = {}
    for tie, count, came in zip(past.ties, past.counts, past.came, strict=True):
        key = (tie[2], evidence_class(int(count)))
        before = classes.get(key, (0.0, 0.0))
        classes[key] = (before[0] + float(came), before[1] + 1.0)
    found = Correction(scaling(past.base, past.came, hold=HOLD * alike), Scaling(), classes, alike)
    base = found.base_rates(past.base, past.ties, past.counts)
    return replace(found, chances=scaling(drawn(past.trees, base, past.counts), past.came, hold=HOLD * alike))


def _joined(parts: Sequence[Past]) -> Past:
    import numpy

    trees, base, counts, came = (
        numpy.concatenate([getattr(part, name) for part in parts]) for name in ("trees", "base", "counts", "came")
    )
    return Past(trees, base, counts, came, tuple(tie for part in parts for tie in part.ties))


def _past(marks: Marks, origins: list[int], last: int, model: Shipped) -> Iterator[tuple[tuple[Effect, int], Past]]:
    """By effect and horizon, the forecasts of each past day that had closed by the day `last`."""
    import numpy

    layout = Layout.of(marks)
    for snapshot in snapshots(marks, [origin + 1 for origin in origins], RECENT_DAYS):
        rows = numpy.flatnonzero(snapshot.recent >= ENOUGH)
        if not len(rows):
            continue
        rows = rows[numpy.unique(numpy.linspace(0, len(rows) - 1, MOST).astype(int))]
        counts = snapshot.recent[rows].astype(float)
        ties = tuple(tie_of(marks.pairs[row]) for row in rows)
        closed = [
            horizon
            for horizon in HORIZONS
            if snapshot.day - 1 + horizon <= last and covered(marks, snapshot.day, snapshot.day + horizon, SILENCE)
        ]
        for effect, question in QUESTIONS.items():
            columns = features(snapshot, layout, question, marks.kinds, rows)
            matrix = columns.matrix()
            for horizon in closed:
                inputs = with_horizon(matrix, columns.names, horizon)
                trees = model.scaling(effect, horizon)(model.trees[effect].chances(inputs))
                base = base_rates(model, effect, ties, horizon, counts)
                came = happened(marks, question.kinds, snapshot.day, horizon)[rows].astype(float)
                yield (effect, horizon), Past(trees, base, counts, came, ties)
