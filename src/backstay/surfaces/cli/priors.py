"""`backstay priors`: what is known of sources beforehand, kept with the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import LedgerPath, open_for_reading
from .terminal import aside, one_line, screen

if TYPE_CHECKING:
    from ...corroboration import Prior


def priors(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Keep these: CSV (source,reliability,strength) or YAML."),
    ] = None,
    ledger: LedgerPath = None,
) -> None:
    """Show how reliable you hold sources to be, or keep a file that says so; credence starts from it."""
    from ...corroboration import kept_priors, read_priors, write_priors

    with open_for_reading(ledger) as opened:
        folder = opened.path
    if file is not None:
        path = write_priors(folder, read_priors(file))
        aside().print(f"Kept in {path}", soft_wrap=True)
    kept = kept_priors(folder)
    if not kept.by_name:
        screen().print("No source has a prior of its own. Keep some with: backstay priors FILE")
        return
    _print(kept.by_name)


def _print(by_name: Mapping[str, Prior]) -> None:
    from rich import box
    from rich.table import Table

    table = Table("source", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("right, as a chance", justify="right")
    table.add_column("held as firmly as so many cases", justify="right")
    for name, prior in sorted(by_name.items()):
        table.add_row(one_line(name), f"{prior.reliability:.2f}", f"{prior.strength:g}")
    screen().print(table)
