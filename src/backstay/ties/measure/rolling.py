"""Levels that are kept and carried on, so that a day's news costs what is new and not what was known before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .levels import follow
from .panel import OVERALL, Panel, added, of_sums, summed
from .settings import Settings, fitted

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

_KEY = ["backer", "client", "channel"]


@dataclass(frozen=True, slots=True, eq=False)
class Rolling:
    """Levels (S, T, 5) of the ties of a panel, and what is needed to carry them on.

    `sums`: what `panel.summed` gives, all of it. `states`: (2, S, K, G), what was known of both rates before the last
    period.
    """

    sums: pl.DataFrame
    panel: Panel
    levels: NDArray[np.float32]
    states: NDArray[np.float32]
    settings: Settings


def begin(sums: pl.DataFrame, panel: Panel, settings: Settings | None = None) -> Rolling:
    """Levels of a panel of sums from its first period on."""
    import numpy as np

    settings = settings or fitted()
    levels, states = follow(panel, settings)
    return Rolling(sums, panel, levels.astype(np.float32), states, settings)


def carry_on(rolling: Rolling, signals: pl.DataFrame, until: date) -> Rolling:
    """The same with new signals, up to a later day (or the same). Their ids must be new: what was summed is not kept.

    The last period is filtered again for all ties, as its volume is not what it was; ties that are new, or of which
    something older became known, are filtered from the start.
    """
    import numpy as np
    import polars as pl

    old = rolling.panel
    fresh = summed(signals, old.period, overall=OVERALL in old.ties["channel"])
    if not (old.ties["channel"] != OVERALL).any():
        fresh = fresh.filter(pl.col("channel") == OVERALL)
    sums = added([rolling.sums, fresh])
    first = min([old.first, *fresh["at"].to_list()])
    panel = of_sums(sums, first, until, old.period)
    since = old.ahead.shape[1] - 1 + old.first - first
    before = old.ties.select(_KEY).with_row_index("was")
    late = fresh.filter(pl.col("at") < first + since).select(_KEY).unique().with_columns(late=pl.lit(value=True))
    rows = panel.ties.select(_KEY).join(before, on=_KEY, how="left", maintain_order="left")
    rows = rows.join(late, on=_KEY, how="left", maintain_order="left")
    afresh = (rows["was"].is_null() | rows["late"].fill_null(value=False)).to_numpy() | (first != old.first)
    return _joined(rolling, sums, panel, since, rows["was"].fill_null(0).to_numpy(), np.asarray(afresh))


def _joined(
    rolling: Rolling, sums: pl.DataFrame, panel: Panel, since: int, was: NDArray[np.int64], afresh: NDArray[np.bool_]
) -> Rolling:
    import numpy as np

    ties, periods = panel.ahead.shape
    levels = np.empty((ties, periods, 5), dtype=np.float32)
    states = np.empty((2, ties, *rolling.states.shape[2:]), dtype=np.float32)
    kept, again = np.flatnonzero(~afresh), np.flatnonzero(afresh)
    if len(kept):
        source = was[kept].astype(np.int64)
        levels[kept, :since] = rolling.levels[source, :since]
        found, states[:, kept] = follow(panel.rows(kept), rolling.settings, rolling.states[:, source], since)
        levels[kept, since:] = found
    if len(again):
        found, states[:, again] = follow(panel.rows(again), rolling.settings)
        levels[again] = found
    return Rolling(sums, panel, levels, states, rolling.settings)
