"""`backstay read`: news in, claims out."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...records import Claim
from .options import Jobs, LedgerPath, open_for_writing, parse_pairs
from .reading_run import Totals, load_ahead, make_ready, read_with_progress, read_without_keeping
from .terminal import aside, write_data

if TYPE_CHECKING:
    from ...ledger import Ledger
    from ...sources import Hints

NOTHING_READ = 3
"""Exit code where not one input could be read."""
LONG = 200
"""Reports that a run must have read for the pages on them to be laid ready at its end."""


def read(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|URL|-",
            help="Pages, plain texts, folders, JSON lines, RSS or Atom feeds, by path or address; - is standard input.",
        ),
    ],
    *,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", show_default=False, help="When it was published; overrides what pages say."),
    ] = None,
    outlet: Annotated[
        str | None,
        typer.Option(metavar="NAME", show_default=False, help="Who published it; overrides what pages say."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print claims as JSON lines; kept only if --ledger is given too.")
    ] = False,
    ledger: LedgerPath = None,
    jobs: Jobs = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OUR=THEIRS", show_default=False, help="JSON lines: their column for ours, as in published=date."
        ),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also fetch addresses in private networks.")
    ] = False,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            min=0.01,
            max=1.0,
            show_default=False,
            help="Keep claims from this confidence on, in 0..1; else the one that reads best on balance.",
        ),
    ] = None,
    max_mb: Annotated[float, typer.Option(min=0.001, help="Skip anything larger, in megabytes.")] = 20,
) -> None:
    """Read news into the ledger.

    Ends with what was read, what was skipped and why. Reading the same again changes nothing. With --json and no
    --ledger it is a pure filter: claims go to standard output and nothing is kept.
    """
    from ...sources import Hints

    hints = Hints(
        published=published,
        outlet=outlet,
        columns=parse_pairs(column or [], "--column published=date"),
        max_bytes=int(max_mb * 1_000_000),
        allow_private=allow_private,
    )
    workers = jobs or os.cpu_count() or 1
    run = _print_claims if as_json else _keep
    try:
        totals = run(inputs, hints, workers, ledger, min_confidence)
    except KeyboardInterrupt as stop:
        raise typer.Exit(128 + (stop.args[0] if stop.args else signal.SIGINT)) from stop
    if totals.nothing_read:
        raise typer.Exit(NOTHING_READ)


def _keep(inputs: Sequence[str], hints: Hints, jobs: int, ledger: Path | None, min_confidence: float | None) -> Totals:
    totals = Totals()
    load_ahead(min_confidence)
    with open_for_writing(ledger) as opened:
        totals.add(read_with_progress(opened, inputs, hints, jobs=jobs, min_confidence=min_confidence))
    totals.print(aside())
    if totals.read >= LONG:
        make_ready(opened.path, jobs)
    return totals


def _print_claims(
    inputs: Sequence[str], hints: Hints, jobs: int, ledger: Path | None, min_confidence: float | None
) -> Totals:
    """Claims to standard output and nothing else there. With a ledger, what it knew already is not printed again."""
    totals, began = Totals(), time.monotonic()
    if ledger is not None:
        with echoing_ledger(ledger) as opened:
            totals.add(read_with_progress(opened, inputs, hints, jobs=jobs, min_confidence=min_confidence))
    else:
        for outcome in read_without_keeping(inputs, hints, jobs=jobs, min_confidence=min_confidence):
            totals.add_outcome(outcome)
            print_claims(outcome.claims)
        totals.seconds = time.monotonic() - began
    totals.print(aside())
    return totals


def print_claims(claims: Iterable[Claim]) -> None:
    """Claims in the exchange form, one a line, at once."""
    from ...records.exchange import claim_to_json
    from ..exports.files import line

    write_data(line(claim_to_json(claim)) for claim in claims)


def echoing_ledger(path: Path) -> Ledger:
    """A ledger, open for writing, that prints the claims of each batch once they are kept."""
    from ...ledger import Ledger, Outcome

    class Echoing(Ledger):
        def write(self, outcomes: Sequence[Outcome], *, reader: str) -> None:
            super().write(outcomes, reader=reader)
            print_claims(claim for outcome in outcomes for claim in outcome.claims)

    return open_for_writing(path, Echoing)
