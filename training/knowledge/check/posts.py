"""Who held which post from when to when, against Wikidata, the Factbook, Phoenix and countryinfo."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from backstay.knowledge.text import fold

from ..base import Base, Role, packed_csv
from ..index import PersonIndex
from .facts import POSTS, Fact, Word, posts

_NEAR = 31  # days that two sources may differ by and still agree
_SNAPSHOT = 200  # the same for an end that is but the last of a series of snapshots
_POSTS = (  # what makes two titles the same post; the first that fits
    ("deputy", r"\b(?:deputy|vice|shadow|under|assistant|former)\b"),
    ("prime minister", r"prime minister|premier|chancellor$|taoiseach|head of government|state counsellor"),
    ("president", r"president|supreme leader|head of state|chief of state"),
    ("monarch", r"\b(?:king|queen|emir|amir|sultan|crown prince)\b"),
    ("foreign", r"foreign|secretary of state$|external affairs|secretary of state of the united"),
    ("defence", r"defen[cs]e"),
    ("interior", r"interior|home secretary|home department|homeland"),
    ("finance", r"finance|treasury|exchequer"),
    ("oil", r"\boil\b|petroleum|energy"),
    ("justice", r"justice|attorney general"),
    ("intelligence", r"intelligence|\bcia\b|central intelligence|mossad|federal security"),
    ("security adviser", r"national security"),
    ("un", r"united nations"),
    ("speaker", r"speaker|president of the (?:national assembly|senate)"),
    ("lower house", r"member|representative|deput|congress(?:wo)?man"),
    ("senate", r"senator"),
)


def check_posts(independent: Base) -> Iterator[Word]:
    """A source with the same post of the same person confirms if its days are near, else contradicts."""
    held, index = _held(independent)
    died = _deaths()
    for file in POSTS:
        for fact in posts(file):
            name, state = fact.cells[:2]
            person = index.find(state or None, name) or index.opening(state or None, name)
            if person:
                yield from _compare(fact, held[person], died.get(person, ""))


def _held(base: Base) -> tuple[dict[str, list[Role]], PersonIndex]:
    held: dict[str, list[Role]] = defaultdict(list)
    index = PersonIndex()
    for role in base.roles.values():
        held[role.entity].append(role)
    names: dict[str, set[str]] = defaultdict(set)
    for alias in base.aliases.values():
        if alias.use == "name" and base.entities[alias.entity].kind == "person":
            names[alias.entity].add(alias.surface)
    for person in sorted(held):
        for name in sorted(names[person] | {base.entities[person].name}):
            index.put(base.entities[person].state, name, person)
    return held, index


def _deaths() -> dict[str, str]:
    return {row["qid"]: row["dod"] for row in packed_csv("every_politician/people.csv.gz") if row["dod"]}


def _compare(fact: Fact, roles: Sequence[Role], died: str) -> Iterator[Word]:
    _, state, title, since, until, ours = fact.cells
    if ours and died and ours[: len(died)] != died[: len(ours)]:
        yield Word(fact, "wikidata", f"died on {died}")
    kind = kind_of(title)
    by_source: dict[str, list[Role]] = defaultdict(list)
    for role in roles:
        same = role.title == "office holder" or (kind is not None and kind_of(role.title) == kind)
        if (same or fold(role.title) == fold(title)) and role.state == (state or None):
            by_source[role.source].append(role)
    for source, same_post in by_source.items():
        verdict = _days(since, until, same_post)
        if verdict is not None and not (verdict and source == "phoenix"):  # it says neither which post nor all its days
            yield Word(fact, source, verdict)


def kind_of(title: str) -> str | None:
    """Which post a title means, by its words; None for one that is none of the common ones."""
    return next((kind for kind, words in _POSTS if re.search(words, title, re.I)), None)


def _days(since: str, until: str, roles: Sequence[Role]) -> str | None:
    """Empty where the days agree, else what the source has; None where it speaks of another time."""
    met = [r for r in roles if _before(r.since, until or "9999") and _before(since, r.until or r.seen)]
    if not met:
        return None
    first, last = min(met, key=lambda r: r.since), max(met, key=lambda r: r.until or "9999")
    begins = any(_near(since, r.since, _NEAR) for r in met) or not since or not first.since or _within(since, met)
    slack = _SNAPSHOT if last.source == "factbook" else _NEAR
    ends = any(_near(until, r.until, slack) for r in met) or _open(until, last) or _within(until, met)
    return "" if begins and ends else f"{last.title} {first.since or '?'} to {last.until or 'open, seen ' + last.seen}"


def _open(until: str, last: Role) -> bool:
    """Does neither say when it ended, or the source stop before ours ends?"""
    return not last.until and (not until or until >= last.seen[: len(until)])


def _within(day: str, roles: Sequence[Role]) -> bool:
    """Between two terms of a post that a source counts apart."""
    ends = [r.until for r in roles if r.until]
    return bool(day) and any(_near(day, end, _NEAR) for end in ends) and len(roles) > 1


def _before(one: str, two: str) -> bool:
    size = min(len(one), len(two))
    return not one or not two or one[:size] <= two[:size]


def _near(one: str, two: str, days: int) -> bool:
    if not one or not two:
        return one == two
    size = min(len(one), len(two))
    if size < 10:
        return one[:size] == two[:size]
    return abs((date.fromisoformat(one) - date.fromisoformat(two)).days) <= days
