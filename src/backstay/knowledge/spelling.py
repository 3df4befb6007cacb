"""Misspelt and otherwise transliterated names: a last look, for what no name of the file answers to as written.

The file keeps the consonants of its longer names and phrases (`bones`), so that nothing has to be worked out on use.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from .load import Alias, Store
from .text import fold, skeleton

_SHORTEST_BODY = 9
_SHORTEST_STATE = 6
_SHORTEST_PHRASE = 10
_OWN = "own"
_SLIPS = 3  # letters that may differ between two transliterations with the same consonants


@lru_cache(maxsize=4096)
def _bones(key: str) -> str:
    return skeleton(key)


def bones_of_names(keys: Iterable[str]) -> set[tuple[str, str]]:
    """Consonants and key of every folded name that another spelling may be meant for."""
    return {(_bones(key), key) for key in keys if " " in key and len(key) >= _SHORTEST_BODY}


def bones_of_phrases(keys: Iterable[str]) -> set[tuple[str, str]]:
    """The same for generic phrases, whose plural counts as the singular."""
    return {(_bones(key.removesuffix("s")), key) for key in keys if len(key) >= _SHORTEST_PHRASE}


class Spelling:
    """Names of one store by their consonants."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def alias(self, surface: str) -> Alias | None:
        """The state or body that a capitalised name is a spelling of; None where there is none, or more than one."""
        key = fold(surface)
        if not surface[:1].isupper() or len(key) < _SHORTEST_STATE:
            return None
        if " " not in key:
            return self._transposed.get("".join([key[0], *sorted(key[1:-1]), key[-1]]))
        if len(key) < _SHORTEST_BODY:
            return None
        near = [a for a in self._bodies(_bones(key)) if _close(key, fold(a.surface))]
        return near[0] if len({a.n for a in near}) == 1 else None

    def sectors(self, text: str) -> tuple[str, ...]:
        """Sectors of a generic phrase with a slip in its vowels ("white supremicists")."""
        key = fold(text)
        if len(key) < _SHORTEST_PHRASE or not text.islower():
            return ()
        known = self.store.phrases_of_bones(_bones(key.removesuffix("s")))
        return self.store.agents[known[0]] if known else ()

    @cached_property
    def _transposed(self) -> dict[str, Alias]:
        """Single words for states by their letters between the first and the last, in any order."""
        found: dict[str, Alias] = {}
        for key, aliases in self.store.aliases.items():
            if " " not in key and len(key) >= _SHORTEST_STATE:
                for alias in aliases:
                    if alias.use != "place" and self.store.entity(alias.n).kind == "state":
                        found.setdefault("".join([key[0], *sorted(key[1:-1]), key[-1]]), alias)
        return found

    def _bodies(self, bones: str) -> list[Alias]:
        """Names of bodies with these consonants."""
        keys = (*self.store.names_of_bones(bones), *self._own.get(bones, ()))
        return [
            alias
            for key in dict.fromkeys(keys)
            for alias in self.store.aliases[key]
            if alias.use == "name" and self.store.entity(alias.n).kind != "state"
        ]

    @cached_property
    def _own(self) -> dict[str, list[str]]:
        """Keys of the user's own names by their consonants."""
        if _OWN not in self.store.sources:
            return {}
        own = (key for key, aliases in self.store.aliases.items() if any(a.source == _OWN for a in aliases))
        found: dict[str, list[str]] = {}
        for bones, key in sorted(bones_of_names(own)):
            found.setdefault(bones, []).append(key)
        return found


def _close(one: str, two: str) -> bool:
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(one, two, score_cutoff=_SLIPS) <= _SLIPS)
