"""The knowledge file: opened read-only, small tables held in memory, persons looked up on use."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from backstay.records.errors import ModelMissing

from .files import open_shipped, shipped
from .phrases import agent_sectors

SCHEMA_VERSION = 3
CHECKED = ("wikidata", "factbook", "ucdp", "geonames", "rigour", "babel", "phoenix", "plover", "countryinfo")
"""What rows of our own tables were held against, the most telling first: `backstay:wikidata` is such a row's source."""
OURS = frozenset({"backstay", *(f"backstay:{source}" for source in CHECKED)})
_ROLES = (
    "SELECT title, state, sectors, rank, since, until, seen, source FROM role JOIN post USING (p) WHERE n = ? "
    "ORDER BY rank, since, title"
)
_ROLES_OF_STATE = (
    "SELECT n, title, state, sectors, rank, since, until, seen, source FROM role JOIN post USING (p) WHERE state = ? "
    "ORDER BY rank, since, title, n"
)
_NAMED = (
    "SELECT n, weight, id, kind, name, state, sectors, source, died FROM person_name JOIN entity USING (n) "
    "WHERE key = ? ORDER BY n"
)
_FULL = 3  # the weight of a whole name; 2 is what a newspaper would use, 1 another part
_HINT = "Install the package again; in a checkout, run `python -m training.knowledge`."


