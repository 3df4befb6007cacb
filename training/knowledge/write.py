"""Writes the rows into one SQLite file, always the same bytes for the same rows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from backstay.knowledge.load import CHECKED, SCHEMA_VERSION
from backstay.knowledge.spelling import bones_of_names, bones_of_phrases
from backstay.knowledge.text import fold

from .base import Base
from .people import EASTERN

_SCHEMA = """
CREATE TABLE source (id TEXT PRIMARY KEY, name TEXT, licence TEXT, seen TEXT) WITHOUT ROWID;
CREATE TABLE entity (
    n INTEGER PRIMARY KEY, id TEXT, kind TEXT, name TEXT, state TEXT, sectors TEXT, source TEXT, died TEXT
);
CREATE TABLE alias (key TEXT, surface TEXT, n INTEGER, use TEXT, source TEXT);
CREATE TABLE person_name (key TEXT, n INTEGER, weight INTEGER, PRIMARY KEY (key, n, weight)) WITHOUT ROWID;
CREATE TABLE opening (key TEXT PRIMARY KEY, longest INTEGER) WITHOUT ROWID;
CREATE TABLE post (p INTEGER PRIMARY KEY, title TEXT, state TEXT, sectors TEXT, rank INTEGER, seen TEXT, source TEXT);
CREATE TABLE role (n INTEGER, p INTEGER, since TEXT, until TEXT, PRIMARY KEY (n, p, since)) WITHOUT ROWID;
CREATE TABLE conflict (state TEXT, year INTEGER, PRIMARY KEY (state, year)) WITHOUT ROWID;
CREATE TABLE parent (child INTEGER PRIMARY KEY, parent INTEGER, source TEXT);
CREATE TABLE name_bones (bones TEXT, key TEXT, PRIMARY KEY (bones, key)) WITHOUT ROWID;
CREATE TABLE phrase_bones (bones TEXT, key TEXT, PRIMARY KEY (bones, key)) WITHOUT ROWID;
CREATE TABLE agent (key TEXT PRIMARY KEY, sectors TEXT, source TEXT) WITHOUT ROWID;
"""
SOURCES = (
    ("backstay", "Backstay's own table, unreviewed", "Apache-2.0", "2026-05-17"),
    ("factbook", "CIA World Factbook", "public domain", "2026-05-17"),
    ("wikidata", "Wikidata (EveryPolitician)", "CC0 1.0", "2022-08-03"),
    ("phoenix", "Phoenix dictionaries (Open Event Data Alliance)", "MIT", "2014-01-30"),
    ("plover", "PLOVER agents (Open Event Data Alliance)", "MIT", "2021"),
    ("ucdp", "UCDP/PRIO Armed Conflict Dataset 22.1", "CC BY 4.0", "2021-12-31"),
    ("babel", "Unicode CLDR, by way of Babel", "Unicode License v3", "2025"),
)
_AGAINST = {
    "wikidata": "Wikidata", "factbook": "the World Factbook", "ucdp": "UCDP", "geonames": "GeoNames",
    "rigour": "rigour", "babel": "Unicode CLDR", "phoenix": "Phoenix", "plover": "PLOVER's agents",
    "countryinfo": "CountryInfo",
}  # fmt: skip
CHECKS = tuple(
    (f"backstay:{key}", f"Backstay's own table, checked against {_AGAINST[key]}", "Apache-2.0", "2026-05-17")
    for key in CHECKED
)
_PARTICLES = {"al", "el", "bin", "ibn", "de", "da", "van", "von", "der", "la", "le", "del", "dos", "di"}
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


def write(base: Base, path: Path) -> None:
    """Replaces the file at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    ids = {entity: n for n, entity in enumerate(sorted(base.entities), start=1)}
    connection = sqlite3.connect(path)
    try:
        connection.executescript(
            f"PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA user_version={SCHEMA_VERSION};{_SCHEMA}"
        )
        with connection:
            _fill(connection, base, ids)
        connection.execute("VACUUM")
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, base: Base, ids: dict[str, int]) -> None:
    connection.executemany("INSERT INTO source VALUES (?,?,?,?)", [*SOURCES, *CHECKS])
    rows = [
        (ids[e], e, x.kind, x.name, x.state, x.sectors, x.source, base.lives.get(e)) for e, x in base.entities.items()
    ]
    connection.executemany("INSERT INTO entity VALUES (?,?,?,?,?,?,?,?)", sorted(rows))
    aliases = sorted((fold(a.surface), a.surface, ids[a.entity], a.use, a.source) for a in base.aliases.values())
    persons = {ids[e] for e, x in base.entities.items() if x.kind == "person"}
    states = {ids[e] for e, x in base.entities.items() if x.kind == "state"}
    others = [row for row in aliases if row[2] not in persons]
    connection.executemany("INSERT INTO alias VALUES (?,?,?,?,?)", others)
    bodies = {row[0] for row in others if row[3] == "name" and row[2] not in states}
    connection.executemany("INSERT INTO name_bones VALUES (?,?)", sorted(bones_of_names(bodies)))
    connection.executemany("INSERT INTO phrase_bones VALUES (?,?)", sorted(bones_of_phrases(base.agents)))
    full = sorted({(key, n) for key, _, n, use, _ in aliases if n in persons and use == "name"})
    openings: dict[str, int] = {}
    for key, _ in full:
        if " " in key:
            first = key.partition(" ")[0]
            openings[first] = max(openings.get(first, 0), key.count(" ") + 1)
    connection.executemany("INSERT INTO opening VALUES (?,?)", sorted(openings.items()))
    named = [(key, n, weight) for (key, n), weight in _parts(base, ids).items()]
    connection.executemany("INSERT INTO person_name VALUES (?,?,?)", sorted([*named, *((k, n, 3) for k, n in full)]))
    _fill_roles(connection, base, ids)
    parents = sorted((ids[child], ids[parent], source) for child, (parent, source) in base.parents.items())
    connection.executemany("INSERT INTO parent VALUES (?,?,?)", parents)
    connection.executemany("INSERT INTO conflict VALUES (?,?)", sorted(base.conflicts))
    connection.executemany("INSERT INTO agent VALUES (?,?,?)", sorted((k, s, o) for k, (s, o) in base.agents.items()))


