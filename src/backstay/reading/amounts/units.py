"""Units that stand directly beside a number: money, percent, symbols; and rates after them ("a year")."""

from __future__ import annotations

from dataclasses import dataclass

from . import words as w
from .cores import Core
from .nouns import noun_after
from .number_words import SCALES
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

    def rate_after(self, tokens: Tokens, at: int) -> tuple[str, int] | None:
        """The unit of time of a rate ("a day", "per year", "annually") that starts at word `at`, and its end."""
        return rate_at(tokens, at)


def rate_at(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Reads "a day", "per year", "each month", "/day", "annually"."""
    words = tokens.words[at : at + 2]
    if len(words) == 2 and words[0] in ("a", "an", "per", "each", "every", "/") and words[1] in w.RATE_UNITS:
        after = tokens.words[at + 2 : at + 3]
        return None if after in (["ago"], ["later"], ["earlier"], ["after"], ["before"]) else (words[1], at + 2)
    if words and words[0] in w.RATE_ADVERBS:
        return w.RATE_ADVERBS[words[0]], at + 1
    return None


def measure(tokens: Tokens, core: Core) -> Measure:
    """Money, percent or a symbol beside a number; a Measure without a unit where there is none."""
    plain = Measure(core.first, core.last)
    for found in (_marked_money(tokens, core), _percent(tokens, core), _named_money(tokens, core)):
        if found is not None:
            return found
    metric = _metric(tokens, core)
    if metric is not None:
        return metric
    plain.glued = tokens.tight(core.last) if core.last < len(tokens.words) else False
    return plain


_LETTERS = {"m": ("metres", 1e-6), "t": ("tonnes", 1e-12)}


def _metric(tokens: Tokens, core: Core) -> Measure | None:
    """A lone "1.8m" or "100t", with no money mark before and no noun after, measures."""
    word = tokens.words[core.last - 1]
    if core.rule != "digits" or word[-1] not in _LETTERS or not word[-2].isdecimal():
        return None
    if noun_after(tokens, core.last, False, False) is not None or tokens.words[core.last : core.last + 1] == ["of"]:
        return None
    unit, factor = _LETTERS[word[-1]]
    return Measure(core.first, core.last, unit, factor=factor)


def _marked_money(tokens: Tokens, core: Core) -> Measure | None:
    first, last = core.first, core.last
    if first and tokens.classes[first - 1] == "C":
        first -= 1
        code = w.CURRENCY_MARKS[tokens.words[first].replace(" ", "")]
        if tokens.words[first] == "$" and first and tokens.words[first - 1] in ("us", "u.s."):
            first -= 1
    elif last < len(tokens.words) and tokens.classes[last] == "C":
        code = w.CURRENCY_MARKS[tokens.words[last].replace(" ", "")]
        last += 1
        if tokens.classes[last : last + 1] == "s" and not core.scaled:
            factor = SCALES[tokens.words[last]]
            return _money(tokens, Measure(first, last + 1, code, factor=factor))
    else:
        return None
    return _money(tokens, Measure(first, last, code))


def _named_money(tokens: Tokens, core: Core) -> Measure | None:
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
    found.of = _purpose(tokens, found.last)
    return found


def _purpose(tokens: Tokens, at: int) -> str:
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


def _percent(tokens: Tokens, core: Core) -> Measure | None:
    last = core.last
    if tokens.classes[last : last + 1] == "-":
        last += 1
    if tokens.words[last : last + 2] == ["per", "cent"]:
        last += 2
    elif tokens.classes[last : last + 1] == "%":
        last += 1
    elif tokens.words[last : last + 2] == ["percentage", "points"]:
        return Measure(core.first, last + 2, "percentage points")
    else:
        return None
    if tokens.words[last : last + 1] in (["point"], ["points"]):
        return Measure(core.first, last + 1, "percentage points")
    return _share(tokens, core, last)


_GDP = (["gdp"], ["gross", "domestic", "product"])


def _share(tokens: Tokens, core: Core, last: int) -> Measure:
    """Of output and of taxes a percentage is kept as such; else it is a share of what follows."""
    at = last
    if tokens.words[at : at + 1] == ["of"]:
        at += 1
        while tokens.words[at : at + 1] in (["its"], ["their"], ["the"], ["our"], ["national"]):
            at += 1
        if tokens.words[at : at + 1] == _GDP[0]:
            return Measure(core.first, at + 1, "percent of GDP", "GDP")
        if tokens.words[at : at + 3] == _GDP[1]:
            return Measure(core.first, at + 3, "percent of GDP", "gross domestic product")
    start = max(tokens.classes.rfind(".", 0, core.first) + 1, core.first - 25)
    near = {*tokens.words[start : core.first], *tokens.words[last : last + 6]}
    of = _purpose(tokens, last)
    if w.TAX & near and tokens.words[last : last + 1] != ["of"]:
        return Measure(core.first, last, "percent", of)
    return Measure(core.first, last, "share", of, factor=0.01)
