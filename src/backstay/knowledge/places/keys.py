"""The key of a toponym: folded, with the abbreviations that town names begin with spelled out."""

from __future__ import annotations

from functools import lru_cache

from backstay.knowledge.text import fold

_OPENINGS = {
    "st": "saint",
    "ste": "sainte",
    "ft": "fort",
    "mt": "mount",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
}


@lru_cache(maxsize=65536)
def place_key(text: str) -> str:
    """`St. Paul` and `Saint Paul` give the same key; lower case, no accents, hyphens as spaces."""
    key = fold(text)
    first, blank, rest = key.partition(" ")
    return f"{_OPENINGS[first]} {rest}" if blank and first in _OPENINGS else key
