"""The gazetteer: one SQLite file, opened read-only, names looked up on use."""

from __future__ import annotations

import os
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from backstay.records.errors import ModelMissing

from ..files import open_shipped, shipped
from ..own import OwnRow, own_places
from .keys import place_key

SCHEMA_VERSION = 1
KINDS = (
    "state", "division", "county", "town", "capital", "region", "continent", "ocean", "sea", "strait", "lake", "river",
    "island", "mountains", "landmark", "airport", "base", "port", "nickname",
)  # fmt: skip
USES = ("name", "other", "bare", "short", "written", "adjective", "people")
SOURCES = ("geonames", "factbook", "own")
_HINT = "Install the package again; in a checkout, run `python -m training.places`."
_PLACE = (
    "SELECT p.id, p.name, p.kind, s.code, p.division, p.latitude, p.longitude, p.population, p.source "
    "FROM place p LEFT JOIN state s ON s.n = p.state WHERE p.id = ?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    `id`: that of GeoNames below 1,000,000,000, our own above, the user's from 2,000,000,000. `state`: ISO 3166
    alpha-3, empty for what lies in none or in several. `division`: id of the first-level division, 0 where there is
    none. Degrees (WGS 84). `population`: people, 0 where unknown. `source`: geonames (CC BY 4.0), factbook (public
    domain), own (Backstay's own table), yours (a table of the user's).
    """

    id: int
    name: str
    kind: str
    state: str
    division: int
    latitude: float
    longitude: float
    population: int
    source: str


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a name may mean, and how it is named by it (`USES`)."""

    place: Place
    use: str


@dataclass(frozen=True, slots=True)
class Word:
    """How else a word is used: powers of two of counts in news and among persons, 0 for not at all."""

    common: int
    given: int
    family: int


_NOT_ELSE = Word(0, 0, 0)


def point(place: Place) -> tuple[float, float]:
    """Latitude and longitude in degrees."""
    return place.latitude, place.longitude


class Gazetteer:
    """Read access to one file. Safe for threads. Raises ModelMissing where it is absent or not what it should be."""

    def __init__(self, path: Path | None = None, own: Sequence[OwnRow] = ()) -> None:
        self.path = path or shipped("places.sqlite")
        self._lock = threading.Lock()
        self._connection = open_shipped(self.path, "the gazetteer", SCHEMA_VERSION, _HINT, sealed=True)
        self._own = {place.id: place for place in map(_place_of, own) if place}
        self._own_names = _names_of(own)
        try:
            self.weights: dict[str, float] = dict(self._connection.execute("SELECT feature, value FROM weight"))
        except sqlite3.DatabaseError as error:
            raise ModelMissing(f"the gazetteer {self.path.name} is damaged: {error}", hint=_HINT) from error
        self.places = lru_cache(maxsize=32768)(self._places)
        self.short = lru_cache(maxsize=4096)(self._short)
        self.place = lru_cache(maxsize=32768)(self._place)
        self.word = lru_cache(maxsize=32768)(self._word)
        self.is_body = lru_cache(maxsize=32768)(self._is_body)

    @classmethod
    def load(cls) -> Gazetteer:
        """The package's own file with the user's places over it, opened once a process."""
        return _of_process(os.getpid())

    def _rows(self, query: str, value: str | int) -> list[tuple[object, ...]]:
        with self._lock:
            return self._connection.execute(query, (value,)).fetchall()

    def _places(self, key: str) -> tuple[Named, ...]:
        """What a key (`place_key`) may mean, without adjectives' and peoples' names being told apart.

        A name that the user's own table has means what it says there.
        """
        if key in self._own_names:
            return tuple(Named(self._own[n], "name") for n in self._own_names[key])
        rows = self._rows("SELECT id, use FROM name WHERE key = ?", key)
        return tuple(Named(self._named(int(str(n)), key), USES[int(str(use))]) for n, use in rows)

    def _short(self, surface: str) -> tuple[Named, ...]:
        """What a name that counts in its own case only (`Ky.`, `US`) may mean."""
        rows = self._rows("SELECT id, use FROM short WHERE surface = ?", surface)
        return tuple(Named(self.place(int(str(n))), USES[int(str(use))]) for n, use in rows)

    def _place(self, n: int) -> Place:
        """The place of an id. Raises KeyError for an id that is none."""
        return self._own.get(n) or self._named(n, "")

    def _named(self, n: int, key: str) -> Place:
        rows = self._rows(_PLACE, n)
        if not rows:
            raise KeyError(n)
        ((ident, name, kind, state, division, lat, lon, people, source),) = rows
        return Place(
            int(str(ident)), str(name) if name else key.title() or self._own_name(n), KINDS[int(str(kind))],
            str(state or ""), int(str(division or 0)), int(str(lat)) / 1e4, int(str(lon)) / 1e4, int(str(people)),
            SOURCES[int(str(source))],
        )  # fmt: skip

    def _own_name(self, n: int) -> str:
        """The name of a place whose name is kept as its key alone."""
        rows = self._rows("SELECT key FROM name WHERE id = ? LIMIT 1", n)
        return str(rows[0][0]).title() if rows else ""

    def _word(self, key: str) -> Word:
        """How else a folded word is used."""
        rows = self._rows("SELECT common, given, family FROM word WHERE key = ?", key)
        return Word(*(int(str(c)) for c in rows[0])) if rows else _NOT_ELSE

    def _is_body(self, key: str) -> bool:
        """Is a key the name of a body that a place's name begins or ends (`washington post`), and not of a place?"""
        return bool(self._rows("SELECT 1 FROM body WHERE key = ?", key))

    def find(self, surface: str) -> tuple[Named, ...]:
        """Everything that a name as written may mean; two letters only in their own case (`US`, not `Us`)."""
        key = place_key(surface)
        return self.short(surface) or (self.places(key) if len(key) > 2 else ())


_FIRST_OWN = 2_000_000_000


def _place_of(row: OwnRow) -> Place | None:
    """The place of a row that has a point; its id comes from its name and state, so that it stays the same."""
    if row.kind != "place" or row.latitude is None or row.longitude is None:
        return None
    n = _FIRST_OWN + zlib.crc32(f"{row.name}|{row.state}".encode())
    return Place(n, row.name, "landmark", row.state or "", 0, row.latitude, row.longitude, 0, "yours")


def _names_of(rows: Iterable[OwnRow]) -> dict[str, list[int]]:
    """Ids of the user's places by the keys of their names."""
    found: dict[str, list[int]] = {}
    for row in rows:
        place = _place_of(row)
        for name in (row.name, *row.aliases) if place else ():
            ids = found.setdefault(place_key(name), [])
            if place and place.id not in ids:
                ids.append(place.id)
    return found


@lru_cache(maxsize=2)
def _of_process(_pid: int) -> Gazetteer:
    return Gazetteer(own=own_places())
