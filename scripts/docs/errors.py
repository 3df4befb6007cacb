"""docs/reference/errors.md: every error raised on purpose."""

from __future__ import annotations

import inspect

from backstay.records import errors
from backstay.records.errors import BackstayError, SkipReport

from .markdown import doc, table
from .markdown import page as whole_page

_INTRO = """An error says what is wrong in plain words, and in its `hint` what to do about it. The command line prints
both and ends with the exit code. All of them derive from `backstay.BackstayError` and live in `backstay.errors`.

A report that cannot be read costs that report, never the run: its reason is kept in the ledger and counted in the
summary."""


def tree() -> list[type[BackstayError]]:
    """All errors, each after the one it derives from."""
    kinds = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, BackstayError)]
    return sorted(kinds, key=lambda c: [k.__name__ for k in reversed(c.__mro__)])


def page() -> str:
    """The page as Markdown."""
    skips = [k for k in tree() if issubclass(k, SkipReport)]
    rest = [k for k in tree() if not issubclass(k, SkipReport)]
    return whole_page(
        "Errors",
        _INTRO,
        "## What ends a command",
        table(
            ("error", "is a", "exit code", "meaning"),
            ((f"`{k.__name__}`", f"`{k.__bases__[0].__name__}`", str(k.exit_code), doc(k)) for k in rest),
        ),
        "## Why a report was skipped",
        table(("reason", "error", "meaning"), ((f"`{k.reason}`", f"`{k.__name__}`", doc(k)) for k in skips)),
    )
