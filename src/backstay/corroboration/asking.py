"""Events asked of a ledger: those of a state, those that pass a filter, one by its id.

Only the claims on the pairs of states in question are looked at, so that a large ledger costs no more than what is
asked of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ..records import Channel, Claim, Effect, Event, EventType
from ..records.errors import NotInLedger
from .book import Book
from .credence.priors import Priors, kept_priors
from .occurrences.build import Group, claim_of
from .occurrences.told import Pair, pair_of

if TYPE_CHECKING:
    from ..ledger import ClaimRow, Ledger


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


@dataclass(frozen=True)
class Found:
    """Events with the claims that they were made of, by event id."""

    events: list[Event]
    groups: dict[str, Group] = field(default_factory=dict)

    def rows(self, event: str) -> dict[str, ClaimRow]:
        """The claims of an event by their ids, oldest first."""
        return {told.id: told.row for told in self.groups[event].told}


def find_events(ledger: Ledger, where: EventFilter = EventFilter(), *, priors: Priors | None = None) -> Found:
    """The events that pass a filter, latest told first. Without a state in it, all claims of the ledger are looked at.

    `priors` is what is known of sources beforehand: by default what is kept with the ledger.
    """
    from ..ledger import ClaimFilter

    rows = ledger.claims(ClaimFilter(state=where.a_state), reasons=False)
    return sift(_found(ledger, rows, priors), where)


def find_event(ledger: Ledger, id: str, *, priors: Priors | None = None) -> tuple[Event, Found]:
    """One event by its id, the beginning of it, or the id of a claim in it; with all events of its pair of states.

    Raises NotInLedger.
    """
    try:
        claim = ledger.claim(claim_of(id)).claim
    except NotInLedger as error:
        raise NotInLedger(
            f"The ledger has no event {id}, or more than one begins with it.",
            hint="`backstay events` lists what there is. An id may be shortened.",
        ) from error
    found = events_of_pair(ledger, pair_of(claim), priors=priors)
    return next(event for event in found.events if claim.id in found.rows(event.id)), found


def events_of_pair(ledger: Ledger, pair: Pair, *, priors: Priors | None = None) -> Found:
    """The events of one pair of states."""
    rows = [row for row in _rows_of_pair(ledger, pair) if pair_of(row.claim) == pair]
    return _found(ledger, rows, priors)


def sift(found: Found, where: EventFilter) -> Found:
    """The events that pass, latest told first."""
    passed = [event for event in found.events if _passes(event, found.groups[event.id], where)]
    passed.sort(key=lambda event: (event.last_told or date.min, event.id), reverse=True)
    return Found(passed, {event.id: found.groups[event.id] for event in passed})


def _found(ledger: Ledger, rows: Iterable[ClaimRow], priors: Priors | None) -> Found:
    book = Book(priors=kept_priors(ledger.path) if priors is None else priors).add(rows)
    return Found(book.events(), book.groups())


def _rows_of_pair(ledger: Ledger, pair: Pair) -> list[ClaimRow]:
    from ..ledger import ClaimFilter

    codes = [side for side in pair if len(side) == 3 and side.isupper()]
    if codes:
        return ledger.claims(ClaimFilter(state=codes[0], other=codes[-1]), reasons=False)
    if pair[1].startswith("report ") and not pair[0]:
        return ledger.claims(ClaimFilter(report=pair[1].removeprefix("report ")), reasons=False)
    return ledger.claims(ClaimFilter(party=max(pair, key=len)), reasons=False)


def _passes(event: Event, group: Group, where: EventFilter) -> bool:
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
        (where.state is None or any(where.state in _states(row.claim) for row in rows))
        and _any_has(rows, where.party, lambda row: _parties(row.claim))
        and _any_has(rows, where.source, lambda row: (row.outlet or "", *(s.name for s in row.claim.sources)))
        and all(_any_has(rows, word, lambda row: (row.claim.quote,)) for word in (where.text or "").split())
    )


def _any_has(rows: list[ClaimRow], part: str | None, names: Callable[[ClaimRow], Iterable[str]]) -> bool:
    if part is None:
        return True
    part = part.casefold()
    return any(part in name.casefold() for row in rows for name in names(row))


def _states(claim: Claim) -> set[str | None]:
    return {claim.backer, claim.client, *(p.party.state for p in (claim.actor, claim.recipient) if p)}


def _parties(claim: Claim) -> Iterable[str]:
    for participant in (claim.actor, claim.recipient):
        if participant:
            yield participant.mention.text
            yield participant.party.entity or ""
