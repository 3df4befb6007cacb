"""Heads of state and government as the World Factbook listed them, snapshot after snapshot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backstay.knowledge.text import fold, skeleton

from .base import Base, Entity, Role, packed_csv
from .index import PersonIndex
from .states import codes_of_factbook

HEAD = re.compile(
    r"^(acting |interim )?(president|prime minister|supreme leader|premier|king|emir|chancellor|crown prince|"
    r"chairman of the (state affairs|presidium).*|first secretary.*)$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^((?:(?:Co|First|Executive|Acting|Interim|Deputy|Vice|Prime|Governor|Supreme|Captain|Federal|Transitional|State|"
    r"Grand|Crown|Lieutenant|Chief|Prince|General|Second|Third|Paramount|High|Head|Presidential)[- ])*"
    r"(?:Presidents?|Ministers?|Premiers?|Chancellor|King|Queen|Emir|Amir|Sultan|Leader|Chairman|Chairperson|"
    r"Governor General|General|Councillor|Secretary|Pope|Prince|Duke|Grand Duke|Captain Regent|Executive|"
    r"President-elect|Governor|Administrator|Commissioner))\b"
)


_ELECTED = re.compile(r"[- ][Ee]lect\b| elected \w+$")  # no part of a name; who is listed so stays so once in office
_METROPOLES = ("USA", "GBR", "FRA", "NLD", "DNK", "NOR")


_HANDOVER = timedelta(days=45)  # between the last snapshot that shows somebody and the first that shows the next


@dataclass(slots=True)
class _Row:
    """A holder as one run of snapshots shows him; `since` as far as it is given, `until` empty while listed."""

    state: str
    office: str
    title: str
    name: str
    surname: str
    since: str
    until: str
    first: date
    last: date
    entity: str = ""

    @property
    def rank(self) -> int:
        return 0 if HEAD.match(self.title) else 1


def add_factbook(base: Base, known: PersonIndex) -> None:
    """Everybody whom the Factbook lists, with days that end where the next one's begin."""
    rows = _rows()
    for row in rows:
        row.entity = _entity(base, known, row, rows)
        base.alias(row.name, row.entity, "name", "factbook")
        base.alias(row.surname, row.entity, "surname", "factbook")
        given, first = row.name.split()[0], row.surname.split()[0]
        if first != row.surname or "-" in row.surname:  # Pedro SANCHEZ PEREZ-CASTEJON is Pedro Sanchez in the press
            base.alias(first, row.entity, "surname", "factbook")
            if fold(given) != fold(first):
                base.alias(f"{given} {first}", row.entity, "name", "factbook")
    for row in rows:
        row.until = _end(row, rows)
    runs: dict[tuple[str, str, str], list[_Row]] = {}
    for row in rows:
        runs.setdefault((row.entity, row.title.lower(), row.since), []).append(row)
    for (entity, title, since), run in runs.items():
        until = "" if any(not r.until for r in run) else max(r.until for r in run)
        seen = max(r.last for r in run).isoformat()
        base.role(Role(entity, title, run[0].state, "GOV", run[0].rank, since, until, seen, "factbook"))


def _rows() -> list[_Row]:
    gec = codes_of_factbook()
    listed = list(packed_csv("factbook/factbook_leaders_history.csv.gz"))
    reign: dict[tuple[str, str], set[str]] = {}
    for row in listed:
        reign.setdefault((row["holder_text"].split(" of ")[0], row["since_text"]), set()).add(gec.get(row["gec"], ""))
    found = []
    for row in listed:
        state, parsed = gec.get(row["gec"]), _holder(row["holder_text"])
        realm = reign[(row["holder_text"].split(" of ")[0], row["since_text"])]
        elsewhere = len(realm) > 1 and any(m in realm for m in _METROPOLES) and state not in _METROPOLES
        if not state or not parsed or elsewhere:  # the mother country's head, listed again under territories and realms
            continue
        title, name, surname = parsed
        until = "" if row["last_snapshot"] >= "2026-05" else row["last_snapshot"]
        days = date.fromisoformat(row["first_snapshot"]), date.fromisoformat(row["last_snapshot"])
        found.append(_Row(state, row["office"], title, name, surname, _iso(row["since_text"]), until, *days))
    return sorted(found, key=lambda r: (r.state, r.office, r.first, r.name))


def _entity(base: Base, known: PersonIndex, row: _Row, rows: list[_Row]) -> str:
    """The person of a row: one that is known, one listed before under a like name, or a new one."""
    entity = known.find(row.state, row.name) or known.opening(row.state, row.name)
    if not entity:
        entity = next((r.entity for r in rows if r.entity and r.state == row.state and _same_person(r, row)), None)
    if not entity:
        entity = f"person:{row.state.lower()}-{fold(row.name).replace(' ', '-')}"
        base.entity(Entity(entity, "person", row.name, row.state, "GOV", "factbook"))
    known.put(row.state, row.name, entity)
    return entity


def _same_person(one: _Row, two: _Row) -> bool:
    """One name within the other, or a given name, a day and a title in common (Michel Aoun, Michel Awn)."""
    left, right = set(fold(one.name).split()), set(fold(two.name).split())
    if min(len(left), len(right)) > 1 and (left <= right or right <= left):
        return True
    same_day = one.since == two.since and len(one.since) == 10 and one.title == two.title
    alike = skeleton(one.surname)[:1] == skeleton(two.surname)[:1] or bool(left & right)
    return same_day and alike and bool(left & right)


def _end(row: _Row, rows: list[_Row]) -> str:
    """The day the next holder began, where snapshots went on showing the old one; else the last snapshot."""
    if not row.until or row.rank:
        return row.until
    nexts = [
        r for r in rows
        if (r.state, r.office) == (row.state, row.office) and not r.rank and r.entity != row.entity
        and r.title.lower() == row.title.lower()
        and row.last - _HANDOVER <= r.first <= row.last + _HANDOVER and row.since < r.since < row.until
    ]  # fmt: skip
    return min((r.since for r in nexts), default=row.until)


def _holder(text: str) -> tuple[str, str, str] | None:
    text = re.sub(r"\(.*?\)|\".*?\"", "", text.rsplit("++", maxsplit=1)[-1]).strip()
    text = re.sub(r"( of the .*| of [A-Z][a-z]+| - .*|,.*|;.*)$", "", text).strip()
    text = _ELECTED.sub("", text)
    title_match = _TITLE.match(text)
    title = title_match.group(1) if title_match else "member of the government"
    rest = text[title_match.end() :].strip() if title_match else text
    surnames = re.findall(r"\b(?:[a-zA-Z]{2}-)?[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}\b|\b[A-Z]{2}\b", rest)
    if not surnames or len(rest.split()) > 6 or "Notification" in text:
        return None
    surname = " ".join(surnames[:2])
    name = " ".join(_cased(w) for w in rest.split())
    return title, name, " ".join(_cased(w) for w in surname.split())


def _cased(word: str) -> str:
    parts = [
        p if p in {"al", "el", "bin", "Al", "ul"} else p.capitalize() if p.isupper() else p for p in word.split("-")
    ]
    return "-".join(parts)


def _iso(text: str) -> str:
    for pattern, out in (("%d %B %Y", "%Y-%m-%d"), ("%B %Y", "%Y-%m"), ("%Y", "%Y")):
        try:
            return datetime.strptime(text.strip(), pattern).strftime(out)
        except ValueError:
            continue
    return ""
