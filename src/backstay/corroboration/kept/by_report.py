"""What is found in the text of one report, found once for each reading of it and kept."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from ..._version import __version__
from .files import chunks, opened, writing

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
FOLDER = "origins"
"""Its name in the ledger's folder."""
_TABLES = "CREATE TABLE said (report TEXT PRIMARY KEY, digest TEXT NOT NULL, found BLOB NOT NULL) WITHOUT ROWID"


@dataclass(frozen=True, slots=True)
class PerReport(Generic[T]):
    """Where one sort of thing is kept. Another `form` makes all be looked for anew: change it with what is found."""

    file: str
    form: int
    sort: type[T]

    @contextmanager
    def opened(self, ledger: Path) -> Iterator[Opened[T]]:
        """What is kept in this ledger's folder; where nothing can be, nothing is found. Raises NotKept."""
        from ...knowledge import own

        made_by = f"{__version__} {self.form} {own.digest()}"
        with opened(ledger / FOLDER / self.file, made_by, _TABLES) as store:
            yield Opened(store, self.sort)


@dataclass(frozen=True, slots=True)
class Opened(Generic[T]):
    """What is kept of one sort, at hand."""

    store: sqlite3.Connection | None
    sort: type[T]

    def found(self, digests: Mapping[str, str]) -> dict[str, list[T]]:
        """By report, what is kept of those whose digest is still the same. Digests are given by report."""
        found: dict[str, list[T]] = {}
        if self.store is not None:
            with contextlib.suppress(sqlite3.Error):  # what cannot be read is looked for again
                for ids in chunks(digests):
                    found |= self._of_some(self.store, ids, digests)
        return found

    def _of_some(
        self, store: sqlite3.Connection, ids: list[str], digests: Mapping[str, str]
    ) -> Iterator[tuple[str, list[T]]]:
        marks = ",".join("?" * len(ids))
        rows = store.execute(f"SELECT report, digest, found FROM said WHERE report IN ({marks})", ids)  # noqa: S608
        return ((id_, self._unpacked(packed)) for id_, digest, packed in rows if digest == digests[id_])

    def keep(self, rows: Iterable[tuple[str, str, list[T]]]) -> None:
        """Keep what was found: report, digest, what. What cannot be kept is looked for again."""
        new = [(report, digest, _packed(found)) for report, digest, found in rows]
        if self.store is not None and new:
            with contextlib.suppress(sqlite3.Error), writing(self.store):
                self.store.executemany("INSERT OR REPLACE INTO said VALUES (?, ?, ?)", new)

    def _unpacked(self, packed: bytes) -> list[T]:
        import msgspec

        return msgspec.json.decode(zlib.decompress(packed), type=list[self.sort])  # type: ignore[name-defined]


def _packed(found: list[T]) -> bytes:
    import msgspec

    return zlib.compress(msgspec.json.encode(found), 1)
