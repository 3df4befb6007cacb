"""Ctrl-C and `kill` end a run where it is safe to."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Any

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopping:
    """Within the block, SIGINT and SIGTERM raise KeyboardInterrupt(signal number), but not while `held`.

    Only the main thread gets signals; elsewhere the block changes nothing.
    """

    def __init__(self) -> None:
        self._before: dict[int, Any] = {}
        self._depth = 0
        self._pending: int | None = None

    def __enter__(self) -> Stopping:
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._handle) for number in _SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """A stretch that must not be cut in two. A signal that comes meanwhile takes effect after it."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
        if self._pending is not None and self._depth == 0:
            number, self._pending = self._pending, None
            raise KeyboardInterrupt(number)

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        if self._depth:
            self._pending = number
            return
        raise KeyboardInterrupt(number)
