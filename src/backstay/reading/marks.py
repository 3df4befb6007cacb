"""What speaks for a party being the one who acts, or the one acted on: marks of a clause, each with a value.

A mark is a name such as `a:pos cb` (the actor's mention stands in the clause, before the word that carries the claim)
and a number, mostly 1. `pairing` weighs them. Names begin with the role they speak of: `a` the actor, `r` the
recipient, `p` both together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import log

from backstay.records import Participant, Party

from .bearing import Sides
from .choosing import Candidate, code_of
from .decode import Draft, Look, Span
from .elsewhere import Elsewhere

Mark = tuple[str, float]

_LEADS = re.compile(
    r"\b(by|with|to|against|from|on|in|into|of|for|at|between|over|towards?|about|and|urged?|told|than|as|under|among|like|"
    r"via|through|behind)\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_BE = re.compile(r"\b(?:was|were|been|being|is|are|be|get|got)\s+(?:\w+ly\s+|not\s+|also\s+)?$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:ed|en|t|d|n|de|ut|ck)$")
_ENDING = re.compile(r"(ed|ion(?=s?$)|s$)s?$")
_BY = re.compile(r"[^.;,]{0,60}\bby\b")
_WORD = re.compile(r"[\w’'-]+")
_POSSESSIVE = re.compile(r"['’]s?\b")
_NOUN_AFTER = re.compile(r"\s+[a-z]+")
_ADJECTIVE = re.compile(r"(?:[ie]an|ican|rman|ghan|ish|ese|i|ch|U\.S\.|US|UK|EU)$")
_DISTANCES = (10, 25, 50, 100, 200, 400)
_FLOOR = 0.01
_SHORT_CLAUSE = 60
"""Characters: so short a clause often names nobody it is done to."""
_ROLES = {"a": "actor", "r": "recipient"}
_TIE_FLOOR = 0.05


def log_of(chance: float, floor: float = _FLOOR) -> float:
    """The logarithm of a probability, kept from going to minus infinity."""
    return log(chance if chance > floor else floor)


@dataclass(frozen=True)
class Clause:
    """A draft claim in its text, and what its words say about who acts on whom."""

    text: str
    draft: Draft
    sentence: Span
    speaker: Participant | None
    sides: Sides
    elsewhere: Elsewhere
    wordings: dict[int, Wording]
    """The wording of each mention of the report that was asked for, by where it begins."""

    def wording(self, candidate: Candidate) -> Wording:
        """What a candidate's mention looks like."""
        mention = candidate.known.participant.mention
        start, end = mention.start or 0, mention.end or 0
        if start not in self.wordings:
            self.wordings[start] = wording(self.text, mention.text, start, end)
        return self.wordings[start]

    @cached_property
    def event(self) -> str:
        """The event type as the model reads it."""
        return self.draft.labels["event_type"]

    @cached_property
    def channel(self) -> str:
        """The channel, `-` for none."""
        return self.draft.labels["channel"] or "-"

    @cached_property
    def word_end(self) -> int:
        """Where the word that carries the claim ends."""
        match = _WORD.match(self.text, self.draft.anchor)
        return match.end() if match else self.draft.anchor

    @cached_property
    def shape(self) -> str:
        """The form of that word: `passive`, or its ending."""
        word = self.text[self.draft.anchor : self.word_end].lower()
        if word.endswith("ing"):
            return "ing"
        before = self.text[max(0, self.draft.anchor - 24) : self.draft.anchor]
        if _BE.search(before) and _PARTICIPLE.search(word):
            return "passive"
        return next(
            (end for end in ("ed", "ion", "s") if word.removesuffix("s").endswith(end) or word.endswith(end)), "x"
        )

    @cached_property
    def by(self) -> bool:
        """Is it "was struck by"?"""
        return self.shape == "passive" and bool(_BY.match(self.text[self.word_end : self.word_end + 70]))


@dataclass(frozen=True, slots=True)
class Wording:
    """What a mention looks like where it stands: the word that leads to it (`-` for none of note), and what it is."""

    lead: str
    kinds: tuple[str, ...]


def wording(text: str, words: str, start: int, end: int) -> Wording:
    """The wording of the mention `words` at `start`..`end`."""
    lead = _LEADS.search(text, max(0, start - 18), start)
    kinds = ["possessive"] if _POSSESSIVE.match(text, end) or words.endswith(("’s", "'s")) else []
    if " " not in words:
        if words[:1].islower():
            kinds += ["small word", f"word {words}"]
        elif _ADJECTIVE.search(words) and _NOUN_AFTER.match(text, end):
            kinds.append("adjective")
    return Wording(lead[1].lower() if lead else "-", tuple(kinds))


def of_candidate(clause: Clause, role: str, candidate: Candidate, rank: int, top: float) -> list[Mark]:
    """Marks of one party in one role. `rank` counts from 0 by what the pointer says; `top` is the best one's chance."""
    party = candidate.known.participant.party
    sector = party.sector[0] if party.sector else "-"
    told = log_of(candidate.chance)
    found = [
        (f"{role}:log chance", told),
        (f"{role}:chance", candidate.chance),
        (f"{role}:log own chance", log_of(candidate.own)),
        (f"{role}:behind", told - log_of(top)),
        (f"{role}:rank {min(rank, 3)}", 1.0),
        (f"{role}:kind {kind_of(party)}", 1.0),
        (f"{role}:sector {sector}", 1.0),
        (f"{role}:sector {sector} {clause.event}", 1.0),
    ]
    if candidate.known.guessed:
        found.append((f"{role}:guessed", 1.0))
    found += _of_place(clause, role, candidate)
    found += _of_tie(clause, role, candidate)
    found += _of_other_clauses(clause, role, candidate.key)
    return found


