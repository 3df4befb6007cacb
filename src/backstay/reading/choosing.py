"""Whom a pointer means: the chances of all the mentions of one party are added up.

"He", "the oil-rich country" and "Caracas" may be one party. The model was taught that any name of the right party is a
right answer, so what it says of a party is the sum over its mentions, and that also tells who a "he" is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backstay.records import IGO_CODES, Participant

from .decode import Look
from .parties import Cast, Known

FLOATING_SHARE = 0.15
"""A pronoun is the likeliest party by name, if that has at least this share of what the pronoun itself has."""
_CODE_OF = {name: code for code, name in IGO_CODES.items()}


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
    return party.state or _CODE_OF.get(party.entity or "")


def candidates(
    cast: Cast, look: Look, *, speaker: Participant | None = None, apart: Participant | None = None
) -> list[Candidate]:
    """The parties that a pointer may mean, the likeliest first; `apart` is one that it does not mean."""
    named: dict[str, Candidate] = {}
    floating: list[tuple[Known, float]] = []
    for span, chance in look.mentions:
        known = cast.who(span, speaker=speaker, apart=apart)
        if apart is not None and _same(known.participant, apart):
            continue
        key = _key(known)
        if key is None or known.guessed:
            floating.append((known, chance))
            continue
        before = named.get(key)
        if before is None:
            named[key] = Candidate(key, known, chance, chance)
        else:
            named[key] = replace(before, chance=before.chance + chance)
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
        if top is not None and top.chance >= FLOATING_SHARE * chance:
            chosen = known if chance > top.own else top.known
            own = max(top.own, chance)
            named[0] = replace(top, known=_as(chosen, top.known), chance=top.chance + chance, own=own)
        else:
            words = known.participant.mention.text
            alone.append(Candidate(_key(known) or f"'{words}'", known, chance, chance))
    return sorted([*named, *alone], key=_rank)


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
