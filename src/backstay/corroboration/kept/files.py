"""SQLite files in the ledger's folder that hold what was worked out. Each can be deleted at any time.

A file notes what it was made by; one that is damaged, or made by something else, is emptied.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...records.errors import LedgerError


class NotKept(LedgerError):
    """What is kept beside a ledger cannot be read or written just now."""


_WAIT = 60.0
"""Seconds to wait for another who writes."""
_ABOUT = "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
_MADE = re.compile(r"CREATE TABLE (\w+)")


@contextlib.contextmanager
def opened(file: Path, made_by: str, tables: str) -> Iterator[sqlite3.Connection | None]:
    """The file with these tables, given as SQL. None where there can be none.

    Raises NotKept for what goes wrong with it in the block: a disk that is full, a damaged page.
    """
    connection = _connect(file, made_by, tables)
    try:
        yield connection
    except sqlite3.Error as error:
        hint = f"Delete the folder {file.parent}: it is made anew."
        raise NotKept(f"{file} cannot be used: {error}", hint=hint) from error
    finally:
        if connection is not None:
            connection.close()


def _connect(file: Path, made_by: str, tables: str) -> sqlite3.Connection | None:
    for _ in range(2):
        try:
            file.parent.mkdir(exist_ok=True)
            return _ready(file, made_by, tables)
        except sqlite3.OperationalError:  # a folder that cannot be written, a disk that is full
            return None
        except sqlite3.DatabaseError:  # no SQLite, or a damaged one
            with contextlib.suppress(OSError):
                file.unlink()
        except OSError:
            return None
    return None


def _ready(file: Path, made_by: str, tables: str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_WAIT, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if _maker(connection) != made_by:
            with writing(connection):
                if _maker(connection) != made_by:  # nobody else came first
                    _empty(connection, made_by, tables)
    except BaseException:
        connection.close()
        raise
    return connection


def _maker(connection: sqlite3.Connection) -> str | None:
    made = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone()
    return note(connection, "made by") if made else None


def _empty(connection: sqlite3.Connection, made_by: str, tables: str) -> None:
    for name in ("about", *_MADE.findall(tables)):
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in (_ABOUT, *filter(str.strip, tables.split(";"))):
        connection.execute(statement)
    put(connection, "made by", made_by)


@contextlib.contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing of what is done in the block."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def note(connection: sqlite3.Connection, name: str) -> str | None:
    """What was noted under a name."""
    found = connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return found[0] if found else None


def put(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Note a value under a name."""
    connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))


def chunks(values: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    """Values in lists of `size`: SQLite takes only so many parameters at once."""
    held: list[str] = []
    for value in values:
        held.append(value)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held
