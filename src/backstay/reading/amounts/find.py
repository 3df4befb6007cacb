"""Numbers of a text that count or measure something, with bounds, unit, what is counted and kind."""

from __future__ import annotations

from dataclasses import dataclass

from ...records import Amount
from . import words as w
from .alone import may_stand_alone, unit_around
from .bounds import bounded, ordered, stated
from .cores import Core, find_cores
from .hedges import Hedge, hedged
from .kinds import kind_of
from .measures import rate_at
from .money import Measure
from .names import is_aside, is_name
from .nouns import Noun, noun_after, phrase, unit_of
from .ranges import joined_ranges
from .tokens import Tokens, tokenise
from .units import measure


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what its words say: `low`..`high` as written (None where no number is: "a few"), before a hedge
    widens it; `unit` as written ("percent", "decades"); `bound` "", about, nearly, least or most. `aside` numbers date
    something ("two weeks ago"), give an age, pick one ("one of them") or stand bare: they are no amounts of a claim.
    """

    amount: Amount
    low: float | None
    high: float | None
    unit: str
    bound: str
    aside: bool


def find_amounts(text: str, base: int = 0) -> list[Amount]:
    """Every number in `text` that counts or measures something; offsets are `base` plus the position in `text`.

    Years, dates, clock times, ordinals, and numbers that are part of a name (F-16, Group of 20) are none. `text` keeps
    hedges and the noun phrase; a vague text ("about", "dozens") gives a range and `approx`.
    """
    return [found.amount for found in find_quantities(text, base) if not found.aside]


def find_quantities(text: str, base: int = 0) -> list[Quantity]:
    """`find_amounts` with what is written beside what it is taken for, and with the numbers that are set aside."""
    tokens = tokenise(text)
    found: list[Quantity] = []
    before: Amount | None = None
    open_end = 0
    for core in joined_ranges(tokens, find_cores(tokens)):
        if core.first < open_end or is_name(tokens, core):
            continue
        aside = is_aside(tokens, core)
        quantity, last = _quantity(tokens, core, (before, open_end, base), aside)
        if quantity is None:
            continue
        found.append(quantity)
        if not quantity.aside:
            before, open_end = quantity.amount, last
    return found


def _quantity(
    tokens: Tokens, core: Core, around: tuple[Amount | None, int, int], aside: bool
) -> tuple[Quantity | None, int]:
    before, floor, base = around
    measured = measure(tokens, core)
    measured.first = max(measured.first, floor)
    hedge = hedged(tokens, measured.first, floor)
    hedge.bound = hedge.bound or _loose(tokens, measured.last)
    noun = None if measured.unit else _noun(tokens, core, measured)
    if not measured.unit and noun is None and not may_stand_alone(tokens, core, hedge):
        if not _bare(tokens, core):
            return None, floor
        aside = True
    share_of = measured.unit == "share" and tokens.words[measured.last : measured.last + 1] == ["of"]
    limits = bounded(core, hedge.bound, measured.factor, share_of)
    unit, of, last = _counted(tokens, core, measured, noun, (None if aside else before, base))
    written = unit.replace("share", "percent", 1) if measured.unit.startswith("share") else unit
    if unit == "decades":
        unit, limits = "years", limits.times(10)
    last, more = _trailing(tokens, last)
    limits = limits.widened(more)
    added = hedge.added or bool(noun and noun.extra)
    first = _keep_first(tokens, hedge, tokens.classes[core.last : core.last + 1] == "-")
    kind = kind_of(tokens, (first, last), unit, added=added, rate=measured.rate)
    start, end = tokens.starts[first], tokens.ends[last - 1]
    amount = Amount(
        tokens.text[start:end], limits.low, limits.high, unit, of, kind, limits.approx, base + start, base + end
    )
    numbers = stated(tokens, core, 1 if measured.unit.startswith("share") else measured.factor)
    return Quantity(ordered(amount), *numbers, written, more or hedge.bound, aside), last


_UNKEPT = frozenset(("the", "its", "their", "his", "these", "those", "every"))


def _keep_first(tokens: Tokens, hedge: Hedge, hyphened: bool) -> int:
    """Articles and possessives at the start are no part of the text that is kept."""
    first = hedge.first
    if hyphened and tokens.words[first] in ("a", "an") and tokens.classes[first + 1 : first + 2] in ("N", "#"):
        return first + 1
    if tokens.words[first] in ("a", "an") and tokens.classes[first + 1 : first + 2] == "C":
        return first + 1
    while tokens.words[first] in _UNKEPT and first + 1 < len(tokens.words) and tokens.classes[first] in "xT":
        first += 1
    return first


def _loose(tokens: Tokens, at: int) -> str:
    """Reads "300-plus" as at least and "20-odd" as about, at the hyphen."""
    tail = tokens.words[at : at + 2]
    return {"plus": "least", "odd": "about"}.get(tail[1], "") if len(tail) == 2 and tail[0] == "-" else ""


_SPACED = w.RATE_UNITS - {"quarter", "second"}
"""Units of time that a text with spaces around its hyphens may have after one ("30 - year")."""


def _bare(tokens: Tokens, core: Core) -> bool:
    """A decimal number is no label."""
    return core.rule == "digits" and "." in tokens.words[core.first]


def _noun(tokens: Tokens, core: Core, measured: Measure) -> Noun | None:
    at = measured.last + 2 * (_loose(tokens, measured.last) != "")
    hyphened = tokens.classes[at : at + 1] == "-" and tokens.tight(at)
    if tokens.words[at : at + 1] == ["-"] and not hyphened and tokens.words[at + 1 : at + 2]:
        return noun_after(tokens, at + 1, True, True) if tokens.words[at + 1] in _SPACED else None
    if hyphened:
        if at + 1 < len(tokens.words) and tokens.tight(at + 1) and core.rule in ("digits", "words", "range", "dozen"):
            return noun_after(tokens, at + 1, True, True)
        return None
    single = core.low is not None and core.low == core.high and core.low <= 1
    return noun_after(tokens, at, single or measured.glued, False)


def _counted(
    tokens: Tokens, core: Core, measured: Measure, noun: Noun | None, around: tuple[Amount | None, int]
) -> tuple[str, str, int]:
    """Unit, what is counted, and where the kept text ends."""
    if measured.unit:
        return measured.unit, measured.of, measured.last
    if core.first and tokens.words[core.first - 1] in ("aged", "age", "ages") and noun is None:
        return "years of age", "", measured.last
    if noun is None:
        return unit_around(tokens, core, *around), "", measured.last
    unit, last = unit_of(tokens, noun), noun.last
    if core.rule in ("part", "halfof"):
        unit = "share"
    if unit in w.TIMES:
        unit, last = _age(tokens, unit, last)
    rate = rate_at(tokens, last)
    if rate is not None and unit != "persons":
        unit, last = f"{unit} per {rate[0]}", rate[1]
        measured.rate = True
    return unit, phrase(tokens, noun), last


def _age(tokens: Tokens, unit: str, last: int) -> tuple[str, int]:
    """Reads "five years old", "28-year-old", "three months of age": an age, not a length of time."""
    for tail in (["old"], ["-", "old"], ["of", "age"]):
        if tokens.words[last : last + len(tail)] == tail:
            return f"{unit} of age", last + len(tail)
    return unit, last


def _trailing(tokens: Tokens, last: int) -> tuple[int, str]:
    """Reads "or more" and "or so" after a number."""
    tail = tokens.words[last : last + 2]
    if tail == ["or", "more"]:
        return last + 2, "least"
    if tail == ["or", "so"]:
        return last + 2, "about"
    return last, ""
