"""The outlook of a government: for each tie with enough evidence, the chances that it is cut, ends, holds or builds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from backstay.records import Channel, Effect, Mover, Outlook

from .chances.counting import snapshots
from .chances.features import Layout, features, with_horizon
from .chances.marks import Marks
from .gathering import signals
from .reasons import movers
from .shipped import Shipped, shipped
from .tie_marks import CUTS_FROM, ENDS_FROM, ENOUGH, HORIZONS, QUESTIONS, RECENT_DAYS, marks_of, number_of, tie_of
from .words import likelihood

if TYPE_CHECKING:
    import polars
    from numpy.typing import NDArray

    from backstay.ledger import Ledger

    Array = NDArray[Any]

Tie = tuple[str, str, Channel]

PRIOR = 6.0
"""Signals within a year that the base rate counts for beside the tie's own: thin evidence stays near the base rate."""
SPREAD = 1.2816
"""Half width of a central 80% interval in standard deviations."""
LEAST, MOST = 0.01, 0.99
"""No forecast is surer than this: ICD 203's words end there."""


@dataclass(frozen=True, slots=True)
class Outlooks:
    """All outlooks of a day, most likely to be cut first, and a digest of every signal that they were made from."""

    made: date
    outlooks: tuple[Outlook, ...]
    knew: str
    signals: int
    model: str


def outlooks(
    ledger: Ledger, client: str | None = None, day: date | None = None, *, backer: str | None = None
) -> Outlooks:
    """What is likely next for the ties of a client (or of everybody), as known on `day`.

    `day` is never later than the ledger's `as_of`; without either it is the last day that any signal is known of.
    Nothing known later enters. Raises ModelMissing where the package's trees are absent.
    """
    day = min((each for each in (day, ledger.as_of) if each), default=None)
    return from_signals(signals(ledger.until(day) if day else ledger), client, day, backer=backer)


def from_signals(
    frame: polars.DataFrame, client: str | None = None, day: date | None = None, *, backer: str | None = None
) -> Outlooks:
    """The same from a frame of signals (`backstay.ties.signals`); those after `day`, or known later, are left out."""
    import polars

    if day:
        frame = frame.filter((polars.col("known") <= day) & (polars.col("day") <= day))
    made = day or (frame["known"].max() if frame.height else None) or date.min
    assert isinstance(made, date)
    model, found = shipped(), tuple[Outlook, ...]()
    if frame.height:
        found = tuple(sorted(_all(frame, made, client, backer, model), key=_order))
    return Outlooks(made, found, digest(frame), frame.height, model.version)


def digest(frame: polars.DataFrame) -> str:
    """A fingerprint of a frame of signals: the same signals in any order have the same."""
    ordered = frame.sort("id", "day", "backer", "client", "channel", "push").write_csv().encode()
    return hashlib.sha256(ordered).hexdigest()[:16]


def _order(outlook: Outlook) -> tuple[Any, ...]:
    effects = (Effect.CUTS, Effect.ENDS, Effect.KEEPS, Effect.BUILDS)
    unsure = outlook.probability is None
    tie = (outlook.backer, outlook.client, outlook.channel)
    return (unsure, *tie, outlook.horizon_days, effects.index(outlook.effect))


def _all(
    frame: polars.DataFrame, made: date, client: str | None, backer: str | None, model: Shipped
) -> Iterator[Outlook]:
    import numpy

    marks = marks_of(frame)
    wanted = [
        number
        for number, pair in enumerate(marks.pairs)
        if (client is None or tie_of(pair)[1] == client) and (backer is None or tie_of(pair)[0] == backer)
    ]
    rows = numpy.array(wanted, dtype=int)
    if not len(rows):
        return
    (snapshot,) = snapshots(marks, [number_of(made) + 1], RECENT_DAYS)
    recent, layout, ending = snapshot.recent[rows], Layout.of(marks), share_ending(frame)
    for effect, question in QUESTIONS.items():
        columns = features(snapshot, layout, question, marks.kinds, rows)
        matrix = columns.matrix()
        for horizon in HORIZONS:
            inputs = with_horizon(matrix, columns.names, horizon)
            about = _About(frame, marks, made, effect, horizon, model, ending)
            yield from about.each(rows, recent, inputs)


@dataclass(frozen=True, slots=True)
class _About:
    """What trees answer at one horizon, for several ties at once. `ending`: the share of cuts that end a tie."""

    frame: polars.DataFrame
    marks: Marks
    made: date
    effect: Effect
    horizon: int
    model: Shipped
    ending: float

    def each(self, rows: Array, recent: Array, inputs: Array) -> Iterator[Outlook]:
        tree = self.model.trees[self.effect]
        chances = self.model.scaling(self.effect, self.horizon)(tree.chances(inputs))
        shares = tree.shares(inputs)
        for place, row in enumerate(rows):
            tie, count = tie_of(self.marks.pairs[row]), int(recent[place])
            base = self.model.base_rate(self.effect, tie[2], self.horizon, count)
            chance, why = None, tuple[Mover, ...]()
            if count >= ENOUGH:
                chance = shrunk(float(chances[place]), base, count)
                why = movers(self.frame, tie, tree.names, inputs[place], shares[place], self.made)
            yield self._one(tie, self.effect, chance, base, count, why)
            if self.effect is Effect.CUTS:
                yield from self._of_cuts(tie, chance, base, count, why)

    def _of_cuts(
        self, tie: Tie, chance: float | None, base: float, count: int, why: tuple[Mover, ...]
    ) -> Iterator[Outlook]:
        """What follows from the chance of a cut: that the tie ends, and that it holds."""
        ends = None if chance is None else max(chance * self.ending, LEAST)
        yield self._one(tie, Effect.ENDS, ends, base * self.ending, count, why)
        turned = tuple(Mover(each.text, not each.raises, -each.share, each.evidence) for each in why)
        yield self._one(tie, Effect.KEEPS, None if chance is None else 1 - chance, 1 - base, count, turned)

    def _one(
        self, tie: Tie, effect: Effect, chance: float | None, base: float, count: int, why: tuple[Mover, ...]
    ) -> Outlook:
        if chance is None:
            return Outlook(*tie, effect, self.made, self.horizon, None, "", round(base, 4), signals=count)
        chance = round(chance, 4)
        low, high = interval(chance, count)
        word = likelihood(chance)
        return Outlook(
            *tie, effect, self.made, self.horizon, chance, word, round(base, 4), why, min(low, chance), high, count
        )


def share_ending(frame: polars.DataFrame) -> float:
    """The share of a ledger's cuts that end a tie, drawn towards a third: that of 104 claims annotated by hand."""
    import polars

    push = frame.filter(polars.col("channel") != str(Channel.PRESSURE))["push"]
    cuts, ends = int((push <= CUTS_FROM).sum()), int((push <= ENDS_FROM).sum())
    return (ends + 1) / (cuts + 3)


def shrunk(chance: float, base: float, count: int) -> float:
    """The trees' probability drawn towards the base rate: half way where a tie has `PRIOR` signals within a year."""
    own = count / (count + PRIOR)
    return min(max(own * chance + (1 - own) * base, LEAST), MOST)


def interval(chance: float, count: int) -> tuple[float, float]:
    """A central 80% interval as wide as that of a share seen in `count` + `PRIOR` trials (Wilson 1927)."""
    n, z = count + PRIOR, SPREAD
    middle = (chance + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (chance * (1 - chance) / n + z * z / (4 * n * n)) ** 0.5
    return round(max(middle - half, 0.0), 4), round(min(middle + half, 1.0), 4)
