"""Signals of ties from claims: one for each telling, so that a story that is told a hundred times moves a tie once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..corroboration import origins
from ..records import Certainty, Channel, Claim, Effect, EventType, Origin, Stance, Status
from .dating import day_of, long_past
from .signals import schema

if TYPE_CHECKING:
    import polars

    from ..ledger import ClaimRow

PUSH = {Effect.BUILDS: 0.6, Effect.KEEPS: 0.4, Effect.CUTS: -0.5, Effect.ENDS: -0.8}
"""How far a claim of each effect moves its tie, on Goldstein's scale divided by ten: military aid is 0.8, a cut in aid
-0.56, breaking off relations -0.7."""
UNNAMED = {
    EventType.AID: 0.7, EventType.COOPERATE: 0.6, EventType.SUPPORT: 0.4, EventType.AGREE: 0.4, EventType.CONSULT: 0.2,
    EventType.CONCEDE: 0.4, EventType.RETREAT: -0.3, EventType.REQUEST: -0.1, EventType.ACCUSE: -0.2,
    EventType.REJECT: -0.4, EventType.THREATEN: -0.5, EventType.PROTEST: -0.5, EventType.SANCTION: -0.7,
    EventType.MOBILIZE: -0.5, EventType.COERCE: -0.7, EventType.ASSAULT: -0.9,
}  # fmt: skip
"""The same for claims of pressure, by what kind of event they are: the types' mean on Goldstein's scale."""
BACKING_UNNAMED = {
    EventType.AID: 0.5, EventType.COOPERATE: 0.5, EventType.SUPPORT: 0.5, EventType.AGREE: 0.5, EventType.CONSULT: 0.4,
    EventType.CONCEDE: 0.5, EventType.STATE: 0.3, EventType.MOBILIZE: 0.6, EventType.ASSAULT: 0.5,
    EventType.RETREAT: -0.7, EventType.SANCTION: -0.5, EventType.COERCE: -0.4,
}  # fmt: skip
"""And for claims on backing that name no effect: the mean of `PUSH` over those of each type that do name one, in 65,000
annotated claims. Who bombs or deploys for a government stands by it (ASSAULT builds or keeps the tie in 257 of 257).
Types that are missing go both ways (REQUEST, REJECT, THREATEN, ACCUSE) and move nothing.
"""
STAGE = {Status.HAPPENED: 1.0, Status.ONGOING: 1.0, Status.PLANNED: 0.3, Status.CONDITIONAL: 0.15}
"""What is planned counts less than what happened; what did not happen moves nothing."""
SURE = {Certainty.CERTAIN: 1.0, Certainty.PROBABLE: 0.8, Certainty.POSSIBLE: 0.5}
DENIED = 0.8
"""A telling whose content is denied by somebody keeps four fifths of its weight: a denial is no vote, but a doubt."""
_UNREAD = 0.7
"""Confidence of a reading that gives none."""
DENIAL_DAYS = 60
"""Days about a telling in which a denial on the same tie and channel bears on it."""


def signals_from_claims(rows: Sequence[ClaimRow], told: Sequence[Origin] | None = None) -> polars.DataFrame:
    """A signal for each origin that says how a tie was moved; see `signals.SIGNALS`. Its id is that of the origin.

    `told`: the origins of the claims, if they are at hand.

    Among the claims of an origin the one that says most surely that it happened speaks for all. Left out: claims that
    name no backer, client or channel, those that deny, doubt or decline (they lessen the weight of what they are
    about), what did not happen, and what no date is known of.
    """
    import polars

    of_id = {row.claim.id: row for row in rows}
    denials = _denials(rows)
    every = origins(rows) if told is None else told
    made = [_signal(origin.id, [of_id[claim] for claim in origin.claims], denials) for origin in every]
    return polars.DataFrame([each for each in made if each], schema=schema(), orient="row")


def _signal(origin: str, rows: Sequence[ClaimRow], denials: dict[tuple[object, ...], list[date]]) -> tuple | None:  # type: ignore[type-arg]
    usable = [(row, day) for row in rows if _moves(row.claim) and (day := day_of(row.claim, row.published))]
    if not usable:
        return None
    row, day = max(usable, key=lambda each: (_weight(each[0].claim), each[0].claim.id))
    claim = row.claim
    first = min((each.published for each, _ in usable if each.published), default=day)
    weight = _weight(claim)
    if any(abs((day - denied).days) <= DENIAL_DAYS for denied in denials.get(_tie(claim), ())):
        weight *= DENIED
    return (day, claim.backer, claim.client, str(claim.channel), push(claim), weight, first, origin)


def acts_from_claims(rows: Sequence[ClaimRow]) -> polars.DataFrame:
    """The same for what can be held against a forecast: one signal for each origin of claims that assert that something
    built, kept, cut or ended a tie. Each counts in full, on the day on which it was first told, and is known by the
    claim that told it. Plans, conditions, denials, undated claims and what is long past are left out.
    """
    import polars

    told = [row for row in rows if _acted(row.claim) and row.published and not long_past(row.claim, row.published)]
    of_id = {row.claim.id: row for row in told}
    made = []
    for origin in origins(told):
        row = min((of_id[claim] for claim in origin.claims), key=lambda each: (str(each.published), each.claim.id))
        claim, known = row.claim, origin.first_told or row.published
        made.append((known, claim.backer, claim.client, str(claim.channel), push(claim), 1.0, known, claim.id))
    return polars.DataFrame(made, schema=schema(), orient="row")


def _acted(claim: Claim) -> bool:
    return bool(claim.effect) and claim.status in {Status.HAPPENED, Status.ONGOING} and _moves(claim)


def push(claim: Claim) -> float:
    """How far a claim moves its tie, in -1..1. On the channel of pressure, building it up is against the client."""
    if claim.channel is Channel.PRESSURE:
        ahead = claim.effect in {Effect.CUTS, Effect.ENDS}
        return 0.4 if ahead else -abs(UNNAMED.get(claim.event_type, -0.5))
    return PUSH[claim.effect] if claim.effect else _unnamed(claim)


def _unnamed(claim: Claim) -> float:
    """What a kind of event mostly does to a tie; nothing where somebody else than its two ends acts."""
    one = claim.actor if claim.actor else claim.recipient
    if one and one.party.state not in {claim.backer, claim.client}:
        return 0.0
    return BACKING_UNNAMED.get(claim.event_type, 0.0)


def _moves(claim: Claim) -> bool:
    named = claim.backer and claim.client and claim.backer != claim.client and claim.channel
    return bool(named and claim.innermost.stance is Stance.ASSERTS and claim.status in STAGE and push(claim))


def _weight(claim: Claim) -> float:
    return STAGE[claim.status] * SURE[claim.certainty] * (claim.score if claim.score is not None else _UNREAD)


def _tie(claim: Claim) -> tuple[object, ...]:
    return claim.backer, claim.client, claim.channel


def _denials(rows: Sequence[ClaimRow]) -> dict[tuple[object, ...], list[date]]:
    found: dict[tuple[object, ...], list[date]] = {}
    for row in rows:
        if row.claim.innermost.stance in {Stance.DENIES, Stance.DOUBTS} and row.published:
            found.setdefault(_tie(row.claim), []).append(row.published)
    return found
