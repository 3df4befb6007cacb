"""The outlook of a government: for each tie with enough evidence, the chances that it is cut, ends, holds or builds."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from backstay.records import Channel, Effect, Mover, Outlook

from .chances.counting import snapshots
from .chances.features import Layout, features, with_horizon
from .chances.marks import Marks
from .gathering import signals
from .own_past import LEAST_CHANCE, PRIOR, OwnPast, base_rates, own_past
from .reasons import movers
from .shipped import Shipped, shipped
from .tie_marks import (
    CUTS_FROM,
    ENDS_FROM,
    ENOUGH,
    HORIZONS,
    QUESTIONS,
    RECENT_DAYS,
    Tie,
    marks_of,
    number_of,
    tie_of,
)
from .words import likelihood

if TYPE_CHECKING:
    import polars
    from numpy.typing import NDArray

    from backstay.ledger import Ledger

    Array = NDArray[Any]

SPREAD = 1.2816
"""Half width of a central 80% interval in standard deviations."""


@dataclass(frozen=True, slots=True)
class Outlooks:
    """All outlooks of a day, the tie that is likeliest to be cut first, and a digest of the signals behind them.

    `closed`: how many forecasts of the ledger's own past they were corrected by (`own_past`).
    """

    made: date
    outlooks: tuple[Outlook, ...]
    knew: str
    signals: int
    model: str
    closed: int = 0


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
    frame: polars.DataFrame,
    client: str | None = None,
    day: date | None = None,
    *,
    backer: str | None = None,
    ties: Collection[Tie] | None = None,
    reasons: bool = True,
) -> Outlooks:
    """The same from a frame of signals (`backstay.ties.signals`); those after `day`, or known later, are left out.

    `ties` narrows it to some ties. `reasons` takes most of the time: without, nothing is said of what moved a chance.
    """
    import polars

    if day:
        frame = frame.filter((polars.col("known") <= day) & (polars.col("day") <= day))
    made = day or (frame["known"].max() if frame.height else None) or date.min
    assert isinstance(made, date)
    model, found, closed = shipped(), tuple[Outlook, ...](), 0
    if frame.height:
        asked = _Asked.of(frame, made, model, reasons)
        found, closed = tuple(_ordered(list(asked.of_ties(client, backer, ties)))), asked.past.closed
    return Outlooks(made, found, digest(frame), frame.height, model.version, closed)


def digest(frame: polars.DataFrame) -> str:
    """A fingerprint of a frame of signals: the same signals in any order have the same."""
    ordered = frame.sort("id", "day", "backer", "client", "channel", "push").write_csv().encode()
    return hashlib.sha256(ordered).hexdigest()[:16]


def _ordered(found: list[Outlook]) -> list[Outlook]:
    """The tie that is likeliest to be cut within the longest horizon first; those without enough evidence last."""
    effects = (Effect.CUTS, Effect.ENDS, Effect.KEEPS, Effect.BUILDS)
    cut = {
        (each.backer, each.client, each.channel): each.probability or 0.0
        for each in found
        if each.effect is Effect.CUTS and each.horizon_days == HORIZONS[-1]
    }

    def place(each: Outlook) -> tuple[Any, ...]:
        tie = (each.backer, each.client, each.channel)
        return (not each.enough, -cut[tie], *tie, each.horizon_days, effects.index(each.effect))

    return sorted(found, key=place)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What all ties of a day are asked with. `ending`: the share of the ledger's cuts that end a tie."""

    frame: polars.DataFrame
    marks: Marks
    made: date
    model: Shipped
    past: OwnPast
    ending: float
    reasons: bool

    @staticmethod
    def of(frame: polars.DataFrame, made: date, model: Shipped, reasons: bool) -> _Asked:
        marks = marks_of(frame)
        past = own_past(marks, number_of(made), model)
        return _Asked(frame, marks, made, model, past, share_ending(frame), reasons)

    def of_ties(self, client: str | None, backer: str | None, ties: Collection[Tie] | None) -> Iterator[Outlook]:
        """Every question at every horizon for the ties of a client, a backer, both, or everybody."""
        import numpy

        def asked(tie: Tie) -> bool:
            sides = (backer is None or tie[0] == backer) and (client is None or tie[1] == client)
            return sides and (ties is None or tie in ties)

        wanted = [number for number, pair in enumerate(self.marks.pairs) if asked(tie_of(pair))]
        rows = numpy.array(wanted, dtype=int)
        if not len(rows):
            return
        (snapshot,) = snapshots(self.marks, [number_of(self.made) + 1], RECENT_DAYS)
        layout = Layout.of(self.marks)
        for effect, question in QUESTIONS.items():
            columns = features(snapshot, layout, question, self.marks.kinds, rows)
            matrix = columns.matrix()
            for horizon in HORIZONS:
                inputs = with_horizon(matrix, columns.names, horizon)
                yield from self._each(effect, horizon, rows, snapshot.recent[rows], inputs)

    def _each(self, effect: Effect, horizon: int, rows: Array, counts: Array, inputs: Array) -> Iterator[Outlook]:
        tree = self.model.trees[effect]
        ties = [tie_of(self.marks.pairs[row]) for row in rows]
        past = self.past.about(effect, horizon)
        base = past.base_rates(base_rates(self.model, effect, ties, horizon, counts), ties, counts)
        chances = past.of(self.model.scaling(effect, horizon)(tree.chances(inputs)), base, counts)
        for place, tie in enumerate(ties):
            count = int(counts[place])
            chance, why = None, tuple[Mover, ...]()
            if count >= ENOUGH:
                chance = float(chances[place])
                why = self._why(effect, horizon, tie, inputs[place]) if self.reasons else why
            about = _About(tie, self.made, horizon, count)
            yield about.one(effect, chance, float(base[place]), why)
            if effect is Effect.CUTS:
                yield from about.of_cuts(chance, float(base[place]), why, self.ending)

    def _why(self, effect: Effect, horizon: int, tie: Tie, inputs: Array) -> tuple[Mover, ...]:
        tree = self.model.trees[effect]
        shares = tree.shares(inputs[None])[0, :-1] - self.model.centres[f"{effect} {horizon}"]
        return movers(self.frame, tie, effect, tree.names, inputs, shares, self.made)


