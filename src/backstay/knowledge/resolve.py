"""From a mention to a party: a known name, a person at a date, or a phrase read by its head and its modifiers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backstay.records import SECTORS, Party

from .load import Alias, Entity, Store
from .people import Ask, find_person, name_key, sectors_now, why_person
from .phrases import Phrase, agent_sectors, read_phrase, words
from .scan import Names
from .text import fold


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a mention is. `score` in 0..1; `kind`: state, person, office, firm, force, group, ngo, igo, outlet, generic, place."""

    party: Party
    name: str
    score: float
    why: str
    kind: str


_USE_ORDER = ("name", "abbreviation", "capital", "seat", "past", "adjective", "people", "place")
_TITLES = re.compile(
    r"^(?:president(?:-elect|s)?|prime|minister|foreign|defen[cs]e|interior|finance|trade|oil|energy|economy|secretary|state|treasury|"
    r"commerce|attorney|general|gen|sens?|senators?|reps?|representative|congress(?:wo)?man|mr|mrs|ms|miss|sir|dr|lord|lady|king|queen|"
    r"prince|princess|sheikh|ayatollah|pope|ambassador|envoy|special|chancellor|premier|former|ex|then|outgoing|incoming|acting|interim|"
    r"crown|colonel|col|lt|maj|major|capt|captain|adm|admiral|governor|gov|republican|democratic|leader|chief|director|adviser|advisor|"
    r"national|security|deputy|vice|opposition|dictator|strongman|spokes(?:wo)?man|chairman|chairwoman|head|house|senate|speaker|majority|"
    r"minority|judge|justice|commander|late|ousted|newly|elected|new|first|supreme|emir|imam|reverend|rev|bishop|archbishop|of|the|and|"
    r"counterpart|tory|labour|mp|cia|fbi|nsa|professor|journalist|activist|brexit|chair|commissioner|executive|senior|white|us|uk|eu|un|nato)$",
    re.I,
)  # fmt: skip
_LEGISLATOR = re.compile(r"\b(?:Sens?|Reps?)\.? |\bSenators? |\bRepresentatives? |\bCongress(?:wo)?man ", re.I)
_FORMER = re.compile(r"\b(?:former|ex|retired|one-time)\b", re.I)
_BEFORE_NO_NAME = frozenset(
    {"of", "by", "with", "from", "to", "for", "against", "under", "in", "on", "at", "and", "over"}
)
_EVERYBODY = re.compile(r"\b(?:countries|nations|allies|partners|powers|world|leaders from|governments|states|neighbors|neighbours|creditors|community|adversaries|counterparts)\b", re.I)  # fmt: skip
_SINGLE_STATE_AGENTS = frozenset({"GOV", "MIL", "LEG", "COP", "OPP", "REB", "SPY", "JUD"})
_OF_CONGRESS = re.compile(
    r"\b(?:congressional|gop|(?:house|senate) (?:\w+ ){0,3}(?:committee|democrats|republicans|leaders?|speaker))\b",
    re.I,
)
_US_IF_NEAR = re.compile(r"\b(?:administration|president|lawmakers|senators?|white house)$", re.I)
_REGIONAL = re.compile(
    r"\b(?:europe(?:ans?)?|eurozone|western|arab|gulf|african|asian|latin|nato|eu|middle eastern|foreign|global|international|world)\b",
    re.I,
)
_TERROR = re.compile(r"\b(?:terror|terrorists?|terrorism|jihadists?|extremists?|foreign fighters)\b", re.I)
_IN_PLAY = "as the state in play:"
_US_USAGE = "as in the American press:"
_KURDISH = re.compile(r"\b(?:kurds?|kurdish)\b", re.I)
_KURDISH_HOMES = ("SYR", "IRQ", "TUR", "IRN")
_LOWER_NAME_PARTS = frozenset(
    {"al", "el", "bin", "ibn", "de", "da", "van", "von", "der", "la", "le", "del", "dos", "di", "ul"}
)
_ORGANISED = frozenset({"office", "firm", "force", "group", "igo", "ngo", "outlet"})


