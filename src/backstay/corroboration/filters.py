"""Which events are asked for, and whether one is among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..records import Channel, Effect, Event, EventType
from .kept.rows import parties_of, states_of
from .occurrences.build import Group

if TYPE_CHECKING:
    from ..ledger import ClaimRow


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events. Everything left out lets all through; what is given must hold together.

    `party`, `source` and `text` are words that one of the event's claims has: in its parties, its sources or outlet,
    its sentence. `since` and `until` bound the publication days of its claims: one of them lies within. `denied`: is
    anything said against it? `least` and `most` bound the credence.
    """

    state: str | None = None
    party: str | None = None
    channel: Channel | None = None
    event_type: EventType | None = None
    source: str | None = None
    backer: str | None = None
    client: str | None = None
    effect: Effect | None = None
    since: date | None = None
    until: date | None = None
    text: str | None = None
    denied: bool | None = None
    least: float | None = None
    most: float | None = None

    @property
    def a_state(self) -> str | None:
        """A state that every event must be about; None where any will do."""
        return self.client or self.backer or self.state


ANY = EventFilter()
"""Every event."""


def passes(event: Event, group: Group, where: EventFilter) -> bool:
    """Is it one of those?"""
    equal = (
        (where.channel, event.channel),
        (where.event_type, event.event_type),
        (where.backer, event.backer),
        (where.client, event.client),
        (where.effect, event.effect),
    )
    if any(wanted is not None and wanted != has for wanted, has in equal):
        return False
    if where.denied is not None and where.denied != bool(event.against):
        return False
    claims = [told.row for told in group.told]
    return _believed(event, where) and _told_between(claims, where) and _has_words(claims, where)


def _believed(event: Event, where: EventFilter) -> bool:
    probability = event.credence.probability if event.credence else 0.5
    return (where.least or 0.0) <= probability <= (1.0 if where.most is None else where.most)


def _told_between(rows: list[ClaimRow], where: EventFilter) -> bool:
    if where.since is None and where.until is None:
        return True
    since, until = where.since or date.min, where.until or date.max
    return any(row.published and since <= row.published <= until for row in rows)


def _has_words(rows: list[ClaimRow], where: EventFilter) -> bool:
    return (
        (where.state is None or any(where.state in states_of(row.claim) for row in rows))
        and _any_has(rows, where.party, lambda row: parties_of(row.claim))
        and _any_has(rows, where.source, lambda row: (row.outlet or "", *(s.name for s in row.claim.sources)))
        and all(_any_has(rows, word, lambda row: (row.claim.quote,)) for word in (where.text or "").split())
    )


def _any_has(rows: list[ClaimRow], part: str | None, names: Callable[[ClaimRow], Iterable[str]]) -> bool:
    if part is None:
        return True
    part = part.casefold()
    return any(part in name.casefold() for row in rows for name in names(row))
