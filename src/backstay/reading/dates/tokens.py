"""A text as a row of words and, beside it, a string with one class letter a word. The grammar matches that string."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..amounts.number_words import word_set
from .feasts import PATTERN
from .words import CAPITALISED, CLASS, DOTTED_ONLY

_PLAIN = r"(?P<plain>[a-z]++)(?: |(?=[,\n]))|"
"""Most of any text: a small word with a blank after it. No other rule would take more, or less, of it."""
_RULES = (
    r"(?P<iso>\b(?:1[4-9]|20)\d\d-\d\d-\d\d(?![\d-])|\b\d{1,2}/\d{1,2}/(?:19|20)\d\d\b|\b9/11\b)"
    r"|(?P<clock>\b[012]?\d:[0-5]\d(?:\s?[ap]m)?\b|\b[012]?\d\.[0-5]\d\s?[ap]m\b)"
    rf"|(?P<feast>{PATTERN})"
    r"|(?P<decade>\b(?:1[4-9]|20)\d0s\b|['’]?\b[2-9]0s\b)"
    r"|(?P<ordinal>\b\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<ampm>\b[aApP]\.[mM]\.|\bo['’]clock\b)"
    r"|(?P<number>\d[\d,.]*\d[A-Za-z]*|\d[A-Za-z]*)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<gap>\n\s*\n)"
    r"|(?P<mark>[^\w\s])"
)
_TOKEN = re.compile(_PLAIN + _RULES)
_KINDS = {"iso": "I", "clock": "J", "decade": "E", "ordinal": "O", "feast": "H", "ampm": "p", "gap": "|"}
_MARKS = {",": ",", ".": ".", "-": "-", "–": "-", "—": "_", "!": ".", "?": ".", "'": "'", "’": "'"}
_MAY_AFTER = word_set("in last next this since until early late mid during through every")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words (lower case), their offsets and classes; `classes[i]` belongs to `words[i]`."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    classes: str


def tokenise(text: str) -> Tokens:
    """Cut a text into words, numbers and marks, and give each its class."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    classes: list[str] = []
    get = CLASS.get
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "plain":
            start, end = match.span(kind)
            raw = word = text[start:end]
        else:
            start, end = match.span()
            raw = match.group()
            word = raw.lower()
        if kind in ("plain", "word"):
            cls = get(word, "x")
            if cls in "MWjp" and not _named(raw, word, cls):
                cls = "x"
        elif kind == "mark":
            cls = _MARKS.get(raw, "x")
        elif kind == "number":
            cls = _number_class(raw)
        else:
            cls = _KINDS[kind or "gap"]
        words.append(word)
        starts.append(start)
        ends.append(end)
        classes.append(cls)
    _settle(text, words, starts, classes)
    return Tokens(text, words, starts, ends, "".join(classes))


def _named(raw: str, word: str, cls: str) -> bool:
    """Months and days are names: "march" and "may" without a capital are other words. "am" is a verb."""
    if cls == "p":
        return word == "pm" or raw == "AM"
    return word not in CAPITALISED or raw[0].isupper()


def _number_class(raw: str) -> str:
    if raw.isdecimal() and raw.isascii():
        if len(raw) == 4 and 1400 <= int(raw) <= 2199:
            return "Y"
        if len(raw) <= 2 and 1 <= int(raw) <= 31:
            return "D"
        return "N"
    if raw[-2:].lower() in ("am", "pm") and raw[:-2].isdecimal():
        return "J"
    return "N" if raw.replace(",", "").replace(".", "").isdecimal() else "x"


def _settle(text: str, words: list[str], starts: list[int], classes: list[str]) -> None:
    """Take back classes that the neighbours speak against."""
    last = len(words) - 1
    for i, cls in enumerate(classes):
        if cls not in "MWDNY":
            continue
        before = words[i - 1] if i else ""
        after = words[i + 1] if i < last else ""
        if cls in "MW":
            beside = (i < last and classes[i + 1] in "DOY") or (i > 0 and classes[i - 1] in "DOkF,")
            if not _month_or_day(words[i], before, after, beside):
                classes[i] = "x"
        elif cls == "Y" and not _year(text, starts[i], before, after, classes[i - 1] if i else "x"):
            classes[i] = "N"
        elif cls in "DN" and before in ("$", "£", "€") and starts[i] and not text[starts[i] - 1].isspace():
            classes[i] = "x"


def _month_or_day(word: str, before: str, after: str, beside: bool) -> bool:
    if word == "may":
        return before in _MAY_AFTER or before == "-" or (beside and after[:1].isdigit())
    if word in DOTTED_ONLY:
        return after == "." or beside
    if word == "march":
        return beside or before != "the"
    return True


_YEAR_AFTER = word_set(
    "in since by until from of before after during through late early mid and to fiscal between the around "
    "circa about for on ( , - – year back beyond past"
)
_NOT_YEAR_AFTER = word_set("$ £ € # resolution no number nearly almost than only some")
_NOT_YEAR_BEFORE = word_set("percent % million billion trillion thousand people km miles metres meters feet")


def _year(text: str, start: int, before: str, after: str, before_class: str) -> bool:
    """Is a number of four digits a year? "2000 troops" is not; "in 2000 troops left" is."""
    if before in _NOT_YEAR_AFTER or after in _NOT_YEAR_BEFORE:
        return False
    parted = start and text[start - 1] in "/-" and text[max(0, start - 4) : start - 1].lower() != "mid"
    if parted and before_class != "Y" and text[start - 2 : start - 1].isalpha():
        return False
    if before in _YEAR_AFTER or before_class in "MS.DO":
        return True
    return not (after.isalpha() and after.endswith("s") and len(after) > 3 and after not in ("was", "has"))
