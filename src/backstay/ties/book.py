"""The ties of a whole ledger: signals, levels by month and breaks, worked out once and looked at by government."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ..corroboration import origins
from ..records import Stance
from .claim_signals import signals_from_claims
from .from_events import signals_from_events
from .from_facts import signals_from_facts
from .measure.breaks import FALSE_ALARMS, Found, breaks
from .measure.levels import filtered_levels
from .measure.panel import OVERALL, Panel, panel
from .measure.periods import Period
from .measure.settings import fitted

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from ..ledger import ClaimRow, Ledger

FIRST = date(1990, 1, 1)
"""Signals of earlier days are left out: what a text says of the distant past is seldom a report of it."""
Key = tuple[str, str, str]


@dataclass(eq=False)
class TieBook:
    """Ties by (backer, client, channel), over periods up to `panel.until`. The channel `all` nets all others.

    `signals`: what moved them (see `signals.SIGNALS`). `levels`: quantiles (2.5, 10, 50, 90, 97.5%) by tie and
    period, each from what had happened by then. `breaks`: by row of the panel, none for the channel `all`. `claims`:
    ids of the claims of each origin. `denials`: days on which a claim on a tie was denied or doubted.
    """

    signals: pl.DataFrame
    panel: Panel
    levels: NDArray[np.float64]
    breaks: dict[int, list[Found]]
    claims: dict[str, tuple[str, ...]] = field(default_factory=dict)
    denials: dict[Key, list[date]] = field(default_factory=dict)

    @cached_property
    def rows(self) -> dict[Key, int]:
        """The panel's row of each tie."""
        return {key: row for row, key in enumerate(self.panel.ties.select("backer", "client", "channel").iter_rows())}


def signals_of(ledger: Ledger, rows: list[ClaimRow] | None = None) -> pl.DataFrame:
    """All signals of a ledger: from claims, imported events and facts. Heeds the ledger's `as_of`."""
    import polars as pl

    rows = tie_claims(ledger) if rows is None else rows
    parts = [signals_from_claims(rows), signals_from_events(ledger), signals_from_facts(ledger)]
    return pl.concat(parts).filter(pl.col("day") >= FIRST)


def tie_claims(ledger: Ledger) -> list[ClaimRow]:
    """The claims that name both sides of a tie."""
    return [row for row in ledger.claims(reasons=False) if row.claim.backer and row.claim.client]


def tie_book(
    ledger: Ledger,
    *,
    until: date | None = None,
    period: Period = Period.MONTH,
    false_alarms: float = FALSE_ALARMS,
) -> TieBook:
    """The book of a ledger. `until` defaults to the ledger's `as_of`, else the last day on which anything was told.

    Raises UsageError where the ledger holds nothing that moves a tie.
    """
    import numpy as np

    rows = tie_claims(ledger)
    signals = signals_of(ledger, rows)
    until = until or ledger.as_of or _latest(rows, signals)
    summed = panel(signals, period, until)
    found: defaultdict[int, list[Found]] = defaultdict(list)
    named = np.flatnonzero((summed.ties["channel"] != OVERALL).to_numpy())
    for each in breaks(summed.rows(named), fitted(), false_alarms):
        found[int(named[each.row])].append(each)
    denials: defaultdict[Key, list[date]] = defaultdict(list)
    for row in rows:
        claim = row.claim
        if claim.innermost.stance in {Stance.DENIES, Stance.DOUBTS} and claim.channel and row.published:
            for channel in (str(claim.channel), OVERALL):
                denials[claim.backer or "", claim.client or "", channel].append(row.published)
    claims = {origin.id: origin.claims for origin in origins(rows)}
    return TieBook(signals, summed, filtered_levels(summed), dict(found), claims, dict(denials))


def _latest(rows: list[ClaimRow], signals: pl.DataFrame) -> date | None:
    told = max((row.published for row in rows if row.published), default=None)
    moved: date | None = signals["day"].max()  # type: ignore[assignment]
    return max((day for day in (told, moved) if day), default=None)
