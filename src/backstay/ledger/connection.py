"""One DuckDB in the process with the ledger attached. Nothing is ever downloaded: the extensions are loaded by path."""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING, Any, TypeVar

from backstay.records.errors import BackstayError, LedgerError, StopRun

from .no_pandas import keep_pandas_out
from .place import Folder
from .trouble import is_busy, is_gone, told

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")

EXTENSIONS = (("duckdb_extension_sqlite_scanner", "sqlite_scanner"), ("duckdb_extension_ducklake", "ducklake"))
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_persistent_secrets": "false",
    # Two files of installed packages, loaded by path: checking their signatures takes as long as all else at opening,
    # and protects nothing that DuckDB's own library beside them, which nobody checks, would not give away.
    "allow_unsigned_extensions": "true",
    "memory_limit": "500MB",  # what does not fit is spilled: see `_spill`
}
_BUSY_MS = 10_000
_PATIENCE = 10.0


def quoted(text: str) -> str:
    """A string literal, for the few statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"


def _spill() -> str:
    """Where DuckDB puts what does not fit into memory (made when needed, removed after): not in the ledger."""
    return str(Path(gettempdir()) / f"backstay-spill-{os.getpid()}")


def extension_path(package: str, name: str) -> Path:
    """The file of an extension. Raises StopRun where the package lacks one for this DuckDB."""
    import duckdb

    try:
        where = Path(str(importlib.import_module(package).__file__)).parent
    except ImportError as error:
        raise StopRun(
            f"The package {package} is not installed.", hint=f"pip install {package}=={duckdb.__version__}"
        ) from error
    path = where / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
    if not path.is_file():
        raise StopRun(
            f"The package {package} has no extension for DuckDB {duckdb.__version__}.",
            hint=f"pip install {package}=={duckdb.__version__}",
        )
    return path


class Connection:
    """A DuckDB with the ledger attached as `ledger`. Safe to use from many threads: every call has its own cursor."""

    METADATA = "__ducklake_metadata_ledger"
    """What DuckLake calls the catalog's own database."""

    def __init__(self, folder: Folder, *, write: bool) -> None:
        """Raises errors of the ledger's tree where the catalog cannot be attached."""
        import duckdb

        keep_pandas_out()
        self.folder = folder
        self.write = write
        self._closing = threading.Lock()
        self._copy: TemporaryDirectory[str] | None = None
        self._errors: tuple[type[BaseException], ...] = (duckdb.Error, OSError)
        self._duckdb: DuckDBPyConnection | None = duckdb.connect(
            ":memory:", config=_SETTINGS | {"temp_directory": _spill()}
        )
        try:
            for package, name in EXTENSIONS:
                self._duckdb.execute(f"LOAD {quoted(str(extension_path(package, name)))}")
            self.patiently(self._attach)
        except BaseException:
            self.close()
            raise

    def _attach(self) -> None:
        catalog = self.folder.catalog
        if not self.write and not os.access(self.folder.root, os.W_OK):
            catalog = self._copied()
        options = [
            f"DATA_PATH {quoted(str(self.folder.data))}",
            "OVERRIDE_DATA_PATH true",  # a ledger's folder may be moved
            "DATA_INLINING_ROW_LIMIT 0",
            f"META_BUSY_TIMEOUT {_BUSY_MS}",
            "META_JOURNAL_MODE 'WAL'" if self.write else "READ_ONLY",
        ]
        address = quoted(f"ducklake:sqlite:{catalog}")
        self.cursor().execute(f"ATTACH {address} AS ledger ({', '.join(options)})")

    def _copied(self) -> Path:
        """A copy of the catalog: SQLite opens one that was written ahead only where it may make its index file."""
        self._copy = TemporaryDirectory(prefix="backstay-")
        here = Path(self._copy.name) / self.folder.catalog.name
        for suffix in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{self.folder.catalog}{suffix}", f"{here}{suffix}")
        return here

    def cursor(self) -> DuckDBPyConnection:
        """A cursor of its own for one call."""
        if self._duckdb is None:
            raise LedgerError(f"The ledger {self.folder.root} has been closed.", hint="Open it again.")
        return self._duckdb.cursor()

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """The answer to one question, from one snapshot. Waits where the catalog is busy."""
        return self.patiently(lambda: self.cursor().execute(sql, parameters).fetchall())

    def stream(
        self, sql: str, parameters: Sequence[Any], each: Callable[[tuple[Any, ...]], T], size: int = 4096
    ) -> list[T]:
        """`each` of the rows of one answer, in its order. Only `size` rows are held as DuckDB gives them."""

        def ask() -> list[T]:
            answer = self.cursor().execute(sql, parameters)
            made: list[T] = []
            while rows := answer.fetchmany(size):
                made += map(each, rows)
            return made

        return self.patiently(ask)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[DuckDBPyConnection]:
        """A cursor whose work is kept whole at the end of the block, or not at all."""
        import duckdb

        cursor = self.cursor()
        cursor.execute("BEGIN TRANSACTION")
        try:
            yield cursor
            cursor.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(duckdb.TransactionException):  # a COMMIT that failed has ended it already
                cursor.execute("ROLLBACK")
            raise

    def patiently(self, ask: Callable[[], T]) -> T:
        """`ask()`, again and again with growing pauses while another process holds the catalog or has just compacted.

        Raises what `told` makes of an error that stays.
        """
        give_up, pause = time.monotonic() + _PATIENCE, 0.02
        tries_for_gone = 3
        while True:
            try:
                return ask()
            except BackstayError:
                raise
            except self._errors as error:
                tries_for_gone -= is_gone(error)
                again = is_busy(error) or (is_gone(error) and tries_for_gone > 0)
                if not again or time.monotonic() > give_up:
                    raise told(error, self.folder.root) from error
            time.sleep(pause)
            pause = min(pause * 1.6, 1.0)

    def close(self) -> None:
        """Let go of the files. Safe to call twice."""
        with self._closing:
            if self._duckdb is not None:
                self._duckdb.close()
                self._duckdb = None
            if self._copy is not None:
                self._copy.cleanup()
                self._copy = None
