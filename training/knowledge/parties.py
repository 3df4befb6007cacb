"""Parties that are no persons: offices, forces, firms, groups, organisations, outlets, and generic agents."""

from __future__ import annotations

import csv
import re

from backstay.knowledge.text import fold
from backstay.records import SECTORS

from .base import ACTORS, Base, Entity, Role, own, packed_csv, packed_text
from .states import codes_of_factbook, factbook

_UCDP_STATE = {
    "Myanmar (Burma)": "MMR",
    "Russia (Soviet Union)": "RUS", "DR Congo (Zaire)": "COD", "Cambodia (Kampuchea)": "KHM",
    "Yemen (North Yemen)": "YEM",
    "Zimbabwe (Rhodesia)": "ZWE", "Madagascar (Malagasy)": "MDG", "Bosnia-Herzegovina": "BIH",
    "Serbia (Yugoslavia)": "SRB", "Vietnam (North Vietnam)": "VNM", "South Vietnam": "VNM", "Ivory Coast": "CIV",
}  # fmt: skip


def add_parties(base: Base) -> None:
    """Own table first, then firms, armed groups, parties and organisations, each giving way to what is known."""
    for row in base.table("parties.tsv"):
        kind, name, aliases, state, sectors, *_ = row + [""] * 4
        source = own("parties.tsv", name, state, sectors)
        _add(base, Entity("", kind, name, state or None, sectors, source), aliases.split("|"), "parties.tsv")
    if base.curated:
        _add_firms(base)
    _add_bodies(base)
    _add_standings(base)
    _add_ucdp(base)
    _add_igos(base)
    _add_nonstate(base)
    _add_political_parties(base)
    _add_places(base)


def add_parents(base: Base) -> None:
    """Who owns or commands whom. Raises ValueError for a party that is not in the file, or is its own parent."""
    base.parents.update((row[0], (row[1], own("parents.tsv", *row))) for row in base.table("parents.tsv"))
    for child, (parent, _) in base.parents.items():
        if child not in base.entities or parent not in base.entities:
            raise ValueError(f"parents.tsv: {child} or {parent} is no party of the file")
        above, seen = parent, {child}
        while above not in seen and above in base.parents:
            seen.add(above)
            above = base.parents[above][0]
        if above in seen:
            raise ValueError(f"parents.tsv: {child} is its own parent")


def _add_bodies(base: Base) -> None:
    """The wider table: a party that is known under one of its names gets the others; the rest is new."""
    owners = {fold(s): e for s, e, _ in base.aliases if base.entities[e].kind != "state"}
    taken = base.taken()
    for row in base.table("bodies.tsv"):
        kind, name, aliases, state, sectors, *_ = row + [""] * 4
        names = [name, *filter(None, aliases.split("|"))]
        known = next((e for e in map(owners.get, map(fold, names)) if e), None)
        if known and base.entities[known].state == (state or None):
            for one in names:
                if fold(one) not in taken:
                    base.alias(one, known, "name", own("bodies.tsv", one, state, "is", name))
        else:
            source = own("bodies.tsv", name, state, sectors)
            _add(base, Entity("", kind, name, state or None, sectors, source), names[1:], "bodies.tsv")


def _add_standings(base: Base) -> None:
    """What a party was on a day: an armed movement, then the government."""
    by_name = {x.name: e for e, x in base.entities.items() if x.kind not in {"person", "state"}}
    for row in base.table("standings.tsv"):
        name, title, state, sectors, since, until, *_ = row + [""] * 2
        seen, source = until or "2025-06-30", own("standings.tsv", *row)
        base.role(Role(by_name[name], title, state or None, sectors, 0, since, until, seen, source))


def _add(base: Base, party: Entity, aliases: list[str], file: str = "") -> None:
    """One party whose id is made here, with its aliases; `file` is the table of ours that it stands in."""
    kind, name, state, sectors, source = party.kind, party.name, party.state, party.sectors, party.source
    entity = f"{kind}:{fold(name).replace(' ', '-')}"
    if entity in base.entities:
        entity += f"-{(state or 'int').lower()}"
    base.entity(Entity(entity, kind, name, state, sectors, source))
    base.alias(re.sub(r"\s*\(.*?\)", "", name), entity, "name", source)
    for alias in filter(None, aliases):
        told = own(file, alias, state or "", "is", name) if file else source
        base.alias(alias, entity, "name", told)


