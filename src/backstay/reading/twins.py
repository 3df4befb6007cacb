"""Claims that say the same twice of one clause: two of its words were likely to carry it, and both led to one claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backstay.records import Claim, Participant

SHARED = 0.6
"""Two claims are of one clause if they share so much of the shorter one."""


def without_twins(claims: Iterable[Claim]) -> Sequence[Claim]:
    """The claims without those that repeat a surer one of the same clause, in the order in which they came."""
    found = list(claims)
    kept: dict[tuple[object, ...], list[Claim]] = {}
    dropped: set[str] = set()
    for claim in sorted(found, key=lambda c: (-(c.score or 0.0), c.start, c.id)):
        alike = kept.setdefault(_said(claim), [])
        if any(_shared(claim, other) >= SHARED for other in alike):
            dropped.add(claim.id)
        else:
            alike.append(claim)
    return [claim for claim in found if claim.id not in dropped]


def _said(claim: Claim) -> tuple[object, ...]:
    """What a claim says, whatever its words: parties, type, tie, and whether its source asserts it."""
    stance = claim.sources[-1].stance if claim.sources else None
    tie = (claim.channel, claim.backer, claim.client)
    return (_who(claim.actor), _who(claim.recipient), claim.event_type, tie, stance)


def _who(participant: Participant | None) -> str | None:
    if participant is None:
        return None
    party = participant.party
    return party.state or party.entity or participant.mention.text.lower()


def _shared(a: Claim, b: Claim) -> float:
    return (min(a.end, b.end) - max(a.start, b.start)) / max(1, min(a.end - a.start, b.end - b.start))
