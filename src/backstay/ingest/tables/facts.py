"""Rows of a table of structural facts: who has, gives or owes how much, over which days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backstay.knowledge.crosswalk import StateNames
from backstay.records import Channel
from backstay.sources.tables import FACT_COLUMNS, Table
from backstay.sources.tables.days import with_days
from backstay.sources.tables.rows import bad_rows

from .known import KnownRule
from .lookups import looked_up, with_columns

if TYPE_CHECKING:
    import polars

NO_DATE, NO_STATE, NO_VALUE, SAME_STATE, NO_CHANNEL = "no-date", "no-state", "no-value", "same-state", "no-channel"
_REASONS = (NO_DATE, NO_STATE, SAME_STATE, NO_VALUE, NO_CHANNEL)


@dataclass(slots=True)
class FactCoder:
    """Makes facts of one table's rows. `known` says from when they count."""

    table: Table
    states: StateNames
    known: KnownRule

    def code(self, rows: polars.DataFrame) -> tuple[polars.DataFrame, polars.DataFrame]:
        """The facts, as the ledger keeps them, and the rows that are none (`row`, `reason`, `detail`)."""
        import polars

        given = with_columns(rows, FACT_COLUMNS)
        frame = _with_period(with_days(given, "day", "first", "last", "known"))
        frame = frame.with_columns(
            looked_up(frame["backer"], self.states.code),
            looked_up(frame["client"], self.states.code),
            looked_up(frame["channel"], _channel).alias("read_channel"),
            polars.col("value").str.replace_all(r"[,\s]", "").cast(polars.Float64, strict=False),
        )
        frame = frame.with_columns(_wrong().alias("wrong"))
        bad = [bad_rows(given.filter(frame["wrong"] == reason), reason) for reason in _REASONS]
        return self._finished(frame.filter(polars.col("wrong").is_null())), polars.concat(bad).sort("row")

    def _finished(self, frame: polars.DataFrame) -> polars.DataFrame:
        import polars

        column, dataset = polars.col, self.table.dataset
        return frame.select(
            "row",
            polars.lit(dataset).alias("dataset"),
            column("id").alias("own_id"),
            column("kind").fill_null(dataset),
            "backer",
            "client",
            column("read_channel").alias("channel"),
            "first",
            "last",
            self.known.column("last"),
            "value",
            "unit",
            polars.lit(self.table.hints.absent_is_zero).alias("absent_is_zero"),
            "note",
            "source",
        )


def _channel(name: str) -> str | None:
    return name.strip().lower() if name.strip().lower() in list(Channel) else None


def _with_period(frame: polars.DataFrame) -> polars.DataFrame:
    """`first` and `last`: as given, else the day, else the whole year."""
    import polars

    year = polars.col("year").str.strip_chars().str.extract(r"^(\d{4})(?:\.0*)?$").cast(polars.Int32, strict=False)
    return frame.with_columns(
        polars.coalesce("first", "day", polars.date(year, 1, 1)).alias("first"),
        polars.coalesce("last", "day", polars.date(year, 12, 31), "first").alias("last"),
    )


def _wrong() -> polars.Expr:
    import polars

    column = polars.col
    return (
        polars.when(column("first").is_null() | (column("last") < column("first")))
        .then(polars.lit(NO_DATE))
        .when(column("backer").is_null() | column("client").is_null())
        .then(polars.lit(NO_STATE))
        .when(column("backer") == column("client"))
        .then(polars.lit(SAME_STATE))
        .when(~column("value").is_finite().fill_null(False))
        .then(polars.lit(NO_VALUE))
        .when(column("channel").is_not_null() & column("read_channel").is_null())
        .then(polars.lit(NO_CHANNEL))
    )
