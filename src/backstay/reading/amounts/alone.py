"""Numbers without a noun of their own: whether they count at all, and what."""

from __future__ import annotations

from ...records import Amount
from . import words as w
from .cores import Core
from .hedges import Hedge
from .number_words import word_set
from .tokens import Tokens


def may_stand_alone(tokens: Tokens, core: Core, hedge: Hedge) -> bool:
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
    of_those = after == "of" and _of_those(tokens, core.last + 1)
    sure = of_those or core.rule in ("part", "range", "dozen", "half") or limited or hedge.limits or core.scaled
    if sure or before in w.KILL or after in w.FOLLOWS_PERSONS:
        return True
    if core.rule == "words":
        return before in ("to", "from", "all") and after not in ("side", "one") and (core.low or 0) > 1
    return _bare_digits(tokens, core, before, after)


def _of_those(tokens: Tokens, at: int) -> bool:
    """Reads "of them", "of the three suspects": the number picks some of those."""
    known = tokens.words[at : at + 1] in (["the"], ["its"], ["their"], ["his"], ["those"], ["these"])
    return tokens.words[at : at + 1] in _OF_THOSE or (known and tokens.classes[at + 1 : at + 2] in ("N", "#"))


_OF_THOSE = (["them"], ["us"], ["whom"], ["those"], ["these"], ["which"], ["you"])


def _bare_digits(tokens: Tokens, core: Core, before: str, after: str) -> bool:
    """Reads "cut from 199 to 70": bare digits that are neither an age (", 45,") nor a label."""
    if before == "," and after in (",", "."):
        return False
    if "," in tokens.words[core.first] or (core.high or 0) >= 100:
        return True
    return before in _BEFORE_BARE and after not in (":", ")", "]")


_BEFORE_BARE = word_set("to from by killed of than all and including with")


_NOT_INHERITED = w.TIMES | {"", "share", "percent", "percent of GDP", "percentage points"}


def unit_around(tokens: Tokens, core: Core, before: Amount | None, base: int) -> str:
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
