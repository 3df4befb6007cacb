"""The file that holds events as they were last joined: SQLite, in the ledger's folder. It can be deleted at any time.

`reports` says which reading of each report was looked at, `claims` to which pair of states and event each claim
belongs, `stale` which pairs are to be joined anew. A pair's events are replaced, and the pair taken off that list, in
one transaction: whoever is killed in between leaves the pair on the list.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

FOLDER = "events"
"""Its name in the ledger's folder."""
FILE = "events.sqlite"
FORM = 1
"""Form of the file. Another number makes all events be joined anew: change it with what joins or weighs them."""
_WAIT = 60.0
"""Seconds to wait for another who writes."""

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reports (report TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE claims (
    claim TEXT PRIMARY KEY, report TEXT NOT NULL, pair TEXT NOT NULL, day TEXT, event TEXT
) WITHOUT ROWID;
CREATE INDEX claims_of_pair ON claims (pair);
CREATE INDEX claims_of_report ON claims (report);
CREATE TABLE stale (pair TEXT PRIMARY KEY, since TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
    id TEXT PRIMARY KEY, pair TEXT NOT NULL, last TEXT NOT NULL, event_type TEXT NOT NULL, channel TEXT, backer TEXT,
    client TEXT, effect TEXT, denied INTEGER NOT NULL, probability REAL NOT NULL, days TEXT NOT NULL,
    parties TEXT NOT NULL, sources TEXT NOT NULL, quotes TEXT NOT NULL, quote TEXT NOT NULL, reports INTEGER NOT NULL,
    record BLOB NOT NULL
);
CREATE INDEX events_of_pair ON events (pair);
CREATE INDEX events_by_day ON events (last, id);
CREATE TABLE states (state TEXT, last TEXT, event TEXT, PRIMARY KEY (state, last, event)) WITHOUT ROWID;
CREATE INDEX states_of_event ON states (event);
"""
_NAMES = ("about", "reports", "claims", "stale", "events", "states")

PARTED = "\x1f"
"""Between the two sides of a pair."""


@contextlib.contextmanager
def opened(ledger: Path, made_by: str) -> Iterator[sqlite3.Connection | None]:
    """The file, emptied if something else made it. None where there can be none."""
    folder = ledger / FOLDER
    connection = _connect(folder, made_by)
    try:
        yield connection
    finally:
        if connection is not None:
            connection.close()


def _connect(folder: Path, made_by: str) -> sqlite3.Connection | None:
    for _ in range(2):
        try:
            folder.mkdir(exist_ok=True)
            return _ready(folder / FILE, made_by)
        except sqlite3.OperationalError:  # a folder that cannot be written, a disk that is full
            return None
        except sqlite3.DatabaseError:  # no SQLite, or a damaged one
            with contextlib.suppress(OSError):
                (folder / FILE).unlink()
        except OSError:
            return None
    return None


def _ready(path: Path, made_by: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if _maker(connection) != made_by:
            with writing(connection):
                if _maker(connection) != made_by:  # nobody else came first
                    _empty(connection, made_by)
    except BaseException:
        connection.close()
        raise
    return connection


def _maker(connection: sqlite3.Connection) -> str | None:
    made = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone()
    return note(connection, "made by") if made else None


def _empty(connection: sqlite3.Connection, made_by: str) -> None:
    for name in _NAMES:
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in filter(str.strip, _TABLES.split(";")):
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
