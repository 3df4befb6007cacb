"""A reading run: inputs to items, items to reports and claims, and those into the ledger."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from backstay.engines import map_ordered
from backstay.ledger import Ledger, Outcome
from backstay.records import Skipped
from backstay.sources import Hints, Item, discover

from .batches import Batches
from .stopping import Stopping
from .summary import Progress, Summary
from .work import LoadReader, MakeWork, load_reader


def read_into(
    ledger: Ledger,
    inputs: Sequence[str],
    hints: Hints | None = None,
    *,
    jobs: int,
    progress: Callable[[Progress], None] | None = None,
    load: LoadReader = load_reader,
) -> Summary:
    """Read `inputs` into a ledger that is open for writing, with `jobs` processes.

    Inputs that this reader version has dealt with before are not read again. The result does not depend on `jobs`. A
    run that is stopped, by Ctrl-C, SIGTERM, an error or a kill, keeps every finished batch, and the same call goes on
    there.

    Args:
        ledger: open with `write=True`.
        inputs: paths, addresses, or "-".
        hints: what the user says about the inputs.
        jobs: how many processes read; 1 reads in this one.
        progress: called after each input, in this process.
        load: makes the reader in each process; must pickle.

    Raises:
        StopRun: something that every report needs is missing; the ledger cannot be written; a process was ended.
        KeyboardInterrupt: stopped by SIGINT or SIGTERM (its argument is the signal's number), after the last batch.
    """
    hints = hints or Hints()
    version = load().version
    tally = _Tally(progress)
    unread = _unread(ledger, discover(inputs, hints), version, tally)
    batches = Batches(ledger, version)
    with Stopping() as stopping:
        with closing(map_ordered(MakeWork(load, hints), unread, jobs)) as outcomes:
            try:
                for outcome in outcomes:
                    batches.add(outcome)
                    tally.add(outcome)
                    if batches.due:
                        with stopping.held():
                            batches.flush()
            finally:
                with stopping.held():
                    batches.flush()
        with stopping.held():
            ledger.compact()
    return tally.summary()


def _unread(ledger: Ledger, items: Iterable[Item | Skipped], version: str, tally: _Tally) -> Iterator[Item | Skipped]:
    """The items that this reader version has not dealt with. One that comes twice in a run counts once."""
    known = ledger.known_keys(version)
    for item in items:
        if isinstance(item, Item):
            if item.key in known:
                tally.add_known(item.address)
                continue
            known.add(item.key)
        yield item


@dataclass(slots=True)
class _Tally:
    """Counts, and the caller's progress."""

    progress: Callable[[Progress], None] | None
    read: int = 0
    known: int = 0
    claims: int = 0
    words: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def add(self, outcome: Outcome) -> None:
        if outcome.skipped is not None:
            self.skipped.append(outcome.skipped)
        elif outcome.report is not None:
            self.read += 1
            self.claims += len(outcome.claims)
            self.words += len(outcome.report.text.split())
        self._tell(outcome.address)

    def add_known(self, address: str) -> None:
        self.known += 1
        self._tell(address)

    def _tell(self, address: str) -> None:
        if self.progress is not None:
            seconds = time.monotonic() - self.began
            self.progress(Progress(self.read, self.known, len(self.skipped), self.claims, self.words, seconds, address))

    def summary(self) -> Summary:
        return Summary(
            read=self.read,
            known=self.known,
            skipped=dict(Counter(item.reason for item in self.skipped).most_common()),
            skipped_items=tuple(self.skipped),
            claims=self.claims,
            words=self.words,
            seconds=time.monotonic() - self.began,
        )
