"""Events asked of a ledger: those that pass a filter, one by its id.

What is kept beside the ledger (`kept`) answers where it is of the ledger as it is, or soon can be. Else the claims on
the pairs of states in question are joined for the answer: a large ledger costs no more than what is asked of it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ..records import Event
from ..records.errors import NotInLedger
from .book import Book
from .credence.priors import Priors, kept_priors
from .filters import ANY, EventFilter, passes
from .kept.files import NotKept
from .kept.finding import InShort, Kept, keeping
from .kept.rows import lead
from .occurrences.build import Group, claim_of
from .occurrences.tellings import order
from .occurrences.told import Pair, pair_of, told

if TYPE_CHECKING:
    from ..ledger import ClaimRow, Ledger

SOON = 40
"""Reports that came since events were last joined, up to which whoever asks waits until they are looked at."""
SMALL = 20_000
"""Claims of a ledger up to which whoever asks waits until all its events are joined."""


@dataclass(frozen=True)
class Found:
    """Events, and what they were made of.

    `total` counts all that pass, also those beyond what was asked for. `in_short` and `groups` are by event id;
    `reports`, where one event was asked for, are those on its pair of states with the days on which they came out.
    """

    events: list[Event]
    total: int
    in_short: Mapping[str, InShort]
    groups: Mapping[str, Group]
    reports: Mapping[str, date | None] = field(default_factory=dict)

    def rows(self, event: str) -> dict[str, ClaimRow]:
        """The claims of an event by their ids, oldest first."""
        return {each.id: each.row for each in self.groups[event].told}


def find_events(
    ledger: Ledger,
    where: EventFilter = ANY,
    *,
    priors: Priors | None = None,
    limit: int | None = None,
    offset: int = 0,
    wait: bool = True,
) -> Found:
    """Events that pass a filter, latest told first: `limit` of them (None: all) after the first `offset`.

    `priors` is what is known of sources beforehand: by default what is kept with the ledger. Who will not `wait` gets
    events as they were last joined, where they ever were.
    """
    given = kept_priors(ledger.path) if priors is None else priors
    with contextlib.suppress(NotKept), keeping(ledger, given) as kept:
        if kept is not None and ((kept.complete and not wait) or _ready(kept, ledger, where)):
            events, in_short, total = kept.page(where, limit, offset)
            return Found(events, total, in_short, _Groups(ledger, events, in_short))
    return _joined(ledger, where, given, limit, offset)


def find_event(ledger: Ledger, id: str, *, priors: Priors | None = None) -> tuple[Event, Found]:
    """One event by its id, the beginning of it, or the id of a claim in it. Raises NotInLedger."""
    try:
        claim = ledger.claim(claim_of(id)).claim
    except NotInLedger as error:
        raise NotInLedger(
            f"The ledger has no event {id}, or more than one begins with it.",
            hint="`backstay events` lists what there is. An id may be shortened.",
        ) from error
    given = kept_priors(ledger.path) if priors is None else priors
    with contextlib.suppress(NotKept), keeping(ledger, given) as kept:
        if kept is not None and kept.current:
            event, in_short, reports = kept.event_with(claim.id)
            short = {event.id: in_short}
            return event, Found([event], 1, short, _Groups(ledger, [event], short), reports)
    rows = [row for row in _rows_of_pair(ledger, pair_of(claim)) if pair_of(row.claim) == pair_of(claim)]
    book = Book(priors=given).add(rows)
    groups = book.groups()
    event = next(each for each in book.events() if any(one.id == claim.id for one in groups[each.id].told))
    reports = {row.claim.report: row.published for row in rows}
    return event, Found([event], 1, {event.id: _in_short(event, groups[event.id])}, groups, reports)


def _ready(kept: Kept, ledger: Ledger, where: EventFilter) -> bool:
    """Can what is kept answer? Where it soon can, it is brought up to the ledger's state first."""
    if kept.current:
        return True
    small = where.a_state is None or ledger.count() <= SMALL or kept.behind() <= SOON
    if small:
        kept.renew()
    return small


def _joined(ledger: Ledger, where: EventFilter, priors: Priors, limit: int | None, offset: int) -> Found:
    """The answer, from the claims themselves."""
    from ..ledger import ClaimFilter

    book = Book(priors=priors).add(ledger.claims(ClaimFilter(state=where.a_state), reasons=False))
    groups = book.groups()
    passed = [event for event in book.events() if passes(event, groups[event.id], where)]
    passed.sort(key=lambda event: (event.last_told or date.min, event.id), reverse=True)
    events = passed[offset:][:limit]
    return Found(events, len(passed), {each.id: _in_short(each, groups[each.id]) for each in events}, groups)


def _in_short(event: Event, group: Group) -> InShort:
    return InShort(lead(event, group), len({each.row.claim.report for each in group.told}))


class _Groups(Mapping[str, Group]):
    """The claims of events that are kept, looked up when they are asked for: the ledger must still be open then."""

    def __init__(self, ledger: Ledger, events: Iterable[Event], in_short: Mapping[str, InShort]) -> None:
        self._ledger, self._events = ledger, {event.id: event for event in events}
        self._in_short = in_short
        self._found: dict[str, Group] = {}

    def __getitem__(self, event: str) -> Group:
        if event not in self._found:
            self._found[event] = self._look_up(self._events[event])
        return self._found[event]

    def _look_up(self, found: Event) -> Group:
        claims = [*found.claims, *found.against, *found.declines]
        rows = self._ledger.claims_of(ids=sorted(set(claims)), days=self._in_short[found.id].days)
        return Group(found, tuple(sorted(map(told, rows), key=order)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._events)

    def __len__(self) -> int:
        return len(self._events)


def _rows_of_pair(ledger: Ledger, pair: Pair) -> list[ClaimRow]:
    from ..ledger import ClaimFilter

    codes = [side for side in pair if len(side) == 3 and side.isupper()]
    if codes:
        return ledger.claims(ClaimFilter(state=codes[0], other=codes[-1]), reasons=False)
    if pair[1].startswith("report ") and not pair[0]:
        return ledger.claims(ClaimFilter(report=pair[1].removeprefix("report ")), reasons=False)
    return ledger.claims(ClaimFilter(party=max(pair, key=len)), reasons=False)
