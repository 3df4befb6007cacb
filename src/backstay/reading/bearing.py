"""Which tie a claim bears on: the backer, the client, the channel and what happens to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backstay.records import IGO_CODES, Amount, AmountKind, Channel, Effect, Participant, Party

from .decode import Draft

_CODE_OF = {name: code for code, name in IGO_CODES.items()}
_NO_CLIENT = frozenset(("REB", "OPP", "CRM"))


@dataclass(frozen=True, slots=True)
class Bearing:
    """The tie; every field is None where the claim bears on none."""

    channel: Channel | None = None
    backer: str | None = None
    client: str | None = None
    effect: Effect | None = None


def bearing(
    draft: Draft,
    actor: Participant | None,
    recipient: Participant | None,
    near: Sequence[str],
    amounts: Sequence[Amount] = (),
) -> Bearing:
    """The tie that a draft bears on. `near` holds states in play around it, the last named first."""
    label = draft.labels["channel"]
    if not label:
        return Bearing()
    channel = Channel(label)
    parties = {"actor": actor, "recipient": recipient}
    backer = _side(parties, draft.labels["backer_role"])
    client = _side(parties, draft.labels["client_role"])
    others = [s for s in near if s not in (_state(actor), _state(recipient), backer, client)]
    if draft.labels["client_role"] == "other" and others:
        client = others[0]
    elif draft.labels["backer_role"] == "other" and others:
        backer = others[0]
    backer, client = _completed(backer, client, _state(actor), _state(recipient), others)
    if backer == client:
        client = None
    if recipient is not None and draft.labels["client_role"] == "recipient" and _non_state(recipient.party):
        return Bearing()
    effect = Effect(draft.labels["effect"]) if draft.labels["effect"] and channel is not Channel.PRESSURE else None
    if effect is Effect.ENDS and any(_something_stays(amount) for amount in amounts):
        effect = Effect.CUTS
    return Bearing(channel, backer, client, effect)


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


def _side(parties: dict[str, Participant | None], role: str) -> str | None:
    return _state(parties.get(role))


def _state(participant: Participant | None) -> str | None:
    if participant is None:
        return None
    party = participant.party
    return party.state or _CODE_OF.get(party.entity or "")


def _non_state(party: Party) -> bool:
    return bool(_NO_CLIENT.intersection(party.sector[:1]))
