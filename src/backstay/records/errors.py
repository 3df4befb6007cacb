"""Every error that Backstay raises on purpose, on one page.

An error says what is wrong in words that a non-programmer understands (`str(error)`), and what to do about it (`hint`).
`SkipReport` costs one report: the run goes on and the ledger keeps the reason. `StopRun` ends the run.
"""

from __future__ import annotations


class BackstayError(Exception):
    """Root of the tree. `exit_code` is what the command line exits with."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders; the default would lose `hint`.
        return (_rebuild, (type(self), self.message, self.hint))


def _rebuild(kind: type[BackstayError], message: str, hint: str) -> BackstayError:
    return kind(message, hint=hint)


class UsageError(BackstayError):
    """The call itself is off: an unknown option value, a filter that names no state."""

    exit_code = 2


class CaseFaulty(UsageError):
    """A solvency case or scenario file has errors; the message names each line and what to do."""


class SkipReport(BackstayError):
    """This report cannot be read; the run goes on and the ledger says why. `reason` is a stable code."""

    exit_code = 3
    reason = "unreadable"


class EmptyInput(SkipReport):
    """No bytes, or nothing but white space."""

    reason = "empty"


class TooLarge(SkipReport):
    """Over the size limit for one report."""

    reason = "too-large"


class NotText(SkipReport):
    """Bytes that are no text in any encoding we know."""

    reason = "not-text"


class NoArticle(SkipReport):
    """A page without an article: navigation, a login wall, a video."""

    reason = "no-article"


class OtherLanguage(SkipReport):
    """A language that the reader does not read."""

    reason = "other-language"


class BrokenFeed(SkipReport):
    """A feed that cannot be parsed or holds no entry."""

    reason = "broken-feed"


class BrokenLine(SkipReport):
    """A JSONL line that is no JSON object or lacks a text."""

    reason = "broken-line"


class NotReadable(SkipReport):
    """A file or folder that is absent or that this user may not read."""

    reason = "not-readable"


class FetchFailed(SkipReport):
    """An address that did not answer with a page: timeout, redirects without end, refusal, a private address."""

    reason = "fetch-failed"


class StopRun(BackstayError):
    """Something every report needs is missing (a model, the knowledge file, the ledger)."""

    exit_code = 4


class ModelMissing(StopRun):
    """A model or knowledge file of the package is missing or not the one it should be."""


class LedgerError(StopRun):
    """Root of what can be wrong with a ledger."""

    exit_code = 5


class LedgerMissing(LedgerError):
    """There is no ledger where one was asked for."""


class LedgerLocked(LedgerError):
    """Another process is writing to this ledger."""


class LedgerDamaged(LedgerError):
    """The ledger's files are not what they should be."""


class LedgerNewer(LedgerError):
    """The ledger was written by a newer Backstay."""


class DiskFull(LedgerError):
    """No space is left where the ledger is kept. What was finished is kept."""


class NotInLedger(BackstayError):
    """No record of this id, or no such government, in the ledger."""
