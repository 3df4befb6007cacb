"""What moved a tie: the tellings, events and facts behind its level, the weightiest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .measure.panel import OVERALL

if TYPE_CHECKING:
    import polars as pl

    from .book import Key, TieBook

SHOWN = 5
Moved = tuple[str, date, str, float, float]
"""Id, day, channel, push and weight of a signal."""


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
    found: dict[tuple[str, str], Mover] = {}
    for id_, day, channel, push, weight in book.weightiest.get(key[:2], ()):
        if len(found) == limit:
            break
        if key[2] in {OVERALL, channel} and (first or day) <= day <= min(last or day, book.panel.until):
            found.setdefault((id_, channel), Mover(id_, day, channel, push, weight, book.claims.get(id_, ())))
    return tuple(found.values())


def weightiest(signals: pl.DataFrame) -> dict[tuple[str, str], list[Moved]]:
    """Signals by backer and client, each as id, day, channel, push and weight: weight times push, then the latest."""
    import polars as pl

    ordered = signals.sort((pl.col("push") * pl.col("weight")).abs(), "day", "id", descending=[True, True, False])
    found: defaultdict[tuple[str, str], list[Moved]] = defaultdict(list)
    for backer, client, *moved in ordered.select("backer", "client", "id", "day", "channel", "push", "weight").rows():
        found[backer, client].append(tuple(moved))
    return dict(found)
