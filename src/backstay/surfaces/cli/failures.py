"""How the command line fails: plain words and what to do on standard error, a traceback only for who asks."""

from __future__ import annotations

import os
import sys
import traceback
from types import TracebackType

from ...records.errors import BackstayError
from .terminal import clean

DEBUG = "BACKSTAY_DEBUG"
"""Environment variable that asks for tracebacks; `--debug` sets it, so that worker processes see it too."""


def debugging() -> bool:
    """Does the user want tracebacks?"""
    return os.environ.get(DEBUG, "") not in {"", "0"}


def show(error: BackstayError) -> None:
    """What is wrong and what to do, on standard error."""
    print(f"backstay: {clean(error.message)}", file=sys.stderr)  # noqa: T201 - a surface may print
    if error.hint:
        print(f"  {clean(error.hint)}", file=sys.stderr)  # noqa: T201 - a surface may print


def is_interrupt(error: RuntimeError) -> bool:
    """Is this Ctrl-C? DuckDB turns one that comes during a query into an error of its own."""
    return "Query interrupted" in str(error)


def show_unexpected(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    """The hook for faults of our own: one line instead of a traceback, and how to see more."""
    if debugging():
        traceback.print_exception(kind, error, where)
        return
    message = clean(f"{kind.__name__}: {error}")
    print(f"backstay: something went wrong inside Backstay ({message}).", file=sys.stderr)  # noqa: T201 - a surface
    print("  What was finished is kept. Run it again with: backstay --debug ...", file=sys.stderr)  # noqa: T201 - a surface
