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
    from .measure.breaks import Found

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

    from .book import TieBook
    from .gathered import Scope, panel_of, signals_of
    from .kept.measured import breaks_of, keeper
    from .measure.breaks import FALSE_ALARMS
    from .measure.periods import Period
    from .signals import empty

    clients = tuple(sorted({each.client for each in watched}))
    panel = panel_of(ledger, Scope(clients=clients))
    found: dict[int, list[Found]] = {}
    for client in clients:
        rows = np.flatnonzero((panel.ties["client"] == client).to_numpy())
        kept = keeper(ledger, Period.MONTH, client=client)
        own = breaks_of(panel.rows(rows), false_alarms or FALSE_ALARMS, kept) if len(rows) else {}
        found |= {int(rows[row]): each for row, each in own.items()}
    signals = pl.concat([empty(), *(signals_of(ledger, Scope(client)) for client in clients)])
    return TieBook(signals, panel, np.empty((0, 0, 5)), found)


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
