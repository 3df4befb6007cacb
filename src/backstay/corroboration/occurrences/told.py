"""A claim as it is compared: what it says was done, by and to whom, when, how many, and how it stands to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from ...records import Amount, Claim, Effect, Participant, Stance, Status

if TYPE_CHECKING:
    from ...ledger import ClaimRow

Pair = tuple[str, str]

NEWS_LAG = 14
"""Days before its publication in which a report's undated claim may have taken place."""
LONG_DAYS = 366
"""A longer interval ("between 2014 and 2017") says too little of when an event took place."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)(?=\s+(?:that|it|the|this|any|having|reports?|claims?|as|what)\b|\s*[.,]?$)"
    r"|denies\b|(?:is|are|was|were|called?|calls|calling)\s+(?:it\s+)?(?:untrue|false|not true|a lie|fake))",
    re.IGNORECASE,
)
_UNCHANGED = re.compile(
    r"\b(?:has|have|had)(?:\s+not|n['’]t)\s+changed\b|\bunchanged\b|\bstayed the same\b"
    r"|\bremain(?:s|ed)? (?:the same|unchanged)\b|\bexaggerat\w+|\bno (?:change|reduction|cuts?|withdrawal)\b",
    re.IGNORECASE,
)
_LIGHT = frozenset(
    """the and that with from for its their his her has have had was were been are will would could may might said
    says say told report reported reports according which who whom this these those than then them they about over
    into out also but not only just more most after before during while when where what still had being since than
    year years month months week weeks day days monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december last next several
    government country state""".split()
)


class Role(StrEnum):
    """How a claim stands to the event that it is about."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    DECLINES = "declines"
    COUNTERS = "counters"


@dataclass(frozen=True, slots=True)
class Told:
    """What of a claim counts when it is compared. `first`..`last` is when it may have taken place, None if unknown.

    `settled`: the text itself says when. `entities` are named parties other than the states; `kinds` are sectors, with
    the state, of parties that are no government; `words` are stems of what is said, without names of the parties.
    `direction` is 1 where the tie grows or holds, -1 where it shrinks, else 0.
    """

    row: ClaimRow
    role: Role
    entities: frozenset[str]
    kinds: frozenset[tuple[str, str]]
    words: frozenset[str]
    amounts: tuple[Amount, ...]
    direction: int
    first: date | None
    last: date | None
    settled: bool

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.row.claim.id


def told(row: ClaimRow) -> Told:
    """The claim of a row as it is compared."""
    claim = row.claim
    first, last, settled = _days(row)
    return Told(
        row=row,
        role=role_of(claim),
        entities=frozenset(filter(None, (_entity(claim.actor), _entity(claim.recipient)))),
        kinds=_kinds(claim.actor) | _kinds(claim.recipient),
        words=_stems(claim.quote) - _names(claim),
        amounts=tuple(a for a in claim.amounts if a.low is not None or a.high is not None),
        direction=_direction(claim),
        first=first,
        last=last,
        settled=settled,
    )


_DIRECTION = {Effect.BUILDS: 1, Effect.KEEPS: 1, Effect.CUTS: -1, Effect.ENDS: -1}


def _direction(claim: Claim) -> int:
    """Where the tie goes; who withdraws or breaks off lessens it, whether or not the reader says so."""
    if claim.effect:
        return _DIRECTION[claim.effect]
    return -1 if claim.mode in _LESSENS else 0


_LESSENS = frozenset(("withdraw", "discontinue"))


def role_of(claim: Claim) -> Role:
    """How a claim stands to what it is about.

    The reader's stance counts first. Where it has a plain assertion, the sentence's own words may say that somebody
    denies ("denied that"), or speak against a change with a content of its own ("has not changed", "exaggerated").
    """
    stance = claim.innermost.stance
    if stance is not Stance.ASSERTS:
        return {Stance.DENIES: Role.DENIES, Stance.DOUBTS: Role.DOUBTS, Stance.DECLINES: Role.DECLINES}[stance]
    if claim.status is Status.DID_NOT_HAPPEN or _UNCHANGED.search(claim.quote):
        return Role.COUNTERS
    return Role.DENIES if _DENIES.search(claim.quote) else Role.ASSERTS


def pair_of(claim: Claim) -> Pair:
    """The two states that a claim is about, in alphabetical order; a party's name where a state is not known.

    Claims on different pairs are never one event: the pair is the unit of all work on events. A claim that names
    nobody stays with its own report.
    """
    if claim.backer and claim.client:
        one, other = claim.backer, claim.client
    else:
        one, other = _side(claim.actor), _side(claim.recipient)
    if not one and not other:
        other = f"report {claim.report}"
    return (one, other) if one <= other else (other, one)


def _side(participant: Participant | None) -> str:
    if participant is None:
        return ""
    party = participant.party
    return party.state or (party.entity or participant.mention.text).casefold().strip()


def _entity(participant: Participant | None) -> str | None:
    """A party that has a name of its own, not one that only stands for its state (a capital, a government)."""
    if participant is None or not participant.party.entity:
        return None
    party = participant.party
    governs = "GOV" in party.sector and "BUS" not in party.sector and party.state
    return None if governs else (party.entity_id or party.entity or "").casefold()


def _kinds(participant: Participant | None) -> frozenset[tuple[str, str]]:
    if participant is None or not participant.party.state:
        return frozenset()
    state, sectors = participant.party.state, participant.party.sector
    return frozenset((state, sector) for sector in sectors if sector not in ("GOV", "MED"))


def _days(row: ClaimRow) -> tuple[date | None, date | None, bool]:
    when = row.claim.when
    if when and when.first and when.last and (when.last - when.first).days <= LONG_DAYS:
        return when.first, when.last, True
    if row.published:
        return row.published - timedelta(days=NEWS_LAG), row.published, False
    return None, None, False


def _names(claim: Claim) -> frozenset[str]:
    """Stems of the parties' names: parties are compared as parties."""
    found: set[str] = set()
    for participant in (claim.actor, claim.recipient):
        if participant:
            found |= _stems(participant.party.entity or "") | _proper(participant.mention.text)
    return frozenset(found)


def _proper(mention: str) -> frozenset[str]:
    return _stems(" ".join(word for word in mention.split() if word[:1].isupper()))


@lru_cache(maxsize=65_536)
def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in map(str.casefold, _WORD.findall(text)) if word not in _LIGHT)


def _stem(word: str) -> str:
    """Cut short: "withdrawn", "withdrew" and "withdrawal" meet, at the price of some words that should not."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:6]
