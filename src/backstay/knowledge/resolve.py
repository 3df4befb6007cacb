"""From a mention to a party: a known name, a person at a date, or a phrase read by its head and its modifiers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from backstay.records import SECTORS, Party

from .compose import Composer
from .equipment import equipment_of
from .load import Store
from .lookup import Lookup, Resolution
from .phrases import Phrase, read_phrase
from .spelling import Spelling
from .text import fold
from .titles import PersonReader

_MISSPELT = 0.6
_WEAPON = 0.5
_EX = re.compile(r"\b[Ee]x-(?=[A-Z])")  # an ex-Pakistani minister is Pakistan's


class Resolver:
    """Reads mentions against one store."""

    def __init__(self, store: Store) -> None:
        self.lookup = Lookup(store)
        self._persons = PersonReader(self.lookup)
        self._phrases = Composer(self.lookup)
        self._spelling = Spelling(store)

    def resolve(self, mention: str, on: date | None, context: str, near: Sequence[str]) -> Resolution | None:
        """The party of a mention, or None: a pronoun, an unknown name, nothing that says who it is."""
        phrase = read_phrase(_EX.sub("ex ", mention) if "x-" in mention else mention)
        if phrase.pronoun:
            return None
        known = self.lookup.exact(phrase, near, on)
        if known and known.kind != "place":
            return known
        found = self._persons.read(phrase, on, context, near) or self._phrases.read(phrase, on, context, near)
        return found or known or self._weapons(phrase) or self._misspelt(phrase, on)

    def surname(self, word: str, on: date | None, near: Sequence[str]) -> Resolution | None:
        """The person of a bare surname, or None; without what `resolve` tries for other words."""
        if not self.lookup.store.by_part(fold(word)) or self.lookup.is_known(word):
            return None
        return self._persons.read(read_phrase(word), on, "", near)

    def _weapons(self, phrase: Phrase) -> Resolution | None:
        """Forces, of nobody yet, where the mention is a weapon by its designation."""
        weapon = equipment_of(phrase.text)
        if weapon is None:
            return None
        maker = self.lookup.state_name(weapon.origin)
        why = f"'{phrase.text}': {weapon.what} made in {maker} ({weapon.text}); whose they are is not said"
        return Resolution(Party(None, None, None, ("MIL",)), phrase.text, _WEAPON, why, "generic")

    def _misspelt(self, phrase: Phrase, on: date | None) -> Resolution | None:
        """What the mention is if it is another spelling of something known."""
        alias = self._spelling.alias(phrase.text)
        if alias:
            entity = self.lookup.standing(self.lookup.store.entity(alias.n), on)
            sectors = ("CVL",) if alias.use == "people" else entity.sectors
            answer = self.lookup.named(phrase.text, entity, alias, sectors, _MISSPELT)
            return replace(answer, why=f"{answer.why}, taken for a spelling of '{alias.surface}'")
        sectors = tuple(s for s in self._spelling.sectors(phrase.text) if s in SECTORS)
        if not sectors:
            return None
        why = f"'{phrase.text}': {'/'.join(sectors)} by its words, if spelt otherwise"
        return Resolution(Party(None, None, None, sectors), phrase.text, _MISSPELT, why, "generic")
