"""Claims as a Parquet file: the exchange form with its nesting kept, and the report's columns beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

from ...records.exchange import claim_to_json

if TYPE_CHECKING:
    from ...ledger import ClaimRow


def write_parquet(rows: Iterable[ClaimRow], out: IO[bytes]) -> int:
    """Write one Parquet table and give its number of rows. An empty one has its columns all the same."""
    import polars as pl

    records = [_record(row) for row in rows]
    pl.DataFrame(records, schema=_schema()).write_parquet(out)
    return len(records)


def _record(row: ClaimRow) -> dict[str, Any]:
    plain = claim_to_json(row.claim)
    when = row.claim.when
    plain["when"] = when and {
        "text": when.text,
        "first": when.first,
        "last": when.last,
        "precision": when.precision.value,
    }
    plain["amounts"] = [
        {**each, "low": _number(each["low"]), "high": _number(each["high"])} for each in plain["amounts"]
    ]
    plain["score"] = _number(plain["score"])
    plain["report"] = plain.pop("doc")
    plain.update(outlet=row.outlet, title=row.title, url=row.url, published=row.published)
    return plain


def _number(value: float | None) -> float | None:
    """Whole numbers come from JSON as integers; a column has one type."""
    return None if value is None else float(value)


def _schema() -> dict[str, Any]:
    import polars as pl

    text, number, whole, day = pl.String(), pl.Float64(), pl.Int64(), pl.Date()
    at = {"start": whole, "end": whole}
    party = pl.Struct({"text": text, "entity": text, "entity_id": text, "state": text, "sector": pl.List(text), **at})
    source = pl.Struct({"name": text, "kind": text, "stance": text, **at})
    bounds = {"text": text, "low": number, "high": number, "unit": text, "of": text, "kind": text}
    amount = pl.Struct({**bounds, "approx": pl.Boolean(), **at})
    return {
        "id": text, "report": text, "outlet": text, "title": text, "url": text, "published": day,
        "quote": text, "start": whole, "end": whole, "actor": party, "recipient": party,
        "event_type": text, "mode": text, "channel": text, "backer": text, "client": text, "effect": text,
        "status": text, "certainty": text, "sources": pl.List(source), "amounts": pl.List(amount),
        "when": pl.Struct({"text": text, "first": day, "last": day, "precision": text}),
        "where": text, "place": pl.Struct({"text": text, "id": text}), "because": text, "score": number,
        "reasons": pl.List(pl.Struct({"field": text, "because": text, "score": number})),
    }  # fmt: skip
