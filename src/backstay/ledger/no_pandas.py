"""Keeps DuckDB from importing pandas.

DuckDB compares every value that it is given with `pandas.NaT`, and imports pandas for that: most of a second where it
is installed, and a search of all of `sys.path` for each value where it is not. The ledger never gives it values of
pandas, so an import that DuckDB makes from the ledger's code is answered at once: there is none. Imports that Python
code makes are not touched.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FrameType, ModuleType

from backstay.records.errors import UsageError

_HERE = f"{__package__}."
_LOADER = "<frozen importlib._bootstrap"
"""How the names of Python's own files for importing begin."""


class _NotForDuckDB(MetaPathFinder):
    """First on `sys.meta_path`: refuses pandas where no Python code asks for it."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - the import system's call
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if fullname == "pandas" and _asked_by_duckdb(sys._getframe(1)):
            raise ModuleNotFoundError("pandas is not for DuckDB", name="pandas")
        return None


def _asked_by_duckdb(frame: FrameType | None) -> bool:
    """Is the ledger's code the nearest outside the import machinery? It has no import of pandas (`ask_for_pandas` goes
    through `importlib`), so a library in C that it called has one.
    """
    while frame is not None and frame.f_code.co_filename.startswith(_LOADER):
        frame = frame.f_back
    return frame is not None and str(frame.f_globals.get("__name__", "")).startswith(_HERE)


def keep_pandas_out() -> None:
    """From now on in this process. Safe to call again."""
    if not any(isinstance(finder, _NotForDuckDB) for finder in sys.meta_path):
        sys.meta_path.insert(0, _NotForDuckDB())


def ask_for_pandas() -> None:
    """Import it because a user wants a frame of it. Raises UsageError where it is not installed."""
    try:
        import_module("pandas")
    except ImportError as error:
        raise UsageError("pandas is not installed.", hint='pip install "backstay[pandas]"') from error
