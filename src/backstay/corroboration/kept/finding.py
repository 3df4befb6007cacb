"""Kept events looked up: a page of those that pass a filter, the one that a claim belongs to."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ...records import Event
from . import renewing
from .files import opened
from .rows import event_of, folded
from .store import FILE, FOLDER, TABLES

if TYPE_CHECKING:
    from ...ledger import Ledger
    from ..credence.priors import Priors
    from ..filters import EventFilter


@dataclass(frozen=True, slots=True)
class InShort:
    """The words in which an event was told first, how many reports are about it, and the first and last day on which
    one came out (none where a report's day is not known).
    """

    quote: str
    reports: int
    days: tuple[date, ...] = ()


@contextlib.contextmanager
def keeping(ledger: Ledger, priors: Priors) -> Iterator[Kept | None]:
    """What is kept of a ledger's events; None where nothing can be, and of a ledger as of a day."""
    if ledger.as_of is not None:
        yield None
        return
    with opened(ledger.path / FOLDER / FILE, renewing.maker(priors), TABLES) as store:
        yield Kept(store, ledger, priors) if store is not None else None


@dataclass(frozen=True, slots=True)
class Kept:
    """The kept events of an open ledger, by these priors."""

    store: sqlite3.Connection
    ledger: Ledger
    priors: Priors

    @property
    def current(self) -> bool:
        """Are they those of the ledger as it is?"""
        return renewing.current(self.store, self.ledger)

    @property
    def complete(self) -> bool:
        """Are they those of the ledger as it was at some time?"""
        return renewing.complete(self.store)

    def behind(self) -> int:
        """How many reports were read, read anew or given up since."""
        return len(renewing.changed(self.store, self.ledger))

    def renew(self, progress: renewing.Progress | None = None) -> None:
        """Bring them up to the ledger's state."""
        renewing.renew(self.store, self.ledger, self.priors, progress)

    def page(self, where: EventFilter, limit: int | None, offset: int) -> tuple[list[Event], dict[str, InShort], int]:
        """Events that pass, latest told first, each in short, and how many pass in all."""
        source, condition, parameters = _conditions(where)
        total: int = self.store.execute(f"SELECT count(*) FROM {source}{condition}", parameters).fetchone()[0]  # noqa: S608
        order = "s.last DESC, s.event DESC" if where.a_state else "e.last DESC, e.id DESC"
        found = self.store.execute(
            f"SELECT e.record, e.quote, e.reports, e.days FROM {source}{condition} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
            [*parameters, -1 if limit is None else limit, offset],
        )
        events, in_short = [], {}
        for record, quote, reports, days in found:
            events.append(event_of(record))
            in_short[events[-1].id] = InShort(quote, reports, _ends(days))
        return events, in_short, total

    def event_with(self, claim: str) -> tuple[Event, InShort, dict[str, date | None]]:
        """The event that a claim belongs to, in short, and the days of the reports on its pair of states."""
        pair, record, quote, reports, told = self.store.execute(
            "SELECT c.pair, e.record, e.quote, e.reports, e.days FROM claims c JOIN events e ON e.id = c.event "
            "WHERE c.claim = ?",
            (claim,),
        ).fetchone()
        days = self.store.execute("SELECT report, min(day) FROM claims WHERE pair = ? GROUP BY report", (pair,))
        of_pair = {report: date.fromisoformat(day) if day else None for report, day in days}
        return event_of(record), InShort(quote, reports, _ends(told)), of_pair


def _ends(days: str) -> tuple[date, ...]:
    found = [date.fromisoformat(day) for day in json.loads(days) if day]
    return (min(found), max(found)) if found and all(json.loads(days)) else ()


def _conditions(where: EventFilter) -> tuple[str, str, list[Any]]:
    """Where to look, the condition, and its parameters in order."""
    source = "states s JOIN events e ON e.id = s.event" if where.a_state else "events e"
    parts = [*_of_states(where), *_of_fields(where), *_of_words(where)]
    condition = f" WHERE {' AND '.join(part for part, *_ in parts)}" if parts else ""
    return source, condition, [value for _, *values in parts for value in values]


_Part = tuple[Any, ...]
"""A condition, and its parameters."""


def _of_states(where: EventFilter) -> Iterator[_Part]:
    if where.a_state:
        yield "s.state = ?", where.a_state
    if where.state and where.state != where.a_state:
        yield "EXISTS (SELECT 1 FROM states o WHERE o.event = e.id AND o.state = ?)", where.state


def _of_fields(where: EventFilter) -> Iterator[_Part]:
    for column in ("channel", "event_type", "backer", "client", "effect"):
        value = getattr(where, column)
        if value is not None:
            yield f"e.{column} = ?", str(value)
    if where.denied is not None:
        yield "e.denied = ?", where.denied
    if where.least is not None:
        yield "e.probability >= ?", where.least
    if where.most is not None:
        yield "e.probability <= ?", where.most
    if where.since or where.until:
        since, until = where.since or date.min, where.until or date.max
        told = "EXISTS (SELECT 1 FROM json_each(e.days) WHERE value BETWEEN ? AND ?)"
        yield told, since.isoformat(), until.isoformat()


def _of_words(where: EventFilter) -> Iterator[_Part]:
    looked_for: dict[str, Sequence[str | None]] = {
        "parties": [where.party],
        "sources": [where.source],
        "quotes": (where.text or "").split(),
    }
    for column, words in looked_for.items():
        for word in filter(None, words):
            yield f"instr(e.{column}, ?) > 0", folded([word])
