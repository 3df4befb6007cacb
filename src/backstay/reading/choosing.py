"""Whom a pointer means: the chances of all the mentions of one party are added up.

"He", "the oil-rich country" and "Caracas" may be one party. The model was taught that any name of the right party is a
right answer, so what it says of a party is the sum over its mentions, and that also tells who a "he" is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backstay.records import IGO_CODES, Participant

from .decode import Look
from .parties import Cast, Known

FLOATING_SHARE = 0.15
"""A pronoun is the likeliest party by name, if that has at least this share of what the pronoun itself has."""
_CODE_OF = {name: code for code, name in IGO_CODES.items()}
_BODIES = (
    ("EUR", re.compile(r"\bEurop(?:e|eans?)\b(?! (?:Court of Human|Space))|\b[Ee]urozone\b|\bEU\b|\bEuropean Union\b")),
    ("UNO", re.compile(r"\bUnited Nations\b|\bU\.?N\.?\b")),
    ("NAT", re.compile(r"\bNATO\b")),
)
"""Words by which a body or a group without a state belongs to one of the organisations of `IGO_CODES`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party with the chance that a pointer means it."""

    key: str
    known: Known
    chance: float
    own: float
    """The chance of its likeliest mention."""


def code_of(participant: Participant | None) -> str | None:
    """The code of a participant's state, or of the organisation that it is."""
    if participant is None:
        return None
    party = participant.party
    if party.state:
        return party.state
    name = party.entity or participant.mention.text
    return _CODE_OF.get(name) or next((code for code, body in _BODIES if body.search(name)), None)


class Looked:
    """The mentions that a pointer looks at, and who they are."""

    def __init__(self, cast: Cast, look: Look, speaker: Participant | None = None) -> None:
        self._cast = cast
        self._mentions = [(span, cast.who(span, speaker=speaker), chance) for span, chance in look.mentions]
        self._speaker = speaker
        self._moves = any(known.guessed for _, known, _ in self._mentions)
        self.candidates = _grouped([(known, chance) for _, known, chance in self._mentions])
        """The parties that the pointer may mean, the likeliest first."""

    def apart_from(self, other: Participant) -> list[Candidate]:
        """The same where one party is not meant: its mentions fall out, and a pronoun is somebody else."""
        if not self._moves and not any(_same(known.participant, other) for _, known, _ in self._mentions):
            return self.candidates
        found = [
            (self._cast.who(span, speaker=self._speaker, apart=other) if known.guessed else known, chance)
            for span, known, chance in self._mentions
        ]
        return _grouped([(known, chance) for known, chance in found if not _same(known.participant, other)])


def candidates(cast: Cast, look: Look, *, speaker: Participant | None = None) -> list[Candidate]:
    """The parties that a pointer may mean, the likeliest first."""
    return Looked(cast, look, speaker).candidates


def _grouped(mentions: Sequence[tuple[Known, float]]) -> list[Candidate]:
    named: dict[str, Candidate] = {}
    floating: list[tuple[Known, float]] = []
    for known, chance in mentions:
        key = _key(known)
        if key is None or known.guessed:
            floating.append((known, chance))
            continue
        before = named.get(key)
        if before is None:
            named[key] = Candidate(key, known, chance, chance)
        else:
            named[key] = Candidate(key, before.known, before.chance + chance, before.own)
    return _with_floating(sorted(named.values(), key=_rank), floating)


def _rank(candidate: Candidate) -> tuple[float, str]:
    return -candidate.chance, candidate.key


def _key(known: Known) -> str | None:
    party = known.participant.party
    return party.state or party.entity_id or party.entity


def _with_floating(named: list[Candidate], floating: Sequence[tuple[Known, float]]) -> list[Candidate]:
    """Pronouns and the like go to the likeliest named party if it is likely enough; else they stand for themselves."""
    alone: list[Candidate] = []
    for known, chance in floating:
        top = named[0] if named else None
        joins = top is not None and top.chance >= FLOATING_SHARE * chance
        if top is not None and joins:
            chosen = known if chance > top.own else top.known
            own = max(top.own, chance)
            named[0] = Candidate(top.key, _as(chosen, top.known), top.chance + chance, own)
        if not joins or _described(known):
            words = known.participant.mention.text
            alone.append(Candidate(_key(known) or f"'{words}'", known, chance, chance))
    return sorted([*named, *alone], key=_rank)


def _described(known: Known) -> bool:
    """Is this somebody in words of a sector ("the creditors"), who may also be nobody of any state?"""
    return bool(known.participant.party.sector) and not known.guessed


def _as(mentioned: Known, named: Known) -> Known:
    """The mention of one with the party of the other."""
    if mentioned is named:
        return named
    mention, other = mentioned.participant.mention, named.participant.mention
    why = f"'{mention.text}' is read as '{other.text}': {named.why}"
    return Known(Participant(mention, named.participant.party), why, named.score)


def _same(a: Participant, b: Participant) -> bool:
    return a.mention.start == b.mention.start or (
        a.party == b.party and a.party.entity is not None and b.party.entity is not None
    )
