"""Persons and their dated posts: our own table, EveryPolitician (Wikidata), the World Factbook, Phoenix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from backstay.knowledge.text import fold
from backstay.records import SECTORS

from .base import Base, Entity, Role, own, packed_csv, packed_text
from .index import PersonIndex
from .leaders import HEAD, add_factbook

REPO_STATE = {
    "belarus": "BLR", "bolivia": "BOL", "burkina-faso": "BFA", "central-african-republic": "CAF", "china": "CHN",
    "cuba": "CUB", "egypt": "EGY", "ethiopia": "ETH", "france": "FRA", "india": "IND", "iran": "IRN", "iraq": "IRQ",
    "israel": "ISR", "kazakhstan": "KAZ", "libya": "LBY", "mali": "MLI", "mozambique": "MOZ", "myanmar": "MMR",
    "nicaragua": "NIC", "niger": "NER", "north-korea": "PRK", "pakistan": "PAK", "russia": "RUS", "saudi": "SAU",
    "serbia": "SRB", "sudan": "SDN", "syria": "SYR", "turkey": "TUR", "uae": "ARE", "ukraine": "UKR",
    "united-kingdom": "GBR", "us": "USA", "venezuela": "VEN", "yemen": "YEM", "zimbabwe": "ZWE",
}  # fmt: skip
EASTERN = {"CHN", "PRK", "KOR", "VNM", "TWN", "KHM"}  # family name first
_NATIONAL = re.compile(
    r"^(United States (representative|senator)|Member of the (\d+\w\w Parliament|House of Lords)|"
    r"member of the State Duma|"
    r"member of the (National Assembly|Federation Council of Russia|Knesset|Verkhovna Rada|Lok Sabha|Rajya Sabha|"
    r"French National Assembly|Senate|Chamber of Deputies|House of Representatives|Grand National Assembly.*|"
    r"Assembly of the Republic.*|Islamic Consultative Assembly.*)|People's Deputy of Ukraine|.*Lok Sabha|.*Rajya Sabha|"
    r".*Knesset.*|.*French National Assembly|.*Verkhovna Rada.*)",
    re.IGNORECASE,
)
_SENIOR = re.compile(
    r"minister of (foreign|defen[cs]e|the interior|finance|oil|petroleum)|"
    r"secretary of (state|defen[cs]e|the treasury)$|secretary of state for (foreign|defence)|vice[- ]president|"
    r"director of the (cia|fbi)|national security advis|chief of the general staff|chancellor of the exchequer|"
    r"ambassador to the united nations|attorney general|white house (chief of staff|press secretary)|joint chiefs",
    re.IGNORECASE,
)


def rank_of(title: str, *, national_legislator: bool) -> int:
    """0 head of state or government, 1 the best known ministers, 2 other office, 3 national legislator, 4 the rest."""
    if HEAD.match(title.strip()):
        return 0
    if _SENIOR.search(title) and not re.search(r"deputy|assistant|minister of state", title, re.I):
        return 1
    if national_legislator:
        return 2 if "United States senator" in title else 3  # senators are quoted by surname as often as ministers
    return 2


_TITLE_SECTORS = (
    (
        r"chief of (the )?(general|defen[cs]e) staff|chief of staff of the (army|navy|air)|commander|joint chiefs|"
        r"chief of army",
        "MIL",
    ),
    (r"\bcia\b|national intelligence|intelligence service|federal security service|\bmi[56]\b|\bmossad\b", "SPY,GOV"),
    (r"\bfbi\b|police", "COP"),
    (r"united nations$|of the united nations|council of europe|world trade|osce|international court", "IGO"),
    (r"supreme court|judge|justice of|chief justice", "JUD"),
    (r"minister|secretary|ambassador|representative to|government|cabinet|treasury", "GOV"),
    (
        r"senator|representative|member of|deputy of|deputies|speaker|national assembly|parliament|knesset|duma|"
        r"leader of the house|lok sabha|rajya|legislat",
        "LEG",
    ),
    (r"leader of the opposition|opposition", "OPP"),
)


def sectors_of(title: str) -> str:
    """PLOVER sectors of a post by its title."""
    for pattern, sectors in _TITLE_SECTORS:
        if re.search(pattern, title, re.IGNORECASE):
            return "GOV" if sectors == "IGO" and title.startswith(("Ambassador", "Permanent")) else sectors
    return "GOV"


def add_people(base: Base) -> None:
    """Every person with a post, from the most to the least trusted source."""
    _add_wikidata(base)
    _join_terms(base)
    known = _index(base)
    _add_own(base, known)
    add_factbook(base, known)
    _add_phoenix(base, known)


def _index(base: Base) -> PersonIndex:
    index = PersonIndex()
    states = {entity: role.state for (entity, *_), role in sorted(base.roles.items(), reverse=True)}
    for entity in sorted(states):
        index.put(states[entity], base.entities[entity].name, entity)
    return index


def _add_wikidata(base: Base) -> None:
    people = {row["qid"]: row for row in packed_csv("every_politician/people.csv.gz")}
    seen = {row["repo"]: row["date"] for row in packed_csv("every_politician/MANIFEST.csv.gz")}
    for row in packed_csv("every_politician/roles.csv.gz"):
        holder, national = row["kind"] == "holders21", bool(_NATIONAL.match(row["position"]))
        state = None if row["repo"] == "world" else REPO_STATE[_state_slug(row["repo"])]
        if not row["qid"] or not (holder or national) or (state is None and not holder):
            continue
        if (row["end"] or "2100") < ("1990" if holder else "2008"):
            continue
        if (
            re.search(r"ambassador|governor|mayor|head of the .* republic|first lady", row["position"], re.I)
            and not holder
        ):
            continue
        person = people.get(row["qid"], {})
        name = person.get("enwiki") or person.get("name") or row["person"]
        name = re.sub(r"\s*\(.*?\)", "", name)
        if not fold(name) or not re.search("[A-Za-z]", name):
            name = row["person"]
        base.entity(Entity(row["qid"], "person", name, state, sectors_of(row["position"]), "wikidata"))
        for alias in sorted({name, row["person"], person.get("name", "")}):
            if alias and re.search("[A-Za-z]", alias):
                base.alias(re.sub(r"\s*\(.*?\)", "", alias), row["qid"], "name", "wikidata")
        if person.get("dod"):
            base.lives[row["qid"]] = person["dod"]
        title = row["position"]
        rank = rank_of(title, national_legislator=national and not holder)
        base.role(
            Role(
                row["qid"],
                _short(title),
                state,
                sectors_of(title),
                rank,
                row["start"],
                row["end"],
                seen[row["repo"]],
                "wikidata",
            )
        )


def _join_terms(base: Base) -> None:
    """A legislator's terms on end become one post: what is asked is whether somebody sat, not in which parliament."""
    joined: dict[tuple[str, str], list[Role]] = {}
    for role in base.roles.values():
        joined.setdefault((role.entity, role.title), []).append(role)
    base.roles.clear()
    for roles in joined.values():
        if not _NATIONAL.match(roles[0].title):
            for role in roles:
                base.role(role)
            continue
        open_end = any(not r.until for r in roles)
        until = "" if open_end else max(r.until for r in roles)
        base.role(replace(roles[0], since=min(r.since for r in roles), until=until))


