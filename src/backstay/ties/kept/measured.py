"""Levels and breaks of some ties of a ledger, from what was kept of the same ties where there is something."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..measure.breaks import FALSE_ALARMS, Found
from ..measure.panel import OVERALL, Panel
from ..measure.periods import Period
from ..measure.settings import fitted
from . import carrying
from .files import keep, load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ...ledger import Ledger

    Arrays = dict[str, NDArray[Any]]

WORLD = "world"
"""What all ties are kept under."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Where to keep what is worked out of some ties: in a ledger's folder, under a name."""

    ledger: Path
    ties: str

    def load(self, what: str) -> Arrays | None:
        """What was kept."""
        return load(self.ledger, f"{what}-{self.ties}")

    def keep(self, what: str, arrays: Arrays, before: Arrays | None) -> None:
        """Keep it, unless it says what was kept `before`."""
        import numpy as np

        if before is None or any(
            not np.array_equal(before[each], arrays[each]) for each in ("told", "periods", "first")
        ):
            keep(self.ledger, f"{what}-{self.ties}", arrays)


def keeper(ledger: Ledger, period: Period, **sides: str | None) -> Keeper | None:
    """Where ties by month, as known today, are kept; None for others. `sides`: what names the ties."""
    named = {side: code for side, code in sides.items() if code is not None}
    plain = all(code.isascii() and code.isalnum() for code in named.values())
    if ledger.as_of is not None or period is not Period.MONTH or not plain:
        return None
    return Keeper(ledger.path, "-".join(part for pair in named.items() for part in pair) or WORLD)


def levels_of(panel: Panel, keeper: Keeper | None, tail: int | None = None) -> NDArray[np.float64]:
    """Levels of a panel's ties by tie and period, (S, T, 5), or in the last `tail` periods alone."""
    kept = keeper.load("levels") if keeper else None
    found, arrays = carrying.levels(panel, fitted(), kept, tail)
    if keeper:
        keeper.keep("levels", arrays, kept)
    return found


def breaks_of(panel: Panel, false_alarms: float, keeper: Keeper | None) -> dict[int, list[Found]]:
    """Breaks of a panel's ties in single channels, by row. Only those at the usual rate of false alarms are kept."""
    import numpy as np

    keeper = keeper if false_alarms == FALSE_ALARMS else None
    named = np.flatnonzero((panel.ties["channel"] != OVERALL).to_numpy())
    kept = keeper.load("breaks") if keeper else None
    least = fitted().threshold(panel.period, false_alarms)
    found, arrays = carrying.breaks(panel.rows(named), fitted(), kept, least)
    if keeper:
        keeper.keep("breaks", arrays, kept)
    by_row: dict[int, list[Found]] = {}
    for each in found:
        by_row.setdefault(int(named[each.row]), []).append(each)
    return by_row
