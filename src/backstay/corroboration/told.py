"""Who told a claim, by its own chain of sources and by the relays that its report shows."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..records import Relay, RelayKind, Source, SourceKind
from .tellers import Teller, named_source, outlet_key, source_key, teller

if TYPE_CHECKING:
    from ..ledger import ClaimRow

LEAST_SURE = 0.4
"""Probability from which a relay that a sentence shows decides who told it."""
WHOLE = 0.8
"""The same for one that speaks for a whole report: a credit, a copy."""

_SENTENCE = frozenset({RelayKind.SAYS, RelayKind.ALIKE, RelayKind.LINK})


class Told:
    """The relays of some reports, ready to be asked for the teller of each of their claims."""

    def __init__(self, relays: Sequence[Relay]) -> None:
        by_sentence: dict[tuple[str, int], list[Relay]] = defaultdict(list)
        self._whole: dict[str, Relay] = {}
        for relay in relays:
            if relay.kind in _SENTENCE and relay.start is not None:
                by_sentence[relay.report, relay.start].append(relay)
            elif relay.probability >= WHOLE:
                best = self._whole.get(relay.report)
                if best is None or relay.probability > best.probability:
                    self._whole[relay.report] = relay
        self._sentences: dict[str, list[tuple[int, list[Relay]]]] = defaultdict(list)
        for (report, start), found in sorted(by_sentence.items(), key=lambda item: item[0]):
            self._sentences[report].append((start, found))

    def relays(self, row: ClaimRow) -> list[Relay]:
        """What shows who told this claim: the relays of its sentence, else the one that speaks for its report.

        Links that may be background stand in the way of neither.
        """
        sentences = self._sentences.get(row.claim.report, [])
        found: list[Relay] = []
        at = bisect_right(sentences, row.claim.start, key=lambda item: item[0]) - 1
        if at >= 0:
            found = [each for each in sentences[at][1] if each.end is not None and row.claim.start < each.end]
        whole = self._whole.get(row.claim.report)
        if whole is None or any(each.kind is not RelayKind.LINK or each.probability >= LEAST_SURE for each in found):
            return found
        return [*found, whole]

    def teller(self, row: ClaimRow) -> Teller:
        """As `tellers.teller`, with what the report's text shows beyond the claim's own chain."""
        relays = self.relays(row)
        own = teller(row)
        if not relays:
            return own
        relay = max(relays, key=lambda each: (each.kind is RelayKind.ALIKE, each.probability))
        named = named_source(row.claim)
        if relay.kind not in _SENTENCE:
            return own if named is not None else self._first(relay)
        if relay.probability < LEAST_SURE:
            return own
        if named is not None and _knows_more(named, relay):
            return own
        return _of_relay(relay) or own

    def rests_on_unnamed(self, row: ClaimRow) -> bool:
        """Does nobody know who told this: is the innermost source, as far as the text says, unnamed?"""
        relays = self.relays(row)
        kinds = {kind for relay in relays for kind in (relay.source_kind, relay.via_kind)}
        if SourceKind.ANONYMOUS in kinds:
            return True
        if kinds & {SourceKind.PERSON, SourceKind.OFFICE}:
            return False
        if row.claim.innermost.kind is SourceKind.ANONYMOUS:
            return True
        outlets = {outlet_key(relay.source) for relay in relays if relay.source_kind is SourceKind.OUTLET}
        return any(
            relay.via_kind is SourceKind.ANONYMOUS and outlet_key(relay.source) in outlets
            for _, found in self._sentences.get(row.claim.report, [])
            for relay in found
        )

    def _first(self, relay: Relay) -> Teller:
        """From copy to copied, to the first; a loop ends where it would begin again."""
        seen = {relay.report}
        while relay.to is not None and relay.to not in seen and relay.to in self._whole:
            seen.add(relay.to)
            relay = self._whole[relay.to]
        return Teller("outlet:" + outlet_key(relay.source), relay.source)


def _knows_more(named: Source, relay: Relay) -> bool:
    """Does the claim's own chain name a speaker where the relay of its sentence names only an outlet?"""
    if named.kind is SourceKind.OUTLET or relay.source_kind is not SourceKind.OUTLET:
        return False
    return _named_via(relay) is None and outlet_key(named.name) != outlet_key(relay.source)


def _named_via(relay: Relay) -> Source | None:
    if relay.via is None or relay.via_kind in (None, SourceKind.ANONYMOUS):
        return None
    return Source(relay.via, relay.via_kind or SourceKind.OFFICE)


def _of_relay(relay: Relay) -> Teller | None:
    """The innermost source with a name; an outlet for its unnamed ones; None where there is only an unnamed source."""
    inner = _named_via(relay)
    if inner is not None:
        return Teller(source_key(inner), inner.name)
    if relay.source_kind is SourceKind.ANONYMOUS:
        return None
    return Teller(source_key(Source(relay.source, relay.source_kind)), relay.source)
