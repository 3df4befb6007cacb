"""What came of what a source told before: how often others bore it out, and how often it only passes on.

A record is drawn up from the other events of the same book. For each event that a source tells itself, what the
*others* say of it is weighed (with what kinds of sources are worth, not with records, so that nothing goes in circles):
as far as that settles the event, the source is given a good or a bad mark, up to one of either. A source that is alone
with what it tells gets hardly any. This is one step of truth discovery (Yin, Han and Yu 2008); copies never count.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum, tanh

from .evidence import Evidence
from .model import Weights
from .priors import Priors
from .weigh import NO_RECORD, Record, log_odds_without


@dataclass(frozen=True, slots=True)
class Mark:
    """What one event adds to a source's record."""

    good: float
    bad: float
    own: int
    relays: int


def marks(evidence: Evidence, weights: Weights, priors: Priors) -> dict[str, Mark]:
    """What an event adds to the record of each of its sources."""
    found: dict[str, Mark] = {}
    for place, telling in enumerate(evidence.tellings):
        settled = tanh(log_odds_without(evidence, place, weights, priors) / 2)
        mark = Mark(max(settled, 0.0), max(-settled, 0.0), 1, 0)
        for source in filter(None, (telling.outlet, telling.speaker)):
            found.setdefault(source, mark)
    for telling in evidence.tellings:
        for outlet in telling.relays:
            found.setdefault(outlet, Mark(0.0, 0.0, 0, 1))
    return found


class Records:
    """The records of all sources of a book. Sums are exactly rounded: the order in which events come is nothing."""

    def __init__(self) -> None:
        self._marks: defaultdict[str, dict[str, Mark]] = defaultdict(dict)
        self._sums: dict[str, Record] = {}

    def put(self, event: str, marks: dict[str, Mark]) -> None:
        """An event's marks, new or in place of those before."""
        for source, mark in marks.items():
            self._marks[source][event] = mark
            self._sums.pop(source, None)

    def drop(self, event: str, sources: frozenset[str]) -> None:
        """Forget what an event added to the records of these sources."""
        for source in sources:
            self._marks[source].pop(event, None)
            self._sums.pop(source, None)

    def events(self, source: str) -> frozenset[str]:
        """The events that a source tells or passes on."""
        return frozenset(self._marks.get(source, ()))

    def of(self, source: str, *, without: str) -> Record:
        """A source's record from all events but one."""
        own = self._marks.get(source)
        if not own:
            return NO_RECORD
        whole = self._sum(source)
        mark = own.get(without)
        if mark is None:
            return whole
        return Record(
            max(0.0, whole.good - mark.good),
            max(0.0, whole.bad - mark.bad),
            whole.own - mark.own,
            whole.relays - mark.relays,
        )

    def _sum(self, source: str) -> Record:
        found = self._sums.get(source)
        if found is None:
            all_ = self._marks[source].values()
            found = self._sums[source] = Record(
                fsum(mark.good for mark in all_),
                fsum(mark.bad for mark in all_),
                sum(mark.own for mark in all_),
                sum(mark.relays for mark in all_),
            )
        return found
