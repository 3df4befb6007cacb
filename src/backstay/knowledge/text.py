"""Folding of names, so that spelling, accents, dots and quotes do not part what belongs together."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = str.maketrans(
    {
        "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-",
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae",
        "\u00a0": " ", "\u200b": "",
    }
)  # fmt: skip
_COMMON_MARKS = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u00a0", " "))
_ABBREVIATION_DOT = re.compile(r"(?<=\b[A-Za-z])\.")
_NOT_WORD = re.compile(r"[^0-9A-Za-z]+")
_SILENT = str.maketrans(dict.fromkeys("aeiouyhw"))
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """The text without accents, with straight quotes and hyphens; case and length in words stay."""
    if text.isascii():
        return text
    straight = text
    for mark, straightened in _COMMON_MARKS:  # all that most news has, and far faster than a table
        straight = straight.replace(mark, straightened)
    if straight.isascii():
        return straight
    decomposed = unicodedata.normalize("NFKD", straight.translate(_MARKS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Key of a name: lower case, no accents, `U.S.` as `us`, hyphens as spaces, apostrophes gone."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return " ".join(text.lower().split())  # most names, and four times as fast
    flat = _ABBREVIATION_DOT.sub("", plain(text)).replace("'", "")
    return _NOT_WORD.sub(" ", flat).strip().lower()


@lru_cache(maxsize=32768)
def skeleton(text: str) -> str:
    """Consonants of a name, for spellings that differ between transliterations (Rouhani, Ruhani, Rohani)."""
    word = fold(text).replace(" ", "")
    for pair, single in (
        ("kh", "h"),
        ("gh", "g"),
        ("ou", "u"),
        ("dj", "j"),
        ("ck", "k"),
        ("q", "k"),
        ("c", "k"),
        ("z", "s"),
    ):
        word = word.replace(pair, single)
    return _TWICE.sub(r"\1", word.translate(_SILENT))
