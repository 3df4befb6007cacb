"""What was not read, and why."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import Depends, Query

from ..desk import Desk, desk
from ..models import SkippedItem, SkippedOut
from ..query import PAGE_ROWS, PageNumber, paging


def skipped(
    at: Annotated[Desk, Depends(desk)],
    reason: Annotated[str, Query(description="Only this reason.")] = "",
    page: PageNumber = 1,
) -> SkippedOut:
    """A page of the list of inputs that were not read, latest first."""
    everything = at.kept("all skipped", work_out=at.ledger.skipped)
    rows = [item for item in reversed(everything) if reason in ("", item.reason)]
    shown = rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    given = {"reason": reason} if reason else {}
    return SkippedOut(
        as_of=at.as_of,
        filters=given,
        counts=dict(Counter(item.reason for item in everything).most_common()),
        paging=paging(at, "/skipped.json", given, page, shown=len(shown), total=len(rows)),
        skipped=[
            SkippedItem(address=item.address, reason=item.reason, detail=item.detail, sha256=item.sha256, at=item.at)
            for item in shown
        ],
    )
