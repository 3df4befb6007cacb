"""Intervals of days: months, weeks, seasons, and steps from a day. None where the calendar has no such day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

Span = tuple[date, date]

_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y", "weekend": "WE",
}  # fmt: skip
_MULTIPLES = {"fortnight": (2, "W"), "quarter": (3, "M"), "decade": (10, "Y"), "century": (100, "Y")}


_HALVES = {"hour": (60, "minute"), "day": (24, "hour"), "year": (12, "month")}
"""What the half of a unit is counted in: half an hour is 30 minutes."""


def day(year: int, month: int, number: int) -> date | None:
    """The day of that date; None where there is none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month_span(year: int, month: int) -> Span:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_span(first: int, last: int | None = None) -> Span:
    """First and last day of a year, or of a run of years."""
    return date(first, 1, 1), date(last or first, 12, 31)


def week_span(on: date) -> Span:
    """The week of a day, Sunday to Saturday, as American outlets count."""
    first = step(on, -((on.weekday() + 1) % 7), "day") or on
    return first, step(first, 6, "day") or first


def weekend_span(on: date, weeks: int) -> Span | None:
    """Saturday and Sunday: `weeks` 0 is the nearest one not yet followed by Friday, -1 the one before, 1 the next."""
    saturday = step(on, -((on.weekday() + 2) % 7) + 7 * weeks, "day")
    return None if saturday is None else (saturday, step(saturday, 1, "day") or saturday)


def season_span(year: int, season: str) -> Span:
    """A northern season. The winter of a year is its January and February, as annotators have it."""
    if season == "WI":
        return date(year, 1, 1), month_span(year, 2)[1]
    first, last = _SEASON_MONTHS[season]
    return date(year, first, 1), month_span(year, last)[1]


def step(on: date, count: float, unit: str) -> date | None:
    """The day `count` units after (before, if negative) a day; None beyond the calendar."""
    try:
        if unit in _DAYS:
            return on + timedelta(days=count * _DAYS[unit])
        if unit in _MONTHS:
            months = on.year * 12 + on.month - 1 + int(count * _MONTHS[unit])
            year, month = divmod(months, 12)
            return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))
        return on + timedelta(hours=count if unit == "hour" else count / 60)
    except (OverflowError, ValueError):
        return None


def iso_week(on: date) -> str:
    """TIMEX value of a week, as 2013-W12."""
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02d}"


def duration(count: float | None, unit: str) -> str:
    """TIMEX value of a length of time: P2W, PT10H, PXM where the count is vague."""
    if count is not None and count % 1 and unit in _HALVES:
        count, unit = count * _HALVES[unit][0], _HALVES[unit][1]
    factor, letters = _MULTIPLES.get(unit, (1, ""))
    letters = letters or _LETTERS[unit]
    timed, letter = ("T", letters[1:]) if letters.startswith("T") else ("", letters)
    amount = "X" if count is None else f"{count * factor:g}"
    return (
        f"P{timed}{amount}{letter}"
        if count is None or count * factor < 1e6
        else f"P{timed}{count * factor:.0f}{letter}"
    )
