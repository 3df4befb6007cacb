"""Names of newspapers, firms and organisations that a place's name is part of: there it names no place."""

from __future__ import annotations

from functools import lru_cache

from backstay.knowledge.places.keys import place_key
from training.knowledge.base import Base

from .rows import Rows

_BODIES = frozenset({"outlet", "firm", "ngo", "igo", "group"})
_MOST_WORDS = 5


@lru_cache(maxsize=1)
def knowledge() -> Base:
    """The rows of the knowledge file, whose parties these are."""
    from training.knowledge.collect import collect

    return collect()


def find_bodies(rows: Rows) -> list[str]:
    """Keys of the bodies of the knowledge file whose names hold a place's, and are none themselves."""
    places = {key for key, _ in rows.names}
    found = []
    for alias in knowledge().aliases.values():
        key = place_key(alias.surface)
        words = key.split()
        if knowledge().entities[alias.entity].kind not in _BODIES or not 1 < len(words) <= _MOST_WORDS:
            continue
        if key not in places and any(
            " ".join(words[i:j]) in places for i in range(len(words)) for j in range(i + 1, len(words) + 1)
        ):
            found.append(key)
    return found
