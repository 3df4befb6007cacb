"""The room's front door."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from backstay.records import IGO_CODES, SECTORS
from backstay.records.errors import UsageError

from .dossier import Dossier, dossier
from .load import Store
from .lookup import Resolution
from .merge import merge
from .offices import Holder, Offices
from .own import folder, kept
from .resolve import Resolver
from .scan import Names
from .sites import Sites
from .text import fold

_EDITION = re.compile(r"\s+(?:- [^-]+|\([^)]*\)|Online News|Online)$")
"""What follows an outlet's name where its desks go apart ("Reuters - World")."""


@dataclass(frozen=True, slots=True)
class Found:
    """A known name in a text: `text[start:end]` is `text`."""

    start: int
    end: int
    text: str
    resolution: Resolution


class Knowledge:
    """The knowledge file and what it answers. Use `load`; one per process is enough."""

    def __init__(self, path: Path | None = None, own: Path | None = None) -> None:
        self._store = Store(path)
        if own is not None:
            merge(self._store, kept(self.state_codes, own))
            self._store.forget()
        self._resolver = Resolver(self._store)
        self._offices = Offices(self._store)

    @classmethod
    def load(cls) -> Knowledge:
        """The package's own file with the user's tables over it, opened once a process.

        Raises ModelMissing where the file is absent or damaged, UsageError where a table of the user's is.
        """
        return _of_process(os.getpid())

    def resolve(
        self, mention: str, *, on: date | None = None, context: str = "", near: Sequence[str] = ()
    ) -> Resolution | None:
        """Who `mention` is on the day `on`.

        `near`: codes of the states in play in the report, most recent first; `context`: the words around. None where
        nothing says who it is (a pronoun, an unknown name without a title).
        """
        return self._resolver.resolve(mention, on, context, tuple(near))

    def scan(self, text: str, *, on: date | None = None) -> list[Found]:
        """Every known name in `text`, left to right, longest match, none inside another; persons by full names."""
        found = []
        for start, end, names, persons in self._scanner.find(text):
            surface = text[start:end]
            resolution = self._scanned(surface, on, bool(persons and not names))
            if resolution:
                found.append(Found(start, end, surface, resolution))
        return found

    def surname(self, word: str, *, on: date | None, near: Sequence[str]) -> Resolution | None:
        """Whom a capitalised word means as a surname on the day, or None: a body, a place, nobody's name."""
        return self._resolver.surname(word, on, tuple(near))

    def holders(self, title: str, state: str, on: date) -> list[Holder]:
        """Who held the office that a title means ("Foreign Minister") in a state on a day, as far as the file knows.

        The most telling post first; nobody where the file has none, or the title means no office that is known here.
        """
        return self._offices.holders(title, state, on)

    def outlet_at(self, address: str) -> str | None:
        """The name of the outlet whose site an address is of ("https://www.nytimes.com/..."), or None."""
        return self._sites.outlet(address)

    def outlet_state(self, outlet: str) -> str | None:
        """The state of the outlet of this name ("CNN (Web News)", "The New York Times - Opinion"), or None."""
        whole = _EDITION.sub("", outlet)
        for name in (outlet, whole, whole.removeprefix("The "), f"The {whole}"):
            for alias in self._store.aliases.get(fold(name), ()):
                entity = self._store.entity(alias.n)
                if entity.kind == "outlet":
                    return entity.state
        return None

    def sectors(self, phrase: str) -> tuple[str, ...]:
        """PLOVER sectors of a generic phrase ("rebels", "the central bank"); empty where none is known."""
        return tuple(s for s in self._store.sectors_of(phrase) if s in SECTORS)

    def dossier(self, party_id: str) -> Dossier | None:
        """Everything held on the party of an id (`Party.entity_id`): names, posts, parents; None for an unknown id."""
        return dossier(self._store, party_id)

    def state_name(self, code: str) -> str:
        """English name of an alpha-3 code, or of one of `IGO_CODES`. Raises UsageError for a code that is none."""
        name = self._states.get(code.upper()) or IGO_CODES.get(code.upper())
        if name is None:
            raise UsageError(
                f"there is no state with the code {code!r}", hint="Use ISO 3166 alpha-3 codes such as VEN."
            )
        return name

    def state_code(self, name_or_code: str) -> str | None:
        """Alpha-3 code of a state's name or code ("Venezuela", "ven"), or None."""
        code = name_or_code.strip().upper()
        if code in self._states or code in IGO_CODES:
            return code
        found = self._resolver.resolve(name_or_code.strip().title(), None, "", ()) if code else None
        exact = self._resolver.resolve(name_or_code.strip(), None, "", ()) if code else None
        for one in (exact, found):
            if one and one.kind == "state":
                return one.party.state
        return None

    @property
    def state_codes(self) -> frozenset[str]:
        """Alpha-3 codes of all states."""
        return frozenset(self._states)

    @cached_property
    def _sites(self) -> Sites:
        outlets = {e.n: e.name for e in self._store.entities.values() if e.kind == "outlet"}
        named = (a for same in self._store.aliases.values() for a in same if a.n in outlets)
        return Sites((alias.surface, outlets[alias.n]) for alias in named)

    @cached_property
    def _states(self) -> dict[str, str]:
        return {e.id: e.name for e in self._store.entities.values() if e.kind == "state"}

    @cached_property
    def _scanner(self) -> Names:
        return Names(self._store, persons=True)

    @cached_property
    def _scanned_before(self) -> dict[tuple[str, date | None], Resolution | None]:
        return {}

    def _scanned(self, surface: str, on: date | None, person: bool) -> Resolution | None:
        key = (surface, on)
        cache = self._scanned_before
        if key not in cache:
            if len(cache) > 50_000:
                cache.clear()
            cache[key] = self._resolver.resolve(surface, on, "", ())
        resolution = cache[key]
        return None if person and resolution and resolution.kind != "person" else resolution


@lru_cache(maxsize=2)
def _of_process(_pid: int) -> Knowledge:
    return Knowledge(own=folder())
