"""`backstay reports`: what has been read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from .options import AsOf, LedgerPath, Since, Until, open_for_reading
from .terminal import one_line, screen, write_data

if TYPE_CHECKING:
    from ...ledger import ReportRow

TABLE_LIMIT = 50


def reports(
    *,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Words in the outlet's name.")] = None,
    since: Since = None,
    until: Until = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="Words in title or text.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, show_default=False, help=f"At most this many; {TABLE_LIMIT} in the table.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """List the reports in the ledger, with how many claims each gave."""
    with open_for_reading(ledger, as_of) as opened:
        most = limit if limit or as_json else TABLE_LIMIT
        rows = opened.reports(outlet=outlet, since=since, until=until, text=text, limit=most)
    if as_json:
        write_data(_line(row) for row in rows)
        return
    _print_table(rows)
    if len(rows) == TABLE_LIMIT and limit is None:
        screen().print(f"The first {TABLE_LIMIT}; see more with --limit.")


def _line(row: ReportRow) -> bytes:
    published = row.published
    record = {
        "id": row.id,
        "published": published.isoformat() if published else None,
        "outlet": row.outlet,
        "title": row.title,
        "url": row.url,
        "claims": row.claims,
    }
    return (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _print_table(rows: Iterable[ReportRow]) -> None:
    from rich import box
    from rich.table import Table

    table = Table("report", "published", "outlet", "title", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("claims", justify="right")
    for row in rows:
        day = row.published.isoformat() if row.published else "unknown"
        table.add_row(row.id[:10], day, one_line(row.outlet or ""), one_line(row.title or ""), str(row.claims))
    screen().print(table)
