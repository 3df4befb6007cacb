"""What `read` and `demo` share: a reading run with its progress, and the summary that it ends with."""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from ...records import Skipped
from ...records.errors import BackstayError
from .terminal import aside, is_terminal, one_line

if TYPE_CHECKING:
    from rich.console import Console

    from ...ingest import Progress, Summary
    from ...ledger import Ledger, Outcome
    from ...sources import Hints

EXAMPLES = 3
"""Skipped inputs that the summary names for each reason."""

_WORTH_A_PROCESS = 4  # fewer inputs than this for each process are read sooner in this one

WHAT_TO_DO = {
    "empty": "there is no text in it, so nothing is lost",
    "too-large": "allow more with --max-mb",
    "not-text": "convert it to HTML or plain text first",
    "no-article": "save the article's own page, or its plain text",
    "other-language": "Backstay reads English",
    "broken-feed": "check that it is an RSS or Atom feed with entries",
    "broken-line": "each line must be a JSON object with a text; name its columns with --column text=THEIRS",
    "not-readable": "check the path and its permissions",
    "fetch-failed": "open the address in a browser and save the page (in a private network: --allow-private)",
}
"""What the user can do about each reason for skipping (`records.errors`)."""


@dataclass(slots=True)
class Totals:
    """What one or several runs did. Times are in seconds."""

    read: int = 0
    known: int = 0
    claims: int = 0
    words: int = 0
    seconds: float = 0.0
    skipped: list[Skipped] = field(default_factory=list)

    def add(self, summary: Summary) -> None:
        """Count a run in."""
        self.read += summary.read
        self.known += summary.known
        self.claims += summary.claims
        self.words += summary.words
        self.seconds += summary.seconds
        self.skipped += summary.skipped_items

    def add_outcome(self, outcome: Outcome) -> None:
        """Count one input in."""
        if outcome.skipped is not None:
            self.skipped.append(outcome.skipped)
        elif outcome.report is not None:
            self.read += 1
            self.claims += len(outcome.claims)
            self.words += len(outcome.report.text.split())

    @property
    def nothing_read(self) -> bool:
        """Could nothing at all be read?"""
        return not self.read and not self.known

    def print(self, out: Console) -> None:
        """The summary for people: read, known, skipped and why, claims, words, seconds, words a second."""
        speed = f", {self.words / self.seconds:,.0f} words a second" if self.words and self.seconds else ""
        found = f"{many(self.claims, 'claim')} in {many(self.words, 'word')}, {self.seconds:.1f} seconds{speed}"
        out.print(f"Read {many(self.read, 'report')}: {found}.", soft_wrap=True)
        if self.known:
            out.print(f"Already known: {self.known:,}.")
        if self.skipped:
            out.print(f"Skipped: {len(self.skipped):,}.")
            self._print_skipped(out)
        if self.nothing_read and not self.skipped:
            out.print("Nothing was found to read there.")

    def _print_skipped(self, out: Console) -> None:
        for reason, count in Counter(each.reason for each in self.skipped).most_common():
            advice = WHAT_TO_DO.get(reason)
            out.print(f"  {count:,} {reason}" + (f": {advice}" if advice else ""), soft_wrap=True)
            examples = [each for each in self.skipped if each.reason == reason][:EXAMPLES]
            for each in examples:
                out.print(f"      {one_line(each.address)}: {one_line(each.detail)}", soft_wrap=True)
            if count > len(examples):
                out.print(f"      and {count - len(examples):,} more")


def read_with_progress(
    ledger: Ledger, inputs: Sequence[str], hints: Hints, *, jobs: int, min_confidence: float | None = None
) -> Summary:
    """Read into the ledger, with a line on standard error where somebody watches.

    Raises what `ingest.read_into` raises; before KeyboardInterrupt goes on, says what is kept.
    """
    from ...ingest import read_into
    from ...ingest.work import load_reader

    last: Progress | None = None
    with _live_line() as tell:

        def follow(progress: Progress) -> None:
            nonlocal last
            last = progress
            tell(progress.done, progress.read, progress.claims, progress.words, progress.seconds)

        try:
            load = partial(load_reader, min_confidence)
            return read_into(ledger, inputs, hints, jobs=jobs, progress=follow, load=load)
        except KeyboardInterrupt:
            tell.stop()
            _say_stopped(last)
            raise


