"""Units of measure beside a number: "kilometres", "km", "metric tons", "GB", "basis points"; and rates after them."""

from __future__ import annotations

import re

from . import words as w
from .number_words import word_set
from .tokens import Tokens
from .unit_names import UNITS

_LETTERS = {"g": "grams", "kg": "kilograms", "W": "watts", "V": "volts", "A": "amperes", "L": "litres", "l": "litres",
            "mb": "megabits", "Mb": "megabits", "MB": "megabytes", "kW": "kilowatts", "MP": "megapixels"}  # fmt: skip
"""Short forms whose case counts, read only where they follow the digits without a space or stand before a stop."""

_ONLY_AFTER_DIGITS = word_set("mp kb gb tb ha nm rad db hp tw kw mw gw amp amps cup bit knot dm stone hz yo bps")
_PREFIXED = ("square", "cubic", "sq", "sq.")
_OPEN, _CLOSE = "([{<", ")]}>"


def measure_at(tokens: Tokens, at: int, digits: bool) -> tuple[str, int] | None:
    """The unit of measure that starts at word `at` (after a hyphen, or in brackets, too) and the word after it."""
    words = tokens.words
    if at >= len(words):
        return None
    if words[at] in _OPEN and at + 2 < len(words) and words[at + 2] in _CLOSE:
        found = _unit(tokens, at + 1, digits)
        return None if found is None or found[1] != at + 2 else (found[0], at + 3)
    if tokens.classes[at] == "-":
        spaced = not tokens.tight(at)
        if at + 1 >= len(words) or (spaced and words[at + 1] in _ONLY_AFTER_DIGITS):
            return None
        return _unit(tokens, at + 1, digits)
    return _unit(tokens, at, digits)


def _unit(tokens: Tokens, at: int, digits: bool) -> tuple[str, int] | None:
    words = tokens.words
    if words[at] in _PREFIXED and at + 2 < len(words):
        inner = _unit(tokens, at + 1 + (words[at + 1] == "-"), digits)
        prefix = "square" if words[at].startswith("sq") else words[at]
        return None if inner is None else (f"{prefix} {inner[0]}", inner[1])
    case = _by_case(tokens, at, digits)
    if case is not None:
        return case
    for size in (3, 2, 1):
        form = _form(tokens, at, size)
        if form is None or form[0] not in UNITS:
            continue
        if form[0] in _ONLY_AFTER_DIGITS and not digits:
            return None
        return _powered(tokens, UNITS[form[0]], form[1])
    return None


def _form(tokens: Tokens, at: int, size: int) -> tuple[str, int] | None:
    """`size` words from `at` joined as the table has them ("metric tons" as metric-tons, "km/h")."""
    joined, i = "", at
    for _ in range(size):
        if i >= len(tokens.words):
            return None
        word = tokens.words[i]
        if word in ("-", "/") and joined:
            if i + 1 >= len(tokens.words):
                return None
            joined += word + tokens.words[i + 1]
            i += 2
            continue
        glue = "" if not joined or joined.endswith("°") else "-"
        joined += glue + word
        i += 1
    return joined, i


def _by_case(tokens: Tokens, at: int, digits: bool) -> tuple[str, int] | None:
    raw = tokens.raw(at)
    if not digits or raw not in _LETTERS:
        return None
    ends = at + 1 >= len(tokens.words) or not tokens.words[at + 1][0].isalnum()
    return (_LETTERS[raw], at + 1) if ends or len(raw) > 1 else None


def _powered(tokens: Tokens, unit: str, at: int) -> tuple[str, int]:
    """Reads "km2" and "m³" as squares and cubes."""
    power = tokens.words[at] if at < len(tokens.words) and tokens.tight(at) else ""
    if power in ("2", "²") and unit.endswith(("metres", "feet", "miles")):
        return f"square {unit}", at + 1
    if power in ("3", "³") and unit.endswith(("metres", "feet")):
        return f"cubic {unit}", at + 1
    return unit, at


_PER_ARTICLE = word_set(
    "share barrel gallon ton tonne pound ounce dozen head person piece acre litre liter kilo kilogram gram unit night "
    "mile kilometre kilometer ticket vote bushel game plate user"
)
_ADVERBS_AFTER = (["ago"], ["later"], ["earlier"], ["after"], ["before"])
_WORD = re.compile(r"[a-zµμ]+$")
_SAME = {"annum": "year", "hr": "hour", "h": "hour", "s": "second", "sec": "second", "km": "kilometre", "ms":
         "millisecond", "kg": "kilogram", "yr": "year", "kwh": "kilowatt hour"}  # fmt: skip


def rate_at(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Reads "a day", "per share", "each month", "/day", "annually", "-a-share": what a rate is per, and its end."""
    words = tokens.words
    if words[at : at + 1] in (["-"],):
        at += 1
    lead = words[at] if at < len(words) else ""
    if lead in w.RATE_ADVERBS:
        return w.RATE_ADVERBS[lead], at + 1
    if lead not in ("a", "an", "per", "each", "every", "/") or at + 1 >= len(words):
        return ("piece", at + 1) if lead == "apiece" else None
    at += 2 if words[at + 1] == "-" and at + 2 < len(words) else 1
    word = words[at]
    per = word in w.RATE_UNITS or (lead in ("a", "an") and word in _PER_ARTICLE)
    if not per and lead in ("per", "/"):
        per = word not in ("cent", "se") and _WORD.match(word) is not None and (lead == "per" or tokens.tight(at))
    if not per or words[at + 1 : at + 2] in _ADVERBS_AFTER:
        return None
    return _SAME.get(word, word), at + 1
