"""How alike two claims on the same pair of states are: is it one occurrence?

A sum of small, readable parts, from below zero to about 1. The parts were weighed by hand on the demo dossier and
checked on stories that several outlets told (see `docs/explanation/events.md`).
"""

from __future__ import annotations

from functools import lru_cache

from ...records import Amount, Channel, Claim, EventType
from .told import Told

ONE = 0.5
"""From this mean likeness on, two groups of claims are one event."""
UNKNOWN = 0.4
"""What a pair of claims counts that have nothing to be compared by."""
FAR_DAYS = 45
"""Claims about days further apart are never one event."""
WORDS = 0.5
"""What it counts to have all words in common."""
NO_WORDS = -0.05
"""What it counts to have none."""
SENTENCE = 0.15
"""What it counts to be clauses that overlap."""

_E = EventType
_AKIN: dict[frozenset[EventType], float] = {
    frozenset(pair): weight
    for weight, pairs in (
        (
            0.7,
            ((_E.AID, _E.COOPERATE), (_E.COERCE, _E.SANCTION), (_E.ACCUSE, _E.REJECT), (_E.AGREE, _E.COOPERATE)),
        ),
        (
            0.5,
            (
                (_E.RETREAT, _E.SANCTION),
                (_E.RETREAT, _E.CONCEDE),
                (_E.AGREE, _E.AID),
                (_E.AGREE, _E.CONSULT),
                (_E.AGREE, _E.SUPPORT),
                (_E.AGREE, _E.CONCEDE),
                (_E.ASSAULT, _E.COERCE),
                (_E.ASSAULT, _E.MOBILIZE),
                (_E.MOBILIZE, _E.COOPERATE),
                (_E.MOBILIZE, _E.AID),
                (_E.ACCUSE, _E.THREATEN),
                (_E.SANCTION, _E.THREATEN),
                (_E.CONSULT, _E.COOPERATE),
                (_E.SUPPORT, _E.AID),
            ),
        ),
    )
    for pair in pairs
}
"""Types that readers, and coders, take for one another; the same occurrence is often coded as either."""
_TELLS = {_E.RETREAT: 0.3, _E.AID: 0.25, _E.COERCE: 0.25, _E.ASSAULT: 0.25, _E.MOBILIZE: 0.25, _E.SANCTION: 0.25}
"""What one type in common counts. Deeds are rarer than words: two withdrawals in one week are mostly one."""
_STATE = 0.4
"""A standing condition ("has a few dozen people left") may be what an event led to."""


def likeness(one: Told, other: Told, shared: float, gap: int | None) -> float:
    """How alike two claims are.

    `shared` is 0..1: how much of the shorter one's words the other has too; `gap` the days between them, if known.
    `columns.py` adds up the same parts, in the same order, for thousands of claims at a time.
    """
    if gap is not None and gap > FAR_DAYS:
        return -1.0
    mine, theirs = one.row.claim, other.row.claim
    return (
        types(mine.event_type, mine.mode, theirs.event_type, theirs.mode)
        + (WORDS * shared if shared else NO_WORDS)
        + _parties(one, other)
        + channels(mine.channel, theirs.channel)
        + directions(one.direction * other.direction)
        + amounts(one.amounts, other.amounts)
        + days(gap)
        + _sentence(mine, theirs)
    )


def gap_days(one: Told, other: Told) -> int | None:
    """Days between when two claims may have taken place; 0 where they overlap, None where one is unknown.

    Where a text settles the day of one claim only, the other's publication day bounds it.
    """
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return None
    return max(0, (other.first - one.last).days, (one.first - other.last).days)


@lru_cache(maxsize=4096)
def types(mine: EventType, my_mode: str | None, theirs: EventType, their_mode: str | None) -> float:
    """What was done, as coded."""
    akin = _akin(mine, my_mode, theirs, their_mode)
    return akin * max(_TELLS.get(kind, 0.2) for kind in (mine, theirs))


def _akin(mine: EventType, my_mode: str | None, theirs: EventType, their_mode: str | None) -> float:
    """0..1: may the two codes be of one occurrence?"""
    both = my_mode and their_mode
    if mine is theirs:
        return 0.7 if both and my_mode != their_mode else 1.0
    if _E.STATE in (mine, theirs):
        return _STATE
    akin = _AKIN.get(frozenset((mine, theirs)), 0.0)
    return max(akin, 0.9) if both and akin and my_mode == their_mode else akin


def _parties(one: Told, other: Told) -> float:
    named = bool(one.entities) + bool(other.entities)
    same = named == 2 and not one.entities.isdisjoint(other.entities)
    return parties(named, same, named == 1 and not one.kinds.isdisjoint(other.kinds))


def parties(named: int, same: bool, kin: bool) -> float:
    """The same named party speaks for one event, two different ones against it; "the company" may be the named one.

    `named` is how many of the two claims name a party.
    """
    if named == 2:
        return 0.2 if same else -0.7
    return 0.1 if named and kin else 0.0


def channels(mine: Channel | None, theirs: Channel | None) -> float:
    """A claim of pressure is often what a reader makes of any unfriendly step, so that it speaks neither way."""
    if mine is None or theirs is None or Channel.PRESSURE in (mine, theirs):
        return 0.1 if mine is theirs and mine else 0.0
    return 0.1 if mine is theirs else -0.15


def directions(both: int) -> float:
    """`both` is the product of the two directions: below zero where one tie grows and the other shrinks."""
    return 0.1 if both > 0 else -0.45 if both < 0 else 0.0


def amounts(mine: tuple[Amount, ...], theirs: tuple[Amount, ...]) -> float:
    """A number in common."""
    return 0.2 if mine and theirs and any(same_amount(a, b) for a in mine for b in theirs) else 0.0


def days(gap: int | None) -> float:
    """The closer in time, the likelier one event."""
    return 0.1 * max(0.0, 1 - gap / 21) if gap is not None else 0.0


def same_amount(one: Amount, other: Amount) -> bool:
    """Do two numbers count the same unit and may they be the same number? Small whole numbers recur by chance."""
    if one.unit != other.unit or ((one.high or one.low or 0) < 5 and one.unit != "share"):
        return False
    return overlap(one, other)


def overlap(one: Amount, other: Amount) -> bool:
    """Do two ranges meet? A missing bound is open."""
    low = max(-1e300 if each.low is None else each.low for each in (one, other))
    high = min(1e300 if each.high is None else each.high for each in (one, other))
    return low <= high


def _sentence(mine: Claim, theirs: Claim) -> float:
    """Clauses that overlap in one report say one thing twice, as a rule."""
    if mine.report != theirs.report:
        return 0.0
    return SENTENCE if mine.start < theirs.end and theirs.start < mine.end else 0.0
