"""What of an event counts for its credence: who tells it on whose word, who copies, who denies with what interest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ...records import Certainty, Claim, Event, Participant, Party, Source, SourceKind, Status
from ..occurrences.build import Group
from ..occurrences.tellings import order
from ..occurrences.told import Role, Told
from ..tellers import outlet_key, teller

Identify = Callable[[str, date | None], Party | None]
"""Who a name is on a day; None where that is not known."""

_TAKES_BACK = re.compile(
    r"\b(?:correction|corrected|retract\w*|was wrong|in error"
    r"|withdr[ae]w\w* (?:its|the|that|this) (?:report|story|article))\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\b(?:press (?:service|office|secretary)|spokes\w+|statement|ministry|embassy)\b", re.IGNORECASE)
_BESIDE = re.compile(r"\b(?:close to|person|people|source|sources|official|officials|familiar)\b", re.IGNORECASE)
_WORD = re.compile(r"\w{3,}")
_SURENESS = {each: place for place, each in enumerate(Certainty)}
_PLAIN = frozenset(
    """the and for state company corporation president minister ministry government group bank oil gas national defense
    defence foreign international press service office agency firm union party council fund""".split()
)
"""Words that many names share: one of them in common makes nobody a party."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling of an event: an origin, or origins of one teller.

    `outlet` and `speaker` are keys of sources ("outlet:reuters", "said:trump"), `name` is how the text calls who told
    it. `interest` is 1 where a party tells what does it credit, -1 where it tells what harms it, else 0. `relays` are
    the outlets that passed it on.
    """

    name: str
    outlet: str
    speaker: str | None
    kind: SourceKind
    certainty: Certainty
    ahead: bool
    interest: int
    day: date | None
    relays: frozenset[str]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """Somebody speaks against an event.

    `side` is the state (or "") of the party to the event that speaks, None for who is no party. `takes_back`: who told
    it says that it was wrong. A party that both says and denies a thing takes nothing back: it spoke twice by interest.
    """

    role: Role
    name: str
    source: str
    side: str | None
    takes_back: bool
    claim: str

    @property
    def party(self) -> bool:
        """Has who speaks an interest in it?"""
        return self.side is not None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that counts for one event. `tellings` are oldest first; `objections` hold one of each source, and one of
    each side that has an interest: who denies ten times has denied once.
    """

    event: str
    tellings: tuple[Telling, ...]
    objections: tuple[Objection, ...]

    @property
    def outlets(self) -> frozenset[str]:
        """Every outlet that tells it or passes it on."""
        return frozenset(t.outlet for t in self.tellings).union(*(t.relays for t in self.tellings))

    @property
    def sources(self) -> frozenset[str]:
        """Every source whose record counts here or is added to from here."""
        return self.outlets | {t.speaker for t in self.tellings if t.speaker}


def evidence(group: Group, identify: Identify) -> Evidence:
    """What counts for the event of a group."""
    parties = _parties(group.event, group.told)
    tellings = _tellings(group, parties, identify)
    tellers = {t.outlet for t in tellings} | {t.speaker for t in tellings}
    objections: dict[tuple[str, bool, bool], Objection] = {}
    for told in group.told:
        if told.role in (Role.DENIES, Role.DOUBTS, Role.COUNTERS):
            made = _objection(told, parties, tellers, identify)
            who = made.source if made.side is None else made.side
            objections.setdefault((who, made.party, made.takes_back), made)
    return Evidence(group.event.id, tuple(tellings), tuple(objections.values()))


def _tellings(group: Group, parties: _Parties, identify: Identify) -> list[Telling]:
    by_id = {told.id: told for told in group.told}
    by_teller: dict[str, list[Told]] = {}
    for origin in group.event.origins:
        members = sorted((by_id[claim] for claim in origin.claims), key=order)
        by_teller.setdefault(teller(members[0].row).key, []).extend(members)
    return [_telling(group.event, sorted(m, key=order), parties, identify) for m in by_teller.values()]


