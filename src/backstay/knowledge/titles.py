"""A mention that ends in a person's name: its title, its name, and who holds both at the date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from backstay.records import Party

from .lookup import Lookup, Resolution
from .people import Ask, find_person, sectors_now, unknown_since, why_person
from .phrases import Phrase, words
from .text import fold

TITLES = re.compile(
    r"^(?:president(?:-elect|s)?|prime|minister|foreign|defen[cs]e|interior|finance|trade|oil|energy|economy|secretary|"
    r"state|treasury|commerce|attorney|general|gen|sens?|senators?|reps?|representative|congress(?:wo)?man|mr|mrs|ms|"
    r"miss|sir|dr|lord|lady|king|queen|prince|princess|sheikh|ayatollah|pope|ambassador|envoy|special|chancellor|"
    r"premier|former|ex|then|outgoing|incoming|acting|interim|crown|colonel|col|lt|maj|major|capt|captain|adm|admiral|"
    r"governor|gov|republican|democratic|leader|chief|director|advis[eo]r|national|security|deputy|vice|opposition|"
    r"dictator|strongman|spokes(?:wo)?man|chairman|chairwoman|head|house|senate|speaker|majority|minority|judge|justice|"
    r"commander|late|ousted|newly|elected|new|first|supreme|emir|imam|reverend|rev|bishop|archbishop|of|the|and|"
    r"counterpart|tory|labour|mp|cia|fbi|nsa|professor|journalist|activist|brexit|chair|commissioner|executive|senior|"
    r"white|us|uk|eu|un|nato|(?:secretary|director|attorney|governor|inspector)-general|under-secretary|brigadier|lieutenant|marshal|(?:colonel|lieutenant|major|vice|rear|brigadier)-\w+)$",
    re.I,
)
_SEGMENT = re.compile(r"\s*[,(;]\s*")
_OF_PLACE = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?[A-Z][\w.]*(?:\s+[A-Z][\w.]*)*$")
_LEGISLATOR = re.compile(r"\b(?:Sens?|Reps?)\.? |\bSenators? |\bRepresentatives? |\bCongress(?:wo)?man ", re.I)
FORMER = re.compile(r"\b(?:former|ex|retired|one-time)\b", re.I)
_NOT_KNOWN_SINCE = 0.85  # of the score that is left once nobody has looked at an open post
_NO_TITLE = re.compile(
    r"(?:^|\s)(?:the|an?)$|\b(?:ministry|department|office|agency|embassy|council|court|part(?:y|ies)|army|navy|police|bank|"
    r"university|groups?|forces?|troops|media|state|governments?|militias?|companies|company|union|board|bureau)$",
    re.I,
)
_BEFORE_NO_NAME = frozenset(
    {"of", "by", "with", "from", "to", "for", "against", "under", "in", "on", "at", "and", "over"}
)
_LOWER_NAME_PARTS = frozenset(
    {"al", "el", "bin", "ibn", "de", "da", "van", "von", "der", "la", "le", "del", "dos", "di", "ul"}
)
SINGLE_STATE = frozenset({"GOV", "MIL", "LEG", "COP", "OPP", "REB", "SPY", "JUD"})


@lru_cache(maxsize=16384)
def is_title(word: str) -> bool:
    """May the word belong to a title ("Prime", "Sen.", "rear-admiral")?"""
    return bool(TITLES.match(word.rstrip(".")))


class PersonReader:
    """Reads persons with the help of one lookup."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self.store = lookup.store
        self._title_and_name = lru_cache(maxsize=16384)(self._read_title_and_name)

    def read(self, phrase: Phrase, on: date | None, context: str, near: Sequence[str]) -> Resolution | None:
        segments = [s for s in _SEGMENT.split(phrase.text) if s] or [phrase.text]
        written = self.lookup.state_in(phrase.text)
        legislator = bool(_LEGISLATOR.search(phrase.text))
        for segment in segments:
            title, name = self._title_and_name(segment)
            if not name:  # "Maduro of Venezuela", "Rep. Smith of New York"
                title, name = self._title_and_name(_OF_PLACE.sub("", segment))
            if not name or (phrase.definite and not title and " " not in name):
                continue
            said = " ".join([title, *(s for s in segments if s is not segment)])
            title_state = self.lookup.state_in(phrase.text.replace(name, " ")) if written else None
            title_state = title_state or (self.lookup.home_in(said) if title else None)
            sectors = ("LEG",) if legislator else self.store.sectors_of(said) if said.strip() else ()
            state = "USA" if legislator and not title_state else title_state
            ask = Ask(
                on,
                near,
                state,
                sectors[0] if sectors else None,
                context,
                title,
                bool(FORMER.search(phrase.text)),
            )
            hit = find_person(self.store, name, ask)
            if hit:
                role = hit.role
                party_state = role.state if role else hit.entity.state
                titled = bool(sectors) and sectors[0] in hit.entity.sectors + (role.sectors if role else ())
                sectors = sectors_now(hit, on, former=ask.former, titled=titled)
                party = Party(hit.entity.name, hit.entity.id, party_state, sectors)
                why = why_person(phrase.text, hit, self.store, self.lookup.state_name(party_state), on)
                score = hit.score * (_NOT_KNOWN_SINCE if unknown_since(role, on) else 1)
                return Resolution(party, hit.entity.name, round(score, 2), why, "person")
            if title and sectors and len(segments) <= 2 and self._may_be_somebody(title, name):
                return self._unknown_person(phrase.text, name, ask, sectors)
        return None

    def _may_be_somebody(self, title: str, name: str) -> bool:
        """Is that a title and a name, and not a body's name cut in two ("Ministry of Foreign | Affairs")?"""
        return not _NO_TITLE.search(title) and (" " in name or not self.store.sectors_of(name))

    def _unknown_person(self, text: str, name: str, ask: Ask, sectors: tuple[str, ...]) -> Resolution:
        """Somebody outside the file whose title says the sector, and the state with the words around."""
        state = ask.state or (ask.near[0] if ask.near and sectors[0] in SINGLE_STATE else None)
        sectors = ("ELI", *sectors) if ask.former and sectors[0] in {"GOV", "LEG"} else sectors
        because = "by the title, of the state in play" if state and not ask.state else "by the title"
        why = f"'{text}': {name} is not in the knowledge file; {because}"
        return Resolution(Party(name, None, state, sectors), name, 0.7 if ask.state else 0.45, why, "person")

    def _read_title_and_name(self, segment: str) -> tuple[str, str]:
        """Title words and the name at the end of a segment; an empty name where it does not end in one."""
        tokens = words(segment)
        start = self._full_name(tokens) if tokens and is_title(tokens[-1]) else len(tokens)
        while start and self._name_like(tokens, start - 1):
            start -= 1
        name = tokens[start:]
        while name and name[0] in _LOWER_NAME_PARTS and name[0].islower() and start == 0 and len(name) > 4:
            name = name[1:]
        if start and (tokens[start - 1] in _BEFORE_NO_NAME or self._about_somebody(tokens[:start])):
            return "", ""
        if not name or not any(t[0].isupper() or t[0] == "@" for t in name) or len(name) > 6:
            return "", ""
        if len(name) == 1 and (len(name[0]) < 2 or self.lookup.is_known(name[0])):
            return "", ""
        return " ".join(tokens[:start]), " ".join(name)

    def _full_name(self, tokens: Sequence[str]) -> int:
        """Where a known full name begins that ends in a word for a title (Kim Jong Un, Hun Sen); else the end."""
        for start in range(max(0, len(tokens) - 4), len(tokens) - 1):
            if tokens[start][0].isupper() and self.store.by_full_name(fold(" ".join(tokens[start:]))):
                return start
        return len(tokens)

    def _about_somebody(self, before: Sequence[str]) -> bool:
        """Do the words before a name speak of others ("supporters of ousted President")?"""
        if "of" not in before[1:]:
            return False
        noun = before[before.index("of", 1) - 1]
        sectors = self.store.sectors_of(noun)
        return noun.islower() and sectors[:1] not in {("GOV",), ("LEG",), ("MIL",)}

    def _name_like(self, tokens: Sequence[str], i: int) -> bool:
        token = tokens[i]
        if token.lower() in _LOWER_NAME_PARTS and i + 1 < len(tokens):
            return True
        if token.partition("-")[0] in _LOWER_NAME_PARTS and token.partition("-")[2][:1].isupper():
            return True  # al-Assad
        if not token[0].isupper() or is_title(token):
            return False
        if (
            i + 1 < len(tokens)
            and self.lookup.is_state(token)
            and not self.store.by_full_name(fold(" ".join(tokens[i:])))
        ):
            return False
        return not (i and self.lookup.is_state(f"{tokens[i - 1]} {token}"))
