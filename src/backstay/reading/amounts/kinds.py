"""What a number is in its sentence: a level, an end of a change, the change itself, a rate or a total."""

from __future__ import annotations

from ...records import AmountKind
from . import words as w
from .tokens import Tokens

_REACH = 14


def kind_of(tokens: Tokens, first: int, last: int, unit: str, added: bool, rate: bool) -> AmountKind:
    """Kind of the number at words first..last-1 (hedges included), by the words around it in the sentence."""
    if rate:
        return AmountKind.RATE
    if added:
        return AmountKind.CHANGE
    before = _before(tokens, first)
    end = _end_of_change(tokens, before, first, last)
    if end is not None:
        return end
    if unit in ("share", "percent", "percent of GDP"):
        return _percent_kind(tokens, before, last, unit)
    if before and before[-1] == "by" and w.MOVE & set(before):
        return AmountKind.CHANGE
    if any(word in w.STANDING for word in before[-5:]) and not w.KILL & set(before[-6:]):
        return AmountKind.LEVEL
    return AmountKind.TOTAL


def _before(tokens: Tokens, first: int) -> list[str]:
    start = max(0, first - _REACH)
    for i in range(first - 1, start - 1, -1):
        if tokens.classes[i] in ".|":
            start = i + 1
            break
    return tokens.words[start:first]


def _end_of_change(tokens: Tokens, before: list[str], first: int, last: int) -> AmountKind | None:
    """Reads "from about 1,000 to a few dozen", "raised to 25 percent", "down from 34"."""
    if not before:
        return None
    moved = bool(w.MOVE & set(before))
    after = tokens.words[last : last + 9]
    if before[-1] == "from" and (moved or "to" in after):
        return AmountKind.FROM
    if before[-1] == "to" and (moved or "from" in before):
        return AmountKind.TO
    if len(before) > 1 and before[-1] in ("than", "least", "about") and before[-2] == "to" and moved:
        return AmountKind.TO
    return None


def _percent_kind(tokens: Tokens, before: list[str], last: int, unit: str) -> AmountKind:
    after = set(tokens.words[last : last + 3])
    near = set(before[-5:])
    if (w.UP | w.DOWN) & near or after & {
        "increase",
        "rise",
        "fall",
        "cut",
        "drop",
        "jump",
        "decline",
        "growth",
        "hike",
    }:
        return AmountKind.CHANGE
    if unit == "percent" or w.TAX & (after | near):
        return AmountKind.RATE
    return AmountKind.LEVEL
