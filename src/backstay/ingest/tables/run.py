"""An import: tables to batches, batches to coded events or facts, and those into the ledger."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.knowledge import Knowledge
from backstay.knowledge.crosswalk import StateNames
from backstay.ledger import ImportedFile, Ledger, import_id
from backstay.records.errors import NotReadable
from backstay.sources.tables import Table, TableHints, open_table

from ..stopping import Stopping
from .events import EventCoder
from .facts import FactCoder
from .known import PUBLISHED, KnownRule

if TYPE_CHECKING:
    import polars

BAD_ROWS_KEPT = 10_000
"""Bad rows of one file that are kept with their reasons; all are counted."""

EXAMPLES = 3
_BEGINNING = 1_000_000


@dataclass(slots=True)
class ImportSummary:
    """What an import did with one file, or with all. `there` counts rows that the ledger had already; `examples` holds
    bad rows as number, reason, text; `failed` says why the file broke off, if it did.
    """

    address: str = ""
    format: str = ""
    dataset: str = ""
    read: int = 0
    kept: int = 0
    there: int = 0
    bearing: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[int, str, str]] = field(default_factory=list)
    seconds: float = 0.0
    failed: NotReadable | None = None

    @property
    def bad(self) -> int:
        """Rows that were skipped for any reason."""
        return self.skipped.total()


def import_into(
    ledger: Ledger,
    paths: Sequence[Path],
    hints: TableHints | None = None,
    *,
    known: str = PUBLISHED,
    today: date | None = None,
    progress: Callable[[ImportSummary], None] | None = None,
) -> list[ImportSummary]:
    """Import tables of events or of facts into a ledger that is open for writing; one summary a file.

    Rows that the ledger has are left alone, so that importing twice changes nothing and an import that was stopped is
    finished by starting it again. Each batch of some 200,000 rows is kept whole or not at all.

    Args:
        ledger: open with `write=True`.
        paths: files: text, gzip, zip, Parquet.
        hints: what the user says about them.
        known: from when rows count as known; see `KnownRule`.
        today: the day of the import; today unless given.
        progress: called after each batch with the file's summary so far.

    Raises:
        NotReadable: a file is absent or empty; all are looked at before the first is imported.
        UsageError: a form or a column that is not known.
        LedgerError: the ledger cannot be written.
        KeyboardInterrupt: stopped by SIGINT or SIGTERM, after the last batch.
    """
    rule = KnownRule.parse(known, today or date.today())
    hints = hints or TableHints()
    tables = [open_table(path, hints) for path in paths]
    states = StateNames(Knowledge.load())
    summaries = []
    with Stopping() as stopping:
        for table in tables:
            coder = (FactCoder if table.form.facts else EventCoder)(table, states, rule)
            summaries.append(_import_one(ledger, table, coder, stopping, progress))
        with stopping.held():
            ledger.compact()
    return summaries


def _import_one(
    ledger: Ledger,
    table: Table,
    coder: EventCoder | FactCoder,
    stopping: Stopping,
    progress: Callable[[ImportSummary], None] | None,
) -> ImportSummary:
    began = time.monotonic()
    done = ImportSummary(str(table.path), table.form.name, table.dataset)
    id_, where = _id(table), "facts" if table.form.facts else "coded_events"
    bad: list[polars.DataFrame] = []
    try:
        with closing(table.batches()) as batches:  # type: ignore[type-var]
            for batch in batches:
                rows, wrong = coder.code(batch.frame)
                with stopping.held():
                    kept = ledger.add_rows(where, rows.drop("row"), id_)
                done.read += batch.read
                done.kept += kept
                done.there += rows.height - kept
                done.bearing += rows["client"].count()
                _note_bad(done, bad, (batch.bad, wrong))
                done.seconds = time.monotonic() - began
                if progress is not None:
                    progress(done)
    except NotReadable as error:
        done.failed = error
        return done
    with stopping.held():
        ledger.finish_import(_file(id_, table, done), _together(bad))
    done.seconds = time.monotonic() - began
    return done


def _note_bad(done: ImportSummary, bad: list[polars.DataFrame], wrong: Iterable[polars.DataFrame]) -> None:
    for frame in wrong:
        done.skipped.update(dict(frame["reason"].value_counts().iter_rows()))
        room = BAD_ROWS_KEPT - sum(each.height for each in bad)
        bad.append(frame.head(max(room, 0)))
        for row in frame.head(EXAMPLES).iter_rows():
            if sum(reason == row[1] for _, reason, _ in done.examples) < EXAMPLES:
                done.examples.append(row)


def _together(bad: list[polars.DataFrame]) -> polars.DataFrame:
    import polars

    empty = polars.DataFrame(schema={"row": polars.Int64, "reason": polars.String, "detail": polars.String})
    return polars.concat([empty, *bad]).sort("row")


def _how(table: Table) -> str:
    """What decides what becomes of a file, as text that is the same for the same."""
    return json.dumps(asdict(table.hints), sort_keys=True)


def _id(table: Table) -> str:
    with table.path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    return import_id(table.path.name, table.path.stat().st_size, beginning, table.form.name, table.dataset, _how(table))


def _file(id_: str, table: Table, done: ImportSummary) -> ImportedFile:
    return ImportedFile(id_, str(table.path), table.form.name, table.dataset, _how(table), done.read, done.bad)
