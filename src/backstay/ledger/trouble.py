"""What DuckDB, SQLite and the operating system say when something is wrong, as errors of ours."""

from __future__ import annotations

import errno
from pathlib import Path

from backstay.records.errors import DiskFull, LedgerDamaged, LedgerError, LedgerNewer

_FULL_ERRNO = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_FULL = (
    "no space left",
    "file too large",
    "database or disk is full",
    "disk quota exceeded",
    "could not write all bytes",
)
_BUSY = ("database is locked", "database table is locked", "database schema has changed")
_GONE = ("no such file", "cannot open file", "could not open file", "does not exist on disk")
_NEWER = ("ducklake version mismatch", "unsupported ducklake version", "only supports version")
_DENIED = ("permission denied", "readonly database", "read-only", "unable to open database")


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
    first_line = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if is_full(error):
        return DiskFull(
            f"No space is left where the ledger {root} is kept. Every batch that was finished is kept.",
            hint="Free some space, then run the same command again: it goes on where it stopped.",
        )
    if is_busy(error):
        return LedgerError(
            f"The ledger {root} stayed busy for too long.",
            hint="Another program is holding its catalog. Try again when it has finished.",
        )
    if _says(error, _NEWER):
        return LedgerNewer(
            f"The ledger {root} was written by a newer version ({first_line}).",
            hint="Upgrade Backstay: pip install --upgrade backstay.",
        )
    if _says(error, _DENIED):
        return LedgerError(
            f"The ledger {root} may not be opened by this user ({first_line}).",
            hint="Check who owns the folder and its files, or name another ledger with --ledger.",
        )
    return LedgerDamaged(
        f"The ledger {root} is damaged: {first_line}",
        hint="Run `backstay doctor` to see what is missing. Restore the folder from a copy, or read the sources again "
        "into a new ledger with --ledger.",
    )
