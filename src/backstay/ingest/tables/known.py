"""From which day a row counts as known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from backstay.records.errors import UsageError

if TYPE_CHECKING:
    import polars

PUBLISHED, TODAY = "published", "today"


@dataclass(frozen=True, slots=True)
class KnownRule:
    """`published`: on the day that the table gives, else on that of the event or the end of the fact's period. `today`:
    on the day of the import. A number: so many days after the event or the end of the period.
    """

    rule: str
    today: date

    @classmethod
    def parse(cls, rule: str, today: date) -> KnownRule:
        """Raises UsageError for what is none of the three."""
        if rule not in {PUBLISHED, TODAY} and not rule.isdigit():
            raise UsageError(
                f'"{rule}" does not say when rows were known.',
                hint="Say published, today, or a number of days after the event.",
            )
        return cls(rule, today)

    def column(self, end: str) -> polars.Expr:
        """The day as a column `known`, from a frame with `known` and the day `end`; never before `end`."""
        import polars

        day = polars.col(end)
        if self.rule == TODAY:
            known = polars.lit(self.today)
        elif self.rule == PUBLISHED:
            known = polars.col("known")
        else:
            known = day.dt.offset_by(f"{int(self.rule)}d")
        return polars.max_horizontal(day, known).alias("known")