def _telling(event: Event, members: list[Told], parties: _Parties, identify: Identify) -> Telling:
    """Named after its earliest claim; the source that is said to know is the most telling of any member's.

    The outlet is the one that is named as having told it, or the first page's own.
    """
    first = members[0].row
    who = teller(first)
    deepest = max(members, key=lambda told: (len(told.row.claim.sources), -members.index(told))).row.claim
    source = deepest.innermost
    outlet = who.key if who.key.startswith("outlet:") else own_outlet(members[0])
    party = who.key.startswith("said:") and parties.side(source, first.published, identify) is not None
    return Telling(
        name=who.name,
        outlet=outlet,
        speaker=who.key if who.key.startswith("said:") else None,
        kind=_kind(source),
        certainty=min((m.row.claim.certainty for m in members), key=_SURENESS.__getitem__),
        ahead=all(m.row.claim.status in (Status.PLANNED, Status.CONDITIONAL) for m in members)
        and event.status in (Status.HAPPENED, Status.ONGOING),
        interest=0 if not party else 1 if members[0].direction >= 0 else -1,
        day=first.published,
        relays=frozenset(own_outlet(m) for m in members) - {outlet},
        claims=tuple(m.id for m in members),
    )


def own_outlet(told: Told) -> str:
    """The key of the outlet whose page this is; a page of no known outlet stands for itself."""
    row = told.row
    key = outlet_key(row.outlet) if row.outlet else ""
    return f"outlet:{key}" if key else f"page:{row.claim.report}"


def _kind(source: Source) -> SourceKind:
    """Readers take "the press service of X" for unnamed; it is an office that speaks."""
    unnamed = source.kind is SourceKind.ANONYMOUS
    if unnamed and _OFFICE.search(source.name) and not _BESIDE.search(source.name):
        return SourceKind.OFFICE
    return source.kind


def _objection(told: Told, parties: _Parties, tellers: set[str | None], identify: Identify) -> Objection:
    claim, own = told.row.claim, own_outlet(told)
    inner = claim.innermost
    speaks = bool(inner.name) and _kind(inner) is not SourceKind.ANONYMOUS and inner.kind is not SourceKind.OUTLET
    side = parties.side(inner, told.row.published, identify)
    if side is None and not inner.name and told.role is Role.DENIES and claim.actor:
        side = claim.actor.party.state or ""  # a bare "X denied that": its actor is who denies
    who = teller(told.row)
    takes_back = (side is None and who.key.startswith("said:") and who.key in tellers) or (
        own in tellers and _is_correction(claim)
    )
    return Objection(told.role, inner.name if speaks else who.name, who.key, side, takes_back, told.id)


def _is_correction(claim: Claim) -> bool:
    """The page's own voice says that it was wrong, or that it did not happen."""
    own_voice = len(claim.sources) <= 1
    return bool(_TAKES_BACK.search(claim.quote)) or (own_voice and claim.status is Status.DID_NOT_HAPPEN)


class _Parties:
    """The names and states of who an event is about."""

    def __init__(self, participants: Iterable[Participant | None], states: Iterable[str | None]) -> None:
        self.states = {state for state in states if state}
        self.words: dict[str, str] = {}
        for each in participants:
            if each is not None:
                for word in _words(each.party.entity or "") or _words(each.mention.text):
                    self.words.setdefault(word, each.party.state or "")

    def side(self, source: Source, day: date | None, identify: Identify) -> str | None:
        """The state (or "") of the party that a source is, or that it speaks for; None for who is no party."""
        if not source.name or source.kind is SourceKind.OUTLET or _kind(source) is SourceKind.ANONYMOUS:
            return None
        for word in sorted(_words(source.name)):
            if word in self.words:
                return self.words[word]
        party = identify(source.name, day)
        press = party is not None and "JRN" in party.sector[:1] and not _OFFICE.search(source.name)
        interested = party is not None and party.state in self.states and not press
        return party.state if party and interested else None


def _parties(event: Event, told: Iterable[Told]) -> _Parties:
    actor, recipient = event.actor, event.recipient
    states = [event.backer, event.client, *(p.party.state for p in (actor, recipient) if p)]
    named = [p for t in told for p in (t.row.claim.actor, t.row.claim.recipient) if p and p.party.entity and t.entities]
    return _Parties((actor, recipient, *named), states)


def _words(name: str) -> set[str]:
    return {word for word in _WORD.findall(name.casefold()) if word not in _PLAIN}


def known(name: str, day: date | None) -> Party | None:
    """Who the knowledge file says that a name is; offices change hands, so the year counts. Raises ModelMissing."""
    return _known(name, day and date(day.year, 7, 1))


@lru_cache(maxsize=16_384)
def _known(name: str, day: date | None) -> Party | None:
    from ...knowledge import Knowledge

    found = Knowledge.load().resolve(name, on=day)
    return found.party if found else None
