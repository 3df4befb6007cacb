"""Rows picked by their ids, and the order in which views give them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from backstay.records.errors import NotInLedger

from .views import ClaimRow
from .where import Conditions

CLAIM_ORDER = "c.published {way} NULLS LAST, c.report, c.starts, c.id"
REPORT_ORDER = "r.published {way} NULLS LAST, r.id"
ENOUGH = 4
"""Rows that tell whether the beginning of an id is ambiguous."""


def the_one(what: str, prefix: str, ids: Sequence[str]) -> str:
    """The only id that begins so, or the one that is `prefix` itself. `ids` are sorted. Raises NotInLedger."""
    if not ids or not prefix:
        raise not_there(what, prefix)
    if len(ids) > 1 and ids[0] != prefix:
        named = ", ".join(ids[: ENOUGH - 1])
        raise NotInLedger(f"More than one {what} begins with {prefix}: {named} ...", hint="Give more of the id.")
    return ids[0]


def not_there(what: str, prefix: str) -> NotInLedger:
    """The error for an id that is not there."""
    return NotInLedger(
        f"The ledger has no {what} {prefix}.",
        hint=f"`backstay {what}s` lists what there is. An id may be shortened.",
    )


def way(newest_first: bool) -> str:
    """The word of SQL."""
    return "DESC" if newest_first else "ASC"


def among(ids: Sequence[str], days: Sequence[date | None], known: Conditions | None = None) -> Conditions:
    """These claims, published on these days: with the days, parts of files are passed over without a look."""
    conditions = known or Conditions()
    dated = [day for day in days if day]
    if dated and len(dated) == len(days):
        conditions.add("c.published BETWEEN ? AND ?", min(dated), max(dated))
    if len(ids) == 1:
        conditions.add("c.id = ?", ids[0])
    else:
        conditions.add("c.id IN (SELECT unnest(?))", list(ids))
    return conditions


def oldest_first(row: ClaimRow) -> tuple[int, str, int, str]:
    """`CLAIM_ORDER`, of rows that are there."""
    day = row.published.toordinal() if row.published else date.max.toordinal() + 1
    return day, row.claim.report, row.claim.start, row.claim.id


def newest_first(row: ClaimRow) -> tuple[int, str, int, str]:
    """The same, the latest day first."""
    day = -row.published.toordinal() if row.published else 1
    return day, row.claim.report, row.claim.start, row.claim.id
