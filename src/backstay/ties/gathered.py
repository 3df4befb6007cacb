"""What a ledger holds of some ties: sums by period, with the volume of all, and the signals behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .claim_signals import signals_from_claims
from .from_events import signals_from_events
from .from_facts import signals_from_facts
from .kept.sums import FIRST, sums_of, tie_claims
from .measure.panel import Panel, of_sums, with_overall
from .measure.periods import Period

if TYPE_CHECKING:
    import polars as pl

    from ..ledger import ClaimRow, Ledger
    from ..records import Origin


@dataclass(frozen=True, slots=True)
class Scope:
    """Which ties: those of a client, or of some, of a backer, of a state on either side; all where nothing is given."""

    client: str | None = None
    backer: str | None = None
    state: str | None = None
    clients: tuple[str, ...] | None = None

    @property
    def whole(self) -> bool:
        """Are these all ties?"""
        return self == Scope()

    def covers(self, backer: str, client: str) -> bool:
        """Is a tie one of these?"""
        sides = self.client in {None, client} and self.backer in {None, backer}
        return sides and self.state in {None, backer, client} and (self.clients is None or client in self.clients)

    def expression(self) -> pl.Expr:
        """The same for a frame with `backer` and `client`."""
        import polars as pl

        wanted = {"client": self.client, "backer": self.backer}
        named = [pl.col(name) == value for name, value in wanted.items() if value is not None]
        either = [] if self.state is None else [(pl.col("backer") == self.state) | (pl.col("client") == self.state)]
        some = [] if self.clients is None else [pl.col("client").is_in(list(self.clients))]
        return pl.all_horizontal(pl.col("backer").is_not_null(), *named, *either, *some)


def panel_of(ledger: Ledger, scope: Scope = Scope(), period: Period = Period.MONTH, until: date | None = None) -> Panel:
    """The panel of some ties of a ledger. `until` defaults to the ledger's `as_of`, else the last day told of.

    Volume is that of all ties, and interest in a client that of all its ties. Raises UsageError where nothing moves a
    tie.
    """
    import numpy as np
    import polars as pl

    whole = sums_of(ledger, period, until)
    clients = whole.sums.filter(scope.expression())["client"].unique()
    of_clients = whole.sums if scope.whole else whole.sums.filter(pl.col("client").is_in(clients.implode()))
    found = of_sums(with_overall(of_clients), whole.first, whole.last, period, whole.volume)
    return found.rows(np.flatnonzero(found.ties.select(scope.expression()).to_series().to_numpy()))


def claims_of(ledger: Ledger, scope: Scope) -> list[ClaimRow]:
    """The claims on some ties."""
    found = tie_claims(ledger, client=scope.client, backer=scope.backer, state=scope.state)
    return [row for row in found if scope.covers(row.claim.backer or "", row.claim.client or "")]


def signals_of(
    ledger: Ledger,
    scope: Scope = Scope(),
    rows: list[ClaimRow] | None = None,
    told: Sequence[Origin] | None = None,
) -> pl.DataFrame:
    """Signals of some ties of a ledger, from claims, imported events and facts. Heeds the ledger's `as_of`.

    `rows` and `told`: the claims on them and their origins, if they are at hand.
    """
    import polars as pl

    of_claims = signals_from_claims(claims_of(ledger, scope) if rows is None else rows, told)
    sides = [(scope.client, scope.backer)]
    if scope.state is not None:
        sides = [(scope.state, scope.backer), (scope.client, scope.state)]
    parts = [of_claims]
    for client, backer in sides:
        parts += [find(ledger, client=client, backer=backer) for find in (signals_from_events, signals_from_facts)]
    return pl.concat(parts).filter(scope.expression() & (pl.col("day") >= FIRST))