def kind_of(party: Party) -> str:
    """Of a state (S), known by name (E) or neither (N)."""
    return "S" if party.state else "E" if party.entity else "N"


def _of_place(clause: Clause, role: str, candidate: Candidate) -> list[Mark]:
    mention = candidate.known.participant.mention
    start, end = mention.start or 0, mention.end or 0
    in_sentence = clause.sentence[0] <= start < clause.sentence[1]
    inside = "c" if clause.draft.start <= start < clause.draft.end else "s" if in_sentence else "o"
    anchor = clause.draft.anchor
    side = "b" if end <= anchor else "i" if start <= anchor else "a"
    at = f"{role}:at {inside}{side}"
    said = clause.wording(candidate)
    found = [(at, 1.0), (f"{at} {clause.shape}", 1.0), (f"{at} {clause.event}", 1.0)]
    if in_sentence:
        far = max(0, anchor - end if side == "b" else start - clause.word_end)
        found.append((f"{role}:far {side}{next((d for d in _DISTANCES if far < d), 999)}", 1.0))
        found.append((f"{role}:led by {said.lead} {side}", 1.0))
    found += [(f"{role}:{kind}", 1.0) for kind in said.kinds]
    found += _of_speaker(clause, role, candidate, side)
    return found


def _of_speaker(clause: Clause, role: str, candidate: Candidate, side: str) -> Iterator[Mark]:
    speaker, one = clause.speaker, candidate.known.participant
    if speaker is None:
        return
    if speaker.mention.start == one.mention.start:
        yield f"{role}:speaks {side}", 1.0
    elif speaker.party.state and speaker.party.state == one.party.state:
        yield f"{role}:of the speaker's state", 1.0


def _of_tie(clause: Clause, role: str, candidate: Candidate) -> Iterator[Mark]:
    """The model says apart from actor and recipient who backs whom: that tells of them too."""
    if clause.channel == "-":
        return
    code = code_of(candidate.known.participant) or ""
    for side, pointed in (("backer", clause.sides.backer), ("client", clause.sides.client)):
        is_side = clause.draft.chances[f"{side}_role"][_ROLES[role]]
        yield f"{role}:is {side}", is_side * log_of(pointed.get(code, 0.0), _TIE_FLOOR)
        yield f"{role}:is not {side}", (1.0 - is_side) * pointed.get(code, 0.0)
    if not code:
        yield f"{role}:no side", 1.0


def _of_other_clauses(clause: Clause, role: str, key: str) -> list[Mark]:
    acts, takes, acts_near, takes_near = clause.elsewhere.of_party(key, clause.draft)
    return [
        (f"{role}:acts elsewhere", acts),
        (f"{role}:takes elsewhere", takes),
        (f"{role}:log elsewhere", log_of((acts + takes) / 2)),
        (f"{role}:acts nearby", acts_near),
        (f"{role}:takes nearby", takes_near),
    ]


def of_nobody(clause: Clause, look: Look, top: float) -> list[Mark]:
    """Marks of there being no recipient. `top` is the chance of the likeliest one."""
    draft = clause.draft
    found = [
        ("r:nobody", 1.0),
        (f"r:nobody {clause.event}", 1.0),
        (f"r:nobody {clause.channel}", 1.0),
        (f"r:nobody {clause.shape}", 1.0),
        (f"r:nobody mode {draft.labels['mode']}", 1.0),
        ("r:nobody log chance", log_of(look.nobody)),
        ("r:nobody chance", look.nobody),
        ("r:nobody log top", log_of(top)),
        ("r:nobody top", top),
        ("r:nobody is client", draft.chances["client_role"]["recipient"]),
        ("r:nobody is backer", draft.chances["backer_role"]["recipient"]),
    ]
    if draft.end - draft.start < _SHORT_CLAUSE:
        found.append(("r:nobody short", 1.0))
    return found


def of_both(clause: Clause, actor: Candidate, recipient: Candidate) -> list[Mark]:
    """Marks of an actor and a recipient together."""
    one, other = actor.known.participant, recipient.known.participant
    state = code_of(one)
    same = " same" if state and state == code_of(other) else ""
    found = [
        (f"p:{kind_of(one.party)}{kind_of(other.party)}{same}", 1.0),
        ("p:log chance", log_of(actor.chance) + log_of(recipient.chance)),
        *_of_order(clause, one.mention.start or 0, other.mention.start or 0),
    ]
    if same:
        found += [("p:same", 1.0), (f"p:same {clause.event}", 1.0), (f"p:same {clause.channel}", 1.0)]
    names = ("p:elsewhere", "p:reversed elsewhere", "p:nearby", "p:reversed nearby")
    found += zip(names, clause.elsewhere.of_pair(actor.key, recipient.key, clause.draft), strict=True)
    return found


def _of_order(clause: Clause, actor: int, recipient: int) -> list[Mark]:
    if actor == recipient:
        return [("p:one mention", 1.0)]
    order, anchor = ("ar" if actor < recipient else "ra"), clause.draft.anchor
    return [
        (f"p:{order} {clause.shape}", 1.0),
        (f"p:{order}{' by' if clause.by else ''}", 1.0),
        (f"p:{order} {actor < anchor:d}{recipient < anchor:d}", 1.0),
    ]