def make_ready(ledger: Path, jobs: int) -> None:
    """After a long reading: join events, measure ties and lay the web pages ready, with a line where somebody watches.

    Whoever stops it loses nothing: what is missing is worked out when it is asked for.
    """
    from ..web.ahead import make_ready as prepare

    with _live_line("Laying the pages ready") as tell:

        def follow(done: int, every: int, name: str) -> None:
            tell.say(f"Laying ready what pages show (Ctrl-C leaves it for later): {name}, {done:,} of {every:,}")

        try:
            prepare(ledger, jobs, follow)
        except KeyboardInterrupt:
            tell.stop()
            aside().print("Stopped. The rest is worked out when a page is asked for.")
        except BackstayError as error:
            tell.stop()
            aside().print(f"All is read and kept. Pages are worked out when asked for: {error.message}", markup=False)


def load_ahead(min_confidence: float | None = None) -> None:
    """Load the reader beside what comes before it, such as opening the ledger: half a second of a short run.

    What goes wrong there is left to whoever loads it next, and is told then.
    """

    def load() -> None:
        from ...ingest.work import load_reader

        with contextlib.suppress(BackstayError):
            load_reader(min_confidence)

    Thread(target=load, name="load-reader").start()


def read_without_keeping(
    inputs: Sequence[str], hints: Hints, *, jobs: int, min_confidence: float | None = None
) -> Iterator[Outcome]:
    """Each input's outcome, in order, with no ledger; progress as above. Raises StopRun."""
    from contextlib import closing

    from ...engines import map_ordered
    from ...ingest.work import MakeWork, load_reader
    from ...sources import discover

    items = iter(discover(inputs, hints))
    first = list(islice(items, jobs * _WORTH_A_PROCESS))
    workers = 1 if len(first) < jobs * _WORTH_A_PROCESS else jobs
    seen, began = Totals(), time.monotonic()
    work = MakeWork(partial(load_reader, min_confidence), hints)
    with _live_line() as tell, closing(map_ordered(work, chain(first, items), workers)) as done:
        for outcome in done:
            seen.add_outcome(outcome)
            tell(seen.read + len(seen.skipped), seen.read, seen.claims, seen.words, time.monotonic() - began)
            yield outcome


def many(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _say_stopped(last: Progress | None) -> None:
    out = aside()
    if last is None:
        out.print("Stopped before anything was read.")
        return
    out.print(
        f"Stopped. Kept: {many(last.read, 'report')} with {many(last.claims, 'claim')}, and why "
        f"{many(last.skipped, 'input')} could not be read. The same command goes on from there.",
        soft_wrap=True,
    )


class _LiveLine:
    """Shows how far a run has come, ten times a second at most; silent where nobody watches."""

    def __init__(self, show: Callable[[str], None] | None, stop: Callable[[], None]) -> None:
        self._show = show
        self.stop = stop

    def say(self, words: str) -> None:
        """Show these words."""
        if self._show is not None:
            self._show(words)

    def __call__(self, done: int, read: int, claims: int, words: int, seconds: float) -> None:
        if self._show is not None:
            speed = words / seconds if seconds else 0.0
            self._show(f"{done:,} inputs, {many(read, 'report')}, {many(claims, 'claim')}, {speed:,.0f} words a second")


@contextlib.contextmanager
def _live_line(begin: str = "Loading the reader") -> Iterator[_LiveLine]:
    if not is_terminal(sys.stderr):
        yield _LiveLine(None, lambda: None)
        return
    with aside().status(begin) as status:
        yield _LiveLine(status.update, status.stop)
