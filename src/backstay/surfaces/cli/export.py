"""`backstay export`: claims as files that other tools open."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...records.errors import UsageError
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
from .terminal import aside, is_terminal

if TYPE_CHECKING:
    from ..exports import Exported


class Format(StrEnum):
    """What the file is."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    PLOVER = "plover"


def export(
    *,
    out: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", show_default=False, help="Where to; standard output if left away or -."),
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", show_default=False, help="Else as FILE ends: .jsonl, .csv, .parquet."),
    ] = None,
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
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """Write claims as JSON lines, CSV, Parquet, or PLOVER event records (JSON lines)."""
    from ..exports import export as write

    target = None if out is None or str(out) == "-" else out
    chosen = _chosen(form, target)
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
        rows = opened.claims(where)
    sys.stdout.flush()
    exported = write(rows, chosen, target or sys.stdout.buffer)
    sys.stdout.buffer.flush()
    _print_summary(exported, chosen, target)


def _chosen(form: Format | None, target: Path | None) -> str:
    """The format that was asked for, or that the file's name says; binary never goes to a terminal."""
    if form is None and target is not None:
        ending = target.suffix.lower().removeprefix(".")
        if ending not in {"jsonl", "csv", "parquet"}:
            raise UsageError(f"The name {target.name} does not say which format to write.", hint="Add --format.")
        return ending
    chosen = (form or Format.JSONL).value
    if chosen == Format.PARQUET and target is None and is_terminal(sys.stdout):
        raise UsageError("Parquet is not for a terminal.", hint="Name a file: backstay export claims.parquet")
    return chosen


def _print_summary(exported: Exported, form: str, target: Path | None) -> None:
    out = aside()
    where = f" to {target}" if target else ""
    out.print(f"{exported.written:,} {'events' if form == 'plover' else 'claims'} written{where}.", soft_wrap=True)
    for reason, count in sorted(exported.left_out.items(), key=lambda each: -each[1]):
        out.print(f"  left out {count:,}: {reason}")