def _add_firms(base: Base) -> None:
    with (ACTORS / "seed_handwritten" / "state_firms.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            taken = base.taken()
            names = [n for n in (row["name"], *row["aliases"].split("|")) if n and fold(n) not in taken]
            if not names or row["name"] not in names:
                continue
            arms = row["line"].startswith(("arms", "expeditionary"))
            code = row["plover_code"]
            sectors = "MIL" if code == "MIL" else "UAF" if code == "UAF" else "BUS"
            if sectors == "BUS":
                sectors += (",GOV" if code.startswith("GOV") else "") + (",MIL" if arms else "")
            kind = {"MIL": "force", "UAF": "group"}.get(sectors, "firm")
            aliases = [a for a in names[1:] if a not in {"Total", "Elf", "OAK", "EDGE", "TAI"}]
            _add(base, Entity("", kind, row["name"], row["iso3"], sectors, "backstay"), aliases)


def _add_ucdp(base: Base) -> None:
    names = {fold(s): e for (s, e, u) in base.aliases if base.entities[e].kind == "state" and u in {"name", "past"}}
    found: dict[str, set[str]] = {}
    for row in packed_csv("ucdp/ucdp-prio-acd-221.csv.gz"):
        state = _UCDP_STATE.get(row["location"]) or names.get(fold(row["location"]), "")
        if state not in {"", "USA"} and row["type_of_conflict"] in {"3", "4"}:  # USA: Al-Qaeda, fought abroad
            base.conflicts.add(("PSE" if state == "ISR" else state, int(row["year"])))
        for name in row["side_b"].split(","):
            if name.strip() and "Government of" not in name:
                found.setdefault(name.strip(), set()).add(state)
    taken = base.taken()
    for name in sorted(found):
        states = found[name] - {""}
        acronym = name.isupper() and len(name) < 4
        if fold(name) not in taken and not acronym and len(fold(name)) > 2:
            _add(base, Entity("", "group", name, next(iter(states)) if len(states) == 1 else None, "REB", "ucdp"), [])


_TABARI = re.compile(r"^\+?([A-Z0-9.'’\-_ÀÞ()&]+?)_?\s*(?:\[|$|#|\t)")
_CODE = re.compile(r"\[([A-Z]{3})((?:[A-Z]{3})*)")


def _tabari(path: str) -> list[tuple[list[str], str, str]]:
    """Groups of spellings with their undated code: (names, first three letters, the other letters)."""
    groups: list[tuple[list[str], str, str]] = []
    names: list[str] = []
    done = False
    for raw in packed_text(path).splitlines():
        line = raw.split("#")[0].rstrip()
        if not line.strip():
            continue
        head = _TABARI.match(line)
        if head and not line[0].isspace():
            if not line.startswith("+") or (done and not names):
                names, done = [], False
            names.append(head.group(1).strip("_"))
        code = _CODE.search(line)
        if code and names and not done:
            groups.append((names, code.group(1), code.group(2)))
            done = True
    return groups


def phoenix_codes() -> list[tuple[list[str], str, str]]:
    """Spellings with their undated code, from all three files: (names, first three letters, the other letters)."""
    files = ("Countries", "International", "MilNonState")
    return [group for file in files for group in _tabari(f"phoenix/Phoenix.{file}.actors.txt.gz")]


def _words(name: str) -> str:
    text = re.sub(r"\(.*?\)?$", "", name).replace("_", " ").strip()
    small = {"of", "the", "and", "for", "in", "on", "de", "la"}
    words = [
        w.lower() if w.lower() in small else w.capitalize() if len(w) > 3 or "." not in w else w for w in text.split()
    ]
    words = [w if i or w not in small else "" for i, w in enumerate(words)]
    return " ".join(filter(None, words))


def _surface(name: str) -> str:
    words = _words(name)
    return words if " " in words else words.upper() if len(words) <= 5 else words


def _add_igos(base: Base) -> None:
    taken = base.taken()
    for names, first, _ in _tabari("phoenix/Phoenix.International.actors.txt.gz"):
        kind, sectors = {"IGO": ("igo", "IGO"), "NGO": ("ngo", "NGO"), "NGM": ("ngo", "NGO")}.get(first, ("", ""))
        surfaces = [_surface(n) for n in names if len(fold(_words(n))) > 4 and " " in _words(n)]
        fresh = [s for s in surfaces if fold(s) not in taken and len(s) < 70]
        if not kind or not fresh or fold(surfaces[0]) in taken:
            continue
        if "PRESIDENT" in names[0] or "SECRETARY" in names[0] or (len(fresh[0].split()) < 3 and kind == "igo"):
            continue  # persons and short fragments
        _add(base, Entity("", kind, fresh[0], None, sectors, "phoenix"), fresh[1:])
        taken.update(fold(s) for s in fresh)


def _add_nonstate(base: Base) -> None:
    taken, states = base.taken(), {e for e, x in base.entities.items() if x.kind == "state"}
    for names, first, rest in _tabari("phoenix/Phoenix.MilNonState.actors.txt.gz"):
        fresh = [s for s in map(_surface, names) if fold(s) not in taken and " " in s and 8 < len(s) < 60]
        if fresh and rest[:3] in {"REB", "UAF", "OPP", "CRM"}:
            _add(
                base, Entity("", "group", fresh[0], first if first in states else None, rest[:3], "phoenix"), fresh[1:]
            )
            taken.update(fold(s) for s in fresh)


def _add_political_parties(base: Base) -> None:
    gec, taken = codes_of_factbook(), base.taken()
    owners: dict[str, set[str]] = {}
    entries = [(gec[e["gec"]], e["parties"]) for e in factbook() if e["gec"] in gec]
    found = [(code, name) for code, text in entries for name in _parties(text)]
    for code, name in found:
        owners.setdefault(fold(name), set()).add(code)
    for code, name in found:
        if fold(name) not in taken and len(owners[fold(name)]) == 1 and " " in name:
            _add(base, Entity("", "group", name, code, "PTY", "factbook"), [])


def _parties(text: str) -> list[str]:
    """Names; the acronyms after them are left out, since they stand for too many other things."""
    rows = []
    for line in text.splitlines():
        found = re.match(r"^([A-Z][^()\[\];:]{6,60}?)(?: \(.*?\))? or ([A-Z][A-Za-z-]{1,9})\b", line)
        if found:
            rows.append(found.group(1).strip())
    return rows


def _add_places(base: Base) -> None:
    """Towns and regions that Phoenix lists under a state: a fallback, and only where one state claims the name."""
    states = {e for e, x in base.entities.items() if x.kind == "state"}
    taken = base.taken()
    owners: dict[str, set[str]] = {}
    for names, first, rest in _tabari("phoenix/Phoenix.Countries.actors.txt.gz"):
        if first in states and not rest:
            for name in names:
                owners.setdefault(_words(name), set()).add(first)
    common = {
        "Central",
        "Northern",
        "Southern",
        "Western",
        "Eastern",
        "North",
        "South",
        "East",
        "West",
        "Coast",
        "Island",
    }
    for name in sorted(owners):
        short = len(name) < 5 or not name[0].isalpha()
        if len(owners[name]) == 1 and fold(name) not in taken and not short and name not in common:
            base.alias(name, min(owners[name]), "place", "phoenix")


_AGENT = re.compile(r"^([A-Z0-9!'\-_]+?)_?\s*\[~([A-Z]{3})([A-Z]{3})?\]")
_SETS = {
    "!PERSON!": ("man", "men", "woman", "women", "person"),
    "!MINIST!": ("minister", "ministers", "ministry", "ministries"),
}


def add_agents(base: Base) -> None:
    """Generic phrases with their PLOVER sectors: own table first, then PLOVER's agents, then Phoenix'."""
    for phrase, sectors in ((row[0], row[1]) for row in base.table("agents.tsv")):
        for one in phrase.split("|"):
            base.agents.setdefault(fold(one), (sectors, own("agents.tsv", one, sectors)))
    plover = (ACTORS / "PLOVER_agents.txt").read_text(encoding="utf-8", errors="replace")
    for text, source in ((plover, "plover"), (packed_text("phoenix/Phoenix.agents.txt.gz"), "phoenix")):
        for line in text.splitlines():
            found = _AGENT.match(line)
            if found:
                _add_agent(base, found.group(1), [c for c in found.groups()[1:] if c], source)


def _add_agent(base: Base, raw: str, codes: list[str], source: str) -> None:
    codes = [c for c in codes if c in SECTORS]
    for mark, words in _SETS.items():
        if mark in raw:
            for word in words:
                _add_agent(base, raw.replace(mark, "_" + word.upper()).strip("_"), codes, source)
            return
    key = fold(raw.replace("_", " "))
    if codes and len(key) > 2 and "!" not in raw:
        base.agents.setdefault(key, (",".join(codes), source))