def _short(title: str) -> str:
    return re.sub(r"^Member of the \d+\w\w Parliament", "Member of Parliament", title)


def _state_slug(repo: str) -> str:
    return re.sub(r"-(ministers|cabinet)$", "", repo)


_TOP = re.compile(
    r"^(acting )?president|prime minister|^premier|chancellor|leader|king$|pope|secretary-general|prince|counsellor|"
    r"chairman$"
)


def _add_own(base: Base, known: PersonIndex) -> None:
    for file, row, seen in _own_rows(base):
        name, aliases, state_text, title, sectors, since, until, died = row + [""] * (8 - len(row))
        state = state_text or None
        entity = known.find(state, name) or f"person:{fold(name).replace(' ', '-')}"
        source = own(file, name, state_text, title, since, until, died)
        base.entity(Entity(entity, "person", name, state, sectors, source))
        known.put(state, name, entity)
        if died:
            base.lives.setdefault(entity, died)
        base.alias(name, entity, "name", source)
        for alias in filter(None, aliases.split("|")):
            base.alias(alias, entity, "surname" if " " not in alias.replace("al-", "") else "name", source)
        rank = 0 if _TOP.search(title) else 3 if sectors.startswith("LEG") else 1
        base.role(Role(entity, title, state, sectors, rank, since, until, until or seen, source))


def _own_rows(base: Base) -> Iterator[tuple[str, list[str], str]]:
    """Our own tables: the file, a row, and the day on which it was last looked at."""
    for file, seen in (("people.tsv", "2026-05-17"), ("officials.tsv", "2025-06-30")):
        for row in base.table(file):
            yield file, row, seen


_PHOENIX_CODE = re.compile(r"\[([A-Z]{3})([A-Z]{3})?([A-Z]{3})?\s*([<>]?\d{2,8})?(?:-(\d{2,8}))?\]")


def _add_phoenix(base: Base, known: PersonIndex) -> None:
    states = {e for e, x in base.entities.items() if x.kind == "state"}
    names: list[str] = []
    for raw in packed_text("phoenix/Phoenix.Countries.actors.txt.gz").splitlines():
        line = raw.split("#")[0].rstrip()
        if line and not line[0].isspace() and line[0] != "+":
            names = [re.split(r"\s|\[", line)[0]]
        for state, sector, extra, start, end in _PHOENIX_CODE.findall(line):
            if names and start and state in states and sector in {"GOV", "LEG", "MIL", "JUD", "OPP", "SPY"}:
                sectors = ",".join(one for one in (sector, extra) if one in SECTORS)  # "DEV", "MUS" are CAMEO's alone
                _phoenix_role(base, known, names[0], (state, sectors), (_phoenix_day(start), _phoenix_day(end)))


def _phoenix_role(base: Base, known: PersonIndex, raw: str, code: tuple[str, str], days: tuple[str, str]) -> None:
    (state, sectors), (since, until) = code, days
    name = " ".join(w.capitalize() for w in raw.strip("_").replace("_", " ").split())
    if len(name.split()) < 2 or (until and until < "2003") or (not until and since < "1998"):
        return
    entity = known.find(state, name)
    if not entity:
        entity = f"person:{state.lower()}-{fold(name).replace(' ', '-')}"
        base.entity(Entity(entity, "person", name, state, sectors, "phoenix"))
        known.put(state, name, entity)
        base.alias(name, entity, "name", "phoenix")
    if since:
        base.role(Role(entity, "office holder", state, sectors, 2, since, until, "2014-01-30", "phoenix"))


def _phoenix_day(text: str) -> str:
    """ISO day of `990202` or `>20070101`; empty for `<20030101`, which says only that the post began earlier."""
    digits = "" if text.startswith("<") else text.strip(">")
    if len(digits) == 6:
        digits = ("19" if digits[:2] > "20" else "20") + digits
    if len(digits) != 8:
        return ""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