@dataclass(frozen=True, slots=True)
class _About:
    """One tie, asked about one horizon. `count`: its signals within a year."""

    tie: Tie
    made: date
    horizon: int
    count: int

    def of_cuts(self, chance: float | None, base: float, why: tuple[Mover, ...], ending: float) -> Iterator[Outlook]:
        """What follows from the chance of a cut: that the tie ends, and that it holds."""
        ends = None if chance is None else max(chance * ending, LEAST_CHANCE)
        yield self.one(Effect.ENDS, ends, base * ending, why)
        turned = tuple(Mover(each.text, not each.raises, -each.share, each.evidence) for each in why)
        yield self.one(Effect.KEEPS, None if chance is None else 1 - chance, 1 - base, turned)

    def one(self, effect: Effect, chance: float | None, base: float, why: tuple[Mover, ...]) -> Outlook:
        """The answer to one question, without a number where there is not enough evidence."""
        known = (*self.tie, effect, self.made, self.horizon)
        if chance is None:
            return Outlook(*known, None, "", round(base, 4), signals=self.count)
        chance = round(chance, 4)
        low, high = interval(chance, self.count)
        word = likelihood(chance)
        return Outlook(*known, chance, word, round(base, 4), why, min(low, chance), high, self.count)


def likeliest(found: Sequence[Outlook], effect: Effect, horizon: int, number: int) -> list[Outlook]:
    """Of all ties those whose chance of `effect` within `horizon` days is highest, the highest first."""
    said = [each for each in found if each.enough and each.effect is effect and each.horizon_days == horizon]
    said.sort(key=lambda each: (-(each.probability or 0.0), each.client, each.backer, each.channel))
    return said[:number]


def share_ending(frame: polars.DataFrame) -> float:
    """The share of a ledger's cuts that end a tie, drawn towards a third: that of 104 claims annotated by hand."""
    import polars

    push = frame.filter(polars.col("channel") != str(Channel.PRESSURE))["push"]
    cuts, ends = int((push <= CUTS_FROM).sum()), int((push <= ENDS_FROM).sum())
    return (ends + 1) / (cuts + 3)


def interval(chance: float, count: int) -> tuple[float, float]:
    """A central 80% interval as wide as that of a share seen in `count` + `PRIOR` trials (Wilson 1927)."""
    n, z = count + PRIOR, SPREAD
    middle = (chance + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (chance * (1 - chance) / n + z * z / (4 * n * n)) ** 0.5
    return round(max(middle - half, 0.0), 4), round(min(middle + half, 1.0), 4)
