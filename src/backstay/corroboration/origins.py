"""A first count of origins: which claims go back to the same telling, as far as their own words show.

Two claims are one telling when they say the same kind of thing (event type, tie or parties, channel, direction, stance,
and whether it happened, is to come or did not happen) about days that lie close together, and either

- the same source told them (`tellers.py`, `told.py`): the person, office or document that both quote, the outlet that
  one relays and the other is, the report that one copies, or
- their sentences are nearly the same words (Jaccard similarity of three-word shingles).

A denial differs in stance, so it never joins an assertion. What nobody can see: the same story in other words under
another name. Two outlets that may have spoken to the same unnamed person stay two, and say so of each other
(`unnamed.py`). Screens therefore say "counted so far".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from ..records import Effect, Origin, Participant, Relay, Status, content_id
from .tellers import Teller, short_forms
from .told import Told
from .unnamed import possibly_same

if TYPE_CHECKING:
    from ..ledger import ClaimRow

CLOSE_DAYS = 21
"""Days within which one source's words on one thing are one telling: a news story's usual life."""
SAME_WORDS = 0.7
"""Jaccard similarity from which two sentences are one text; copies with a changed name or number stay above it."""
MIN_WORDS = 8
"""Shorter sentences ("Russia sent aid") recur without anybody copying."""

_STAGE = {Status.HAPPENED: "real", Status.ONGOING: "real", Status.PLANNED: "ahead", Status.CONDITIONAL: "ahead"}

_DIRECTION = {Effect.BUILDS: "up", Effect.KEEPS: "up", Effect.CUTS: "down", Effect.ENDS: "down"}
"""A relay often says more than the telling it goes back to: "cut to a few dozen" becomes "exits"."""

Thing = tuple[object, ...]
Shingles = frozenset[tuple[str, str, str]]


def origins(rows: Sequence[ClaimRow], relays: Sequence[Relay] = ()) -> list[Origin]:
    """Every claim of `rows` in exactly one origin, whatever their order; oldest origins first, undated ones last.

    `relays` are those of their reports (`echoes.relate`): with them, a sentence that goes back to a source named before
    it, a copy and an agency's credit are seen for what they are. Origins that may rest on one unnamed person's words
    stay apart and name each other (`possibly_same`). The same claim given twice counts once. Takes about 30
    microseconds a claim.
    """
    return _origins(rows, Told(relays), _thing, _tie)


def origins_of_one(rows: Sequence[ClaimRow]) -> list[Origin]:
    """As `origins`, of claims that are known to be about one thing, however their readers coded them."""
    told = Told(())
    if len(rows) == 1:  # most events are told of once
        return [_origin([*rows], [told.teller(rows[0])], [0], told)]
    return _origins(rows, told, lambda _: (), lambda _: ())


def _origins(
    rows: Sequence[ClaimRow], told: Told, thing: Callable[[ClaimRow], Thing], tie: Callable[[ClaimRow], Thing]
) -> list[Origin]:
    by_id = {row.claim.id: row for row in rows}
    things: defaultdict[Thing, list[ClaimRow]] = defaultdict(list)
    for claim_id in sorted(by_id):
        row = by_id[claim_id]
        things[thing(row)].append(row)
    found = [origin for group in things.values() for origin in _group(group, told)]
    found.sort(key=lambda origin: (origin.first_told or date.max, origin.id))
    first = [by_id[origin.claims[0]] for origin in found]
    unnamed = [any(told.rests_on_unnamed(by_id[each]) for each in origin.claims) for origin in found]
    return possibly_same(found, [tie(row) for row in first], unnamed)


def _thing(row: ClaimRow) -> Thing:
    """What is told, apart from who tells it and when."""
    claim = row.claim
    stage = _STAGE.get(claim.status, "not")
    return (claim.event_type, claim.channel, stage, *_tie(row))


def _tie(row: ClaimRow) -> Thing:
    """The tie or the parties, which way it is said to move, and whether that is asserted or denied."""
    claim = row.claim
    tie = (
        (claim.backer, claim.client)
        if claim.backer and claim.client
        else ("", _who(claim.actor), _who(claim.recipient))
    )
    return tie, claim.effect and _DIRECTION[claim.effect], claim.innermost.stance


def _who(participant: Participant | None) -> str:
    if participant is None:
        return ""
    party = participant.party
    return party.state or party.entity_id or party.entity or participant.mention.text.casefold()


def _day(row: ClaimRow) -> date | None:
    """The day the claim is about where its text settles one within a year, else the day it was published."""
    when = row.claim.when
    if when and when.first and when.last and (when.last - when.first).days <= 366:
        return when.first + (when.last - when.first) / 2
    return row.published


def _group(rows: list[ClaimRow], told: Told) -> list[Origin]:
    tellers = [told.teller(row) for row in rows]
    if len(rows) == 1:
        return [_origin(rows, tellers, [0], told)]
    days = [_day(row) for row in rows]
    sets = _Sets(len(rows))
    _join_same_teller(tellers, days, sets)
    _join_same_words(rows, days, sets)
    return [_origin(rows, tellers, members, told) for members in sets.groups()]


def _join_same_teller(tellers: list[Teller], days: list[date | None], sets: _Sets) -> None:
    """Joins what one source said from the first such day on for `CLOSE_DAYS`; a later day starts a new telling."""
    same = short_forms(t.key for t in tellers)
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    for index, told in enumerate(tellers):
        by_key[same.get(told.key, told.key)].append(index)
    for indices in by_key.values():
        dated = sorted((day, index) for index in indices if (day := days[index]))
        window = timedelta(days=CLOSE_DAYS)
        first = dated[0] if dated else None
        for day, index in dated:
            if first is None or day - first[0] > window:
                first = (day, index)
            sets.join(first[1], index)
        for one, other in pairwise(index for index in indices if days[index] is None):
            sets.join(one, other)


def _join_same_words(rows: list[ClaimRow], days: list[date | None], sets: _Sets) -> None:
    texts = _ranked([_shingles(row.claim.quote) for row in rows])
    for index, candidates in _candidates(texts):
        for other in candidates:
            if sets.joined(index, other) or not _close(days[index], days[other]):
                continue
            if _jaccard(texts[index], texts[other]) >= SAME_WORDS:
                sets.join(index, other)


def _close(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs((one - other).days) <= CLOSE_DAYS


def _shingles(quote: str) -> Shingles:
    words = ["".join(filter(str.isalnum, word)) for word in quote.casefold().split()]
    words = [word for word in words if word]
    if len(words) < MIN_WORDS:
        return frozenset()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _ranked(texts: Sequence[Shingles]) -> list[frozenset[int]]:
    """Shingles as numbers, rarest first: quick to compare."""
    counts = Counter(shingle for each in texts for shingle in each)
    ordered = sorted(counts, key=lambda shingle: (counts[shingle], shingle))
    rank = {shingle: number for number, shingle in enumerate(ordered)}
    return [frozenset(rank[shingle] for shingle in each) for each in texts]


def _candidates(texts: Sequence[frozenset[int]]) -> Iterator[tuple[int, set[int]]]:
    """For each text the earlier ones that may be at or above `SAME_WORDS`, by prefix filtering.

    Two sets that similar share one of each other's rarest shingles, so only texts that do need comparing: exact, and
    near linear where texts differ (Chaudhuri, Ganti and Kaushik 2006, "A primitive operator for similarity joins").
    """
    seen_with: defaultdict[int, list[int]] = defaultdict(list)
    for index, each in enumerate(texts):
        if not each:
            continue
        prefix = sorted(each)[: len(each) - _least_overlap(len(each)) + 1]
        yield index, {other for shingle in prefix for other in seen_with[shingle]}
        for shingle in prefix:
            seen_with[shingle].append(index)


def _least_overlap(size: int) -> int:
    """Least number of shingles that a set at or above `SAME_WORDS` shares with one of `size`."""
    return max(1, ceil(SAME_WORDS * size - 1e-9))


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def _origin(rows: list[ClaimRow], tellers: list[Teller], members: list[int], told: Told) -> Origin:
    """Named after who told it first; within that day the claim with the longest chain, as a relay names its origin."""

    def earliest(index: int) -> tuple[date, int, str]:
        row = rows[index]
        return row.published or date.max, -len(row.claim.sources), row.claim.id

    first = min(members, key=earliest)
    claims = tuple(sorted(rows[index].claim.id for index in members))
    evidence = dict.fromkeys(relay for index in members for relay in told.relays(rows[index]))
    return Origin(
        content_id("o", *claims), claims, tellers[first].name, rows[first].published, evidence=tuple(evidence)
    )


class _Sets:
    """Disjoint sets over 0..size-1."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def join(self, one: int, other: int) -> None:
        one, other = self._root(one), self._root(other)
        if one != other:
            self._parent[max(one, other)] = min(one, other)

    def joined(self, one: int, other: int) -> bool:
        return self._root(one) == self._root(other)

    def groups(self) -> list[list[int]]:
        members: defaultdict[int, list[int]] = defaultdict(list)
        for index in range(len(self._parent)):
            members[self._root(index)].append(index)
        return list(members.values())

    def _root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index
