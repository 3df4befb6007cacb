"""`backstay claims`: look claims up."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ...records import Participant
from .options import (
    AsOf,
    BackerFilter,
    ChannelFilter,
    ClientFilter,
    DeniedFilter,
    EffectFilter,
    LedgerPath,
    Limit,
    PartyFilter,
    ReportFilter,
    Since,
    SourceFilter,
    StateFilter,
    TextFilter,
    TypeFilter,
    Until,
    claim_filter,
    open_for_reading,
)
from .terminal import one_line, screen

if TYPE_CHECKING:
    from ...ledger import ClaimRow

TABLE_LIMIT = 50
ID_SHOWN = 10
"""Characters of an id that tables show: enough to find one among a hundred thousand."""


class Format(StrEnum):
    """How claims are shown."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def claims(
    *,
    state: StateFilter = None,
    party: PartyFilter = None,
    channel: ChannelFilter = None,
    event_type: TypeFilter = None,
    source: SourceFilter = None,
    backer: BackerFilter = None,
    client: ClientFilter = None,
    effect: EffectFilter = None,
    since: Since = None,
    until: Until = None,
    report: ReportFilter = None,
    text: TextFilter = None,
    denied: DeniedFilter = None,
    limit: Limit = None,
    as_format: Annotated[
        Format, typer.Option("--format", "-f", help=f"The table holds {TABLE_LIMIT} unless --limit says otherwise.")
    ] = Format.TABLE,
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """Look claims up: as a table, as JSON lines in the exchange form, or as CSV."""
    from dataclasses import replace

    with open_for_reading(ledger, as_of) as opened:
        where = claim_filter(
            opened,
            state=state,
            party=party,
            channel=channel,
            event_type=event_type,
            source=source,
            backer=backer,
            client=client,
            effect=effect,
            since=since,
            until=until,
            report=report,
            text=text,
            denied=denied,
            limit=limit,
        )
        if as_format is not Format.TABLE:
            _write(opened.claims(where), as_format)
            return
        rows = opened.claims(where if limit else replace(where, limit=TABLE_LIMIT))
        total = opened.count(replace(where, limit=None))
    _print_table(rows, total)


def _write(rows: Iterable[ClaimRow], as_format: Format) -> None:
    from ..exports import export

    sys.stdout.flush()
    export(rows, "csv" if as_format is Format.CSV else "jsonl", sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _print_table(rows: list[ClaimRow], total: int) -> None:
    from rich import box
    from rich.table import Table

    out = screen()
    if not rows:
        out.print("No claim fits.")
        return
    table = Table("claim", "published", box=box.SIMPLE_HEAD, pad_edge=False, show_lines=False)
    table.add_column("who, to whom", ratio=2)
    table.add_column("what", min_width=9)
    table.add_column("who says", ratio=2)
    table.add_column("in these words", ratio=4)
    for row in rows:
        table.add_row(*_cells(row))
    out.print(table)
    out.print(f"{len(rows)} of {total} claims. Explain one with: backstay explain {rows[0].claim.id[:ID_SHOWN]}")


def _cells(row: ClaimRow) -> Iterator[str]:
    from ...ties import chain_in_words

    claim = row.claim
    yield claim.id[:ID_SHOWN]
    yield row.published.isoformat() if row.published else "unknown"
    yield f"{who(claim.actor)} → {who(claim.recipient)}"
    effect = f"{claim.channel or ''} {claim.effect or ''}".strip()
    status = "" if claim.status == "happened" else claim.status.value
    yield "\n".join(filter(None, (claim.event_type.value, effect, status)))
    stance = "" if claim.innermost.stance == "asserts" else f" ({claim.innermost.stance})"
    yield one_line(chain_in_words(row)) + stance
    yield one_line(claim.quote)


def who(participant: Participant | None) -> str:
    """A party in a few words: the text's own, and whose it is."""
    if participant is None:
        return "(nobody named)"
    name, party = one_line(participant.mention.text), participant.party
    known = party.entity if party.entity and party.entity.casefold() not in name.casefold() else None
    if not participant.named and (known or party.state):
        return f"{known} ({party.state})" if known and party.state else f"{known or party.state}"
    tags = ", ".join(filter(None, (known, party.state)))
    return f"{name} ({tags})" if tags else name
