"""Known names: which one a stretch of words is, which states it names, and how an answer says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from backstay.records import Party

from .load import OURS, Alias, Entity, Store
from .phrases import Phrase
from .scan import Names
from .text import fold


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a mention is.

    `score` in 0..1; `kind`: state, person, office, firm, force, group, ngo, igo, outlet, school,
    generic, place. `use`: how a
    known name stands for the party (name, adjective, people, capital, ...), empty where the answer is composed.
    """

    party: Party
    name: str
    score: float
    why: str
    kind: str
    use: str = ""


_USE_ORDER = ("name", "abbreviation", "capital", "seat", "past", "adjective", "people", "place")
_USE_WORDS = {
    "adjective": "an adjective of",
    "people": "the people of",
    "capital": "the capital, for the government, of",
    "seat": "the seat of the government of",
    "place": "a place in",
    "past": "a past state, now counted as",
}
_KIND_WORDS = {
    "office": "an office",
    "firm": "a firm",
    "force": "a force",
    "group": "a group",
    "igo": "an international organisation",
    "ngo": "a non-governmental organisation",
    "outlet": "a news outlet",
    "school": "a place of learning",
}
_TRUST = {"own": 0, **dict.fromkeys(OURS, 1)}  # a user's own table before ours, ours before others'
_MAY_CHANGE = frozenset({"group", "force", "office"})


def _within_a_name(text: str, start: int, end: int) -> bool:
    """Does a capitalised word stand right before or after (so that "Valencia" may be somebody's surname)?"""
    before, after = text[:start].split(), text[end:].split()
    return bool((before and before[-1][0].isupper()) or (after and after[0][0].isupper()))


class Lookup:
    """Names of one store, and the answers that a bare name gives."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.names = Names(store)
        self.state_in = lru_cache(maxsize=16384)(self._state_in)
        self.home_in = lru_cache(maxsize=16384)(self._home_in)
        self.spans = lru_cache(maxsize=16384)(self._spans)
        self._state_names = {e.id: e.name for e in store.entities.values() if e.kind == "state"}

    def exact(self, phrase: Phrase, near: Sequence[str], on: date | None = None) -> Resolution | None:
        """The party that the whole phrase names, or None."""
        alias = self.pick(self.names.written_so(phrase.text, fold(phrase.text)), near, phrase.text)
        if alias is None:
            return None
        if alias.use == "place" and self.store.by_full_name(fold(phrase.text)):
            return None
        entity = self.standing(self.store.entity(alias.n), on)
        return self.named(
            phrase.text, entity, alias, self._sectors(alias, phrase, entity), 0.95 if alias.use != "place" else 0.6
        )

    def standing(self, entity: Entity, on: date | None) -> Entity:
        """The party as it was on the day: a movement that was armed, then governed, has a post for each time."""
        if on is None or entity.kind not in _MAY_CHANGE:
            return entity
        day = on.isoformat()
        for role in self.store.roles(entity.n):
            if role.since <= day and (not role.until or day <= role.until):
                return replace(entity, state=role.state, sectors=role.sectors)
        return entity

    def pick(self, aliases: Sequence[Alias], near: Sequence[str], surface: str) -> Alias | None:
        """Of several parties of one name: ours before others', a state in play, a name before a place."""
        if not aliases:
            return None

        def order(alias: Alias) -> tuple[int, int, int, int]:
            entity = self.store.entity(alias.n)
            same_case = 0 if alias.surface == surface else 1
            use = _USE_ORDER.index(alias.use) if alias.use in _USE_ORDER else 0
            return (_TRUST.get(alias.source, 2), 0 if entity.state in near[:2] else 1, use, same_case)

        return min(aliases, key=order)

    def _sectors(self, alias: Alias, phrase: Phrase, entity: Entity) -> tuple[str, ...]:
        if entity.kind != "state":
            return entity.sectors
        if alias.use == "people" and not phrase.definite and not self._also_adjective(alias, phrase.text):
            return ("CVL",)
        return ("GOV",)

    def _also_adjective(self, alias: Alias, text: str) -> bool:
        same = self.store.aliases.get(fold(text), ())
        return any(a.n == alias.n and a.use in {"adjective", "past", "name"} for a in same)

    def named(self, text: str, entity: Entity, alias: Alias, sectors: tuple[str, ...], score: float) -> Resolution:
        """The answer for a known party, with its reason in plain words."""
        source = self.store.sources[alias.source]
        if entity.kind == "state":
            kind = {"seat": "office", "place": "place"}.get(alias.use, "state")
            why = f"'{text}': {_USE_WORDS.get(alias.use, 'a name of')} {entity.name} ({source})"
            return Resolution(Party(None, entity.id, entity.state, sectors), entity.name, score, why, kind, alias.use)
        where = f" of {self.state_name(entity.state)}" if entity.state else ""
        why = f"'{text}': {entity.name}, {_KIND_WORDS[entity.kind]}{where} ({source})"
        return Resolution(
            Party(entity.name, entity.id, entity.state, sectors), entity.name, score, why, entity.kind, alias.use
        )

    def _spans(self, text: str) -> tuple[tuple[int, int, list[Alias]], ...]:
        """Known names in a stretch of words, persons left out."""
        return tuple((start, end, aliases) for start, end, aliases, _ in self.names.find(text))

    def _state_in(self, text: str) -> str | None:
        """The last state that a stretch of words names, by name, adjective or capital; failing that, by a place."""
        state = None
        weak = None
        for start, end, aliases in self.spans(text):
            states = [a for a in aliases if self.store.entity(a.n).kind == "state"]
            if states:
                alias = min(states, key=lambda a: (_TRUST.get(a.source, 2), a.use == "place"))
                if alias.use == "place":
                    if alias.source == "phoenix" and _within_a_name(text, start, end):
                        continue
                    weak = weak or self.store.entity(alias.n).state
                else:
                    state = self.store.entity(alias.n).state
        return state or weak

    def _home_in(self, text: str) -> str | None:
        """The state of the first body that a stretch of words names ("U.S. Army spokesman"), or None."""
        for _, _, aliases in self.spans(text):
            for alias in aliases:
                entity = self.store.entity(alias.n)
                if entity.kind in _KIND_WORDS and entity.state:
                    return entity.state
        return None

    def is_state(self, text: str) -> bool:
        """Does this stretch of words name a state?"""
        return any(self.store.entity(a.n).kind == "state" for a in self.names.written_so(text, fold(text)))

    def is_known(self, text: str) -> bool:
        """Does this stretch of words name anybody but a person?"""
        return bool(self.names.written_so(text, fold(text)))

    def state_name(self, code: str | None) -> str:
        """English name of a state's code, or an empty text."""
        return self._state_names.get(code, code) if code else ""