@dataclass(frozen=True, slots=True)
class Entity:
    """A party of the file. `sectors` are PLOVER codes, most telling first."""

    n: int
    id: str
    kind: str
    name: str
    state: str | None
    sectors: tuple[str, ...]
    source: str
    died: str | None


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to write a party. `use`: name, abbreviation, adjective, people, capital, seat, place, past."""

    surface: str
    n: int
    use: str
    source: str


@dataclass(frozen=True, slots=True)
class Role:
    """A dated post; ISO dates, cut as far as known, empty where open. `seen`: last day its source was looked at."""

    title: str
    state: str | None
    sectors: tuple[str, ...]
    rank: int
    since: str
    until: str
    seen: str
    source: str


@dataclass(slots=True)
class Added:
    """What a user's own tables add to persons, by the keys of the file's tables; empty without them."""

    names: list[str] = field(default_factory=list)
    full: dict[str, list[int]] = field(default_factory=dict)
    parts: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    openings: dict[str, int] = field(default_factory=dict)
    roles: dict[int, list[Role]] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)


class Store:
    """Read access to one knowledge file. Safe for threads; a forked process opens its own."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or shipped("knowledge.sqlite")
        self._lock = threading.Lock()
        self._connection = open_shipped(self.path, "the knowledge file", SCHEMA_VERSION, _HINT)
        self.entities: dict[int, Entity] = {}
        self.added = Added()
        self._numbers: dict[str, int] | None = None
        self.held: dict[tuple[int, date | None], tuple[Role | None, bool]] = {}  # by `people.post_on`
        try:
            self._read_small_tables()
        except sqlite3.DatabaseError as error:
            raise ModelMissing(f"the knowledge file {self.path.name} cannot be read: {error}", hint=_HINT) from error
        self.roles = lru_cache(maxsize=4096)(self._roles)
        self.sectors_of = lru_cache(maxsize=16384)(self._sectors_of)
        self._named = lru_cache(maxsize=32768)(self._read_named)
        self.by_full_name = lru_cache(maxsize=32768)(self._by_full_name)
        self.opening = lru_cache(maxsize=65536)(self._opening)
        self.by_part = lru_cache(maxsize=16384)(self._by_part)

    def _read_small_tables(self) -> None:
        rows = self._connection.execute("SELECT * FROM entity WHERE kind <> 'person'")
        self.entities = {row[0]: _entity(row) for row in rows}
        self.aliases: dict[str, list[Alias]] = {}
        for key, *rest in self._connection.execute("SELECT key, surface, n, use, source FROM alias"):
            self.aliases.setdefault(key, []).append(Alias(*rest))
        agents = self._connection.execute("SELECT key, sectors FROM agent")
        self.agents = {key: tuple(sectors.split(",")) for key, sectors in agents}
        self.conflicts: dict[str, set[int]] = {}
        for state, year in self._connection.execute("SELECT state, year FROM conflict"):
            self.conflicts.setdefault(state, set()).add(year)
        self.sources: dict[str, str] = dict(self._connection.execute("SELECT id, name FROM source").fetchall())

    def forget(self) -> None:
        """Empties what is remembered, after something was added."""
        for cache in (self.roles, self._named, self.by_full_name, self.opening, self.by_part, self.sectors_of):
            cache.cache_clear()
        self.held.clear()

    def entity(self, n: int) -> Entity:
        """The party with row number `n`."""
        if n not in self.entities:
            with self._lock:
                row = self._connection.execute("SELECT * FROM entity WHERE n = ?", (n,)).fetchone()
            self.entities[n] = _entity(row)
        return self.entities[n]

    def number_of(self, identity: str) -> int | None:
        """The row number of a party's id, None for an id that is none."""
        if self._numbers is None:
            with self._lock:
                rows = self._connection.execute("SELECT id, n FROM entity").fetchall()
            self._numbers = {**dict(rows), **{e.id: n for n, e in self.entities.items() if n < 0}}
        return self._numbers.get(identity)

    def names_of(self, n: int) -> list[Alias]:
        """Every way to write a party; a person's are kept without their accents."""
        found = [alias for same in self.aliases.values() for alias in same if alias.n == n]
        with self._lock:
            rows = self._connection.execute("SELECT key FROM person_name WHERE n = ? AND weight = 3", (n,)).fetchall()
        keys = [*(r[0] for r in rows), *(key for key, ns in self.added.full.items() if n in ns)]
        source = self.entity(n).source
        return [*found, *(Alias(key.title(), n, "name", source) for key in dict.fromkeys(keys))]

    def parents(self) -> dict[int, int]:
        """Who owns or commands whom: the parent's number by that of the party."""
        with self._lock:
            rows = self._connection.execute("SELECT child, parent FROM parent").fetchall()
        return {**dict(rows), **self.added.parents}

    def parent_source(self, n: int) -> str:
        """The source by which a party has its parent, as a key of `sources`; empty where it has none."""
        if n in self.added.parents:
            return "own"
        with self._lock:
            row = self._connection.execute("SELECT source FROM parent WHERE child = ?", (n,)).fetchone()
        return str(row[0]) if row else ""

    def names_of_bones(self, bones: str) -> list[str]:
        """Folded names with these consonants (`spelling.bones_of_names`)."""
        return self._keys("SELECT key FROM name_bones WHERE bones = ? ORDER BY key", bones)

    def phrases_of_bones(self, bones: str) -> list[str]:
        """Folded generic phrases with these consonants (`spelling.bones_of_phrases`)."""
        return self._keys("SELECT key FROM phrase_bones WHERE bones = ? ORDER BY key", bones)

    def _keys(self, query: str, value: str) -> list[str]:
        with self._lock:
            return [row[0] for row in self._connection.execute(query, (value,))]

    def _opening(self, first: str) -> int:
        """Words of the longest person's name that begins with this folded word; 0 where none does."""
        with self._lock:
            row = self._connection.execute("SELECT longest FROM opening WHERE key = ?", (first,)).fetchone()
        return max(int(row[0]) if row else 0, self.added.openings.get(first, 0))

    def _roles(self, n: int) -> tuple[Role, ...]:
        with self._lock:
            rows = self._connection.execute(_ROLES, (n,)).fetchall()
        return (*self.added.roles.get(n, ()), *(Role(r[0], r[1], tuple(r[2].split(",")), *r[3:]) for r in rows))

    def roles_of_state(self, state: str) -> list[tuple[int, Role]]:
        """Every post of a state that the file has, with the number of who held it; the user's own first."""
        with self._lock:
            rows = self._connection.execute(_ROLES_OF_STATE, (state,)).fetchall()
        own = [(n, role) for n, roles in self.added.roles.items() for role in roles if role.state == state]
        return [*own, *((r[0], Role(r[1], r[2], tuple(r[3].split(",")), *r[4:])) for r in rows)]

    def _sectors_of(self, text: str) -> tuple[str, ...]:
        """PLOVER sectors of a generic phrase, as its words have them."""
        return agent_sectors(text, self.agents)

    def _by_full_name(self, key: str) -> tuple[int, ...]:
        return (*self.added.full.get(key, ()), *(n for n, weight in self._named(key) if weight == _FULL))

    def _by_part(self, key: str) -> tuple[tuple[int, int], ...]:
        return (*self.added.parts.get(key, ()), *(row for row in self._named(key) if row[1] != _FULL))

    def _read_named(self, key: str) -> tuple[tuple[int, int], ...]:
        """Numbers and weights of those whom a name may mean; who they are is kept, as it is asked for next."""
        with self._lock:
            rows = self._connection.execute(_NAMED, (key,)).fetchall()
        for row in rows:
            if row[0] not in self.entities:
                self.entities[row[0]] = _entity((row[0], *row[2:]))
        return tuple((row[0], row[1]) for row in rows)


def _entity(row: tuple[int, str, str, str, str | None, str, str, str | None]) -> Entity:
    n, identity, kind, name, state, sectors, source, died = row
    return Entity(n, identity, kind, name, state, tuple(sectors.split(",")), source, died)
