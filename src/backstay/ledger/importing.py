"""Rows of other people's tables into the ledger: a frame at a time, each in one transaction, none of them twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from backstay.records import content_id

from .connection import Connection

if TYPE_CHECKING:
    import polars
    from duckdb import DuckDBPyConnection

_OWN = {
    "coded_events": ("day", "code", "mode", "actor", "actor_state", "recipient", "recipient_state", "place", "source"),
    "facts": ("kind", "backer", "client", "channel", "first", "last", "value", "unit", "note", "source"),
}
"""What a row without an id of its own is known by: a row with the same of all these is the same row."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file whose import has been finished: `columns` is the user's map as JSON, `skipped` counts its bad rows."""

    id: str
    address: str
    format: str
    dataset: str
    columns: str
    read: int
    skipped: int


class _Stream:
    """A frame as DuckDB takes it without a copy and without pyarrow."""

    def __init__(self, frame: polars.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


def import_id(name: str, size: int, beginning: bytes, *how: str) -> str:
    """The id of one file's import, the same each time it is imported in the same way."""
    return content_id("m", name, size, beginning.hex(), *how)


def add_rows(connection: Connection, table: str, frame: polars.DataFrame, import_: str) -> int:
    """Add the rows of `frame` (all of one dataset) that the table does not have; how many those were.

    Two rows are the same if dataset and `own_id` are. A row without an `own_id` is given one from its content.
    """
    if not frame.height:
        return 0
    frame = _with_ids(connection, table, frame).unique("own_id", keep="first", maintain_order=True)
    there = _already(connection, table, frame)
    new = frame.join(there, on="own_id", how="anti", maintain_order="left") if there.height else frame
    if not new.height:
        return 0

    def once() -> None:
        with connection.transaction() as cursor:
            _register(cursor, new)
            names = ", ".join(f'"{name}"' for name in new.columns)
            cursor.execute(
                f'INSERT INTO ledger.{table} ({names}, "import") SELECT {names}, ? FROM incoming',  # noqa: S608
                [import_],
            )

    connection.patiently(once)
    return new.height


def _with_ids(connection: Connection, table: str, frame: polars.DataFrame) -> polars.DataFrame:
    import polars

    if not frame["own_id"].null_count():
        return frame
    parts = ", ".join(f"coalesce(CAST({name} AS VARCHAR), '')" for name in _OWN[table])
    cursor = connection.cursor()
    _register(cursor, frame.select(*_OWN[table]))
    made = polars.DataFrame(
        cursor.sql(f"SELECT left(md5(concat_ws(chr(31), {parts})), 16) AS own_id FROM incoming")  # noqa: S608
    ).to_series()
    return frame.with_columns(polars.coalesce(polars.col("own_id"), made))


def _already(connection: Connection, table: str, frame: polars.DataFrame) -> polars.DataFrame:
    """Ids of these that the table has. Most tables number their rows in order: the bounds pass whole files over."""
    import polars

    dataset, lowest, highest = frame["dataset"][0], frame["own_id"].min(), frame["own_id"].max()

    def ask() -> polars.DataFrame:
        cursor = connection.cursor()
        _register(cursor, frame.select("own_id"))
        return polars.DataFrame(
            cursor.sql(
                f"SELECT t.own_id FROM ledger.{table} t SEMI JOIN incoming USING (own_id) "  # noqa: S608
                "WHERE t.dataset = $dataset AND t.own_id BETWEEN $lowest AND $highest",
                params={"dataset": dataset, "lowest": lowest, "highest": highest},
            )
        )

    return connection.patiently(ask)


def _register(cursor: DuckDBPyConnection, frame: polars.DataFrame) -> None:
    cursor.register("incoming", _Stream(frame))


def finish_import(connection: Connection, file: ImportedFile, bad: polars.DataFrame) -> None:
    """Keep that a file was imported, and its bad rows; in the place of what was kept of the same import before."""
    now = datetime.now(UTC).replace(tzinfo=None)
    values: list[Any] = [file.id, file.address, file.format, file.dataset, file.columns, file.read, file.skipped, now]
    before = connection.rows("SELECT address, read, skipped FROM ledger.imports WHERE id = ?", [file.id])
    if before == [(file.address, file.read, file.skipped)]:
        return

    def once() -> None:
        with connection.transaction() as cursor:
            if before:
                cursor.execute("DELETE FROM ledger.imports WHERE id = ?", [file.id])
                cursor.execute("DELETE FROM ledger.bad_rows WHERE import = ?", [file.id])
            cursor.execute("INSERT INTO ledger.imports VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
            if bad.height:
                _register(cursor, bad)
                cursor.execute(
                    "INSERT INTO ledger.bad_rows SELECT ?, row, reason, detail, ? FROM incoming", [file.id, now]
                )

    connection.patiently(once)
