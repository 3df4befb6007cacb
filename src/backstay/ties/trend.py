"""Where a tie's level is heading, in words."""

from __future__ import annotations

from enum import StrEnum

A_YEAR_BACK = 365
"""Days over which a trend is told."""
_CLEAR, _SLIGHT = 1.28, 0.6
"""Change over its uncertainty from which a trend is told, and told as slight: nine and about seven to three in ten."""
_NARROW = 2.56
"""Width of a central 80% interval in standard deviations of a normal distribution."""


class Trend(StrEnum):
    """Trend over a year, or that it is not known."""

    RISING = "rising"
    RISING_A_LITTLE = "rising a little"
    STEADY = "steady"
    FALLING_A_LITTLE = "falling a little"
    FALLING = "falling"
    NOT_KNOWN = "not known"


ARROW = {
    Trend.RISING: "↑",
    Trend.RISING_A_LITTLE: "↗",
    Trend.STEADY: "→",
    Trend.FALLING_A_LITTLE: "↘",
    Trend.FALLING: "↓",
    Trend.NOT_KNOWN: "?",
}


def trend(
    before: tuple[float, float, float], now: tuple[float, float, float], *, known: bool, was_known: bool
) -> Trend:
    """The trend between two levels, each (low, median, high) of its 80% interval.

    A level that is known now and was not a year ago has no trend yet.
    """
    if not (known and was_known):
        return Trend.NOT_KNOWN
    change = now[1] - before[1]
    spread = max(((now[2] - now[0]) / _NARROW) ** 2 + ((before[2] - before[0]) / _NARROW) ** 2, 1e-9) ** 0.5
    clear = abs(change) / spread
    if clear >= _CLEAR:
        return Trend.RISING if change > 0 else Trend.FALLING
    if clear >= _SLIGHT:
        return Trend.RISING_A_LITTLE if change > 0 else Trend.FALLING_A_LITTLE
    return Trend.STEADY
