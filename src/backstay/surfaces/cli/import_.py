"""`backstay import`: event tables and structural facts in."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import LedgerPath, open_for_writing, parse_pairs
from .reading_run import many
from .terminal import aside, is_terminal, one_line, write_json

if TYPE_CHECKING:
    from rich.console import Console

    from ...ingest.tables import ImportSummary
    from ...sources.tables import TableHints

NOTHING_IMPORTED = 3
"""Exit code where not one row could be imported."""

WHAT_TO_DO = {
    "ragged": "more or fewer fields than the table has columns; is the file whole?",
    "no-id": "a row without the table's own id",
    "no-date": "no date, or one that Backstay does not know how to read; write it as 2019-06-03",
    "unknown-code": "a code that the scheme does not have",
    "no-state": "a side that is no state Backstay knows; use a name, an ISO code or a Correlates of War number",
    "same-state": "both sides are the same state",
    "no-value": "no number",
    "no-channel": "a channel that is none",
}
"""What each reason for skipping a row means."""


class TableFormat(StrEnum):
    """Forms of tables."""

    AUTO = "auto"
    ICEWS = "icews"
    POLECAT = "polecat"
    GDELT = "gdelt"
    ACLED = "acled"
    FACTS = "facts"
    MAP = "map"


class Codes(StrEnum):
    """Coding schemes of events."""

    CAMEO = "cameo"
    PLOVER = "plover"
    ACLED = "acled"


def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Tables: tab or comma separated, also gzip or zip, or Parquet.")
    ],
    *,
    as_format: Annotated[
        TableFormat,
        typer.Option("--format", "-f", help="The form of the table; auto knows ICEWS, POLECAT, GDELT and ACLED files."),
    ] = TableFormat.AUTO,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            "-m",
            metavar="OUR=THEIRS",
            show_default=False,
            help="Any other table: their column for ours, as in day=date or client=recipient.",
        ),
    ] = None,
    constant: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            "-s",
            metavar="OUR=VALUE",
            show_default=False,
            help="What all rows have, as in backer=USA or unit=persons.",
        ),
    ] = None,
    codes: Annotated[Codes, typer.Option(help="With --map: the scheme of the codes.")] = Codes.CAMEO,
    dataset: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", show_default=False, help="What to keep it under; else the format's or file's name."
        ),
    ] = None,
    known: Annotated[
        str,
        typer.Option(
            metavar="WHEN",
            help="From when rows count as known: published (the table's own day, else the event's), today, or a number "
            "of days after the event.",
        ),
    ] = "published",
    absent_is_zero: Annotated[
        bool, typer.Option("--absent-is-zero", help="Facts: a year without a row is a year with nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as one JSON object.")] = False,
    ledger: LedgerPath = None,
) -> None:
    """Import tables of coded events, or of facts such as arms deliveries and troops.

    Ends with what was kept, what was there already, and what was skipped and why. Importing the same again changes
    nothing, and an import that was stopped goes on where it stopped.
    """
    from ...sources.tables import TableHints

    hints = TableHints(
        format=as_format.value,
        columns=parse_pairs(column or [], "--map day=date"),
        constants=parse_pairs(constant or [], "--set backer=USA"),
        scheme=codes.value,
        dataset=dataset,
        absent_is_zero=absent_is_zero,
    )
    try:
        done = _run(files, hints, known, ledger)
    except KeyboardInterrupt as stop:
        aside().print("Stopped. Every batch that was finished is kept; the same command goes on from there.")
        raise typer.Exit(128 + (stop.args[0] if stop.args else signal.SIGINT)) from stop
    if as_json:
        write_json({"files": [_plain(each) for each in done]})
    else:
        for each in done:
            _print(aside(), each)
    failed = next((each.failed for each in done if each.failed), None)
    if failed is not None:
        raise failed
    if not any(each.kept or each.there for each in done):
        raise typer.Exit(NOTHING_IMPORTED)


def _run(files: Sequence[Path], hints: TableHints, known: str, ledger: Path | None) -> list[ImportSummary]:
    from ...ingest.tables import import_into
    from ...sources.tables import open_table

    for path in files:  # a mistyped name or map should not make a ledger
        open_table(path, hints)
    with open_for_writing(ledger) as opened, _live_line() as tell:
        return import_into(opened, files, hints, known=known, progress=tell)


def _print(out: Console, done: ImportSummary) -> None:
    """The summary of one file for people."""
    what = "fact" if done.format == "facts" else "event"
    speed = f", {done.read / done.seconds:,.0f} rows a second" if done.seconds else ""
    out.print(
        f"{one_line(done.address)}: {done.dataset}, {many(done.read, 'row')}, {done.seconds:.1f} seconds{speed}.",
        soft_wrap=True,
    )
    out.print(f"  Kept: {many(done.kept, what)}. Already there: {done.there:,}.")
    if what == "event":
        out.print(f"  {done.bearing:,} of them bear on a tie between two states.")
    if done.bad:
        out.print(f"  Skipped: {many(done.bad, 'row')}; the ledger keeps which and why (view bad_rows).")
        for reason, count in done.skipped.most_common():
            out.print(f"    {count:,} {reason}: {WHAT_TO_DO.get(reason, '')}", soft_wrap=True)
            for row, why, text in done.examples:
                if why == reason:
                    out.print(f"        row {row:,}: {one_line(text)}", soft_wrap=True)


def _plain(done: ImportSummary) -> dict[str, object]:
    return {
        "file": done.address,
        "format": done.format,
        "dataset": done.dataset,
        "read": done.read,
        "kept": done.kept,
        "already_there": done.there,
        "bearing_on_a_tie": done.bearing,
        "skipped": dict(done.skipped.most_common()),
        "seconds": round(done.seconds, 3),
    }


@contextlib.contextmanager
def _live_line() -> Iterator[Callable[[ImportSummary], None]]:
    """Shows how far the import has come, where somebody watches."""
    if not is_terminal(sys.stderr):
        yield lambda _done: None
        return
    with aside().status("Looking at the table") as status:

        def tell(done: ImportSummary) -> None:
            speed = done.read / done.seconds if done.seconds else 0
            status.update(f"{done.dataset}: {done.read:,} rows, {done.kept:,} kept, {speed:,.0f} rows a second")

        yield tell
