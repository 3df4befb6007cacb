"""`backstay demo`: Backstay at work on twenty-four short dispatches about Venezuela."""

from __future__ import annotations

import shutil
from pathlib import Path

from ...records.errors import LedgerError, LedgerLocked
from .brief import print_brief
from .options import LedgerPath, open_for_writing
from .reading_run import Totals, load_ahead, read_with_progress
from .terminal import aside

FOLDER = "demo.backstay"


def demo(*, ledger: LedgerPath = None) -> None:
    """Read the demo dossier and print the brief on Venezuela.

    The demo has a ledger of its own beside yours and makes it anew each time; one named with --ledger is added to.
    """
    from ...demo import STATE, batches
    from ...ledger import Ledger
    from ...sources import Hints
    from ...ties import brief

    load_ahead()
    path = ledger or _own_place()
    if ledger is None:
        _clear(path)
    out = aside()
    out.print("Reading the demo dossier: short dispatches written for this demo on facts of 2010 to 2020.")
    totals = Totals()
    with open_for_writing(path) as opened:
        for batch in batches():  # one process: it is soon done, and loads the models once
            hints = Hints(published=batch.published, outlet=batch.outlet)
            totals.add(read_with_progress(opened, batch.inputs, hints, jobs=1))
    totals.print(out)
    out.print()
    with Ledger.open(path) as opened:
        summary = brief(opened, STATE)
    print_brief(summary, path)


def _own_place() -> Path:
    import platformdirs

    return platformdirs.user_data_path("backstay", appauthor=False) / FOLDER


def _clear(path: Path) -> None:
    """Remove the demo's own ledger, whatever state it is in, unless somebody is writing to it."""
    from ...ledger import Ledger

    if not path.exists():
        return
    try:
        Ledger.open(path, write=True).close()
    except LedgerLocked:
        raise
    except LedgerError:
        pass  # damaged or from another version: it is made anew
    shutil.rmtree(path)
