"""Days, weeks, months and years as steps of time."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_MONDAY = date(1969, 12, 29)
_EPOCH = date(1970, 1, 1)


class Period(StrEnum):
    """Length of a step."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def days(self) -> float:
        """Mean length in days."""
        return {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}[self.value]

    @property
    def a_year(self) -> int:
        """How many there are in a year, about."""
        return round(365.25 / self.days)

    def number(self, day: date) -> int:
        """Which period since 1970 a day lies in."""
        if self is Period.YEAR:
            return day.year - 1970
        if self is Period.MONTH:
            return (day.year - 1970) * 12 + day.month - 1
        return (day - _MONDAY).days // 7 if self is Period.WEEK else (day - _EPOCH).days

    def numbers(self, days: pl.Expr) -> pl.Expr:
        """The same for a column of days."""
        import polars as pl

        year = days.dt.year().cast(pl.Int32) - 1970
        if self is Period.YEAR:
            return year
        if self is Period.MONTH:
            return year * 12 + days.dt.month().cast(pl.Int32) - 1
        since = days.cast(pl.Int32)
        return (since + (_EPOCH - _MONDAY).days).floordiv(7) if self is Period.WEEK else since

    def sql(self, day: str) -> str:
        """The same in SQL, for a column of days."""
        if self is Period.YEAR:
            return f"(year({day}) - 1970)::INTEGER"
        if self is Period.MONTH:
            return f"((year({day}) - 1970) * 12 + month({day}) - 1)::INTEGER"
        since = f"date_diff('day', DATE '{_EPOCH}', {day})"
        weeks = f"floor(({since} + {(_EPOCH - _MONDAY).days}) / 7)"
        return f"({weeks if self is Period.WEEK else since})::INTEGER"

    def start(self, number: int) -> date:
        """The first day of a period."""
        if self is Period.YEAR:
            return date(1970 + number, 1, 1)
        if self is Period.MONTH:
            return date(1970 + number // 12, number % 12 + 1, 1)
        return _MONDAY + timedelta(7 * number) if self is Period.WEEK else _EPOCH + timedelta(number)

    def end(self, number: int) -> date:
        """The last day of a period."""
        if self is Period.MONTH:
            first = self.start(number)
            return first.replace(day=monthrange(first.year, first.month)[1])
        return self.start(number + 1) - timedelta(1)
