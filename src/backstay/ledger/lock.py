"""One writer at a time. The kernel frees the lock when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from backstay.records.errors import LedgerError, LedgerLocked


class WriterLock:
    """An advisory lock on a file; the file holds the process id of whoever holds it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def acquire(self) -> None:
        """Raises LedgerLocked, naming the holder, if another writer is at work."""
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise LedgerError(
                f"The ledger {self._path.parent} cannot be written: {error.strerror}.",
                hint="Check who owns the folder, or name another ledger with --ledger.",
            ) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(file, 32).decode("ascii", "replace").strip() or "unknown"
            os.close(file)
            raise LedgerLocked(
                f"Another process (process id {holder}) is writing to the ledger {self._path.parent}.",
                hint="Wait until it has finished, or name another ledger with --ledger. Reading needs no lock.",
            ) from error
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode("ascii"))
        self._file = file

    def release(self) -> None:
        """Let the next writer in. Safe to call twice."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None
