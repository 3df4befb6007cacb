"""Events from a file, or from a ledger's coded events, as `Events`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ...records.errors import UsageError
from .events import Events

_ALSO = {
    "day": ("day", "date", "event date"),
    "source": ("source", "actor", "source name"),
    "relation": ("relation", "event", "event text", "event_type", "cameo", "code"),
    "target": ("target", "recipient", "target name"),
}
"""Names of columns, small letters, the first that is there counts."""


def read_events(path: Path, before: date | None = None) -> Events:
    """Events of a Parquet, CSV or TSV file, plain or gzipped; those before a day, where one is given.

    Raises UsageError for a file that is absent, in no such form, or lacks a column.
    """
    import polars as pl

    if not path.is_file():
        raise UsageError(f"there is no file {path}", hint="Name a file of events with --events.")
    name = path.name.lower().removesuffix(".gz")
    try:
        if name.endswith(".parquet"):
            frame = pl.read_parquet(path)
        else:
            tabs = name.endswith((".tsv", ".tab"))
            frame = pl.read_csv(
                path, separator="\t" if tabs else ",", try_parse_dates=True, quote_char=None if tabs else '"'
            )
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UsageError(f"{path} cannot be read as a table", hint="It must be Parquet, or CSV or TSV.") from error
    return events_of(frame, before)


def events_of(frame: Any, before: date | None = None) -> Events:
    """Events of a frame under any of the column names that are known. Raises UsageError where one is lacking."""
    import polars as pl

    there = {column.lower(): column for column in frame.columns}
    chosen = {}
    for wanted, names in _ALSO.items():
        found = next((there[name] for name in names if name in there), None)
        if found is None:
            raise UsageError(f"the events have no column {wanted}", hint=f"It may be called {', '.join(names)}.")
        chosen[wanted] = found
    day = pl.col(chosen["day"])
    if frame.schema[chosen["day"]] == pl.String:
        day = day.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    picked = frame.select(
        day.cast(pl.Date).alias("day"),
        *(pl.col(chosen[name]).cast(pl.String).alias(name) for name in ("source", "relation", "target")),
    )
    if before is not None:
        picked = picked.filter(pl.col("day") < before)
    return Events.of_frame(picked)
