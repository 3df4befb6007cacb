"""Which tie a claim bears on: the backer, the client, the channel and what happens to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backstay.records import Amount, AmountKind, Channel, Effect, Participant, Party

from .choosing import code_of
from .decode import Draft

_OPEN = 0.3
"""A side is left open where no state has a better chance than this (of two at most)."""
_NO_CLIENT = frozenset(("REB", "OPP", "CRM"))


@dataclass(frozen=True, slots=True)
class Bearing:
    """The tie; every field is None where the claim bears on none."""

    channel: Channel | None = None
    backer: str | None = None
    client: str | None = None
    effect: Effect | None = None


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
) -> Bearing:
    """The tie that a draft bears on. `near` holds states in play around it, the last named first.

    The model says twice who a side is: by its role in the claim, and by pointing at names. The two are added.
    """
    label = draft.labels["channel"]
    if not label:
        return Bearing()
    channel = Channel(label)
    if recipient is not None and draft.labels["client_role"] == "recipient" and _non_state(recipient.party):
        return Bearing()
    codes = code_of(actor), code_of(recipient)
    backer, client = _best_pair(
        _chances(sides.backer, draft.chances["backer_role"], codes),
        _chances(sides.client, draft.chances["client_role"], codes),
    )
    others = [s for s in near if s not in (*codes, backer, client)]
    backer, client = _completed(backer, client, *codes, others)
    effect = Effect(draft.labels["effect"]) if draft.labels["effect"] and channel is not Channel.PRESSURE else None
    if effect is Effect.ENDS and any(_something_stays(amount) for amount in amounts):
        effect = Effect.CUTS
    return Bearing(channel, backer, client, effect)


def _chances(
    pointed: dict[str, float], roles: dict[str, float], codes: tuple[str | None, str | None]
) -> dict[str, float]:
    chances = dict(pointed)
    for role, code in zip(("actor", "recipient"), codes, strict=True):
        if code:
            chances[code] = chances.get(code, 0.0) + roles[role]
    return chances


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
    backer: str | None, client: str | None, actor: str | None, recipient: str | None, others: Sequence[str]
) -> tuple[str | None, str | None]:
    """The two sides of a tie where the model left one open: the other party, else the other state of the passage."""
    states = [state for state in (actor, recipient, *others) if state]
    if backer is None and client is None:
        backer = actor
    if backer is None:
        backer = next((state for state in states if state != client), None)
    if client is None:
        client = next((state for state in states if state != backer), None)
    return backer, client


def _non_state(party: Party) -> bool:
    return bool(_NO_CLIENT.intersection(party.sector[:1]))
