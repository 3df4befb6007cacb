"""A phrase read by its head and its modifiers: "the Venezuelan army", "Assad's forces", "rebels in Yemen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from backstay.records import SECTORS, Party

from .load import Entity
from .lookup import Lookup, Resolution
from .name_words import NUMBERS
from .people import Ask, find_person
from .phrases import Phrase, read_phrase, words
from .text import fold
from .titles import FORMER, SINGLE_STATE, is_title

_EVERYBODY = re.compile(
    r"\b(?:countries|nations?|allies|partners|powers|world|leaders from|governments|states|neighbou?rs|creditors|"
    r"community|adversaries|counterparts|coalition)\b|^(?:the )?leaders$",
    re.I,
)
_LEADERS = re.compile(r"(?:the )?leaders", re.I)  # of one state, where the words after name one
_OF_CONGRESS = re.compile(
    r"\b(?:congressional|gop|(?:house|senate) (?:of representatives )?(?:\w+ ){0,5}"
    r"(?:committees?|panel|democrats|republicans|leaders?|speaker|members?))\b|"
    r"\b(?:house|senate)$|\bin (?:the )?(?:us |u\.s\. )?(?:congress|senate)\b",
    re.I,
)
_US_PARTIES = re.compile(
    r"\b(?:Democrats|Republicans|(?:Democratic|Republican) (?:\w+ )?"
    r"(?:lawmakers?|leaders?|senators?|candidates?|nominee|governors?|voters))\b"
)
_US_IF_NEAR = re.compile(r"\b(?:administration|president|lawmakers|senators?|white house)$", re.I)
_REGIONAL = re.compile(
    r"\b(?:europe(?:ans?)?|eurozone|west(?:ern)?|arab|gulf|african|asian|latin|"
    r"(?:south|north|central) america(?:ns?)?|nato|eu|middle eastern|foreign|global|international|world)\b",
    re.I,
)
_OTHERS = re.compile(r"\b(?:allies|partners|adversaries|neighbou?rs|enemies|rivals|friends|alliances|nations)$", re.I)
_ABOUT = re.compile(r"\b(?:hawks|doves|watchers)$", re.I)  # "Iran hawks" are of wherever they speak of Iran
_TERROR = re.compile(
    r"\b(?:terror|terrorists?|terrorism|jihadists?|extremists?|foreign fighters|"
    r"islamists?|attackers?|assailants?)\b",
    re.I,
)
_REGIME = re.compile(r"\b(?:regime|dictators?|strongman|junta)\b", re.I)
_NO_REGIMES = frozenset("USA GBR FRA DEU CAN AUS JPN KOR ITA ESP NLD BEL SWE NOR DNK FIN CHE AUT IRL NZL".split())
"""States whose government the press does not call a regime."""
_IN_PLAY = "as the state in play:"
_US_USAGE = "as in the American press:"
_KURDISH = re.compile(r"\b(?:kurds?|kurdish)\b", re.I)
_KURDISH_HOMES = ("SYR", "IRQ", "TUR", "IRN")
_OFFICIAL = frozenset({"GOV", "LEG", "SPY", "JUD"})
_ONE_OFFICE = re.compile(
    r"\b(?:president|head|chief|director|chair(?:man|woman)?|spokes(?:man|woman|person)|secretary[- ]general|"
    r"envoy|officials?|general secretary)$",
    re.I,
)
_STANDS_FOR = re.compile(
    _ONE_OFFICE.pattern[:-1]
    + r"$|\b(?:speaker|leaders?|leadership|members?|commanders?|officers?|deputy|fighters|soldiers|executives?)$",
    re.I,
)
_MANY = re.compile(r"\b(?:hundreds|thousands|dozens|scores|groups?|numbers?|majority|crowds?|some|most|many)$", re.I)
_MAN = re.compile(r"(?:man|men|woman|women)$")
_PEACE = re.compile(r"\bpeacekeep", re.I)
_PREPOSITION = re.compile(r"^(?:of|for|in|at|from|to|with)\s+", re.I)
_LISTED = re.compile(r", (?:and )?| and ")
_EACH = re.compile(r"^(?:the|both) ")
_MEMBERS = re.compile(r"s?\s*(?:members?|countries|allies|states)\b")
_ITS_OWN = ("GOV", "CVL", "PTY", "IGO")  # words for anybody's people: Hamas officials are Hamas
_ARMED = ("UAF", "REB", "MIL", "PRM")  # a group's gunmen and soldiers are the group
_ORGANISED = frozenset({"office", "firm", "force", "group", "igo", "ngo", "outlet", "school"})


def of_many(words: str) -> bool:
    """Do the words speak of several states, a region, others' friends or foes, or terror, which has no home?"""
    return any(pattern.search(words) for pattern in (_EVERYBODY, _REGIONAL, _OTHERS, _TERROR))


def _part_of_name(token: str) -> bool:
    return (token[0].isupper() or token[:3] in {"al-", "el-"}) and not is_title(token)