class Resolver:
    """Reads mentions against one store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.names = Names(store)
        self._state_names = {e.id: e.name for e in store.entities.values() if e.kind == "state"}

    def resolve(self, mention: str, on: date | None, context: str, near: Sequence[str]) -> Resolution | None:
        """The party of a mention, or None: a pronoun, an unknown name, nothing that says who it is."""
        phrase = read_phrase(mention)
        if phrase.pronoun:
            return None
        known = self._exact(phrase, near)
        if known and known.kind != "place":
            return known
        found = self._person(phrase, on, context, near) or self._compose(phrase, on, context, near)
        return found or known

    # -- a name as it stands --------------------------------------------------------------------------------------

    def _exact(self, phrase: Phrase, near: Sequence[str]) -> Resolution | None:
        named = self.names.written_so(phrase.text, fold(phrase.text))
        alias = self._pick(named, near, phrase.text)
        if alias is None:
            return None
        entity = self.store.entity(alias.n)
        if alias.use == "place" and self.store.by_full_name(fold(phrase.text)):
            return None
        sectors = self._state_sectors(alias, phrase, entity)
        return self._named(phrase.text, entity, alias, sectors, 0.95 if alias.use != "place" else 0.6)

    def _pick(self, aliases: Sequence[Alias], near: Sequence[str], surface: str) -> Alias | None:
        if not aliases:
            return None

        def order(alias: Alias) -> tuple[int, int, int, int]:
            entity = self.store.entity(alias.n)
            same_case = 0 if alias.surface == surface else 1
            use = _USE_ORDER.index(alias.use) if alias.use in _USE_ORDER else 0
            return (0 if alias.source == "backstay" else 1, 0 if entity.state in near[:2] else 1, use, same_case)

        return min(aliases, key=order)

    def _state_sectors(self, alias: Alias, phrase: Phrase, entity: Entity) -> tuple[str, ...]:
        if entity.kind != "state":
            return entity.sectors
        if alias.use == "people" and not phrase.definite and not self._also_adjective(alias, phrase.text):
            return ("CVL",)
        return ("GOV",)

    def _also_adjective(self, alias: Alias, text: str) -> bool:
        same = self.names.table.get(fold(text), ())
        return any(a.n == alias.n and a.use in {"adjective", "past", "name"} for a in same)

    def _named(self, text: str, entity: Entity, alias: Alias, sectors: tuple[str, ...], score: float) -> Resolution:
        source = self.store.sources[alias.source]
        kind = entity.kind
        if kind == "state":
            kind = {"seat": "office", "place": "place"}.get(alias.use, "state")
            how = {
                "adjective": "an adjective of", "people": "the people of", "capital": "the capital, for the government, of",
                "seat": "the seat of the government of", "place": "a place in", "past": "a past state, now counted as",
            }.get(alias.use, "a name of")  # fmt: skip
            party = Party(None, entity.id, entity.state, sectors)
            return Resolution(party, entity.name, score, f"'{text}': {how} {entity.name} ({source})", kind)
        party = Party(entity.name, entity.id, entity.state, sectors)
        where = f" of {self.state_name(entity.state)}" if entity.state else ""
        return Resolution(
            party, entity.name, score, f"'{text}': {entity.name}, {_KIND_WORDS[kind]}{where} ({source})", kind
        )

    # -- a person -------------------------------------------------------------------------------------------------

    def _person(self, phrase: Phrase, on: date | None, context: str, near: Sequence[str]) -> Resolution | None:
        segments = [s for s in re.split(r"\s*[,(;]\s*", phrase.text) if s] or [phrase.text]
        title_state = self._state_in(phrase.text)
        legislator = bool(_LEGISLATOR.search(phrase.text))
        for segment in segments:
            title, name = self._title_and_name(segment)
            if not name:
                continue
            said = " ".join([title, *(s for s in segments if s is not segment)])
            sectors = ("LEG",) if legislator else agent_sectors(said, self.store.agents) if said.strip() else ()
            state = "USA" if legislator and not title_state else title_state
            ask = Ask(
                on,
                near,
                state,
                sectors[0] if sectors else None,
                context,
                bool(title),
                bool(_FORMER.search(phrase.text)),
            )
            hit = find_person(self.store, name, ask)
            if hit:
                role = hit.role
                party_state = role.state if role else hit.entity.state
                titled = bool(sectors) and sectors[0] in hit.entity.sectors + (role.sectors if role else ())
                sectors = sectors_now(hit, on, former=ask.former, titled=titled)
                party = Party(hit.entity.name, hit.entity.id, party_state, sectors)
                why = why_person(phrase.text, hit, self.store, self.state_name(party_state))
                return Resolution(party, hit.entity.name, round(hit.score, 2), why, "person")
            if title and sectors and len(segments) <= 2:
                return self._unknown_person(phrase, name, state, sectors, near, ask.former)
        return None

    def _unknown_person(
        self, phrase: Phrase, name: str, state: str | None, sectors: tuple[str, ...], near: Sequence[str], former: bool
    ) -> Resolution:
        guessed = state or (near[0] if near and sectors[0] in _SINGLE_STATE_AGENTS else None)
        sectors = ("ELI", *sectors) if former and sectors[0] in {"GOV", "LEG"} else sectors
        because = "by the title" if state else "by the title, of the state in play" if guessed else "by the title"
        why = f"'{phrase.text}': {name} is not in the knowledge file; {because}"
        return Resolution(Party(name, None, guessed, sectors), name, 0.7 if state else 0.45, why, "person")

    def _title_and_name(self, segment: str) -> tuple[str, str]:
        """Title words and the name at the end of a segment; an empty name where it does not end in one."""
        tokens = words(segment)
        start = len(tokens)
        while start and self._name_like(tokens, start - 1):
            start -= 1
        name = tokens[start:]
        while name and name[0] in _LOWER_NAME_PARTS and name[0].islower() and start == 0 and len(name) > 4:
            name = name[1:]
        if start and tokens[start - 1] in _BEFORE_NO_NAME:
            return "", ""
        if not name or not any(t[0].isupper() or t[0] == "@" for t in name) or len(name) > 6:
            return "", ""
        if len(name) == 1 and (len(name[0]) < 2 or self._is_known(name[0])):
            return "", ""
        return " ".join(tokens[:start]), " ".join(name)

    def _name_like(self, tokens: list[str], i: int) -> bool:
        token = tokens[i]
        if token.lower() in _LOWER_NAME_PARTS and i + 1 < len(tokens):
            return True
        if not token[0].isupper() or _TITLES.match(token.rstrip(".")):
            return False
        if i + 1 < len(tokens) and self._is_state(token) and not self.store.by_full_name(fold(" ".join(tokens[i:]))):
            return False
        return not (i and self._is_state(f"{tokens[i - 1]} {token}"))

    def _is_state(self, text: str) -> bool:
        return any(self.store.entity(a.n).kind == "state" for a in self.names.written_so(text, fold(text)))

    def _is_known(self, text: str) -> bool:
        return bool(self.names.written_so(text, fold(text)))

    # -- a phrase -------------------------------------------------------------------------------------------------

    def _compose(self, phrase: Phrase, on: date | None, context: str, near: Sequence[str]) -> Resolution | None:
        named = None if _OF_CONGRESS.search(phrase.text) else self._organisation(phrase, near)
        if named:
            return named
        sectors = self._sectors(phrase)
        state, how = self._state_of(phrase, on, context, near, sectors)
        if not sectors and (not state or self._looks_like_unknown_name(phrase)):
            return None
        if not sectors or (_OF_CONGRESS.search(phrase.text) and sectors[0] in {"GOV", "PTY"}):
            sectors = ("LEG", *sectors) if sectors else ("GOV",)
        if _FORMER.search(phrase.head) and sectors[0] in {"GOV", "LEG", "SPY"}:
            sectors = ("ELI", *sectors)
        kind = (
            "office"
            if state and sectors[0] in {"GOV", "LEG", "JUD"}
            else "force"
            if state and sectors[0] == "MIL"
            else "generic"
        )
        where = f", {how} {self.state_name(state)}" if state else ""
        why = f"'{phrase.text}': {'/'.join(sectors)} by its words{where}"
        score = 0.85 if state and how == "of" else 0.55 if state else 0.5
        return Resolution(Party(None, None, state, sectors), phrase.text, score, why, kind)

    def _looks_like_unknown_name(self, phrase: Phrase) -> bool:
        """Several capitalised words of which only a place is known: rather a person or a body than that place."""
        tokens = words(phrase.head)
        if len(tokens) < 2 or not all(t[0].isupper() for t in tokens):
            return False
        uses = {a.use for _, _, aliases, _ in self.names.find(phrase.head) for a in aliases}
        return uses <= {"place"}

    def _organisation(self, phrase: Phrase, near: Sequence[str]) -> Resolution | None:
        """A known body at the end of the head, or before a generic noun that is part of it ("Hamas militants")."""
        for apposed in phrase.text.split(", ")[1:]:
            exact = self._exact(read_phrase(apposed), near)
            if exact and exact.kind in _ORGANISED:
                return exact
        spans = [(s, e, a) for s, e, a, _ in self.names.find(phrase.head)]
        for start, end, aliases in reversed(spans):
            bodies = [a for a in aliases if self.store.entity(a.n).kind in _ORGANISED]
            if not bodies:
                continue
            alias = self._pick(bodies, near, phrase.head[start:end])
            if alias is None:
                continue
            entity, after = self.store.entity(alias.n), phrase.head[end:].strip(" '")
            if re.match(r"s?\s*(?:members?|countries|allies|states)\b", after) and entity.kind == "igo":
                return self._members(phrase, entity)
            before = self._state_in(phrase.head[:start])
            if before and entity.state and entity.state != before and entity.kind == "office":
                continue  # another country's ministry of the same name
            mine = agent_sectors(after, self.store.agents) if after else ()
            sectors = (
                entity.sectors
                if not mine or mine[0] in {*entity.sectors, "GOV", "CVL", "PTY", "IGO"}
                else (mine[0], *entity.sectors)
            )
            sectors = tuple(dict.fromkeys(sectors))
            return self._named(phrase.text, entity, alias, sectors, 0.88 if not after else 0.8)
        return None

    def _members(self, phrase: Phrase, entity: Entity) -> Resolution:
        why = f"'{phrase.text}': states that belong to {entity.name}"
        return Resolution(Party(None, None, None, ("GOV",)), phrase.text, 0.7, why, "generic")

    def _sectors(self, phrase: Phrase) -> tuple[str, ...]:
        found = agent_sectors(phrase.head, self.store.agents)
        if not found and phrase.tail:
            found = agent_sectors(phrase.tail, self.store.agents)
        if _KURDISH.search(phrase.head) and (not found or found[0] in {"MIL", "CVL"}):
            return ("REB",)
        return tuple(s for s in found if s in SECTORS)

    def _state_of(
        self, phrase: Phrase, on: date | None, context: str, near: Sequence[str], sectors: tuple[str, ...]
    ) -> tuple[str | None, str]:
        state = self._state_in(phrase.head) or self._owner(phrase.head, on, context, near)
        if state:
            return state, "of"
        tail = self._state_in(phrase.tail) if phrase.tail else None
        if tail and not _EVERYBODY.search(phrase.head):
            return tail, "of"
        if _KURDISH.search(phrase.head):
            return next((s for s in near if s in _KURDISH_HOMES), None), _IN_PLAY
        return self._state_in_play(phrase, on, near, sectors)

    def _state_in_play(
        self, phrase: Phrase, on: date | None, near: Sequence[str], sectors: tuple[str, ...]
    ) -> tuple[str | None, str]:
        """State of a phrase that names none ("the government"): one that the report has named, if the words allow it."""
        if re.search(r"\bNorth$|\bSouth$", phrase.head) and ("PRK" in near or "KOR" in near):
            return ("PRK" if phrase.head.endswith("North") else "KOR"), _IN_PLAY
        if _EVERYBODY.search(phrase.text) or not sectors or phrase.indefinite or _REGIONAL.search(phrase.head):
            return None, ""
        if _OF_CONGRESS.search(phrase.text):
            return "USA", _US_USAGE
        if not near or sectors[0] not in _SINGLE_STATE_AGENTS:
            return None, ""
        if _US_IF_NEAR.search(phrase.head) and "USA" in near[:6]:
            return "USA", _US_USAGE
        if sectors[0] == "REB":
            fighting = [s for s in near[:6] if self._at_war(s, on)]
            return (fighting[0], _IN_PLAY) if fighting and not _TERROR.search(phrase.head) else (None, "")
        return near[0], _IN_PLAY

    def _at_war(self, state: str, on: date | None) -> bool:
        """Was there fighting inside the state in the three years before the day (or ever, without a day)?"""
        years = self.store.conflicts.get(state, set())
        return any(y in years for y in range(min(on.year, 2021) - 3, on.year + 1)) if on else bool(years)

    def _owner(self, head: str, on: date | None, context: str, near: Sequence[str]) -> str | None:
        """State of a person who modifies the head ("Maduro government", "Assad's forces")."""
        tokens = words(head)
        for size in (3, 2, 1):
            for start in range(len(tokens) - size):
                name = tokens[start : start + size]
                if all(t[0].isupper() and not _TITLES.match(t) for t in name) and len(name_key(" ".join(name))) >= 1:
                    hit = find_person(self.store, " ".join(name), Ask(on, near, None, None, context, True))
                    if hit:
                        return hit.role.state if hit.role else hit.entity.state
        return None

    def _state_in(self, text: str) -> str | None:
        """The last state that a stretch of words names, by name, adjective, capital or place."""
        state = None
        weak = None
        for _, _, aliases, _ in self.names.find(text):
            states = [a for a in aliases if self.store.entity(a.n).kind == "state"]
            if states:
                alias = min(states, key=lambda a: (a.source != "backstay", a.use == "place"))
                if alias.use == "place":
                    weak = weak or self.store.entity(alias.n).state
                else:
                    state = self.store.entity(alias.n).state
        return state or weak

    def state_name(self, code: str | None) -> str:
        """English name of a state's code, or an empty text."""
        if not code:
            return ""
        return self._state_names.get(code, code)


_KIND_WORDS = {
    "office": "an office", "firm": "a firm", "force": "a force", "group": "a group", "igo": "an international organisation",
    "ngo": "a non-governmental organisation", "outlet": "a news outlet",
}  # fmt: skip
