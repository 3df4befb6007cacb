"""What was added to a ledger since it was last looked at, for those who keep what they worked out."""

from __future__ import annotations

from .connection import Connection


def stamp(connection: Connection) -> str:
    """The state of a ledger: another one after every change."""
    number, moment = connection.rows(
        f"SELECT snapshot_id, CAST(snapshot_time AS VARCHAR) FROM {Connection.METADATA}.ducklake_snapshot "  # noqa: S608
        "ORDER BY snapshot_id DESC LIMIT 1"
    )[0]
    return f"{number} {moment}"


def added(connection: Connection, table: str, then: str, now: str) -> str | None:
    """The rows of a table that came between two states, as a source for SQL; None where `then` is no longer known.

    For tables to which rows are only ever added.
    """
    number, _, moment = then.partition(" ")
    known = connection.rows(
        f"SELECT count(*) FROM {Connection.METADATA}.ducklake_snapshot "  # noqa: S608
        "WHERE CAST(snapshot_id AS VARCHAR) = ? AND CAST(snapshot_time AS VARCHAR) = ?",
        [number, moment],
    )
    if known != [(1,)]:
        return None
    first, last = int(number) + 1, int(now.partition(" ")[0])
    return f"ducklake_table_insertions('ledger', 'main', '{table}', {first}, {last})"
