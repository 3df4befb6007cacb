"""States and sectors of parties and of generic agents, and parents, against Phoenix, PLOVER, UCDP and the Factbook."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator

from backstay.knowledge.text import fold
from backstay.records import SECTORS

from ..base import ACTORS, Base, table
from ..collect import collect
from ..parties import phoenix_codes
from ..states import codes_of_factbook, factbook
from .facts import PARTIES, Fact, Word, parties

Told = dict[str, set[tuple[str, str]]]  # folded name -> states ("" for none) and first sectors
_FIELDS = ("military_forces", "terrorist_groups", "parties", "igo")
_SHORT = 6  # letters that a name must have to be looked for in a text
_OLD = {"MED": "JRN", "REB": "REB", "SEP": "REB", "INS": "REB", "OPP": "OPP", "NGM": "NGO", "MNC": "BUS"}


def check_parties(independent: Base) -> Iterator[Word]:
    """A source that has the name with this state (and a sector that fits) confirms; with another state, contradicts."""
    states = {e for e, x in independent.entities.items() if x.kind == "state"}
    told = {"phoenix": _phoenix(states), **_of_base(independent)}
    texts = _factbook_texts()
    for file in PARTIES:
        for fact in parties(file):
            yield from _about(fact, told, texts)


def _about(fact: Fact, told: dict[str, Told], texts: dict[str, str]) -> Iterator[Word]:
    name, state = fact.cells[:2]
    key = fold(re.sub(r"\s*\(.*?\)", "", name))
    for source, names in told.items():
        found = names.get(key)
        if found:
            states = {s for s, _ in found}
            fits = not state or state in states or states == {""}
            yield Word(fact, source, "" if fits else "of " + ", ".join(sorted(s or "no state" for s in states)))
    if len(key) >= _SHORT:
        inside = f" {key} " in texts.get(state, "") if state else any(f" {key} " in text for text in texts.values())
        if inside:
            yield Word(fact, "factbook")


def _phoenix(states: set[str]) -> Told:
    """Parties by every spelling; a code for a region or an alliance is no state's."""
    told: Told = defaultdict(set)
    for names, first, rest in phoenix_codes():
        for name in names:
            key = fold(name.replace("_", " "))
            international = first not in states
            sector = first if international else rest[:3]
            if sector and len(key) > 3:
                told[key].add(("" if international else first, _OLD.get(sector, sector)))
    return told


def _of_base(base: Base) -> dict[str, Told]:
    told: dict[str, Told] = {"ucdp": defaultdict(set), "factbook": defaultdict(set)}
    for alias in base.aliases.values():
        entity = base.entities[alias.entity]
        if entity.kind in {"group", "igo", "ngo"} and entity.source in told:
            told[entity.source][fold(alias.surface)].add((entity.state or "", entity.sectors.split(",")[0]))
    return told


def _factbook_texts() -> dict[str, str]:
    """What the Factbook says of a state's forces, parties, groups and memberships, folded, by state."""
    gec = codes_of_factbook()
    texts: dict[str, str] = defaultdict(str)
    for entry in factbook():
        if entry["gec"] in gec:
            texts[gec[entry["gec"]]] += " " + " ".join(fold(entry[f]) for f in _FIELDS) + " "
    return dict(texts)


def check_agents(independent: Base) -> Iterator[Word]:
    """A dictionary whose first sector for a phrase is among ours confirms; else contradicts."""
    for n, row in enumerate(table("agents.tsv"), start=1):
        ours = row[1].split(",")
        for phrase in row[0].split("|"):
            sectors, source = independent.agents.get(fold(phrase), ("", ""))
            theirs = [s for s in sectors.split(",") if s in SECTORS]
            if theirs:
                fits = any(s in ours for s in theirs)
                yield Word(Fact("agents.tsv", n, (phrase, row[1])), source, "" if fits else ",".join(theirs))


def check_parents() -> Iterator[Word]:
    """The list of state firms that came with the data names parents too; it is as unreviewed as ours."""
    ours = _names_of_parties()
    with (ACTORS / "seed_handwritten" / "state_firms.csv").open(encoding="utf-8", newline="") as handle:
        listed = {fold(row["name"]): row for row in csv.DictReader(handle)}
    for n, (child, parent, *_) in enumerate(table("parents.tsv"), start=1):
        row = listed.get(fold(child.partition(":")[2].replace("-", " ")))
        if row and row["parent"]:
            theirs = fold(row["parent"])
            state = len(parent) == 3 and theirs.startswith("government of")
            fits = (state and row["iso3"] == parent) or theirs in ours.get(parent, set())
            yield Word(Fact("parents.tsv", n, (child, parent)), "state_firms", "" if fits else row["parent"])


def _names_of_parties() -> dict[str, set[str]]:
    """Folded names of our own parties by their id."""
    base = collect()
    found: dict[str, set[str]] = defaultdict(set)
    for alias in base.aliases.values():
        found[alias.entity].add(fold(alias.surface))
    return found


def check_standings(independent: Base) -> Iterator[Word]:
    """UCDP's groups have a state; a standing of such a group must be in it."""
    told = _of_base(independent)["ucdp"]
    for n, row in enumerate(table("standings.tsv"), start=1):
        states = {s for s, _ in told.get(fold(row[0]), ())} - {""}
        if states:
            yield Word(Fact("standings.tsv", n, tuple(row)), "ucdp", "" if row[2] in states else ", ".join(states))
