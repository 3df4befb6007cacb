"""What one process does: an item to a report, a report to claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from backstay.ledger import Outcome
from backstay.records import Claim, Report, Skipped, content_id
from backstay.records.errors import SkipReport
from backstay.sources import Hints, Item, extract


class ReadsReports(Protocol):
    """A reader, as far as a run needs one. `version` changes whenever the same report may give other claims."""

    version: str

    def read(self, report: Report) -> tuple[Claim, ...]:
        """The claims of a report: the same report gives the same claims."""
        ...


LoadReader = Callable[[], ReadsReports]


def load_reader(min_confidence: float | None = None) -> ReadsReports:
    """The package's own reader; see `reading.Reader.load`. Raises ModelMissing, UsageError."""
    from backstay.reading import Reader

    return Reader.load(min_confidence)


@dataclass(frozen=True, slots=True)
class MakeWork:
    """Makes a process's worker: called once in each, so that each loads its own reader."""

    load: LoadReader
    hints: Hints

    def __call__(self) -> Work:
        """Raises ModelMissing."""
        return Work(self.load(), self.hints)


@dataclass(frozen=True, slots=True)
class Work:
    """One item to its outcome."""

    reader: ReadsReports
    hints: Hints

    def __call__(self, item: Item | Skipped) -> Outcome:
        """What could not even become an item passes through: it has its place in the order like everything else."""
        if isinstance(item, Skipped):
            return Outcome(skipped_key(item), item.address, skipped=item)
        try:
            report = extract(item, self.hints)
            return Outcome(item.key, item.address, report, self.reader.read(report))
        except SkipReport as error:
            skipped = Skipped(item.address, error.reason, error.message, at=datetime.now(UTC))
            return Outcome(item.key, item.address, skipped=skipped)


def skipped_key(skipped: Skipped) -> str:
    """The key of an input that never became an item."""
    return content_id("i", "skipped", skipped.address, skipped.reason, skipped.sha256)
