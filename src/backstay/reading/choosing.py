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

FURTHER_SHARE = 0.75
"""A further party counts if its chance is this share of the best one's."""
FURTHER_ACTOR = 0.8
"""The same for a further actor ("Russia and Iran")."""
SAME_STATE = 0.7
"""What the chance of a recipient of the actor's own state is worth."""
_TRIED = 3
"""Actors that are tried with the recipients."""
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


@dataclass(frozen=True, slots=True)
class Pair:
    """Who does it, and to whom; either may be nobody."""

    actor: Known | None
    recipient: Known | None


def pairs_of(cast: Cast, actor: Look, recipient: Look, speaker: Participant | None = None) -> list[Pair]:
    """The parties of one clause: the likeliest actor and recipient together, and any that come near them.

    Two parties of one state act on each other less often than pointers would have it, so such a pair is marked down.
    """
    actors = candidates(cast, actor, speaker=speaker)
    if not recipient.somebody:
        return [Pair(known, None) for known in _near(actors, FURTHER_ACTOR)]
    best: tuple[float, Candidate | None, list[Candidate]] = (-1.0, None, [])
    tried: list[Candidate | None] = [*actors[:_TRIED]] or [None]
    for one in tried:
        itself = one.known.participant if one else None
        others = _ranked_for(one, candidates(cast, recipient, speaker=speaker, apart=itself))
        score = (one.chance if one else 1.0) * (others[0].chance if others else 0.0)
        if score > best[0]:
            best = (score, one, others)
    _, chosen, others = best
    if not others:
        return [Pair(known, None) for known in _near(actors, FURTHER_ACTOR)]
    to = others[0]
    found = [Pair(_scored(chosen) if chosen else None, known) for known in _near(others, FURTHER_SHARE)]
    if chosen is not None:
        floor = FURTHER_ACTOR * chosen.chance
        more = [c for c in actors if c.key not in (chosen.key, to.key) and c.chance >= floor]
        found += [Pair(_scored(c), _scored(to)) for c in more]
    return found


def _ranked_for(actor: Candidate | None, recipients: list[Candidate]) -> list[Candidate]:
    """The recipients, those of the actor's own state marked down, the likeliest first."""
    own = actor.key if actor is not None else None
    return sorted((replace(c, chance=c.chance * SAME_STATE) if c.key == own else c for c in recipients), key=_rank)


def _near(found: Sequence[Candidate], share: float) -> list[Known]:
    """The first, and those whose chance comes near its."""
    return [_scored(c) for c in found if c.chance >= share * found[0].chance]


def _same(a: Participant, b: Participant) -> bool:
    return a.mention.start == b.mention.start or (
        a.party == b.party and a.party.entity is not None and b.party.entity is not None
    )


def _scored(candidate: Candidate) -> Known:
    return replace(candidate.known, score=round(min(candidate.chance, candidate.known.score), 4))
