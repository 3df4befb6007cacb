"""The same work on every core of this machine.

Processes are spawned, not forked: a fork would copy the locks of DuckDB's and ONNX Runtime's threads in whatever state
they are, and spawning is the one way that every platform has. Each process makes its own worker once.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from backstay.records.errors import StopRun

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4
"""Items in flight for each process: enough to keep it busy while results wait for an earlier one."""

_HELD = (signal.SIGINT, signal.SIGTERM)


def map_ordered(make: Callable[[], Callable[[T], R]], items: Iterable[T], jobs: int) -> Generator[R, None, None]:
    """`make()(item)` for each item, in the order of the items, over `jobs` processes.

    With one job, or with so few items that they are done before other processes could start, all happens in this one.
    `make`, items and results must pickle. No more than a few items for each process are drawn ahead of the result that
    is handed out. Closing the iterator, or the end of this process, however it ends, ends the others.

    Raises:
        BackstayError: what `make` or the work raised, as it was.
        StopRun: a process was ended from outside. Results handed out before stand.
    """
    items = iter(items)
    first = list(islice(items, jobs * _AHEAD)) if jobs > 1 else []
    if len(first) < jobs * _AHEAD:
        work = make()
        for item in chain(first, items):
            yield work(item)
        return
    with _pool(make, jobs) as pool:
        waiting: deque[Future[R]] = deque()
        for item in chain(first, items):
            waiting.append(_submit(pool, item))
            if len(waiting) >= jobs * _AHEAD:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())


@contextlib.contextmanager
def _pool(make: Callable[[], Callable[[Any], Any]], jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that live no longer than the block, nor than this one: they watch a pipe whose other end is here."""
    context = multiprocessing.get_context("spawn")
    alive, here = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(make, alive))
    try:
        yield pool
    finally:
        here.close()
        pool.shutdown(wait=True, cancel_futures=True)
        alive.close()


def _submit(pool: ProcessPoolExecutor, item: T) -> Future[Any]:
    try:
        with _signals_kept_from_children():
            return pool.submit(_work, item)
    except BrokenProcessPool as error:
        raise _ended() from error


def _result(future: Future[R]) -> R:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise _ended() from error


def _ended() -> StopRun:
    return StopRun(
        "A reading process was ended from outside, most likely because memory ran out.",
        hint="What was finished is kept. Run the same command again with fewer --jobs: it goes on where it stopped.",
    )


@contextlib.contextmanager
def _signals_kept_from_children() -> Iterator[None]:
    """Submitting may start a process. Ctrl-C and `kill` on the group are for the parent, which ends its children."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_make: Callable[[], Callable[[Any], Any]] | None = None
_made: Callable[[Any], Any] | None = None


def _begin(make: Callable[[], Callable[[Any], Any]], alive: Connection) -> None:
    """In a new process: watch for the parent's end, and note how work is made. Making it waits for the first item.

    An error in here would come out as a broken pool; one in `_work` comes out as itself.
    """
    global _make  # noqa: PLW0603 - a pool's processes have no other place to keep their worker
    for number in _HELD:
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(alive,), daemon=True).start()
    _make = make


def _end_with_parent(alive: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        alive.recv_bytes()
    os._exit(0)


def _work(item: Any) -> Any:
    global _made  # noqa: PLW0603
    if _made is None:
        assert _make is not None
        _made = _make()
    return _made(item)
