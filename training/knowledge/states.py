"""States and territories: the World Factbook, babel's English names, and our own table of news usage."""

from __future__ import annotations

import json
import re

from babel import Locale
from babel.core import get_global

from backstay.knowledge.text import fold

from .base import Base, Entity, own, packed_text

_GEC_BY_HAND = {  # Factbook names that babel writes otherwise
    "Burma": "MM", "DRC": "CD", "Congo (Brazzaville)": "CG", "The Gambia": "GM", "The Bahamas": "BS",
    "The Dominican": "DO", "Timor-Leste": "TL", "Macau": "MO", "Hong Kong": "HK", "Gaza, Gaza Strip": "PS",
    "West Bank": "PS", "Virgin Islands": "VI", "Falkland Islands (Islas Malvinas)": "FK", "Turkey": "TR",
    "Holy See (Vatican City)": "VA", "Sao Tome and Principe": "ST", "Cabo Verde": "CV", "Czechia": "CZ",
    "Saint Martin": "MF", "Curacao": "CW", "Micronesia, Federated States of": "FM", "Saint Barthelemy": "BL",
    "Pitcairn Islands": "PN", "South Georgia and South Sandwich Islands": "GS", "Bosnia and Herzegovina": "BA",
    "Antigua and Barbuda": "AG", "Trinidad and Tobago": "TT", "Saint Kitts and Nevis": "KN", "Saint Lucia": "LC",
    "Saint Vincent and the Grenadines": "VC", "Wallis and Futuna": "WF", "Turks and Caicos Islands": "TC",
    "Saint Pierre and Miquelon": "PM",
}  # fmt: skip
_DEMONYM_SEPARATORS = re.compile(r",|;| or |\bor\b|/|\band\b")


def alpha3() -> dict[str, str]:
    """ISO 3166 alpha-2 to alpha-3, from babel's table of territory aliases; Kosovo as news and data sets write it."""
    codes: dict[str, str] = {}
    for three, two in sorted(get_global("territory_aliases").items()):
        if len(three) == 3 and three.isalpha() and len(two) == 1:
            codes.setdefault(two[0], three)
    known = {
        "XK": "XKX",
        "DE": "DEU",
        "RU": "RUS",
        "MM": "MMR",
        "RO": "ROU",
        "TL": "TLS",
        "CD": "COD",
        "YE": "YEM",
        "RS": "SRB",
    }
    return codes | known


def factbook() -> list[dict[str, str]]:
    """Entries of the World Factbook."""
    entries: list[dict[str, str]] = json.loads(packed_text("factbook/factbook_entities.json.gz"))
    return entries


def codes_of_factbook() -> dict[str, str]:
    """GEC code of the Factbook -> alpha-3."""
    three = alpha3()
    by_name = {fold(str(name)): two for two, name in Locale("en").territories.items() if two in three}
    found: dict[str, str] = {}
    for entry in factbook():
        name = entry["name_short"]
        two = _GEC_BY_HAND.get(name) or by_name.get(fold(name)) or by_name.get(fold(name.replace("Saint ", "St. ")))
        if two:
            found[entry["gec"]] = three[two]
    return found


def add_states(base: Base) -> None:
    """Names, adjectives, peoples, capitals, seats and places of every state."""
    three = alpha3()
    names = Locale("en").territories
    for two in sorted(three):
        if two in names and len(two) == 2:
            base.entity(Entity(three[two], "state", str(names[two]), three[two], "GOV", "babel"))
    states = set(base.entities)
    ours = {row[0] for row in base.table("states.tsv")}
    assert ours <= states, f"states.tsv names unknown states: {sorted(ours - states)}"
    for code, use, surfaces in base.table("states.tsv"):
        for surface in surfaces.split("|"):
            base.alias(surface, code, use, own("states.tsv", code, use, surface))
    for two in sorted(three):
        if two in names and len(two) == 2:
            _add_babel_name(base, three[two], str(names[two]))
    gec = codes_of_factbook()
    for entry in factbook():
        if entry["gec"] in gec:
            _add_factbook(base, gec[entry["gec"]], entry)


def _add_babel_name(base: Base, code: str, name: str) -> None:
    cleaned = name.replace("St.", "Saint")
    for part in {name, cleaned, re.sub(r"\s*\(.*?\)", "", name), cleaned.replace("&", "and")}:
        base.alias(part, code, "name", "babel")
    base.alias(
        name.split("(", maxsplit=1)[0].replace(" SAR China", "").replace(" SAR", "").strip(), code, "name", "babel"
    )


def _add_factbook(base: Base, code: str, entry: dict[str, str]) -> None:
    taken = base.taken("state")
    if code in {"PSE"}:  # two entries for one state: names come from the table
        return
    for surface in (entry["name_short"], entry["name_long"]):
        if surface and "none" not in surface.lower() and len(surface) < 60 and fold(surface) not in taken:
            base.alias(surface, code, "name", "factbook")
    for raw in _DEMONYM_SEPARATORS.split(re.sub(r"\(singular.*|\(all.*|\bnote.*", "", entry["demonym_noun"])):
        noun = re.sub(r"\((s|es)\)", "", raw).strip()
        if _is_name(noun):
            _alias_unless(base, taken, noun, code, "people")
            if "(s)" in raw:
                _alias_unless(base, taken, noun + "s", code, "people")
    for raw in _DEMONYM_SEPARATORS.split(re.sub(r"\(.*?\)", "", entry["demonym_adj"])):
        if _is_name(raw.strip()):
            _alias_unless(base, taken, raw.strip(), code, "adjective")
    capital = re.split(r"[;(,]", re.sub(r"<.*?>", "", entry["capital"]))[0].strip()
    if _is_name(capital) and capital.lower() not in {"none", "undefined"} and len(capital) < 30:
        _alias_unless(base, taken, capital, code, "capital")


def _is_name(text: str) -> bool:
    return 2 < len(text) < 40 and text[0].isupper()


def _alias_unless(base: Base, taken: set[str], surface: str, code: str, use: str) -> None:
    owners = {e for s, e, _ in base.aliases if fold(s) == fold(surface)} if fold(surface) in taken else set()
    if not owners or owners == {code}:
        base.alias(surface, code, use, "factbook")
