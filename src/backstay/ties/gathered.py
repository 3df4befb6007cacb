"""What a ledger holds of ties, summed up by period: of all ties, as volume needs it, or signal by signal for some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .claim_signals import signals_from_claims
from .from_events import signals_from_events, sums_of_events
from .from_facts import signals_from_facts
from .measure.panel import Panel, no_signal, of_sums, summed, with_overall
from .measure.periods import Period

if TYPE_CHECKING:
    import polars as pl

    from ..ledger import ClaimRow, Ledger

FIRST = date(1990, 1, 1)
"""Signals of earlier days are left out: what a text says of the distant past is seldom a report of it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which ties: those of a client, of a backer, of a state on either side; all where nothing is given."""

    client: str | None = None
    backer: str | None = None
    state: str | None = None

    @property
    def whole(self) -> bool:
        """Are these all ties?"""
        return self == Scope()

    def covers(self, backer: str, client: str) -> bool:
        """Is a tie one of these?"""
        return self.client in {None, client} and self.backer in {None, backer} and self.state in {None, backer, client}

    def expression(self) -> pl.Expr:
        """The same for a frame with `backer` and `client`."""
        import polars as pl

        wanted = {"client": self.client, "backer": self.backer}
        named = [pl.col(name) == value for name, value in wanted.items() if value is not None]
        either = [] if self.state is None else [(pl.col("backer") == self.state) | (pl.col("client") == self.state)]
        return pl.all_horizontal(pl.col("backer").is_not_null(), *named, *either)


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """Every tie of a ledger over periods up to a day. `rows`: the claims that name both sides of a tie. `told`: signals
    of claims and of facts; those of events are only summed up.
    """

    rows: list[ClaimRow]
    told: pl.DataFrame
    panel: Panel


def gather(ledger: Ledger, period: Period = Period.MONTH, until: date | None = None) -> Gathered:
    """All that moves ties in a ledger. `until` defaults to the ledger's `as_of`, else the last day told of.

    Raises UsageError where there is nothing.
    """
    import polars as pl

    rows = tie_claims(ledger)
    told = pl.concat([signals_from_claims(rows), signals_from_facts(ledger)])
    told = told.filter((pl.col("day") >= FIRST) & (pl.col("weight") > 0))
    if until is not None:
        told = told.filter((pl.col("day") <= until) & (pl.col("known") <= until))
    of_events = sums_of_events(ledger, period, since=FIRST, until=until)
    sums = pl.concat([of_events, summed(told, period, overall=False).select(of_events.columns)])
    if sums.is_empty():
        raise no_signal()
    last = until or ledger.as_of or _latest(rows, sums)
    sums = sums.filter(pl.col("at") <= period.number(last))
    keys = ["backer", "client", "channel", "at"]
    sums = sums.group_by(keys).agg(pl.col("plus", "minus", "signals").sum(), pl.col("last").max())
    return Gathered(rows, told, of_sums(with_overall(sums), int(sums["at"].min()), last, period))  # type: ignore[arg-type]


def signals_of(ledger: Ledger, scope: Scope = Scope(), told: pl.DataFrame | None = None) -> pl.DataFrame:
    """Signals of a ledger's ties, from claims, imported events and facts. Heeds the ledger's `as_of`.

    `told`: signals of claims and facts, if they are at hand.
    """
    import polars as pl

    if told is None:
        told = pl.concat([signals_from_claims(tie_claims(ledger)), signals_from_facts(ledger)])
    sides = [(scope.client, scope.backer)]
    if scope.state is not None:
        sides = [(scope.state, scope.backer), (scope.client, scope.state)]
    events = [signals_from_events(ledger, client=client, backer=backer) for client, backer in sides]
    return pl.concat([told, *events]).filter(scope.expression() & (pl.col("day") >= FIRST))


def tie_claims(ledger: Ledger) -> list[ClaimRow]:
    """The claims that name both sides of a tie."""
    return [row for row in ledger.claims(reasons=False) if row.claim.backer and row.claim.client]


def _latest(rows: Sequence[ClaimRow], sums: pl.DataFrame) -> date:
    moved: date = sums["last"].max()  # type: ignore[assignment]
    return max((row.published for row in rows if row.published), default=moved)
