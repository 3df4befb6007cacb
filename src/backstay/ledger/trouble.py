"""What DuckDB, SQLite and the operating system say when something is wrong, as errors of ours."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

from backstay.records.errors import DiskFull, LedgerDamaged, LedgerError, LedgerMissing, LedgerNewer

_FULL_ERRNO = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_FULL = (
    "no space left",
    "file too large",
    "database or disk is full",
    "disk quota exceeded",
    "could not write all bytes",
)
_REFUSED = ("disk i/o error",)
_NOT_MADE = ("creating a new ducklake is explicitly disabled",)
_MEMORY = ("out of memory",)
_BUSY = ("database is locked", "database table is locked", "database schema has changed")
_GONE = ("no such file", "cannot open file", "could not open file", "does not exist on disk")
_NEWER = ("ducklake version mismatch", "unsupported ducklake version", "only supports version")
_DENIED = ("permission denied", "readonly database", "read-only", "unable to open database")


class OutOfMemory(LedgerError):
    """A question needed more memory than the ledger takes, and could not be spilled."""


def is_busy(error: BaseException) -> bool:
    """Another process holds the catalog for a moment: worth trying again."""
    return _says(error, _BUSY)


def is_gone(error: BaseException) -> bool:
    """A data file went away under a question: compaction does that, and a new snapshot no longer names it."""
    return _says(error, _GONE)


def is_full(error: BaseException) -> bool:
    """No space where the ledger is kept."""
    return (isinstance(error, OSError) and error.errno in _FULL_ERRNO) or _says(error, _FULL)


def _says(error: BaseException, phrases: tuple[str, ...]) -> bool:
    text = str(error).lower()
    return any(phrase in text for phrase in phrases)


def told(error: BaseException, root: Path) -> LedgerError:
    """The error of ours that says what `error` means for the ledger at `root`."""
    said = next(iter(str(error).strip().splitlines()), "") or type(error).__name__
    for fits, make in _MEANINGS:
        if fits(error):
            return make(root, said)
    return LedgerDamaged(
        f"The ledger {root} is damaged: {said}",
        hint="Run `backstay doctor` to see what is missing. Restore the folder from a copy, or read the sources again "
        "into a new ledger with --ledger.",
    )


def missing(root: Path, _said: str = "") -> LedgerMissing:
    """No ledger there."""
    return LedgerMissing(
        f"There is no ledger at {root}.", hint="Make one: backstay read PATH (or see it at work: backstay demo)."
    )


def _full(root: Path, _said: str) -> DiskFull:
    return DiskFull(
        f"No space is left where the ledger {root} is kept. Every batch that was finished is kept.",
        hint="Free some space, then run the same command again: it goes on where it stopped.",
    )


def _refused(root: Path, said: str) -> DiskFull:
    return DiskFull(
        f"The disk refused to write to the ledger {root} ({said}). Every batch that was finished is kept.",
        hint="It is full, over a limit on file sizes, or failing. Make room, then run the same command again.",
    )


def _busy(root: Path, _said: str) -> LedgerError:
    return LedgerError(
        f"The ledger {root} stayed busy for too long.",
        hint="Another program is holding its catalog. Try again when it has finished.",
    )


def _newer(root: Path, said: str) -> LedgerNewer:
    return LedgerNewer(
        f"The ledger {root} was written by a newer version ({said}).",
        hint="Upgrade Backstay: pip install --upgrade backstay.",
    )


def _denied(root: Path, said: str) -> LedgerError:
    return LedgerError(
        f"The ledger {root} may not be opened by this user ({said}).",
        hint="Check who owns the folder and its files, or name another ledger with --ledger.",
    )


def _memory(root: Path, _said: str) -> OutOfMemory:
    return OutOfMemory(
        f"Memory ran out while looking into the ledger {root}.", hint="Ask for less at once, or close other programs."
    )


_MEANINGS: tuple[tuple[Callable[[BaseException], bool], Callable[[Path, str], LedgerError]], ...] = (
    (is_full, _full),
    (lambda error: _says(error, _REFUSED), _refused),
    (lambda error: _says(error, _NOT_MADE), missing),
    (is_busy, _busy),
    (lambda error: _says(error, _MEMORY), _memory),
    (lambda error: _says(error, _NEWER), _newer),
    (lambda error: _says(error, _DENIED), _denied),
)
