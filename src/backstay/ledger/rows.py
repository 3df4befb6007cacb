"""Records as rows of the tables, and back. `record` columns hold them whole; the others are for questions."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import msgspec

from backstay.records import Claim, Link, Participant, Precision, Published, Report, Skipped, content_id
from backstay.records.exchange import claim_to_json

from .views import ReportRow

Row = dict[str, Any]

_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(value: Any) -> Any:
    """`value`, with what no UTF-8 database can hold replaced, length kept: lone surrogates become U+FFFD."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def compact(value: Any) -> str:
    """JSON without spaces, in ASCII, the same for the same value."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def utc(moment: datetime | None) -> datetime | None:
    """A moment as the tables keep it: in UTC, without a zone. One without a zone counts as UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment and moment.tzinfo else moment


def report_record(report: Report) -> str:
    """A report without its text, whole."""
    published = report.published
    return compact(
        {
            "id": report.id,
            "url": report.url,
            "outlet": report.outlet,
            "title": report.title,
            "byline": report.byline,
            "published": published
            and {
                "day": published.day.isoformat(),
                "precision": str(published.precision),
                "at": published.at and published.at.isoformat(),
            },
            "language": report.language,
            "retrieved": report.retrieved and report.retrieved.isoformat(),
            "sha256": report.sha256,
            "provenance": dict(report.provenance),
            **({"links": [[link.start, link.end, link.address] for link in report.links]} if report.links else {}),
        }
    )


def report_from_record(record: str, text: str) -> Report:
    """The report that `report_record` wrote, with its text."""
    data = json.loads(record)
    published = data.pop("published")
    retrieved = data.pop("retrieved")
    links = data.pop("links", ())  # reports that were kept before links were, and those without any, have none
    return Report(
        text=text,
        published=published
        and Published(
            date.fromisoformat(published["day"]),
            Precision(published["precision"]),
            published["at"] and datetime.fromisoformat(published["at"]),
        ),
        retrieved=retrieved and datetime.fromisoformat(retrieved),
        links=tuple(Link(*link) for link in links),
        **data,
    )


def report_view(values: Sequence[Any]) -> ReportRow:
    """A `ReportRow` from its fields in their order, as the database gives them."""
    id_, url, outlet, title, byline, published, precision, language, retrieved, claims, words = values
    return ReportRow(
        id_,
        url,
        outlet,
        title,
        byline,
        published,
        Precision(precision) if precision else None,
        language,
        retrieved,
        claims,
        words,
    )


def reading_content(report: Report, claims: tuple[Claim, ...]) -> str:
    """Id of what one reading of a report gave. When it was retrieved is left out: that changes with every reading."""
    record = json.loads(report_record(report))
    del record["retrieved"]
    text = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
    return content_id("k", compact(record), text, *(compact(claim_to_json(claim)) for claim in claims))


def report_row(report: Report, claims: tuple[Claim, ...], *, reader: str, address: str, now: datetime) -> Row:
    """`known` is the day from which the report counts: publication, else retrieval, else today."""
    retrieved = utc(report.retrieved) or now
    published = report.published
    return {
        "id": report.id,
        "url": report.url,
        "outlet": report.outlet,
        "title": report.title,
        "byline": report.byline,
        "published": published and published.day,
        "published_precision": published and str(published.precision),
        "language": report.language,
        "retrieved": utc(report.retrieved),
        "known": published.day if published else retrieved.date(),
        "words": len(report.text.split()),
        "claims": len(claims),
        "reader": reader,
        "address": address,
        "content": reading_content(report, claims),
        "record": report_record(report),
    }


def _party(name: str, participant: Participant | None) -> Row:
    mention, party = (participant.mention, participant.party) if participant else (None, None)
    return {
        name: mention and mention.text,
        f"{name}_entity": party and party.entity,
        f"{name}_id": party and party.entity_id,
        f"{name}_state": party and party.state,
        f"{name}_sector": [clean(code) for code in party.sector] if party else None,
    }


def claim_row(claim: Claim, published: date | None) -> Row:
    """The scalar fields, the report's publication day, and the claim whole."""
    when, where, source = claim.when, claim.where, claim.innermost
    return {
        "id": claim.id,
        "report": claim.report,
        "starts": claim.start,
        "ends": claim.end,
        "quote": claim.quote,
        **_party("actor", claim.actor),
        **_party("recipient", claim.recipient),
        "event_type": str(claim.event_type),
        "mode": claim.mode,
        "channel": claim.channel and str(claim.channel),
        "backer": claim.backer,
        "client": claim.client,
        "effect": claim.effect and str(claim.effect),
        "status": str(claim.status),
        "certainty": str(claim.certainty),
        "source": source.name,
        "source_kind": str(source.kind),
        "stance": str(source.stance),
        "when_text": when and when.text,
        "when_first": when and when.first,
        "when_last": when and when.last,
        "when_precision": when and str(when.precision),
        "place": where and where.text,
        "place_id": where and where.place_id,
        "place_state": where and where.state,
        "because": claim.because,
        "score": claim.score,
        "record": claim_record(claim),
        "published": published,
    }


def claim_record(claim: Claim) -> str:
    """A claim whole, as JSON of the dataclass's own shape: it decodes ten times as fast as the exchange form."""
    try:
        return msgspec.json.encode(claim).decode()
    except UnicodeEncodeError:  # a lone surrogate somewhere
        whole = json.dumps(msgspec.to_builtins(claim), ensure_ascii=False, separators=(",", ":"))
        return _SURROGATES.sub("\ufffd", whole)


def claim_from_record(record: str, *, reasons: bool = True) -> Claim:
    """The claim that `claim_record` wrote; without its reasons, which are most of it, if they are not wanted."""
    if not reasons:
        # The last field. Inside a JSON string its quotation marks would be escaped, so this finds no other.
        record, found, _ = record.partition(',"reasons":[')
        record += "}" if found else ""
    return _decoder().decode(record)


@cache
def _decoder() -> msgspec.json.Decoder[Claim]:
    return msgspec.json.Decoder(Claim)


def source_rows(claim: Claim) -> Iterator[Row]:
    """The chain, outermost first, positions counted from 0."""
    for position, source in enumerate(claim.sources):
        yield {
            "report": claim.report,
            "claim": claim.id,
            "position": position,
            "name": source.name,
            "kind": str(source.kind),
            "stance": str(source.stance),
        }


def amount_rows(claim: Claim) -> Iterator[Row]:
    """The amounts in the claim's order, positions counted from 0."""
    for position, amount in enumerate(claim.amounts):
        yield {
            "report": claim.report,
            "claim": claim.id,
            "position": position,
            "text": amount.text,
            "low": amount.low,
            "high": amount.high,
            "unit": amount.unit,
            "counted": amount.of,
            "kind": str(amount.kind),
            "approx": amount.approx,
        }


def skipped_row(key: str, skipped: Skipped, now: datetime) -> Row:
    """Why an input was skipped, under the input's key."""
    return {
        "key": key,
        "address": skipped.address,
        "reason": skipped.reason,
        "detail": skipped.detail,
        "sha256": skipped.sha256,
        "noted": utc(skipped.at) or now,
    }


def plain(row: Row) -> Row:
    """A row of JSON types."""
    return {name: value.isoformat() if isinstance(value, date) else clean(value) for name, value in row.items()}
