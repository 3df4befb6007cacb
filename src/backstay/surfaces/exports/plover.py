"""Claims as PLOVER event records, one JSON object a line.

Field names are those of the PLOVER 1.3 manual, chapter 6 (tables 6.1 to 6.3, 6.5 and 6.6), with underscores. PLOVER
codes what is reported to have happened, so a claim becomes a record only if its source asserts that it happened or goes
on, its type is one of PLOVER's sixteen, its actor is known and a date is settled. What PLOVER has no field for (tie,
chain of sources, amounts) stands under `backstay`, as the manual allows.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ..._version import __version__
from ...records import QUAD, Claim, EventType, Participant, Quad, Stance, Status
from ...records.exchange import claim_to_json

if TYPE_CHECKING:
    from ...ledger import ClaimRow

CODEBOOK = "plover-base-1.3"
_QUAD_CODE = {quad: number for number, quad in enumerate(Quad, start=1)}
_NON_STATE = (("IGO", "IGO"), ("NGO", "NGO"), ("REB", "IMG"), ("RAD", "IMG"), ("BUS", "MNC"))
"""PLOVER's codes for actors of no state (table 5.1), by our sector."""
_OWN_FIELDS = ("channel", "backer", "client", "effect", "status", "certainty", "sources", "amounts", "score")


def left_out(row: ClaimRow) -> str | None:
    """Why a claim makes no PLOVER record, in words; None where it makes one."""
    claim = row.claim
    if claim.event_type is EventType.STATE:
        return "a standing condition, no event"
    if claim.innermost.stance is not Stance.ASSERTS:
        return "denied, doubted or declined"
    if claim.status not in {Status.HAPPENED, Status.ONGOING}:
        return "planned, conditional or said not to have happened"
    if claim.actor is None:
        return "no actor"
    return None if _dates(row) else "no date"


def plover_record(row: ClaimRow) -> dict[str, Any]:
    """The PLOVER record of a claim for which `left_out` is None. Empty fields are left away."""
    claim = row.claim
    first, last = _dates(row) or (None, None)
    record: dict[str, Any] = {
        "id": claim.id,
        "date": first and first.isoformat(),
        "enddate": last.isoformat() if last and last != first else None,
        "actor": [_entity(claim.actor)] if claim.actor else [],
        "recipient": [_entity(claim.recipient)] if claim.recipient else None,
        "event": [claim.event_type.value],
        "event_loc": _location(claim),
        "event_text": [claim.quote],
        "quad_code": _QUAD_CODE[QUAD[claim.event_type]],
        "mode": [claim.mode] if claim.mode else None,
        "text_info": {"start": claim.start, "end": claim.end},
        "cite_info": _citation(row),
        "coder": f"backstay {__version__}",
        "backstay": _own(claim),
    }
    return {name: value for name, value in record.items() if value is not None}


def _dates(row: ClaimRow) -> tuple[date, date] | None:
    """The event's own interval where the text settles it, else the day of publication."""
    when = row.claim.when
    if when and when.first:
        return when.first, when.last or when.first
    return (row.published, row.published) if row.published else None


def _entity(participant: Participant) -> dict[str, Any]:
    party = participant.party
    entity = {
        "code": party.state or next((code for sector, code in _NON_STATE if sector in party.sector), None),
        "sector": list(party.sector) or None,
        "entity_text": participant.mention.text,
        "identifier_id": party.entity_id,
        "identifier_text": party.entity,
    }
    return {name: value for name, value in entity.items() if value is not None}


def _location(claim: Claim) -> dict[str, Any] | None:
    if claim.where is None:
        return None
    place = {"extracted_place": claim.where.text or None, "country_code": claim.where.state}
    return {name: value for name, value in place.items() if value is not None} or None


def _citation(row: ClaimRow) -> dict[str, Any]:
    citation = {
        "citation": row.claim.report,
        "url": row.url,
        "title": row.title,
        "publication": row.outlet,
        "codebook": CODEBOOK,
    }
    return {name: value for name, value in citation.items() if value is not None}


def _own(claim: Claim) -> dict[str, Any]:
    plain = claim_to_json(claim)
    return {name: plain[name] for name in _OWN_FIELDS}
