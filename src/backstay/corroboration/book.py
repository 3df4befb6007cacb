"""Events with their credence, kept up to date as reports come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..records import Event
from .credence.believe import believe
from .credence.evidence import Evidence, Identify, evidence, known
from .credence.model import SHIPPED, Weights
from .credence.priors import NONE, Priors
from .credence.record import Records
from .occurrences.build import Group
from .occurrences.group import events_of
from .occurrences.joining import segments
from .occurrences.told import Pair, Told, pair_of, told

if TYPE_CHECKING:
    from ..ledger import ClaimRow

_Run = tuple[int, ...]
"""What tells one run of claims in time from another: which objects it is made of."""


def events(rows: Iterable[ClaimRow], *, priors: Priors = NONE) -> list[Event]:
    """The events of these claims, each with its credence, whatever the order of the rows; oldest first.

    Give all claims on a pair of states at once: an event's id, claims and credence follow from them. What is told of
    one pair of states says nothing about another's events, so that more pairs at once change nothing.
    """
    return Book(priors=priors).add(rows).events()


@dataclass(slots=True)
class _Pages:
    """What is kept of one pair of states."""

    records: Records
    rows: dict[str, Told] = field(default_factory=dict)
    runs: dict[_Run, tuple[list[Told], list[Group]]] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)


class Book:
    """The events of all claims given so far. `add` works out anew only what new claims touch.

    That is: the runs in time of the pairs of states that they are about (what lies further off than an event can reach
    stays as it was), and the credence of those events that share a source with an event that changed. A book that was
    added to step by step is equal to one that was given everything at once.
    """

    def __init__(self, *, priors: Priors = NONE, weights: Weights = SHIPPED, identify: Identify = known) -> None:
        self._priors, self._weights, self._identify = priors, weights, identify
        self._pages: defaultdict[Pair, _Pages] = defaultdict(lambda: _Pages(Records(weights, priors)))
        self._pair_of: dict[str, Pair] = {}

    def add(self, rows: Iterable[ClaimRow]) -> Book:
        """Take in claims; one that is there already takes the place of the one before. Returns the book itself."""
        touched: set[Pair] = set()
        for row in rows:
            pair = pair_of(row.claim)
            earlier = self._pair_of.get(row.claim.id, pair)
            if earlier != pair:  # read anew, and now about others
                del self._pages[earlier].rows[row.claim.id]
                touched.add(earlier)
            self._pair_of[row.claim.id] = pair
            rows_of_pair = self._pages[pair].rows
            before = rows_of_pair.get(row.claim.id)
            if before is None or before.row != row:
                rows_of_pair[row.claim.id] = told(row)
                touched.add(pair)
        for pair in sorted(touched):
            self._renew(self._pages[pair])
        return self

    def events(self, pair: Pair | None = None) -> list[Event]:
        """All events, or those of one pair of states, oldest first; undated ones last."""
        pages = self._pages.values() if pair is None else [self._pages[pair]] if pair in self._pages else []
        return sorted((event for page in pages for event in page.events.values()), key=_age)

    def groups(self) -> dict[str, Group]:
        """By event id, the claims that each event was made of."""
        return {id_: group for pages in self._pages.values() for id_, group in pages.groups.items()}

    def evidence(self) -> dict[str, Evidence]:
        """By event id, what counts for each event's credence."""
        return {id_: each for pages in self._pages.values() for id_, each in pages.evidence.items()}

    def _renew(self, pages: _Pages) -> None:
        before = pages.runs
        runs = {tuple(map(id, run)): run for run in segments(list(pages.rows.values()))}
        pages.runs = {key: before[key] if key in before else (run, events_of(run)) for key, run in runs.items()}
        gone = {g.event.id for key, (_, groups) in before.items() if key not in runs for g in groups}
        fresh = [group for key, (_, groups) in pages.runs.items() if key not in before for group in groups]
        self._weigh_anew(pages, gone, fresh)

    def _weigh_anew(self, pages: _Pages, gone: set[str], fresh: Sequence[Group]) -> None:
        """Take events out and in, and believe anew whatever hangs on a source of one of them."""
        left = []
        for id_ in gone:
            left.append(pages.evidence.pop(id_))
            del pages.groups[id_], pages.events[id_]
        came = [evidence(group, self._identify) for group in fresh]
        pages.evidence |= {each.event: each for each in came}
        pages.groups |= {group.event.id: group for group in fresh}
        stale = pages.records.renew(left, came, pages.evidence)
        for id_ in stale | {group.event.id for group in fresh}:
            credence = believe(pages.evidence[id_], self._weights, self._priors, pages.records)
            pages.events[id_] = replace(pages.groups[id_].event, credence=credence)


def _age(event: Event) -> tuple[bool, object, str]:
    return event.first_told is None, event.first_told or 0, event.id
