"""Names cut into comparable words: other scripts in Latin letters, spellings of one sound alike, forms set apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .name_words import FOREMOST, LEGAL, LEGAL_PHRASES, NUMBERS, PARTICLES, SAME_WORD, TITLES

_INITIALISM = re.compile(r"\b(?:[a-z]\.\s?-?){2,}(?:[a-z]\b(?!\.))?")
_SIGNS = str.maketrans({"&": " and ", "%": " percent ", "’": "'", "‘": "'", "`": "'", "ʼ": "'", "'": "'"})
_ABD = re.compile(r"\babd (?:al|el|ul) ?(?=[a-z])")
_FORMS = frozenset(LEGAL.values())
_LEET = str.maketrans("013457", "oleast")
_SOUNDS = (
    ("tch", "ch"), ("tsch", "ch"), ("dzh", "j"), ("dj", "j"), ("sch", "s"), ("sh", "s"), ("hs", "s"), ("kh", "h"),
    ("gh", "g"), ("ph", "f"),
    ("ck", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ay", "ei"), ("ai", "ei"), ("x", "ks"), ("q", "k"),
    ("w", "v"), ("z", "s"), ("j", "y"), ("iy", "y"), ("yi", "y"), ("yy", "y"), ("ii", "i"), ("c", "k"),
)  # fmt: skip
_WRITES_VOWELS_NOT = ("ARABIC", "HEBREW", "SYRIAC")
_SYLLABIC = ("CJK", "HANGUL")


@dataclass(frozen=True, slots=True)
class NameTokens:
    """A name cut up. `words` tell who it is; `full` is all of it run together but titles and legal forms.

    `comma`: the surname is put first; `text`: the whole in plain words; `script`: that of its first foreign letter.
    """

    words: tuple[str, ...]
    legal: frozenset[str]
    numbers: tuple[str, ...]
    script: str
    comma: bool
    full: str
    text: str


def script_of(text: str) -> str:
    """The script of the first letter outside ASCII that is not Latin; `LATIN` where there is none."""
    for char in text:
        if not char.isascii() and char.isalpha():
            script = unicodedata.name(char, "LATIN").split(" ", 1)[0]
            if script != "LATIN":
                return script
    return "LATIN"


def vowelless(script: str) -> bool:
    """Does the script leave out short vowels?"""
    return script in _WRITES_VOWELS_NOT


def syllabic(script: str) -> bool:
    """Is a letter of the script a whole syllable, so that one other letter is another name?"""
    return script in _SYLLABIC


@lru_cache(maxsize=65536)
def latin(text: str) -> str:
    """The text in lower-case ASCII letters."""
    from anyascii import anyascii

    return text.lower() if text.isascii() else anyascii(unicodedata.normalize("NFC", text)).lower()


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A spelling that variants of one name share (Rouhani, Rohani; Qaddafi, Gaddafi): rough, and only for comparing."""
    word = "s" + word[1:] if word.startswith("x") else word
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    word = re.sub(r"(?<=[a-z])h(?=[^aeiouy]|$)", "", word)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """The sound without its vowels."""
    return re.sub(r"[aeiouy'h]", "", sound(word).replace("g", "k").replace("b", "p").replace("v", ""))


def _spelled(name: str) -> tuple[str, set[str], bool]:
    """The name in plain words, the legal forms that are written out in it, and whether it is put surname first."""
    text = latin(name.translate(_SIGNS))
    comma = bool(re.match(r"^[\w' -]+, ?[\w' .-]+$", text))
    text = re.sub(r"'s\b", "", text)
    text = _INITIALISM.sub(lambda m: re.sub(r"[.\s-]", "", m.group()) + " ", text).replace("'", "")
    text = re.sub(r"[^0-9a-z]+", " ", text).strip()
    text = _ABD.sub(r"abdul ", text)
    legal: set[str] = set()
    for phrase, form in LEGAL_PHRASES:
        if phrase in text:
            text, found = re.subn(rf"\b{phrase}\b", " " if form in _FORMS else form, text)
            legal |= {form} if found and form in _FORMS else set()
    return text, legal, comma


def _digits_meant(word: str) -> str:
    """Letters for digits that stand for them inside a word (`sech1n`)."""
    inside = word[0].isalpha() and word[-1].isalpha() and len(word) > 3
    return word.replace("9", "g").translate(_LEET) if inside and not word.isalpha() else word


@lru_cache(maxsize=16384)
def tokens(name: str) -> NameTokens:
    """A name cut into words."""
    text, legal, comma = _spelled(name)
    raw = text.split()
    words: list[str] = []
    numbers: list[str] = []
    for at, written in enumerate(raw):
        word = SAME_WORD.get(written, written)
        number = NUMBERS.get(word, word)
        if word in LEGAL and len(raw) > 1 and (at or len(raw) > 2 or word in FOREMOST):
            legal.add(LEGAL[word])
        elif len(raw) > 1 and (word in TITLES or word in PARTICLES):
            continue
        elif number.isdigit():
            numbers.append(number)
        else:
            words.append(_digits_meant(word))
    if not words:
        words = [w for w in raw if not w.isdigit()] or raw
    full = "".join(w for w in raw if w not in LEGAL and w not in TITLES)
    return NameTokens(
        words=tuple(words),
        legal=frozenset(legal),
        numbers=tuple(numbers),
        script=script_of(name),
        comma=comma,
        full=full,
        text=text,
    )
