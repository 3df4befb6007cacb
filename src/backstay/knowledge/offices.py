"""Which office a title means, whatever its wording, and who held it in a state on a day.

"Foreign Minister", "Minister of Foreign Affairs" and "Secretary of State" (of the United States) are one office: a head
word and what it is of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .load import Entity, Role, Store
from .people import role_held
from .text import fold

_HEADS = (
    ("vice president", r"\bvice[- ]president"),
    ("head of government", r"\bpresident of the (?:government|council of ministers)\b|"
     r"\bprime minister\b|\bpremier\b|^(?:federal )?chancellor(?: of (?:germany|austria))?$|\btaoiseach\b"),
    ("president", r"\bpresident\b(?! of (?:the )?(?!republic|palestinian|united|confederation|state\b|ukraine|federa))|"
     r"\bpresident of (?:the )?(?:republic|palestinian|united|confederation|state\b|federa)"),
    ("monarch", r"\b(?:king|queen|emir|sultan|emperor)\b"),
    ("supreme leader", r"\bsupreme leader\b"),
    ("attorney general", r"\battorney general\b"),
    ("ambassador to the united nations", r"\b(?:ambassador|permanent representative|envoy) to the "
     r"(?:united nations|un)\b|\b(?:un|united nations) ambassador\b"),
    ("adviser", r"\badvis[eo]r\b"),
    ("speaker", r"\bspeaker\b"),
    ("director", r"\bdirector\b"),
    ("secretary", r"\bsecretary\b"),
    ("minister", r"\bminister\b|\bchancellor of the exchequer\b"),
)  # fmt: skip
_OF = {
    "foreign": r"\bforeign\b|\bexternal (?:affairs|relations)\b",
    "defence": r"\bdefen[cs]e\b|\barmed forces\b",
    "interior": r"\binterior\b|\binternal affairs\b|\bhome\b(?!land)",
    "homeland": r"\bhomeland\b",
    "finance": r"\bfinances?\b|\bexchequer\b",
    "treasury": r"\btreasury\b",
    "economy": r"\beconom(?:y|ic)\b",
    "oil": r"\boil\b|\bpetroleum\b",
    "energy": r"\benergy\b",
    "trade": r"\btrade\b",
    "commerce": r"\bcommerce\b",
    "justice": r"\bjustice\b",
    "health": r"\bhealth\b",
    "education": r"\beducation\b",
    "agriculture": r"\bagricultur",
    "transport": r"\btransport",
    "labour": r"\blabou?r\b",
    "information": r"\binformation\b",
    "intelligence": r"\bintelligence\b(?! agency)",
    "national security": r"\bnational security\b",
    "cia": r"\bcia\b|\bcentral intelligence\b",
    "fbi": r"\bfbi\b|\bfederal bureau\b",
    "state": r"\bof state\b",
    "press": r"\bpress\b",
    "house": r"\bhouse\b",
}
_LESSER = re.compile(
    r"\b(?:deputy|vice|assistant|under|junior|shadow|first lady|parliamentary|acting|former|chief of staff|spokes\w+|"
    r"member|aide|office of|head of the|advis[eo]r to the|military cabinet|private|state minister|minister of state|"
    r"counsell?or|plenipotentiary|elect|candidate|principal|to the (?:prime minister|president)|foreign trade|"
    r"of crimea|of azad|of the national|of the people|spouse|wife|equipment|procurement|veterans|economic secretary|"
    r"private secretary)\b"
)
_HEAD = [(name, re.compile(pattern)) for name, pattern in _HEADS]
_WHAT = [(name, re.compile(pattern)) for name, pattern in _OF.items()]
_NEEDS_MORE = frozenset(("minister", "secretary", "director", "adviser"))  # heads that alone are no office
_ALONE = frozenset(
    ("president", "vice president", "head of government", "monarch", "supreme leader", "attorney general")
)
_NO_MINISTERS = frozenset(("press", "house", "national security", "state"))  # of these a secretary is no minister


@dataclass(frozen=True, slots=True)
class Office:
    """An office of some state: its head word, and what it is of (empty for those that govern the whole)."""

    head: str
    of: frozenset[str]

    def covers(self, other: Office) -> bool:
        """Is the other office this one, or a part of it (finance, of "Economic Affairs and Finance")?"""
        return self.head == other.head and other.of <= self.of


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who held a post, and that post."""

    entity: Entity
    role: Role


@lru_cache(maxsize=16384)
def office_of(title: str) -> Office | None:
    """The office that a title means; None where it means none that is known here, or somebody under it."""
    words = fold(title)
    head = next((name for name, pattern in _HEAD if pattern.search(words)), None)
    if head is None or _LESSER.search(
        words.replace("vice president", "president") if head == "vice president" else words
    ):
        return None
    of = frozenset(name for name, pattern in _WHAT if pattern.search(words))
    if head == "secretary" and "state" in of:
        return _secretary_of_state(words, of)
    if head in _ALONE:
        return Office(head, frozenset()) if not of else None
    if head == "secretary" and not of & _NO_MINISTERS:
        head = "minister"  # of defence, in the United States and Britain
    return None if head in _NEEDS_MORE and not of else Office(head, of)


def _secretary_of_state(words: str, of: frozenset[str]) -> Office | None:
    """Of the United States alone; with a portfolio, that of a British one ("Secretary of State for Defence")."""
    after = words.rpartition("of state")[2].strip()
    if not after:
        return Office("secretary", frozenset(("state",)))
    return Office("minister", of - {"state"}) if after.startswith("for ") and of > {"state"} else None


class Offices:
    """Who held which office, from the posts of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._of_state = lru_cache(maxsize=64)(self._read)

    def holders(self, title: str, state: str, on: date) -> list[Holder]:
        """Those whom the file has in an office of a state on a day, the most telling post first; nobody, or several."""
        asked = office_of(title)
        if asked is None:
            return []
        found = [
            Holder(self._store.entity(n), role)
            for office, n, role in self._of_state(state)
            if office.covers(asked) and role_held(role, on)
        ]
        once: dict[int, Holder] = {}
        for holder in sorted(found, key=lambda holder: (holder.role.rank, holder.role.since)):
            once.setdefault(holder.entity.n, holder)  # the same post by two sources
        return list(once.values())

    def _read(self, state: str) -> tuple[tuple[Office, int, Role], ...]:
        return tuple(self._offices(state))

    def _offices(self, state: str) -> Iterator[tuple[Office, int, Role]]:
        for n, role in self._store.roles_of_state(state):
            office = office_of(role.title)
            if office is not None:
                yield office, n, role
