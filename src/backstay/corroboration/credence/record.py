"""What came of what a source told before: how often others bore it out, and how often it only passes on.

A record is drawn up from the other events of the same book. For each event that a source tells itself, what the
*others* say of it is weighed (with what kinds of sources are worth, not with records, so that nothing goes in circles):
as far as that settles the event, the source is given a good or a bad mark, up to one of either. A source that is alone
with what it tells gets hardly any. This is one step of truth discovery (Yin, Han and Yu 2008); copies never count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
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


class Records:
    """The records of all sources of a book. Sums are exactly rounded: the order in which events come is nothing."""

    def __init__(self, weights: Weights, priors: Priors) -> None:
        self._weights, self._priors = weights, priors
        self._marks: defaultdict[str, dict[str, Mark]] = defaultdict(dict)
        self._counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        """By source, how many events it told itself and how many it only passed on."""
        self._sums: dict[str, tuple[float, float]] = {}

    def renew(
        self, gone: Iterable[Evidence], fresh: Iterable[Evidence], evidence: Mapping[str, Evidence]
    ) -> frozenset[str]:
        """Take events out and in. `evidence` holds all that are in afterwards, by id.

        Returns the events whose sources' records are other than before: how often an outlet is seen to copy counts in
        what its tellings say of others, and that in the records of the others.
        """
        touched: set[str] = set()
        for each in gone:
            touched |= each.sources
            for source in each.sources:
                self._put(source, each.event, None)
        for each in fresh:
            touched |= each.sources
            for source, mark in _counts(each).items():
                self._put(source, each.event, mark)
        marked = self._events(touched)
        for event in marked:
            for source, mark in self._draw_up(evidence[event]).items():
                self._put(source, event, mark)
        return self._events({source for event in marked for source in evidence[event].sources})

    def _events(self, sources: Iterable[str]) -> frozenset[str]:
        return frozenset(event for source in sources for event in self._marks[source])

    def _put(self, source: str, event: str, mark: Mark | None) -> None:
        marks, counts = self._marks[source], self._counts[source]
        before = marks.pop(event, None)
        if before is not None:
            counts[0] -= before.own
            counts[1] -= before.relays
        if mark is not None:
            marks[event] = mark
            counts[0] += mark.own
            counts[1] += mark.relays
        self._sums.pop(source, None)

    def _draw_up(self, evidence: Evidence) -> dict[str, Mark]:
        """The marks of an event's sources, from what the others say of it."""
        marks = _counts(evidence)

        def copying(source: str) -> Record:
            return Record(0.0, 0.0, *self._counted(source, evidence.event))

        for place, telling in enumerate(evidence.tellings):
            settled = tanh(log_odds_without(evidence, place, self._weights, self._priors, copying) / 2)
            for source in filter(None, (telling.outlet, telling.speaker)):
                if marks[source].own:
                    marks[source] = Mark(max(settled, 0.0), max(-settled, 0.0), 1, 0)
        return marks

    def of(self, source: str, *, without: str) -> Record:
        """A source's record from all events but one."""
        own = self._marks.get(source)
        if not own:
            return NO_RECORD
        good, bad = self._sum(source)
        mark = own.get(without)
        if mark is not None:
            good, bad = max(0.0, good - mark.good), max(0.0, bad - mark.bad)
        return Record(good, bad, *self._counted(source, without))

    def _counted(self, source: str, without: str) -> tuple[int, int]:
        """Events that a source told itself, and that it only passed on, one left out."""
        marks = self._marks.get(source)
        if not marks:
            return 0, 0
        own, relays = self._counts[source]
        mark = marks.get(without)
        return (own, relays) if mark is None else (own - mark.own, relays - mark.relays)

    def _sum(self, source: str) -> tuple[float, float]:
        found = self._sums.get(source)
        if found is None:
            all_ = self._marks[source].values()
            found = self._sums[source] = fsum([mark.good for mark in all_]), fsum([mark.bad for mark in all_])
        return found


def _counts(evidence: Evidence) -> dict[str, Mark]:
    """Who tells an event itself and who only passes it on."""
    found: dict[str, Mark] = {}
    for telling in evidence.tellings:
        for source in filter(None, (telling.outlet, telling.speaker)):
            found[source] = Mark(0.0, 0.0, 1, 0)
    for telling in evidence.tellings:
        for outlet in telling.relays:
            found.setdefault(outlet, Mark(0.0, 0.0, 0, 1))
    return found
