"""What the measure assumes of all ties alike. Nothing in it is set for one series."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from ...records.errors import UsageError

YEAR = 365.25
"""Days in a year, as periods are measured."""
GRID_FROM, GRID_STEP, GRID_SIZE = -3.0, 0.15, 96
"""Natural logarithm of the lowest rate a year, the step between two rates, and their number: 0.05 to 77,000 a year."""
_FITTED = Path(__file__).with_name("fitted.json")


@dataclass(frozen=True, slots=True)
class Settings:
    """Rates are of acts a year. Fitted to all ties of ICEWS at once (`training/ties`), never to a series.

    `drift`: standard deviation of a log rate's random walk over a year. `jumps`: expected sudden changes a year.
    `jump_size`: mean absolute size of a sudden change of the log rate. `renewals`: how often a year a rate is drawn
    afresh from `prior`, which is what is known of a tie that nobody reports on: one probability a grid point.
    `bursts`: sizes of the negative binomial that a tie's counts may follow (smaller: burstier reports), with the
    share of ties that follow each in `burst_shares`; which one a tie follows is learned from its counts. `stray`:
    share of periods whose count says nothing. `scale`: what one standard deviation of a level is. `thresholds`: for
    each period, false alarms a year and the probability of a break that gives so many, the rarest first.
    """

    drift: float
    jumps: float
    jump_size: float
    renewals: float
    bursts: tuple[float, ...]
    burst_shares: tuple[float, ...]
    stray: float
    prior: tuple[float, ...]
    scale: float
    thresholds: tuple[tuple[str, tuple[tuple[float, float], ...]], ...] = ()

    def threshold(self, period: str, false_alarms: float) -> float:
        """The probability from which a break is told, for so many false alarms a year in a tie where nothing breaks.

        From simulated ties without breaks (`training/ties`), straight lines between; raises UsageError for a rate
        that was not simulated.
        """
        table = dict(self.thresholds)[str(period)]
        rates = [rate for rate, _ in table]
        if not rates[0] <= false_alarms <= rates[-1]:
            raise UsageError(
                f"{false_alarms:g} false alarms a year is out of what was simulated.",
                hint=f"Choose a rate from {rates[0]:g} to {rates[-1]:g}.",
            )
        place = max(bisect_left(rates, false_alarms), 1)
        (low, first), (high, last) = table[place - 1], table[place]
        share = (log(false_alarms) - log(low)) / (log(high) - log(low))
        return first + share * (last - first)


@cache
def fitted() -> Settings:
    """The settings that the package ships."""
    kept = json.loads(_FITTED.read_text(encoding="utf-8"))
    return Settings(**{name: _frozen(value) for name, value in kept.items()})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
