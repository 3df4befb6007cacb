"""Opening a ledger: is it one, may it be written, is its format ours."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from backstay._version import __version__
from backstay.records.errors import LedgerDamaged, LedgerError, LedgerNewer

from .connection import Connection
from .lock import WriterLock
from .place import Folder
from .schema import FORMAT, MIGRATIONS
from .trouble import missing, told

_NO_TABLE = "Table with name format does not exist"
"""How DuckDB says so. To ask first whether it is there takes five times as long as the question itself."""


def open_for_writing(folder: Folder) -> tuple[Connection, WriterLock]:
    """Make the ledger where there is none, take the writer's lock, bring the format up to date.

    Raises LedgerLocked, LedgerDamaged, LedgerNewer, DiskFull, and LedgerError for a folder that holds something else.
    """
    not_newer(folder, folder.stated_format())
    _is_or_may_become(folder)
    try:
        folder.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, folder.root) from error
    lock = WriterLock(folder.lock)
    lock.acquire()
    connection = None
    try:
        connection = Connection(folder, write=True)
        migrate(connection)
    except BaseException:
        if connection is not None:
            connection.close()
        lock.release()
        raise
    return connection, lock


def open_for_reading(folder: Folder) -> Connection:
    """Attach an existing ledger. One of an older format is first brought up to date, if it may be.

    Raises LedgerMissing, LedgerDamaged, LedgerNewer; LedgerLocked where an older ledger is being written.
    """
    not_newer(folder, folder.stated_format())
    _is_whole(folder)
    if not folder.catalog.exists() or not folder.catalog.stat().st_size:
        raise missing(folder.root)
    connection = Connection(folder, write=False)
    try:
        number = format_number(connection)
        not_newer(folder, number)
    except BaseException:
        connection.close()
        raise
    if number == FORMAT:
        return connection
    connection.close()
    if not number:  # whoever began it was killed before the first table, or is about to make that
        raise missing(folder.root)
    writing, lock = open_for_writing(folder)
    writing.close()
    lock.release()
    return Connection(folder, write=False)


def _is_or_may_become(folder: Folder) -> None:
    if folder.root.exists() and not folder.root.is_dir():
        raise LedgerError(
            f"{folder.root} is a file; a ledger is a folder.",
            hint="Name another ledger with --ledger, such as NAME.backstay.",
        )
    _is_whole(folder)
    ours = (folder.catalog, folder.format, folder.lock)
    with contextlib.suppress(FileNotFoundError):
        if not any(path.exists() for path in ours) and any(folder.root.iterdir()):
            raise LedgerError(
                f"The folder {folder.root} holds other things and no ledger.",
                hint="Name a new or empty folder with --ledger, such as NAME.backstay.",
            )


def _is_whole(folder: Folder) -> None:
    """Data without a catalog would become a second, empty ledger over the first one's files."""
    empty = not folder.catalog.exists() or folder.catalog.stat().st_size == 0
    if empty and next(folder.data.rglob("*.parquet"), None) is not None:
        raise LedgerDamaged(
            f"The ledger {folder.root} has data files, but its catalog ({folder.catalog.name}) is missing or empty.",
            hint="Restore catalog.sqlite from a copy, or read the sources again into a new ledger with --ledger.",
        )


def migrate(connection: Connection, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Take the steps that are missing, each whole or not at all, and say the format in `format.json`."""
    number = format_number(connection)
    not_newer(connection.folder, number)
    for steps in _together(number, migrations):
        connection.patiently(_take(connection, steps))
    if connection.folder.stated_format() != len(migrations):
        try:
            connection.folder.state_format(len(migrations))
        except OSError as error:
            raise told(error, connection.folder.root) from error


Step = tuple[int, tuple[str, ...]]
"""A step's number and its statements."""


def _together(number: int, migrations: tuple[tuple[str, ...], ...]) -> Iterator[list[Step]]:
    """The steps after `number`, as many in one transaction as may be: a commit takes longer than what it commits.

    A table's settings can only be made once its making has been committed.
    """
    steps: list[Step] = []
    for step in enumerate(migrations[number:], number + 1):
        if steps and any("table_name =>" in statement for statement in step[1]):
            yield steps
            steps = []
        steps.append(step)
    if steps:
        yield steps


def _take(connection: Connection, steps: list[Step]) -> Callable[[], None]:
    def take() -> None:
        with connection.transaction() as cursor:
            for number, statements in steps:
                for statement in statements:
                    cursor.execute(statement)
                now = datetime.now(UTC).replace(tzinfo=None)
                cursor.execute("INSERT INTO ledger.format VALUES (?, ?, ?)", [number, __version__, now])

    return take


def format_number(connection: Connection) -> int:
    """The format of the tables; 0 where there are none yet."""
    import duckdb

    def ask() -> int:
        try:
            found = connection.cursor().execute("SELECT coalesce(max(number), 0) FROM ledger.format").fetchall()
        except duckdb.CatalogException as error:
            if _NO_TABLE in str(error):
                return 0
            raise
        return int(found[0][0])

    return connection.patiently(ask)


def not_newer(folder: Folder, number: int | None) -> None:
    """Raises LedgerNewer for a format that this Backstay does not know."""
    if number is not None and number > FORMAT:
        raise LedgerNewer(
            f"The ledger {folder.root} has format {number}; Backstay {__version__} knows formats up to {FORMAT}.",
            hint="Upgrade Backstay: pip install --upgrade backstay. Or name another ledger with --ledger.",
        )