def _fill_roles(connection: sqlite3.Connection, base: Base, ids: dict[str, int]) -> None:
    """Posts once, and who held them: a title such as `member of the State Duma` recurs thousands of times."""
    post = {r: (r.title, r.state, r.sectors, r.rank, r.seen, r.source) for r in base.roles.values()}
    numbers = {p: n for n, p in enumerate(sorted(set(post.values()), key=lambda p: tuple(map(str, p))), start=1)}
    connection.executemany("INSERT INTO post VALUES (?,?,?,?,?,?,?)", [(n, *p) for p, n in numbers.items()])
    rows = {(ids[r.entity], numbers[p], r.since): r.until for r, p in post.items()}
    connection.executemany("INSERT INTO role VALUES (?,?,?,?)", sorted((*k, until) for k, until in rows.items()))


def _parts(base: Base, ids: dict[str, int]) -> dict[tuple[str, int], int]:
    """Surname keys by person: weight 2 for what a newspaper would use, 1 for another part of the name."""
    parts: dict[tuple[str, int], int] = {}
    for alias in base.aliases.values():
        entity = base.entities[alias.entity]
        if entity.kind != "person":
            continue
        words = [w for w in fold(alias.surface).split() if w not in _SUFFIXES]
        if not words:
            continue
        n = ids[alias.entity]
        if alias.use == "surname":
            parts[(" ".join(words), n)] = 2
        family = words[0] if entity.state in EASTERN and len(words) > 1 else words[-1]
        parts[(family, n)] = max(2, parts.get((family, n), 0))
        if len(words) > 2 and words[-2] not in _PARTICLES:
            parts.setdefault((words[-2], n), 1)
    return {(k, n): w for (k, n), w in parts.items() if len(k) > 1}
