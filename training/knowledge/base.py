"""What the builders share: rows on their way into the file, sources, paths."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from backstay.knowledge.load import CHECKED
from backstay.knowledge.text import fold

ROOT = Path(__file__).resolve().parents[2]
ACTORS = ROOT.parent / "shared" / "data" / "actors"
CURATED = Path(__file__).parent / "curated"
TARGET = ROOT / "src" / "backstay" / "knowledge" / "data"


@dataclass(frozen=True, slots=True)
class Entity:
    """A party. `sectors` holds PLOVER codes, comma-separated, most telling first."""

    id: str
    kind: str
    name: str
    state: str | None
    sectors: str
    source: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A way to write a party. `use`: name, abbreviation, adjective, people, capital, seat, place, past."""

    surface: str
    entity: str
    use: str
    source: str


@dataclass(frozen=True, slots=True)
class Role:
    """A dated post. `rank` 0 is head of state or government, 4 the least; ISO dates, cut as far as they are known."""

    entity: str
    title: str
    state: str | None
    sectors: str
    rank: int
    since: str
    until: str
    seen: str
    source: str


@dataclass(slots=True)
class Base:
    """All rows of the file in the making; without our own tables if not `curated`, to hold those against the rest."""

    entities: dict[str, Entity] = field(default_factory=dict)
    aliases: dict[tuple[str, str, str], Alias] = field(default_factory=dict)
    roles: dict[tuple[str, str, str, str], Role] = field(default_factory=dict)
    lives: dict[str, str] = field(default_factory=dict)  # entity -> day of death
    conflicts: set[tuple[str, int]] = field(default_factory=set)  # state, year of fighting inside it
    parents: dict[str, tuple[str, str]] = field(default_factory=dict)  # entity -> who owns or commands it, source
    agents: dict[str, tuple[str, str]] = field(default_factory=dict)  # key -> sectors, source
    curated: bool = True

    def table(self, name: str) -> Iterator[list[str]]:
        """Rows of one of our own tables, if they are wanted."""
        return table(name) if self.curated else iter(())

    def entity(self, entity: Entity) -> None:
        """Keeps the first of an id: builders run from the most to the least trusted source."""
        self.entities.setdefault(entity.id, entity)

    def alias(self, surface: str, entity: str, use: str, source: str) -> None:
        """One more way to write a party; the first source to give it is kept."""
        key = fold(surface)
        if key:
            self.aliases.setdefault((surface.strip(), entity, use), Alias(surface.strip(), entity, use, source))

    def role(self, role: Role) -> None:
        """One more post; the same post by the same source is kept once, conflicting sources side by side."""
        self.roles.setdefault((role.entity, role.title, role.since, role.source), role)

    def taken(self, kind_prefix: str = "") -> set[str]:
        """Keys that already name a party whose kind starts with `kind_prefix`."""
        return {fold(s) for s, e, _ in self.aliases if self.entities[e].kind.startswith(kind_prefix)}


@lru_cache(maxsize=1)
def _marks() -> dict[tuple[str, str], list[str]]:
    """Which other sources have a fact of our own tables too, as `python -m training.knowledge.check` found."""
    rows = (row + [""] * 2 for row in table("checked.tsv"))
    return {(row[0], row[1]): row[2].split(",") for row in rows}


def own(file: str, *cells: str) -> str:
    """The source of a fact of our own tables: with the most telling of those that have it too, or unreviewed."""
    found = _marks().get((file, fact_key(cells)), [])
    best = next((source for source in CHECKED if source in found), None)
    return f"backstay:{best}" if best else "backstay"


def fact_key(cells: Iterable[str]) -> str:
    """A fact of our own tables in one line; cells that are not given at its end are left out."""
    return " | ".join(cells).rstrip(" |")


def table(name: str) -> Iterator[list[str]]:
    """Rows of a curated table, comments and blank lines left out."""
    for line in (CURATED / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("\t")]


def packed_csv(path: str) -> Iterator[dict[str, str]]:
    """Rows of a gzipped CSV below the folder of actors."""
    with gzip.open(ACTORS / path, "rt", encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def packed_text(path: str) -> str:
    """Text of a gzipped file below the folder of actors."""
    with gzip.open(ACTORS / path, "rt", encoding="utf-8", errors="replace") as handle:
        return handle.read()
