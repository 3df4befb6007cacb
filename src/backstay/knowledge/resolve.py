"""From a mention to a party: a known name, a person at a date, or a phrase read by its head and its modifiers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .compose import Composer
from .load import Store
from .lookup import Lookup, Resolution
from .phrases import read_phrase
from .titles import PersonReader


class Resolver:
    """Reads mentions against one store."""

    def __init__(self, store: Store) -> None:
        self.lookup = Lookup(store)
        self._persons = PersonReader(self.lookup)
        self._phrases = Composer(self.lookup)

    def resolve(self, mention: str, on: date | None, context: str, near: Sequence[str]) -> Resolution | None:
        """The party of a mention, or None: a pronoun, an unknown name, nothing that says who it is."""
        phrase = read_phrase(mention)
        if phrase.pronoun:
            return None
        known = self.lookup.exact(phrase, near, on)
        if known and known.kind != "place":
            return known
        found = self._persons.read(phrase, on, context, near) or self._phrases.read(phrase, on, context, near)
        return found or known
