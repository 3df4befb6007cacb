"""Making a ledger ready, keeping it in order, and looking whether it is sound."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

from backstay._version import __version__
from backstay.records.errors import LedgerDamaged, LedgerError, LedgerMissing, LedgerNewer

from .connection import Connection
from .lock import WriterLock
from .place import Folder
from .schema import FORMAT, MIGRATIONS, TABLES
from .views import Finding

_MANY_FILES = 60
_KEEP_SNAPSHOTS = timedelta(days=7)
_GRACE = timedelta(minutes=10)  # a question that is being answered may still read a file that compaction replaced
_LOW_SPACE = 100_000_000


def make_ready(folder: Folder, *, write: bool) -> WriterLock | None:
    """Make the folder if it may be made, take the writer's lock if it is needed, bring the format up to date.

    Raises LedgerMissing, LedgerLocked, LedgerDamaged, LedgerNewer.
    """
    if not write and not folder.catalog.exists():
        raise LedgerMissing(
            f"There is no ledger at {folder.root}.",
            hint="Make one: backstay read PATH (or see it at work: backstay demo).",
        )
    _not_newer(folder, folder.stated_format())
    if not write:
        return None
    folder.data.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(folder.lock)
    lock.acquire()
    try:
        connection = Connection(folder, write=True)
        try:
            migrate(connection)
        finally:
            connection.close()
    except BaseException:
        lock.release()
        raise
    return lock


def migrate(connection: Connection) -> None:
    """Take the steps that are missing, each whole or not at all, and say the format in `format.json`."""
    number = format_number(connection)
    _not_newer(connection.folder, number)
    for step in range(number, FORMAT):
        connection.patiently(lambda step=step: _take(connection, step))  # type: ignore[misc]
    if connection.folder.stated_format() != FORMAT:
        connection.folder.state_format(FORMAT)


def _take(connection: Connection, step: int) -> None:
    cursor = connection.cursor()
    cursor.execute("BEGIN TRANSACTION")
    try:
        for statement in MIGRATIONS[step]:
            cursor.execute(statement)
        now = datetime.now(UTC).replace(tzinfo=None)
        cursor.execute("INSERT INTO ledger.format VALUES (?, ?, ?)", [step + 1, __version__, now])
        cursor.execute("COMMIT")
    except BaseException:
        cursor.close()
        raise


def format_number(connection: Connection) -> int:
    """The format of the tables; 0 where there are none yet."""
    found = connection.rows(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'ledger' AND table_name = 'format'"
    )
    if not found[0][0]:
        return 0
    return int(connection.rows("SELECT coalesce(max(number), 0) FROM ledger.format")[0][0])


def _not_newer(folder: Folder, number: int | None) -> None:
    if number is not None and number > FORMAT:
        raise LedgerNewer(
            f"The ledger {folder.root} has format {number}; Backstay {__version__} knows formats up to {FORMAT}.",
            hint="Upgrade Backstay: pip install --upgrade backstay. Or name another ledger with --ledger.",
        )


def data_files(connection: Connection) -> list[str]:
    """Paths of the Parquet files that the newest snapshot needs."""
    files: list[str] = []
    for table in TABLES:
        found = connection.rows("SELECT data_file, delete_file FROM ducklake_list_files('ledger', ?)", [table])
        files += [path for row in found for path in row if path]
    return files


def compact(connection: Connection) -> None:
    """Merge small files, let snapshots of last week and before go, delete files that nothing names any more."""
    now = datetime.now(UTC).replace(tzinfo=None)
    steps = [
        ("CALL ducklake_cleanup_old_files('ledger', older_than => ?)", [now - _GRACE]),
        ("CALL ducklake_expire_snapshots('ledger', older_than => ?)", [now - _KEEP_SNAPSHOTS]),
    ]
    if len(data_files(connection)) > _MANY_FILES:
        steps.append(("CALL ducklake_merge_adjacent_files('ledger')", []))
    for sql, parameters in steps:
        connection.rows(sql, parameters)


def check(connection: Connection) -> list[Finding]:
    """The catalog opens, its format is known, every data file is there, the counts agree, and there is space."""
    findings = [Finding(True, f"The catalog of {connection.folder.root} opens.")]
    for look in (_check_format, _check_files, _check_counts, _check_space):
        try:
            findings.append(look(connection))
        except LedgerError as error:
            findings.append(Finding(False, error.message, error.hint))
    return findings


def _check_format(connection: Connection) -> Finding:
    number = format_number(connection)
    _not_newer(connection.folder, number)
    if number < FORMAT:
        return Finding(
            False, f"The ledger has format {number} of {FORMAT}.", "The next `backstay read` brings it up to date."
        )
    return Finding(True, f"The ledger has format {number}, the one this Backstay writes.")


def _check_files(connection: Connection) -> Finding:
    from pathlib import Path

    files = data_files(connection)
    missing = [path for path in files if not Path(path).is_file()]
    if missing:
        raise LedgerDamaged(
            f"{len(missing)} of {len(files)} data files are missing, first {missing[0]}.",
            hint="Restore the ledger's folder from a copy, or read the sources again into a new ledger with --ledger.",
        )
    return Finding(True, f"All {len(files)} data files are there.")


def _check_counts(connection: Connection) -> Finding:
    claims, counted, reports, texts = connection.rows(
        "SELECT (SELECT count(*) FROM ledger.claims), (SELECT coalesce(sum(claims), 0) FROM ledger.reports), "
        "(SELECT count(*) FROM ledger.reports), (SELECT count(DISTINCT report) FROM ledger.texts)"
    )[0]
    if (claims, reports) != (counted, texts):
        raise LedgerDamaged(
            f"Counts differ: {claims} claims where the reports have {counted}, {texts} texts for {reports} reports.",
            hint="Read the sources again into a new ledger with --ledger.",
        )
    return Finding(True, f"{reports} reports and {claims} claims, and their counts agree.")


def _check_space(connection: Connection) -> Finding:
    free = shutil.disk_usage(connection.folder.root).free
    said = f"{free / 1e9:.1f} GB are free where the ledger is kept."
    if free < _LOW_SPACE:
        return Finding(False, said, "Free some space before the next reading run.")
    return Finding(True, said)
