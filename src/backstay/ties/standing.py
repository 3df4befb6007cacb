"""Where a tie stands at the end of a book, and whither it is heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .measure.periods import Period
from .trend import A_YEAR_BACK, ARROW, Trend, trend

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SURE_WIDTH = 1.6
"""Width of the 80% interval, in standard deviations, over which a level is told as not known; knowing nothing is 2.2.
"""
LEAST_SIGNALS = 2
"""Signals under which nothing is said of a level but what they are."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A level with its central 80% and 95% intervals, whether the signals settle it, and its trend over a year."""

    level: float
    low: float
    high: float
    low95: float
    high95: float
    known: bool
    trend: Trend

    @property
    def arrow(self) -> str:
        """The trend as a sign."""
        return ARROW[self.trend]


def periods_back(period: Period) -> int:
    """Periods over which a trend is told."""
    return round(A_YEAR_BACK / period.days)


def standing(levels: NDArray[np.float64], period: Period, signals: int) -> Standing:
    """Where a tie with so many signals stands, by its levels (T, 5) up to now."""
    low95, low, level, high, high95 = (float(each) for each in levels[-1])
    back = levels[max(len(levels) - 1 - periods_back(period), 0)]
    earlier = (float(back[1]), float(back[2]), float(back[3]))
    known = signals >= LEAST_SIGNALS and high - low < SURE_WIDTH
    heading = trend(earlier, (low, level, high), known=known, was_known=earlier[2] - earlier[0] < SURE_WIDTH)
    return Standing(level, low, high, low95, high95, known, heading)
