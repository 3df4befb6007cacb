"""Units that stand directly beside a number: money, percent, symbols; and rates after them ("a year")."""

from __future__ import annotations

from . import words as w
from .cores import Core
from .measures import measure_at, rate_at
from .money import Measure, marked_money, named_money, purpose, with_cents
from .nouns import noun_after, plural
from .tokens import Tokens


def measure(tokens: Tokens, core: Core) -> Measure:
    """Money, percent or a symbol beside a number; a Measure without a unit where there is none."""
    plain = Measure(core.first, core.last)
    money = marked_money(tokens, core)
    if money is not None:
        return with_cents(tokens, core, money)
    percent = _percent(tokens, core)
    if percent is not None:
        return percent
    money = named_money(tokens, core)
    if money is not None:
        return with_cents(tokens, core, money)
    for found in (_metric(tokens, core), _measured(tokens, core)):
        if found is not None:
            return found
    plain.glued = tokens.tight(core.last) if core.last < len(tokens.words) else False
    return plain


def _measured(tokens: Tokens, core: Core) -> Measure | None:
    """Reads "25 metric tons of copper a year", "16-bit", "64GB": a unit of measure, with its rate."""
    digits = core.rule in ("digits", "range")
    if core.rule == "halfof":
        return _half_a(tokens, core)
    found = measure_at(tokens, core.last, digits)
    if found is None:
        return None
    unit, last = found
    if unit == "years of age":
        return Measure(core.first, last, unit)
    of = _of_what(tokens, last)
    rate = rate_at(tokens, last) or (rate_at(tokens, of) if of > last else None)
    if rate is not None:
        return Measure(core.first, rate[1], f"{unit} per {rate[0]}", rate=True)
    return Measure(core.first, last, unit)


def _half_a(tokens: Tokens, core: Core) -> Measure | None:
    """Reads "half a mile" and "half an hour"."""
    if tokens.words[core.last : core.last + 1] not in (["a"], ["an"]):
        return None
    if tokens.words[core.last + 1 : core.last + 2] and tokens.words[core.last + 1] in w.TIMES:
        return Measure(core.first, core.last + 2, plural(tokens.words[core.last + 1]))
    found = measure_at(tokens, core.last + 1, False)
    return None if found is None else Measure(core.first, found[1], found[0])


def _of_what(tokens: Tokens, at: int) -> int:
    """The word after "of copper cathode", up to four words; `at` itself where there is no "of"."""
    if tokens.words[at : at + 1] != ["of"]:
        return at
    end = at + 1
    while end < min(len(tokens.words), at + 5) and tokens.words[end].isalpha() and tokens.words[end] not in w.STOP:
        end += 1
    return end


_LETTERS = {"m": ("metres", 1e-6), "t": ("tonnes", 1e-12)}


def _metric(tokens: Tokens, core: Core) -> Measure | None:
    """A lone "1.8m" or "100t", with no money mark before and no noun after, measures."""
    word = tokens.words[core.last - 1]
    if core.rule != "digits" or word[-1] not in _LETTERS or not word[:-1].rstrip()[-1:].isdecimal():
        return None
    if noun_after(tokens, core.last, False, False) is not None or tokens.words[core.last : core.last + 1] == ["of"]:
        return None
    unit, factor = _LETTERS[word[-1]]
    return Measure(core.first, core.last, unit, factor=factor)


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
    of = purpose(tokens, last)
    if w.TAX & near and tokens.words[last : last + 1] != ["of"]:
        return Measure(core.first, last, "percent", of)
    rate = rate_at(tokens, last)
    if rate is not None:
        return Measure(core.first, rate[1], f"share per {rate[0]}", factor=0.01, rate=True)
    return Measure(core.first, last, "share", of, factor=0.01)
