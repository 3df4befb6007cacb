"""Keeping a ledger in order: fewer and larger files, few snapshots, nothing left over by killed runs."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from itertools import islice

from .connection import Connection
from .schema import TABLES
from .trouble import OutOfMemory

_MANY_FILES = 60
_KEEP_SNAPSHOTS = timedelta(days=7)
_GRACE = timedelta(minutes=10)
"""How long a file that nothing names any more stays: a question that is being answered may still read it."""


def data_files(connection: Connection) -> list[str]:
    """Paths of the Parquet files that the newest snapshot needs."""
    files: list[str] = []
    for table in TABLES:
        found = connection.rows("SELECT data_file, delete_file FROM ducklake_list_files('ledger', ?)", [table])
        files += [path for row in found for path in row if path]
    return files


def compact(connection: Connection) -> None:
    """Drop what nothing names any more, let old snapshots go and, where there are many small files, merge them."""
    now = datetime.now(UTC).replace(tzinfo=None)
    connection.rows("CALL ducklake_expire_snapshots('ledger', older_than => ?)", [now - _KEEP_SNAPSHOTS])
    if _many_files(connection):
        _merge(connection)
    connection.rows("CALL ducklake_cleanup_old_files('ledger', older_than => ?)", [now - _GRACE])
    connection.rows("CALL ducklake_delete_orphaned_files('ledger', older_than => ?)", [now - _GRACE])


def _many_files(connection: Connection) -> bool:
    """Asks the catalog only where the folder holds so many: what the ledger needs all lies there."""
    there = islice(connection.folder.data.rglob("*.parquet"), _MANY_FILES + 1)
    return sum(1 for _ in there) > _MANY_FILES and len(data_files(connection)) > _MANY_FILES


def _merge(connection: Connection) -> None:
    """Fewer, larger, sorted files. Where memory does not suffice for that, the ledger is as good as it was."""
    for step in ("ducklake_merge_adjacent_files", "ducklake_rewrite_data_files"):
        with contextlib.suppress(OutOfMemory):
            connection.rows(f"CALL {step}('ledger')")
