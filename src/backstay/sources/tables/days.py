"""Days as tables write them, as dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars

_FORMS = ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%d-%b-%y", "%d-%b-%Y", "%Y/%m/%d")
"""No form in which day and month could be mistaken for each other."""


def days(column: str) -> polars.Expr:
    """Dates of a column of text: ISO, 20190323, 23 March 2019, 23-Mar-2019, a date with a time after it, or a Unix time
    (ten digits). What is none of these is null.
    """
    import polars

    text = polars.col(column).str.strip_chars()
    day = text.str.replace(r"^(\d{4}-\d{2}-\d{2})[T ].*$", "$1").str.replace(r"^(\d{8})\d{6}$", "$1")
    seconds = polars.when(text.str.contains(r"^\d{10}$")).then(text).cast(polars.Int64, strict=False)
    unix = polars.from_epoch(seconds, "s").cast(polars.Date)
    found = polars.coalesce(*(day.str.to_date(form, strict=False, exact=True) for form in _FORMS), unix)
    return found.alias(column)


def with_days(frame: polars.DataFrame, *columns: str) -> polars.DataFrame:
    """The frame with these columns of text as dates. A table has far fewer days than rows: each is read once."""
    import polars

    for column in columns:
        written = frame.select(polars.col(column).unique()).with_columns(polars.col(column).alias("_written"))
        read = written.with_columns(days(column))
        frame = (
            frame.rename({column: "_written"}).join(read, on="_written", how="left", nulls_equal=True).drop("_written")
        )
    return frame
