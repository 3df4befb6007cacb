"""The exchange form: one claim as one JSON object, as `backstay read --json`, exports and the scorer use it.

Besides the fields of the contract it carries what lets a claim come back whole: offsets of mentions, sources, amounts
and dates, the entity's id, the reader's score and its reasons. Readers of the plain form may ignore those, and a plain
object without them can be read too.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from .claim import (
    OUTLET,
    Amount,
    Claim,
    Mention,
    Participant,
    Party,
    Place,
    Reason,
    Source,
    When,
    claim_id,
)
from .errors import UsageError
from .vocabulary import (
    AmountKind,
    Certainty,
    Channel,
    Effect,
    EventType,
    Precision,
    SourceKind,
    Stance,
    Status,
)

JsonObject = dict[str, Any]


def claim_to_json(claim: Claim, *, doc: str | None = None) -> JsonObject:
    """One claim as plain JSON types. `doc` replaces the report's id where texts go by file name."""
    return {
        "doc": doc or claim.report,
        "id": claim.id,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "actor": _participant_out(claim.actor),
        "recipient": _participant_out(claim.recipient),
        "event_type": str(claim.event_type),
        "mode": claim.mode,
        "channel": claim.channel and str(claim.channel),
        "backer": claim.backer,
        "client": claim.client,
        "effect": claim.effect and str(claim.effect),
        "status": str(claim.status),
        "certainty": str(claim.certainty),
        "sources": [
            {"name": s.name, "kind": str(s.kind), "stance": str(s.stance), "start": s.start, "end": s.end}
            for s in claim.sources
        ],
        "amounts": [_amount_out(a) for a in claim.amounts],
        "when": _when_out(claim.when),
        "where": claim.where and claim.where.state,
        "place": claim.where and {"text": claim.where.text, "id": claim.where.place_id},
        "because": claim.because,
        "score": claim.score,
        "reasons": [{"field": r.field, "because": r.because, "score": r.score} for r in claim.reasons],
    }


def claim_from_json(data: JsonObject) -> Claim:
    """The claim that `claim_to_json` wrote, or one in the plain form with `start` and `end`.

    Raises UsageError where a field is missing or holds a word outside the vocabulary.
    """
    try:
        return _claim_in(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"this is no claim in the exchange form: {error!r}",
            hint="See docs/reference/records.md for the fields and their allowed values.",
        ) from error


def _claim_in(data: JsonObject) -> Claim:
    actor, recipient = _participant_in(data.get("actor")), _participant_in(data.get("recipient"))
    event_type = EventType(data["event_type"])
    sources = tuple(
        Source(s["name"], SourceKind(s["kind"]), Stance(s.get("stance", "asserts")), s.get("start"), s.get("end"))
        for s in data.get("sources") or ()
    ) or (OUTLET,)
    report, start, end = str(data["doc"]), int(data["start"]), int(data["end"])
    place = data.get("place") or {}
    where = Place(data.get("where"), place.get("text") or "", place.get("id")) if data.get("where") or place else None
    return Claim(
        id=data.get("id") or claim_id(report, start, end, actor, recipient, event_type, sources),
        report=report,
        start=start,
        end=end,
        quote=data["quote"],
        actor=actor,
        recipient=recipient,
        event_type=event_type,
        mode=data.get("mode"),
        channel=Channel(data["channel"]) if data.get("channel") else None,
        backer=data.get("backer"),
        client=data.get("client"),
        effect=Effect(data["effect"]) if data.get("effect") else None,
        status=Status(data.get("status") or "happened"),
        certainty=Certainty(data.get("certainty") or "certain"),
        sources=sources,
        amounts=tuple(_amount_in(a) for a in data.get("amounts") or ()),
        when=_when_in(data.get("when")),
        where=where,
        because=data.get("because"),
        score=data.get("score"),
        reasons=tuple(Reason(r["field"], r["because"], r.get("score")) for r in data.get("reasons") or ()),
    )


def _participant_out(participant: Participant | None) -> JsonObject | None:
    if participant is None:
        return None
    mention, party = participant.mention, participant.party
    return {
        "text": mention.text,
        "entity": party.entity,
        "entity_id": party.entity_id,
        "state": party.state,
        "sector": list(party.sector),
        "start": mention.start,
        "end": mention.end,
    }


def _participant_in(data: JsonObject | None) -> Participant | None:
    if data is None:
        return None
    mention = Mention(data.get("text") or "", data.get("start"), data.get("end"))
    sector = data.get("sector") or ()
    return Participant(mention, Party(data.get("entity"), data.get("entity_id"), data.get("state"), tuple(sector)))


def _amount_out(amount: Amount) -> JsonObject:
    return {
        "text": amount.text,
        "low": amount.low,
        "high": amount.high,
        "unit": amount.unit,
        "of": amount.of,
        "kind": str(amount.kind),
        "approx": amount.approx,
        "start": amount.start,
        "end": amount.end,
    }


def _amount_in(data: JsonObject) -> Amount:
    return Amount(
        text=data["text"],
        low=data.get("low"),
        high=data.get("high"),
        unit=data.get("unit") or "",
        of=data.get("of") or "",
        kind=AmountKind(data.get("kind") or "level"),
        approx=bool(data.get("approx")),
        start=data.get("start"),
        end=data.get("end"),
    )


def _when_out(when: When | None) -> JsonObject | None:
    if when is None:
        return None
    return {
        "text": when.text,
        "start": when.first and when.first.isoformat(),
        "end": when.last and when.last.isoformat(),
        "precision": str(when.precision),
        "at": None if when.start is None else [when.start, when.end],
    }


def _when_in(data: JsonObject | None) -> When | None:
    if data is None:
        return None
    first, last = data.get("start"), data.get("end")
    at = data.get("at") or (None, None)
    return When(
        text=data.get("text") or "",
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last) if last else None,
        precision=Precision(data.get("precision") or "vague"),
        start=at[0],
        end=at[1],
    )
