"""Numbers of a text that count or measure something, with bounds, unit, what is counted and kind."""

from __future__ import annotations

from dataclasses import replace

from ...records import Amount
from . import words as w
from .cores import Core, find_cores
from .hedges import Hedge, hedged
from .kinds import kind_of
from .names import is_name
from .nouns import Noun, noun_after, phrase, unit_of
from .number_words import word_set
from .tokens import Tokens, tokenise
from .units import Measure, measure


def find_amounts(text: str, base: int = 0) -> list[Amount]:
    """Every number in `text` that counts or measures something; offsets are `base` plus the position in `text`.

    Years, dates, clock times, ordinals, and numbers that are part of a name (F-16, Group of 20) are none. `text` keeps
    hedges and the noun phrase; a vague text ("about", "dozens") gives a range and `approx`.
    """
    tokens = tokenise(text)
    amounts: list[Amount] = []
    open_end = 0
    for core in _joined(tokens, find_cores(tokens)):
        if core.first < open_end or is_name(tokens, core):
            continue
        amount, last = _amount(tokens, core, amounts[-1] if amounts else None, open_end, base)
        if amount is not None:
            amounts.append(amount)
            open_end = last
    return amounts


def _joined(tokens: Tokens, cores: list[Core]) -> list[Core]:
    """Make one of the two ends of a range ("20 to 30", "between 5 and 8", "10-15")."""
    joined: list[Core] = []
    for core in cores:
        left = joined[-1] if joined else None
        if left is not None and _range(tokens, left, core):
            low, high = left.low or 0.0, core.high or 0.0
            if core.scaled and not left.scaled and core.high and low < core.high:
                low = _scale_like(tokens, low, core)
            if low < high:
                joined[-1] = Core("range", left.first, core.last, low, high, True, core.scaled)
                continue
            if core.first - left.last == 1 and tokens.classes[left.last] == "-":
                joined[-1] = Core("score", left.first, core.last, left.low, left.high)
                continue
        joined.append(core)
    return joined


def _scale_like(tokens: Tokens, low: float, core: Core) -> float:
    """Reads "5 to 10 billion" starts at 5 billion."""
    first = tokens.values[core.first]
    return low * (core.high / first) if first and core.high else low


def _range(tokens: Tokens, left: Core, right: Core) -> bool:
    if {left.rule, right.rule} - {"digits", "words"}:
        return False
    between = tokens.classes[left.last : right.first]
    lead = tokens.classes[left.first - 1] if left.first else ""
    tail = tokens.classes[right.last : right.last + 1]
    if "C" in between:
        if lead != "C":
            return False
        between = between.replace("C", "")
    if lead == "C" and left.first > 1:
        lead = tokens.classes[left.first - 2]
    if "%" in between:
        if tail != "%":
            return False
        between = between.replace("%", "")
    if between == "t":
        return lead != "r"
    return between == "-" or (between == "&" and lead == "w")


def _bounded(core: Core, bound: str) -> tuple[float | None, float | None, bool]:
    low, high = core.low, core.high
    if bound == "about" and low is not None:
        return _round(low * 0.9), None if high is None else _round(high * 1.1), True
    if bound == "nearly" and low is not None:
        return _round(low * 0.9), high, True
    if bound == "least":
        if core.rule == "dozen" and low == 12:
            return 13, 24, True
        return low, 1.0 if core.rule in ("part", "halfof") else None, True
    if bound == "most":
        return None, high, True
    return low, high, core.vague


def _round(value: float) -> float:
    """Bounds that are no artefact of binary fractions: 0.9 times 1,000 is 900."""
    return float(f"{value:.12g}")


def _amount(tokens: Tokens, core: Core, before: Amount | None, floor: int, base: int) -> tuple[Amount | None, int]:
    measured = measure(tokens, core)
    measured.first = max(measured.first, floor)
    hedge = hedged(tokens, measured.first, floor)
    noun = None if measured.unit else _noun(tokens, core, measured)
    if not measured.unit and noun is None and not _may_stand_alone(tokens, core, hedge):
        return None, floor
    low, high, approx = _bounded(core, hedge.bound)
    if measured.factor != 1:
        low, high = _times(low, measured.factor), _times(high, measured.factor)
    if (
        measured.unit == "share"
        and hedge.bound == "least"
        and (low or 0) <= 1
        and tokens.words[measured.last : measured.last + 1] == ["of"]
    ):
        high = 1.0
    unit, of, last = _counted(tokens, core, measured, noun, (before, base))
    if unit == "decades":
        unit, low, high = "years", _times(low, 10), _times(high, 10)
    last, more = _trailing(tokens, last)
    if more == "least":
        high, approx = None, True
    elif more == "about":
        low, high, approx = _times(low, 0.9), _times(high, 1.1), True
    added = hedge.added or bool(noun and noun.extra)
    first = _keep_first(tokens, hedge, tokens.classes[core.last : core.last + 1] == "-")
    kind = kind_of(tokens, (first, last), unit, added=added, rate=measured.rate)
    start, end = tokens.starts[first], tokens.ends[last - 1]
    bounds = (_float(low), _float(high))
    return _ordered(Amount(tokens.text[start:end], *bounds, unit, of, kind, approx, base + start, base + end)), last


