"""Columns looked up value by value: a table has few different names and codes, and millions of rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars


def looked_up(column: polars.Series, find: Callable[[str], str | None]) -> polars.Series:
    """`find` of every value of a column of text, asked once for each that differs; null where it finds nothing."""
    import polars

    different = column.drop_nulls().unique()
    found = {value: find(value) for value in different.to_list()}
    known = {value: answer for value, answer in found.items() if answer is not None}
    if not known:
        return polars.Series(column.name, [None], dtype=polars.String).new_from_index(0, len(column))
    return column.replace_strict(list(known), list(known.values()), default=None, return_dtype=polars.String)


def with_columns(frame: polars.DataFrame, names: tuple[str, ...]) -> polars.DataFrame:
    """The frame with every one of these columns, as text; one that it lacks is empty."""
    import polars

    missing = [name for name in names if name not in frame.columns]
    return frame.with_columns(polars.lit(None, polars.String).alias(name) for name in missing)
