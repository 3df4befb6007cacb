"""Money beside a number: "$5", "5 million euros", "30 MUSD", "3 dollars 50 cents"; with its rate and purpose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import words as w
from .cores import Core
from .measures import rate_at
from .number_words import SCALES, words_value
from .tokens import Tokens


@dataclass(slots=True)
class Measure:
    """Unit of the number at words first..last-1, if one stands beside it; `factor` turns the number into the unit."""

    first: int
    last: int
    unit: str = ""
    of: str = ""
    factor: float = 1.0
    rate: bool = False
    glued: bool = False


def marked_money(tokens: Tokens, core: Core) -> Measure | None:
    """Reads "$5", "US$ 5", "5 USD", "USD 5 million", "30 MUSD"."""
    first, last, factor = core.first, core.last, 1.0
    if _mark_before(tokens, core):
        first -= 1
        mark = tokens.words[first].replace(" ", "")
        if tokens.words[first] == "$" and first and tokens.words[first - 1] in ("us", "u.s."):
            first -= 1
    elif _mark_after(tokens, core):
        mark = tokens.words[last].replace(" ", "")
        last += 1
        if tokens.classes[last : last + 1] == "s" and not core.scaled:
            factor = SCALES[tokens.words[last]]
            last += 1
    else:
        return None
    if len(mark) == 4 and mark[0] == "m" and mark.isalpha():
        factor = 1e6
    return _money(tokens, Measure(first, last, w.CURRENCY_MARKS[mark], factor=factor))


def _mark_before(tokens: Tokens, core: Core) -> bool:
    """A mark between two numbers with another mark after the second is the first one's ("10 rmb 20 usd")."""
    first = core.first
    if not first or tokens.classes[first - 1] != "C":
        return False
    taken = first > 1 and tokens.classes[first - 2] in "NK" and not tokens.tight(first)
    return not (taken and _mark_after(tokens, core))


def _mark_after(tokens: Tokens, core: Core) -> bool:
    at = core.last
    if at >= len(tokens.words) or tokens.classes[at] != "C":
        return False
    return not (tokens.classes[at + 1 : at + 2] in ("N", "K") and tokens.tight(at + 1) and not tokens.tight(at))


def named_money(tokens: Tokens, core: Core) -> Measure | None:
    """Reads "420 million euros", "billions of U.S. dollars", "50 Swiss francs"."""
    at = core.last + (tokens.classes[core.last : core.last + 1] == "F")
    if at < len(tokens.words) and tokens.classes[at] == "-" and tokens.tight(at):
        at += 1
    for i in (at, at + 1, at + 2):
        if i >= len(tokens.words):
            break
        word = tokens.words[i]
        name = word[:-1] if word.endswith("s") and word not in w.CURRENCY_WORDS else word
        if name in w.CURRENCY_WORDS and (word != name or i > at or name not in ("real", "won", "pound", "rand")):
            code = w.NATIONAL_CURRENCIES.get(f"{tokens.words[i - 1]} {name}", w.CURRENCY_WORDS[name])
            if i > at and i - at == 1 and f"{tokens.words[i - 1]} {name}" not in w.NATIONAL_CURRENCIES:
                return None
            if name == "pound" and not core.scaled and (core.low or 0) < 1000 and i == at:
                return Measure(core.first, i + 1, "pounds")
            return _money(tokens, Measure(core.first, i + 1, code))
        if word in ("cents", "cent", "pence"):
            return _money(tokens, Measure(core.first, i + 1, "cents" if word != "pence" else "pence"))
        if not word.isalpha() and not word.endswith("."):
            break
    return None


def _money(tokens: Tokens, found: Measure) -> Measure:
    """Money with its rate and with what it is spent on or is."""
    rate = rate_at(tokens, found.last)
    first_word = tokens.words[found.first - 1] if found.first else ""
    if rate is not None:
        found.unit, found.last, found.rate = f"{found.unit} per {rate[0]}", rate[1], True
    elif first_word == "annual":
        found.unit, found.first, found.rate = f"{found.unit} per year", found.first - 1, True
    found.of = purpose(tokens, found.last)
    return found


def purpose(tokens: Tokens, at: int) -> str:
    """Reads "aid" in "$25 million in aid", "arms sale" in "$7 billion arms sale"."""
    words = tokens.words
    if words[at : at + 1] in (["in"], ["of"], ["for"]):
        at += 1
    last = at
    while last < len(words) and last < at + 3 and tokens.classes[last] in "xh" and words[last].isalpha():
        if words[last] in w.STOP:
            break
        last += 1
    return tokens.text[tokens.starts[at] : tokens.ends[last - 1]] if last > at else ""


_CENTS = re.compile(r"N|#(?:-?#)?")


def with_cents(tokens: Tokens, core: Core, found: Measure) -> Measure:
    """Adds the cents of "3 dollars 50 cents" and of "15 dollars 50." to the number."""
    words, at = tokens.words, found.last
    if core.rule not in ("digits", "words") or core.scaled or found.rate or found.unit in ("cents", "pence", "pounds"):
        return found
    at += words[at : at + 1] == ["and"]
    match = _CENTS.match(tokens.classes, at)
    end = match.end() if match else at
    cents = tokens.values[at] if match and match.group() == "N" else words_value(x for x in words[at:end] if x != "-")
    named = words[end : end + 1] in (["cents"], ["cent"])
    closed = end >= len(words) or tokens.classes[end] in ".|"
    if end == at or not cents or not cents < 100 or core.low is None or not (named or (closed and cents >= 10)):
        return found
    core.low = core.high = core.low + cents / 100
    found.last = end + named
    return found