def _float(bound: float | None) -> float | None:
    """24 as 24.0: a claim that comes back from a ledger then reads the same to the letter."""
    return None if bound is None else float(bound)


def _ordered(amount: Amount) -> Amount:
    if amount.low is not None and amount.high is not None and amount.low > amount.high:
        return replace(amount, low=amount.high, high=amount.low)
    return amount


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


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else _round(value * factor)


def _noun(tokens: Tokens, core: Core, measured: Measure) -> Noun | None:
    at = measured.last
    hyphened = tokens.classes[at : at + 1] == "-" and tokens.tight(at)
    if hyphened:
        if at + 1 < len(tokens.words) and tokens.tight(at + 1) and core.rule in ("digits", "words", "range", "dozen"):
            return noun_after(tokens, at + 1, True, True)
        return None
    single = core.low is not None and core.low == core.high and core.low <= 1
    return noun_after(tokens, at, single or measured.glued, False)


def _may_stand_alone(tokens: Tokens, core: Core, hedge: Hedge) -> bool:
    """A number without a noun counts where it is hedged, follows a deed on people, or is large enough to be a count."""
    before = tokens.words[hedge.first - 1] if hedge.first else ""
    after = tokens.words[core.last] if core.last < len(tokens.words) else ""
    limited = hedge.bound != ""
    if core.rule == "halfof":
        return limited or after in ("the", "its", "their", "his", "of", "our")
    if core.rule == "score":
        return bool(w.VOTES & set(tokens.words[max(0, core.first - 8) : core.last + 4]))
    if core.rule == "fuzzy":
        return core.scaled or tokens.classes[core.first] == "S" or tokens.classes[core.last - 1] in "Szs"
    sure = core.rule in ("part", "range", "dozen", "half") or limited or hedge.limits or core.scaled
    if sure or before in w.KILL or after in w.FOLLOWS_PERSONS:
        return True
    if core.rule == "words":
        return before in ("to", "from", "all") and after not in ("side", "one") and (core.low or 0) > 1
    return _bare_digits(tokens, core, before, after)


def _bare_digits(tokens: Tokens, core: Core, before: str, after: str) -> bool:
    """Reads "cut from 199 to 70": bare digits that are neither an age (", 45,") nor a label."""
    if before == "," and after in (",", "."):
        return False
    if "," in tokens.words[core.first] or (core.high or 0) >= 100:
        return True
    return before in _BEFORE_BARE and after not in (":", ")", "]")


_BEFORE_BARE = word_set("to from by killed of than all and including with")


def _counted(
    tokens: Tokens, core: Core, measured: Measure, noun: Noun | None, around: tuple[Amount | None, int]
) -> tuple[str, str, int]:
    """Unit, what is counted, and where the kept text ends."""
    if measured.unit:
        return measured.unit, measured.of, measured.last
    if noun is None:
        return _unit_around(tokens, core, *around), "", measured.last
    unit, last = unit_of(tokens, noun), noun.last
    if core.rule in ("part", "halfof"):
        unit = "share"
    if unit in w.TIMES:
        unit, last = _age(tokens, unit, last)
    rate = measured.rate_after(tokens, last)
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


_NOT_INHERITED = w.TIMES | {"", "share", "percent", "percent of GDP", "percentage points"}


def _unit_around(tokens: Tokens, core: Core, before: Amount | None, base: int) -> str:
    """Unit of a bare number: people beside a deed, votes, money, or that of the number before in the sentence."""
    if core.rule in _UNIT_OF_RULE:
        return _UNIT_OF_RULE[core.rule]
    start = max(0, core.first - 14)
    for i in range(core.first - 1, start - 1, -1):
        if tokens.classes[i] in ".|":
            start = i + 1
            break
    near, low = tokens.words[start : core.first], core.low or 0
    if w.KILL & set(near[-3:]) or w.FOLLOWS_PERSONS & set(tokens.words[core.last : core.last + 2]):
        return "persons"
    if low >= 1e6 and w.MONEY_CUES & set(near):
        return "USD"
    if before is not None and (before.end or 0) - base >= tokens.starts[start] and before.unit not in _NOT_INHERITED:
        return before.unit
    return _unit_by_cue(near, low)


_UNIT_OF_RULE = {"part": "share", "halfof": "share", "score": "votes"}


def _unit_by_cue(near: list[str], low: float) -> str:
    if w.VOTES & set(near[-6:]):
        return "votes"
    if any(word in w.PERSONS for word in near):
        return "persons"
    return "USD" if low >= 1e9 else ""


def _trailing(tokens: Tokens, last: int) -> tuple[int, str]:
    """Reads "or more" and "or so" after a number."""
    tail = tokens.words[last : last + 2]
    if tail == ["or", "more"]:
        return last + 2, "least"
    if tail == ["or", "so"]:
        return last + 2, "about"
    return last, ""
