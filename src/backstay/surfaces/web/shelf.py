"""The ledger opened for reading once, looked at as of any day, and what was worked out from it."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ...records.errors import BackstayError
from . import answers

if TYPE_CHECKING:
    from ...ledger import Ledger

log = logging.getLogger(__name__)

T = TypeVar("T")
Stamp = tuple[tuple[int, int], ...]

KEPT_ANSWERS = 32
"""Answers kept at most; the largest, all claims on one tie, take some tens of megabytes."""


class Shelf:
    """One open ledger for all requests. One that is missing is looked for again at every request.

    Every question is answered from the ledger's newest state, so that what a reading run beside it finishes shows up at
    the next request. Answers that take long to work out are kept until the ledger's files change.
    """

    def __init__(self, path: Path | None, as_of: date | None = None, most: int = KEPT_ANSWERS) -> None:
        """`most`: answers kept at once, in memory."""
        self.path = path
        self._most = most
        self.as_of = as_of
        self._ledger: Ledger | None = None
        self._kept: OrderedDict[tuple[object, ...], tuple[Stamp, Any]] = OrderedDict()
        self._guard = threading.Lock()
        self._turns: dict[tuple[object, ...], threading.RLock] = {}
        self._waiting: set[tuple[object, ...]] = set()
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="backstay-beside")

    def ledger(self, as_of: date | None = None) -> Ledger:
        """The ledger as of a day, never later than the day that the server was started for.

        Raises errors of the ledger's tree where it cannot be opened.
        """
        from ...ledger import Ledger

        with self._guard:
            if self._ledger is not None and not _catalog(self._ledger).exists():
                self._ledger.close()
                self._ledger = None
            if self._ledger is None:
                self._ledger = Ledger.open(self.path)
            return self._ledger.until(self.capped(as_of))

    def capped(self, as_of: date | None) -> date | None:
        """The earlier of `as_of` and the day that the server was started for."""
        return min((day for day in (as_of, self.as_of) if day), default=None)

    def kept(
        self,
        ledger: Ledger,
        key: tuple[object, ...],
        work_out: Callable[[], T],
        *,
        slow: bool = False,
        form: Any = None,
    ) -> T:
        """`work_out()`, or what it gave for this key and day before, if the ledger's files have not changed since.

        With `slow`, an answer from before the last change is given once more while a fresh one is worked out beside.
        With `form`, the answer's type, it is also kept in the ledger's folder, for a server that starts later.
        """
        stamp, whole_key = _stamp(ledger), (ledger.as_of, *key)
        lasting = form if ledger.as_of is None else None
        with self._guard:
            found = self._kept.get(whole_key)
            if found is not None:
                self._kept.move_to_end(whole_key)
        if found is None and lasting is not None:
            found = self._load(ledger, whole_key, stamp, lasting)
        if found is None or (found[0] != stamp and not slow):
            return self._once(ledger, whole_key, work_out, lasting)
        if found[0] != stamp:
            self.beside(whole_key, lambda: self._once(ledger, whole_key, work_out, lasting))
        answer: T = found[1]
        return answer

    def _load(self, ledger: Ledger, key: tuple[object, ...], stamp: Stamp, form: Any) -> tuple[Stamp, Any] | None:
        """What the ledger's folder holds for a key; of no stamp where that is of an earlier state."""
        found = answers.load(ledger.path, key, form)
        if found is None:
            return None
        kept = stamp if found[0] == ledger.stamp() else ()
        self._keep(key, kept, found[1])
        return kept, found[1]

    def _once(self, ledger: Ledger, key: tuple[object, ...], work_out: Callable[[], T], form: Any) -> T:
        """`work_out()`, done by one of those who ask for the same at once; the others wait for its answer."""
        with self._guard:
            turn = self._turns.setdefault(key, threading.RLock())
        with turn:
            stamp = _stamp(ledger)
            with self._guard:
                found = self._kept.get(key)
            answer: T = (
                found[1] if found is not None and found[0] == stamp else self._fresh(ledger, key, work_out, form)
            )
        with self._guard:
            self._turns.pop(key, None)
        return answer

    def _fresh(self, ledger: Ledger, key: tuple[object, ...], work_out: Callable[[], T], form: Any) -> T:
        stamp, state = _stamp(ledger), ledger.stamp() if form is not None else ""
        answer = self._keep(key, stamp, work_out())
        if form is not None and ledger.stamp() == state:
            answers.keep(ledger.path, key, state, answer, form)
        return answer

    def _keep(self, key: tuple[object, ...], stamp: Stamp, answer: T) -> T:
        with self._guard:
            self._kept[key] = (stamp, answer)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return answer

    def beside(self, key: tuple[object, ...], work: Callable[[], object]) -> None:
        """Do `work` on the one thread that works beside requests, unless the same is waiting there already."""

        def do() -> None:
            try:
                work()
            except BackstayError as error:
                # Whoever asks for the page is told; here it only means that nothing is ready ahead.
                log.info("nothing was worked out ahead: %s", error.message)
            finally:
                with self._guard:
                    self._waiting.discard(key)

        with self._guard:
            if key in self._waiting:
                return
            self._waiting.add(key)
        self._beside.submit(do)

    def close(self) -> None:
        """Stop working beside requests, and let go of the ledger."""
        self._beside.shutdown(wait=True, cancel_futures=True)
        with self._guard:
            if self._ledger is not None:
                self._ledger.close()
            self._ledger = None
            self._kept.clear()


def _catalog(ledger: Ledger) -> Path:
    from ...ledger.place import Folder

    return Folder(ledger.path).catalog


def _stamp(ledger: Ledger) -> Stamp:
    """Size and time of the catalog and its write-ahead log: another stamp after every commit."""
    catalog = _catalog(ledger)
    stats = [path.stat() for path in (catalog, catalog.with_name(catalog.name + "-wal")) if path.exists()]
    return tuple((stat.st_mtime_ns, stat.st_size) for stat in stats)
