"""Misspelt and otherwise transliterated names: a last look, for what no name of the file answers to as written."""

from __future__ import annotations

from functools import cached_property, lru_cache

from .load import Alias, Store
from .text import fold, skeleton

_SHORTEST_BODY = 9
_SHORTEST_STATE = 6
_SHORTEST_PHRASE = 10
_SLIPS = 3  # letters that may differ between two transliterations with the same consonants


@lru_cache(maxsize=4096)
def _bones(key: str) -> str:
    return skeleton(key)


class Spelling:
    """Names of one store by their consonants, made on first use."""

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
        near = [a for a in self._bodies.get(_bones(key), ()) if _close(key, fold(a.surface))]
        return near[0] if len({a.n for a in near}) == 1 else None

    def sectors(self, text: str) -> tuple[str, ...]:
        """Sectors of a generic phrase with a slip in its vowels ("white supremicists")."""
        key = fold(text)
        if len(key) < _SHORTEST_PHRASE or not text.islower():
            return ()
        return self._phrases.get(_bones(key.removesuffix("s")), ())

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

    @cached_property
    def _bodies(self) -> dict[str, list[Alias]]:
        found: dict[str, list[Alias]] = {}
        for key, aliases in self.store.aliases.items():
            if " " in key and len(key) >= _SHORTEST_BODY:
                named = [a for a in aliases if a.use == "name" and self.store.entity(a.n).kind != "state"]
                if named:
                    found.setdefault(skeleton(key), []).extend(named)
        return found

    @cached_property
    def _phrases(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for key, sectors in self.store.agents.items():
            if len(key) >= _SHORTEST_PHRASE:
                found.setdefault(skeleton(key.removesuffix("s")), sectors)
        return found


def _close(one: str, two: str) -> bool:
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(one, two, score_cutoff=_SLIPS) <= _SLIPS)
