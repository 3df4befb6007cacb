"""What a user watches, and the alerts that breaks of these ties raise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..records import Break, Channel, content_id

if TYPE_CHECKING:
    from ..ledger import Ledger
    from .book import Key, TieBook

LOOK_BACK = timedelta(days=365)
"""How far back alerts are raised for what is watched from no day on: a year before the last day told of."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A government whose ties are watched: all, or those to one backer or in one channel; from a day on."""

    client: str
    backer: str | None = None
    channel: Channel | None = None
    since: date | None = None

    def covers(self, backer: str, client: str, channel: str) -> bool:
        """Does the tie belong to what is watched?"""
        return self.client == client and self.backer in {None, backer} and self.channel in {None, channel}

    def same_ties(self, other: Watched) -> bool:
        """Are the same ties watched, from whatever day on?"""
        return (self.client, self.backer, self.channel) == (other.client, other.backer, other.channel)


@dataclass(frozen=True, slots=True)
class Alert:
    """A break of a tie that is watched. `found` is the day on which it could first be told; `id` does not change when
    later signals make the break surer or narrower.
    """

    id: str
    broken: Break
    found: date


def alert(broken: Break, found: date) -> Alert:
    """The alert that a break raises."""
    parts = (broken.backer, broken.client, broken.channel, broken.effect, found)
    return Alert(content_id("a", *parts), broken, found)


def watched_book(ledger: Ledger, watched: Sequence[Watched], false_alarms: float | None = None) -> TieBook:
    """A book with the breaks of what is watched alone; volume and interest are those of the whole ledger.

    `false_alarms`: how many a year are put up with in a tie where nothing breaks. Raises UsageError where the ledger
    holds nothing that moves a tie.
    """
    import numpy as np
    import polars as pl

    from .book import TieBook, breaks_of
    from .gathered import Scope, gather, signals_of
    from .measure.breaks import FALSE_ALARMS
    from .measure.panel import OVERALL
    from .signals import empty

    whole = gather(ledger)
    ties = whole.panel.ties.select("backer", "client", "channel").rows()
    seen = [row for row, key in enumerate(ties) if key[2] != OVERALL and any(each.covers(*key) for each in watched)]
    found = whole.panel.rows(np.array(seen, np.int64))
    clients = sorted({each.client for each in watched})
    signals = pl.concat([empty(), *(signals_of(ledger, Scope(client), whole.told) for client in clients)])
    return TieBook(signals, found, np.empty((0, 0, 5)), breaks_of(found, false_alarms or FALSE_ALARMS))


def alerts(book: TieBook, watched: Sequence[Watched]) -> list[Alert]:
    """Alerts on what is watched, by the day on which they were found, then by tie."""
    keys = [key for key in book.rows if any(each.covers(*key) for each in watched)]
    found = [
        each
        for key in keys
        for each in _of_tie(book, key)
        if any(w.covers(*key) and each.found >= (w.since or book.panel.ends[-1] - LOOK_BACK) for w in watched)
    ]
    return sorted(
        found, key=lambda each: (each.found, each.broken.backer, each.broken.client, each.broken.channel, each.id)
    )


def _of_tie(book: TieBook, key: Key) -> Iterator[Alert]:
    from .measure.breaks import days_of
    from .moved import movers

    for found in book.breaks.get(book.rows[key], []):
        first, last, told = days_of(found, book.panel)
        evidence = tuple(mover.id for mover in movers(book, key, first=first, last=last))
        broken = Break(key[0], key[1], Channel(key[2]), first, last, found.effect, found.probability, evidence)
        yield alert(broken, told)
