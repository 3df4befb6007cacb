"""The list of claims, its CSV file, and the address of one claim."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends

from ....records import EventType
from ...exports.flat import COLUMNS, flat_row, harmless
from ..cards import claim_card
from ..desk import Desk, desk
from ..models import ClaimPage, ClaimsOut
from ..query import ClaimQuery, PageNumber, claim_query, claims_on_page, paging

if TYPE_CHECKING:
    from ....ledger import ClaimRow

CSV_BATCH = 2000


def claims(
    at: Annotated[Desk, Depends(desk)], query: Annotated[ClaimQuery, Depends(claim_query)], page: PageNumber = 1
) -> ClaimsOut:
    """A page of the list of claims, newest first."""
    rows, total = claims_on_page(at, query, page)
    return ClaimsOut(
        as_of=at.as_of,
        filters=query.given,
        paging=paging(at, "/claims.json", query.given, page, shown=len(rows), total=total),
        claims=[claim_card(at, row) for row in rows],
    )


def claims_extras(_view: ClaimsOut) -> dict[str, Any]:
    """What the form offers."""
    return {"event_types": list(EventType)}


def claim(at: Annotated[Desk, Depends(desk)], id: str) -> ClaimPage:
    """One claim with what its report says of itself. Raises NotInLedger."""
    return ClaimPage(as_of=at.as_of, card=claim_card(at, at.ledger.claim(id)))


def csv_lines(at: Desk, query: ClaimQuery) -> Iterator[str]:
    """Every claim that passes, as CSV, in batches, so that a large ledger never lies in memory whole."""
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _all(at, query):
        flat = flat_row(row)
        writer.writerow([harmless(flat[column]) for column in COLUMNS])
        if out.tell() > 60_000:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _all(at: Desk, query: ClaimQuery) -> Iterator[ClaimRow]:
    offset = 0
    while True:
        rows = at.ledger.claims(replace(query.where, limit=CSV_BATCH, offset=offset, newest_first=True))
        yield from (row for row in rows if query.lets_through(row.claim))
        if len(rows) < CSV_BATCH:
            return
        offset += CSV_BATCH
