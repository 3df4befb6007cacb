"""Which tie a claim bears on: the backer, the client, the channel and what happens to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backstay.knowledge.alignments import defence, enmity
from backstay.records import IGO_CODES, Amount, AmountKind, Channel, Effect, EventType, Participant, Party

from .choosing import code_of
from .decode import Draft
from .parties import RATING_AGENCIES

_OPEN = 0.3
"""A side is left open where no state has a better chance than this (of two at most)."""
_NO_CLIENT = frozenset(("REB", "OPP", "CRM"))
_OWN_ACTS = frozenset(("AID", "ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "SANCTION", "THREATEN"))
"""Types whose actor is the backer: in 436 of 440 ties of the annotated texts that have both."""
_AGAINST = frozenset((EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.STATE, EventType.THREATEN))
"""What an adversary's forces do to a government that is its recipient; what else they do is on no tie."""
_FIGHT = frozenset((EventType.ASSAULT, EventType.MOBILIZE))
_OWN = 0.1
"""What speaks for that, beside the chances that the model gives, which add up to 2 at most."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """The tie; every field is None where the claim bears on none."""

    channel: Channel | None = None
    backer: str | None = None
    client: str | None = None
    effect: Effect | None = None
    why: str = ""
    """What else than the model and the parties settled it."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The chance of each state to be the backer, and the client, by the model's pointers alone."""

    backer: dict[str, float]
    client: dict[str, float]


def bearing(
    draft: Draft,
    actor: Participant | None,
    recipient: Participant | None,
    sides: Sides,
    near: Sequence[str],
    amounts: Sequence[Amount] = (),
    day: date | None = None,
) -> Bearing:
    """The tie that a draft bears on. `near` holds states in play around it, the last named first; `day` is that of the
    report.

    The model says twice who a side is: by its role in the claim, and by pointing at names. The two are added.
    """
    label = draft.labels["channel"]
    if not label:
        return Bearing()
    channel = Channel(label)
    if recipient is not None and draft.labels["client_role"] == "recipient" and _non_state(recipient.party):
        return Bearing()
    if actor is not None and actor.party.entity_id in RATING_AGENCIES:
        return Bearing()
    codes = code_of(actor), code_of(recipient)
    backers = _chances(sides.backer, draft.chances["backer_role"], codes)
    if codes[0] and draft.labels["event_type"] in _OWN_ACTS:
        backers[codes[0]] += _OWN
    clients = _without_bodies(_chances(sides.client, draft.chances["client_role"], codes), channel)
    backer, client = _best_pair(backers, clients)
    stateless = (
        draft.labels["backer_role"] == "actor" and _of_no_state(actor),
        draft.labels["client_role"] == "recipient" and _of_no_state(recipient),
    )
    others = [s for s in near if s not in (*codes, backer, client)]
    backer, client = _completed(backer, client, *codes, others, channel, stateless=stateless)
    effect = Effect(draft.labels["effect"]) if draft.labels["effect"] and channel is not Channel.PRESSURE else None
    if effect is Effect.ENDS and any(_something_stays(amount) for amount in amounts):
        effect = Effect.CUTS
    found = Bearing(channel, backer, client, effect)
    return _aligned(found, EventType(draft.labels["event_type"]), codes[1], day)


def _aligned(found: Bearing, event_type: EventType, recipient: str | None, day: date | None) -> Bearing:
    """Forces and arms do not hold up the government of an adversary: against it they are pressure, else on no tie.
    Who fights for a government does not press it by striking its enemies.
    """
    backer, client = found.backer, found.client
    if not (backer and client):
        return found
    if found.channel in (Channel.FORCES, Channel.ARMS) and (foe := enmity(backer, client, day)):
        why = f"forces of an adversary are no backing ({foe.why})"
        against = event_type in _AGAINST and recipient == client
        return Bearing(Channel.PRESSURE, backer, client, why=why) if against else Bearing(why=why)
    if found.channel is Channel.PRESSURE and event_type in _FIGHT and (friend := defence(backer, client, day)):
        why = f"forces that fight for a government back it ({friend.why})"
        moved = event_type is EventType.MOBILIZE
        return Bearing(Channel.FORCES, backer, client, Effect.BUILDS, why=why) if moved else Bearing(why=why)
    return found


def _chances(
    pointed: dict[str, float], roles: dict[str, float], codes: tuple[str | None, str | None]
) -> dict[str, float]:
    chances = dict(pointed)
    for role, code in zip(("actor", "recipient"), codes, strict=True):
        if code:
            chances[code] = chances.get(code, 0.0) + roles[role]
    return chances


def _without_bodies(states: dict[str, float], channel: Channel) -> dict[str, float]:
    """Whom a tie may hold up. Of 565 annotated ties that are no pressure none has an organisation for its client."""
    if channel is Channel.PRESSURE:
        return states
    return {code: chance for code, chance in states.items() if code not in IGO_CODES}


def _best_pair(backers: dict[str, float], clients: dict[str, float]) -> tuple[str | None, str | None]:
    """The likeliest two different states; one is left open where nothing speaks for it."""
    pairs = [
        (-(backers.get(backer or "", _OPEN) + clients.get(client or "", _OPEN)), backer or "", client or "")
        for backer in (*backers, None)
        for client in (*clients, None)
        if backer != client or backer is None
    ]
    _, backer, client = min(pairs)
    return backer or None, client or None


def _something_stays(amount: Amount) -> bool:
    """Is it "to a few dozen", "most of its staff"? What is left keeps the tie from having ended."""
    if amount.kind is AmountKind.TO:
        return bool(amount.low)
    return amount.unit == "share" and amount.low is not None and amount.low < 1


def _completed(
    backer: str | None,
    client: str | None,
    actor: str | None,
    recipient: str | None,
    others: Sequence[str],
    channel: Channel,
    *,
    stateless: tuple[bool, bool],
) -> tuple[str | None, str | None]:
    """The two sides of a tie where the model left one open: the other party, else the other state of the passage.

    One that the model takes for somebody of no state (`stateless`: backer, client) stays open: what the International
    Monetary Fund lends is lent by no state named beside it, and "three countries" that halt sales are none of those.
    """
    states = [state for state in (actor, recipient, *others) if state]
    if backer is None and client is None:
        backer = actor
    if backer is None and not stateless[0]:
        backer = next((state for state in states if state != client), None)
    if client is None and not stateless[1]:
        held = _without_bodies(dict.fromkeys(states, 1.0), channel)
        client = next((state for state in held if state != backer), None)
    return backer, client


def _of_no_state(participant: Participant | None) -> bool:
    """Is it somebody of no state?"""
    return participant is not None and code_of(participant) is None


def _non_state(party: Party) -> bool:
    return bool(_NO_CLIENT.intersection(party.sector[:1]))
