"""The ties of a whole ledger: signals, levels by month and breaks, worked out once and looked at by government."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ..corroboration import origins
from ..records import Stance
from .gathered import Scope, gather, signals_of
from .measure.breaks import FALSE_ALARMS, Found, breaks
from .measure.levels import filtered_levels
from .measure.panel import OVERALL, Panel
from .measure.periods import Period
from .measure.settings import fitted

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from ..ledger import ClaimRow, Ledger

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


def tie_book(
    ledger: Ledger,
    *,
    until: date | None = None,
    period: Period = Period.MONTH,
    false_alarms: float = FALSE_ALARMS,
    client: str | None = None,
    backer: str | None = None,
    state: str | None = None,
) -> TieBook:
    """The book of a ledger. `until` defaults to the ledger's `as_of`, else the last day on which anything was told.

    `client`, `backer`, `state` (either of the two): only these ties are worked out, in a small part of the time. Volume
    and interest are still those of all.

    Raises UsageError where the ledger holds nothing that moves a tie.
    """
    import numpy as np

    scope = Scope(client, backer, state)
    whole = gather(ledger, period, until)
    picked = np.flatnonzero(whole.panel.ties.select(scope.expression()).to_series().to_numpy())
    found = whole.panel.rows(picked)
    return TieBook(
        signals_of(ledger, scope, whole.told),
        found,
        filtered_levels(found),
        breaks_of(found, false_alarms),
        *_opened(whole.rows, scope),
    )


def breaks_of(panel: Panel, false_alarms: float, rows: NDArray[np.int64] | None = None) -> dict[int, list[Found]]:
    """Breaks of a panel's ties in single channels, or of these rows alone, by row."""
    import numpy as np

    named = np.flatnonzero((panel.ties["channel"] != OVERALL).to_numpy()) if rows is None else rows
    found: defaultdict[int, list[Found]] = defaultdict(list)
    for each in breaks(panel.rows(named), fitted(), false_alarms) if len(named) else []:
        found[int(named[each.row])].append(each)
    return dict(found)


def _opened(rows: list[ClaimRow], scope: Scope) -> tuple[dict[str, tuple[str, ...]], dict[Key, list[date]]]:
    """The claims of each origin, and the days on which ties were denied."""
    own = [row for row in rows if scope.covers(row.claim.backer or "", row.claim.client or "")]
    denials: defaultdict[Key, list[date]] = defaultdict(list)
    for row in own:
        claim = row.claim
        if claim.innermost.stance in {Stance.DENIES, Stance.DOUBTS} and claim.channel and row.published:
            for channel in (str(claim.channel), OVERALL):
                denials[claim.backer or "", claim.client or "", channel].append(row.published)
    return {origin.id: origin.claims for origin in origins(own)}, dict(denials)
