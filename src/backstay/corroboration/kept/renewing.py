"""Kept events brought up to the ledger's state: reports that were read anew are looked at, and the pairs of states that
their claims are about are joined again. Everything else stays as it is.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ..._version import __version__
from ..book import Book
from ..credence.priors import Priors
from ..occurrences.told import pair_of
from .files import chunks, note, put, writing
from .rows import INSERT, Row, event_row
from .store import FORM, PARTED

if TYPE_CHECKING:
    from ...ledger import ClaimRow, Ledger

STAMP = "ledger"
"""Under which the state of the ledger is noted that the list of reports is of."""
REPORTS = 400
"""Reports looked at in one transaction."""
CLAIMS = 20_000
"""Claims, about, that are joined in one go: what they take is held in memory."""

Progress = Callable[[int, int], None]
"""Told how many claims' events are joined, of how many."""


def maker(priors: Priors) -> str:
    """What events are made by: this version, what the user knows of sources, and the user's own parties."""
    from ...knowledge import own

    given = sorted((name, each.reliability, each.strength) for name, each in priors.by_name.items())
    return f"{__version__} {FORM} {given} {own.digest()}"


def renew(store: sqlite3.Connection, ledger: Ledger, priors: Priors, progress: Progress | None = None) -> None:
    """Bring what is kept up to the ledger's state.

    Can be stopped at any point, and goes on there. Takes about half a millisecond a claim on the pairs that changed.
    """
    if not current(store, ledger):
        _look(store, ledger)
        _join(store, ledger, priors, progress)


def current(store: sqlite3.Connection, ledger: Ledger) -> bool:
    """Are the kept events those of the ledger as it is?"""
    return note(store, STAMP) == ledger.stamp() and not store.execute("SELECT 1 FROM stale LIMIT 1").fetchone()


def complete(store: sqlite3.Connection) -> bool:
    """Are they those of the ledger as it was at some time?"""
    return note(store, STAMP) is not None and not store.execute("SELECT 1 FROM stale LIMIT 1").fetchone()


def changed(store: sqlite3.Connection, ledger: Ledger) -> dict[str, str | None]:
    """Reports that were read, read anew or given up since the kept events were joined, with what their reading gave."""
    now = ledger.readings()
    then = dict(store.execute("SELECT report, content FROM reports"))
    return {each: now.get(each) for each in sorted(now.keys() | then.keys()) if now.get(each) != then.get(each)}


def _look(store: sqlite3.Connection, ledger: Ledger) -> None:
    """Note which pairs of states are touched by what changed, and which claims are on them."""
    stamp = ledger.stamp()
    contents = changed(store, ledger)  # one that is read anew from here on differs from this at the next look
    for reports in chunks(contents, REPORTS):
        rows = ledger.claims_of(reports=reports)
        with writing(store):
            marks = ",".join("?" * len(reports))
            before = store.execute(f"SELECT DISTINCT pair FROM claims WHERE report IN ({marks})", reports)  # noqa: S608
            pairs = {pair for (pair,) in before} | {_name(row) for row in rows}
            store.execute(f"DELETE FROM claims WHERE report IN ({marks})", reports)  # noqa: S608
            store.execute(f"DELETE FROM reports WHERE report IN ({marks})", reports)  # noqa: S608
            store.executemany("INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?, NULL)", map(_claim, rows))
            known = [(each, contents[each]) for each in reports if contents[each] is not None]
            store.executemany("INSERT INTO reports VALUES (?, ?)", known)
            store.executemany("INSERT OR REPLACE INTO stale VALUES (?, ?)", [(pair, stamp) for pair in sorted(pairs)])
    put(store, STAMP, stamp)


def _claim(row: ClaimRow) -> tuple[str, str, str, str | None]:
    return row.claim.id, row.claim.report, _name(row), row.published.isoformat() if row.published else None


def _name(row: ClaimRow) -> str:
    return PARTED.join(pair_of(row.claim))


def _join(store: sqlite3.Connection, ledger: Ledger, priors: Priors, progress: Progress | None) -> None:
    """Join the claims of all pairs that are stale."""
    listed = store.execute(
        "SELECT s.pair, s.since, c.claim FROM stale s LEFT JOIN claims c ON c.pair = s.pair ORDER BY s.pair, c.claim"
    ).fetchall()
    total = sum(claim is not None for *_, claim in listed)
    done = 0
    for part in _parts(listed):
        claims = [claim for *_, claim in part if claim is not None]
        rows = ledger.claims_of(ids=claims) if claims else []
        _replace(store, sorted({(pair, since) for pair, since, _ in part}), rows, priors)
        done += len(claims)
        if progress is not None:
            progress(done, total)


_Listed = tuple[str, str, str | None]


def _parts(listed: Sequence[_Listed]) -> Iterator[list[_Listed]]:
    """Whole pairs, together as many claims as are joined in one go."""
    held: list[_Listed] = []
    for _, of_pair in groupby(listed, key=lambda row: row[0]):
        held += of_pair
        if len(held) >= CLAIMS:
            yield held
            held = []
    if held:
        yield held


def _replace(store: sqlite3.Connection, pairs: list[tuple[str, str]], rows: Iterable[ClaimRow], priors: Priors) -> None:
    """The events of these pairs in the place of those before. A pair that was touched meanwhile stays stale."""
    of_pair: defaultdict[str, list[ClaimRow]] = defaultdict(list)
    for row in rows:
        of_pair[_name(row)].append(row)
    made: list[Row] = []
    states: list[tuple[str, str, str]] = []
    events: list[tuple[str, str]] = []
    for pair, _ in pairs:
        book = Book(priors=priors).add(of_pair.pop(pair, []))
        groups = book.groups()
        for event in book.events():
            written, named = event_row(pair, event, groups[event.id])
            made.append(written)
            states += [(state, written[2], event.id) for state in named]
            events += [(event.id, told.id) for told in groups[event.id].told]
    with writing(store):
        for pair, since in pairs:
            store.execute("DELETE FROM states WHERE event IN (SELECT id FROM events WHERE pair = ?)", (pair,))
            store.execute("DELETE FROM events WHERE pair = ?", (pair,))
            store.execute("DELETE FROM stale WHERE pair = ? AND since = ?", (pair, since))
        store.executemany(INSERT, made)
        store.executemany("INSERT OR REPLACE INTO states VALUES (?, ?, ?)", states)
        store.executemany("UPDATE claims SET event = ? WHERE claim = ?", events)