class Composer:
    """Reads phrases with the help of one lookup."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self.store = lookup.store

    def read(self, phrase: Phrase, on: date | None, context: str, near: Sequence[str]) -> Resolution | None:
        if self._lists_states(phrase.text):
            why = f"'{phrase.text}': several states"
            return Resolution(Party(None, None, None, ("GOV",)), phrase.text, 0.7, why, "generic")
        named = self._head_of(phrase, on, near)
        if not named and not _OF_CONGRESS.search(phrase.text):
            named = self._organisation(phrase, near, on)
        if named:
            return named
        sectors = self._sectors(phrase)
        state, how = self._state_of(phrase, on, context, near, sectors)
        if not sectors and (not state or self._looks_like_unknown_name(phrase)):
            return None
        if not sectors or (_OF_CONGRESS.search(phrase.text) and sectors[0] in {"GOV", "PTY"}):
            sectors = ("LEG", *sectors) if sectors else ("CVL",) if self._some_people(phrase) else ("GOV",)
        if FORMER.search(phrase.head) and sectors[0] in _OFFICIAL:
            sectors = ("ELI", *sectors)
        kind = (
            "office"
            if state and sectors[0] in {"GOV", "LEG", "JUD"}
            else "force"
            if state and sectors[0] == "MIL"
            else "generic"
        )
        where = f", {how} {self.lookup.state_name(state)}" if state else ""
        why = f"'{phrase.text}': {'/'.join(sectors)} by its words{where}"
        score = 0.85 if state and how == "of" else 0.55 if state else 0.5
        return Resolution(Party(None, None, state, sectors), phrase.text, score, why, kind)

    def _some_people(self, phrase: Phrase) -> bool:
        """Single people of a state: "an Irishman", "two Americans", "the Frenchmen"."""
        *before, last = words(phrase.head) or ("",)
        if not self.lookup.is_state(last):
            return False
        counted = bool(before) and (fold(before[0]) in NUMBERS or before[0].isdigit())
        return bool(_MAN.search(last)) or (not phrase.tail and (counted or (phrase.indefinite and not before)))

    def _lists_states(self, text: str) -> bool:
        """Three states or more, or two and nothing else: an answer would have to be one of them."""
        parts = [_EACH.sub("", p) for p in _LISTED.split(text)]
        if len(parts) == 1:
            return False
        named = [p for p in parts if self.lookup.is_state(p)]
        states = len({self.lookup.state_in(p) for p in named})
        return states >= 3 or states == len(parts) == 2

    def _looks_like_unknown_name(self, phrase: Phrase) -> bool:
        """Several capitalised words of which only a place is known: rather a person or a body than that place."""
        tokens = words(phrase.head)
        if len(tokens) < 2 or not all(t[0].isupper() for t in tokens):
            return False
        uses = {a.use for _, _, aliases in self.lookup.spans(phrase.head) for a in aliases}
        return uses <= {"place"}

    def _organisation(self, phrase: Phrase, near: Sequence[str], on: date | None) -> Resolution | None:
        """A known body at the end of the head, or before a generic noun that is part of it ("Hamas militants")."""
        for apposed in phrase.text.split(", ")[1:]:
            exact = self.lookup.exact(read_phrase(apposed), near, on)
            if exact and exact.kind in _ORGANISED:
                return exact
        for start, end, aliases in reversed(self.lookup.spans(phrase.head)):
            bodies = [a for a in aliases if self.store.entity(a.n).kind in _ORGANISED]
            if not bodies:
                continue
            alias = self.lookup.pick(bodies, near, phrase.head[start:end])
            if alias is None:
                continue
            entity = self.lookup.standing(self.store.entity(alias.n), on)
            after = phrase.head[end:].strip(" '")
            if _MEMBERS.match(after) and entity.kind == "igo":
                return self._members(phrase, entity)
            if after and entity.kind == "school" and self._elsewhere(phrase, entity):
                continue
            before = self.lookup.state_in(phrase.head[:start])
            of = self.lookup.state_in(phrase.tail) if phrase.tail.startswith("of ") and not after else None
            if entity.kind == "office" and entity.state and {before, of} - {None, entity.state}:
                continue  # another country's ministry of the same name
            mine = self.store.sectors_of(after) if after and not _PEACE.search(after) else ()
            sectors = (
                entity.sectors
                if not mine or mine[0] in {*entity.sectors, *_ITS_OWN, *(_ARMED if entity.kind == "group" else ())}
                else (mine[0], *entity.sectors)
            )
            if FORMER.search(phrase.head) and sectors[0] in _OFFICIAL:
                sectors = ("ELI", *sectors)
            sectors = tuple(dict.fromkeys(sectors))
            return self.lookup.named(phrase.text, entity, alias, sectors, 0.88 if not after else 0.8)
        return None

    def _elsewhere(self, phrase: Phrase, entity: Entity) -> bool:
        """Does the phrase name another state than the body's ("a Harvard freshman from Palestine")?"""
        return any(s not in {None, entity.state} for s in map(self.lookup.state_in, (phrase.head, phrase.tail)))

    def _head_of(self, phrase: Phrase, on: date | None, near: Sequence[str]) -> Resolution | None:
        """Somebody who stands for the body named after him: "president of the Riigikogu", "a spokesman for Hamas"."""
        if not phrase.tail or not _STANDS_FOR.search(phrase.head):
            return None
        body = self.lookup.exact(read_phrase(_PREPOSITION.sub("", phrase.tail)), near, on)
        if body is None or body.kind not in _ORGANISED or body.kind == "outlet":
            return None
        if body.kind == "igo" and not _ONE_OFFICE.search(phrase.head):
            return None
        sectors = body.party.sector
        if FORMER.search(phrase.head) and sectors[0] in _OFFICIAL:
            sectors = ("ELI", *sectors)
        party = replace(body.party, sector=sectors)
        return Resolution(party, body.name, 0.8, f"'{phrase.text}': stands for {body.name}", body.kind)

    def _members(self, phrase: Phrase, entity: Entity) -> Resolution:
        why = f"'{phrase.text}': states that belong to {entity.name}"
        return Resolution(Party(None, None, None, ("GOV",)), phrase.text, 0.7, why, "generic")

    def _sectors(self, phrase: Phrase) -> tuple[str, ...]:
        found = self.store.sectors_of(phrase.tail) if _MANY.search(phrase.head) else ()
        found = found or self.store.sectors_of(phrase.head)
        if not found and phrase.tail:
            found = self.store.sectors_of(phrase.tail)
        if _KURDISH.search(phrase.head) and (not found or found[0] in {"MIL", "CVL"}):
            return ("REB",)
        return tuple(s for s in found if s in SECTORS)

    def _state_of(
        self, phrase: Phrase, on: date | None, context: str, near: Sequence[str], sectors: tuple[str, ...]
    ) -> tuple[str | None, str]:
        if _OTHERS.search(phrase.head):
            return None, ""  # Russia's adversaries are anybody but Russia
        state = self.lookup.state_in(phrase.head) or self._owner(phrase.head, on, context, near)
        if state and not _ABOUT.search(phrase.head):
            return state, "of"
        tail = self.lookup.state_in(phrase.tail) or self._owner(f"{phrase.tail} .", on, context, near)
        if tail and (_LEADERS.fullmatch(phrase.head) or not _EVERYBODY.search(phrase.head)):
            return tail, "of"
        if _KURDISH.search(phrase.head):
            return next((s for s in _KURDISH_HOMES if s in near[:6]), None), _IN_PLAY
        return self._state_in_play(phrase, on, near, sectors)

    def _state_in_play(
        self, phrase: Phrase, on: date | None, near: Sequence[str], sectors: tuple[str, ...]
    ) -> tuple[str | None, str]:
        """State of a phrase that names none ("the government"): one that the report has named, if the words allow."""
        if phrase.head.endswith(("North", "South")) and ("PRK" in near or "KOR" in near):
            return ("PRK" if phrase.head.endswith("North") else "KOR"), _IN_PLAY
        if sectors and (_OF_CONGRESS.search(phrase.text) or _US_PARTIES.search(phrase.text)):
            return "USA", _US_USAGE
        if _EVERYBODY.search(phrase.text) or not sectors or phrase.indefinite or _REGIONAL.search(phrase.head):
            return None, ""
        if _US_IF_NEAR.search(phrase.head) and "USA" in near[:6]:
            return "USA", _US_USAGE
        if sectors[0] not in SINGLE_STATE or _TERROR.search(phrase.head):
            return None, ""
        candidates = [s for s in near[:6] if self._at_war(s, on)] if sectors[0] == "REB" else near
        if _REGIME.search(phrase.head):
            candidates = [s for s in candidates if s not in _NO_REGIMES]
        return (candidates[0], _IN_PLAY) if candidates else (None, "")

    def _at_war(self, state: str, on: date | None) -> bool:
        """Was there fighting inside the state in the three years before the day (or ever, without a day)?"""
        years = self.store.conflicts.get(state, set())
        return any(y in years for y in range(min(on.year, 2021) - 3, on.year + 1)) if on else bool(years)

    def _owner(self, head: str, on: date | None, context: str, near: Sequence[str]) -> str | None:
        """State of a person who modifies the head ("Maduro government", "Assad's forces")."""
        tokens = (*words(head), "") if head.endswith(" .") else words(head)
        for size in (3, 2, 1):
            for start in range(len(tokens) - size):
                name = tokens[start : start + size]
                if all(_part_of_name(t) for t in name):
                    hit = find_person(self.store, " ".join(name), Ask(on, near, None, None, context, "of"))
                    if hit:
                        return hit.role.state if hit.role else hit.entity.state
        return None
