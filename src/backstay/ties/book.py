"""The ties of a whole ledger: signals, levels by month and breaks, worked out once and looked at by government."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ..corroboration import origins
from ..records import Stance
from .gathered import Scope, claims_of, panel_of, signals_of
from .kept.measured import breaks_of, keeper, levels_of
from .measure.breaks import FALSE_ALARMS, Found
from .measure.panel import OVERALL, Panel
from .measure.periods import Period
from .moved import Moved, weightiest

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

    @cached_property
    def weightiest(self) -> dict[tuple[str, str], list[Moved]]:
        """What moved each pair of states, the weightiest first: sorted once, looked at by each tie and each break."""
        return weightiest(self.signals)


def tie_book(
    ledger: Ledger,
    *,
    until: date | None = None,
    period: Period = Period.MONTH,
    false_alarms: float = FALSE_ALARMS,
    client: str | None = None,
    backer: str | None = None,
    state: str | None = None,
    levels: bool = True,
) -> TieBook:
    """The book of a ledger. `until` defaults to the ledger's `as_of`, else the last day on which anything was told.

    `client`, `backer`, `state` (either of the two): only these ties are worked out, in a small part of the time. Volume
    and interest are still those of all. Without `levels` they are left out: for who looks at breaks alone.

    What is worked out by month, as known today, is kept beside the ledger, and carried on from there.

    Raises UsageError where the ledger holds nothing that moves a tie.
    """
    import numpy as np

    scope = Scope(client, backer, state)
    found = panel_of(ledger, scope, period, until)
    rows = claims_of(ledger, scope)
    told = origins(rows)
    kept = keeper(ledger, period, client=client, backer=backer, state=state) if until is None else None
    return TieBook(
        signals_of(ledger, scope, rows, told),
        found,
        levels_of(found, None if scope.whole else kept) if levels else np.empty((0, 0, 5)),
        breaks_of(found, false_alarms, kept),
        {origin.id: origin.claims for origin in told},
        _denials(rows),
    )


def _denials(rows: list[ClaimRow]) -> dict[Key, list[date]]:
    denials: defaultdict[Key, list[date]] = defaultdict(list)
    for row in rows:
        claim = row.claim
        if claim.innermost.stance in {Stance.DENIES, Stance.DOUBTS} and claim.channel and row.published:
            for channel in (str(claim.channel), OVERALL):
                denials[claim.backer or "", claim.client or "", channel].append(row.published)
    return dict(denials)
