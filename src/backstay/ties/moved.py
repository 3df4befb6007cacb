"""What moved a tie: the tellings, events and facts behind its level, the weightiest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .measure.panel import OVERALL

if TYPE_CHECKING:
    from .book import Key, TieBook

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Mover:
    """One signal. `id` opens it: an origin, whose `claims` are named, or an event or fact of a table that was imported.
    `push` is -1..1, `weight` 0..1: see `signals.SIGNALS`.
    """

    id: str
    day: date
    channel: str
    push: float
    weight: float
    claims: tuple[str, ...]


def movers(
    book: TieBook, key: Key, *, first: date | None = None, last: date | None = None, limit: int = SHOWN
) -> tuple[Mover, ...]:
    """What moved a tie most, within days where they are given: weight times push, then the latest."""
    import polars as pl

    column = pl.col
    own = (column("backer") == key[0]) & (column("client") == key[1])
    if key[2] != OVERALL:
        own &= column("channel") == key[2]
    if first:
        own &= column("day") >= first
    if last:
        own &= column("day") <= last
    found = book.signals.filter(own & (column("day") <= book.panel.until)).unique(
        ["id", "channel"], maintain_order=True
    )
    found = found.sort((column("push") * column("weight")).abs(), "day", "id", descending=[True, True, False])
    return tuple(
        Mover(row["id"], row["day"], row["channel"], row["push"], row["weight"], book.claims.get(row["id"], ()))
        for row in found.head(limit).iter_rows(named=True)
    )
