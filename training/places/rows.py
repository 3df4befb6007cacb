"""What the builders of the gazetteer share: rows on their way into the file, tables, paths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from backstay.knowledge.places.keys import place_key
from training.knowledge.base import TARGET

CURATED = Path(__file__).parent / "curated"
FILE = TARGET / "places.sqlite"
OWN_IDS = 1_000_000_000  # ids of what is not in GeoNames begin here


@dataclass(frozen=True, slots=True)
class Row:
    """A place. Degrees; `division` is the id of its first-level division, 0 where there is none."""

    id: int
    name: str
    kind: str
    state: str
    division: int
    latitude: float
    longitude: float
    population: int
    source: str


@dataclass(slots=True)
class Rows:
    """All rows of the file in the making. `names`: (key, id) -> use; `short`: names that only count in this case."""

    places: dict[int, Row] = field(default_factory=dict)
    names: dict[tuple[str, int], str] = field(default_factory=dict)
    short: dict[tuple[str, int], str] = field(default_factory=dict)
    divisions: dict[tuple[str, str], int] = field(default_factory=dict)  # state, name -> id
    states: dict[str, int] = field(default_factory=dict)  # alpha-3 -> id
    _next: int = OWN_IDS

    def new_id(self) -> int:
        """An id for a place that GeoNames does not number here; the same from build to build."""
        self._next += 1
        return self._next

    def add(self, row: Row) -> None:
        """One more place, known by its own name."""
        self.places[row.id] = row
        self.name(row.name, row.id, "name")

    def name(self, surface: str, place: int, use: str) -> None:
        """One more way to write a place; the first use given is kept."""
        key = place_key(surface)
        if key and len(key) < 60:
            self.names.setdefault((key, place), use)

    def exact(self, surface: str, place: int, use: str) -> None:
        """A way to write a place that counts in this case only (`Ky.`, `US`)."""
        self.short.setdefault((surface, place), use)


def table(name: str) -> Iterator[list[str]]:
    """Rows of a curated table, comments and blank lines left out."""
    for line in (CURATED / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("\t")]
