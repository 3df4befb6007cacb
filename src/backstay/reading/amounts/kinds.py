"""What a number is in its sentence: a level, an end of a change, the change itself, a rate or a total."""

from __future__ import annotations

from ...records import AmountKind
from . import words as w
from .number_words import word_set
from .tokens import Tokens

_REACH = 14


def kind_of(tokens: Tokens, words: tuple[int, int], unit: str, *, added: bool, rate: bool) -> AmountKind:
    """Kind of the number at words first..last-1 (hedges included), by the words around it in the sentence."""
    first, last = words
    before = _before(tokens, first)
    if rate or added:
        return AmountKind.RATE if rate else AmountKind.CHANGE
    end = _end_of_change(tokens, before, last)
    if end is not None:
        return end
    if before and before[-1] in _TAKES_CHANGE and not _people(tokens, last):
        return AmountKind.CHANGE
    if unit in ("share", "percent", "percent of GDP"):
        return _percent_kind(tokens, before, last, unit)
    if _changed(tokens, before, last, unit):
        return AmountKind.CHANGE
    return AmountKind.LEVEL if _stands(tokens, before, first, last, unit) else AmountKind.TOTAL


_TAKES_CHANGE = word_set(
    "rose rises rise risen gained gains gain grew grown climbed climb climbs jumped jump jumps surged soared added "
    "fell fall falls fallen dropped drop drops declined shed sheds lost slipped slid plunged tumbled sank shrank cut "
    "cuts cutting slashed slashes trimmed withdrew withdraws withdraw suspended suspends expanded advanced eased edged"
)
"""Verbs whose object is what was added or taken away: "shed 1,500 jobs", "rose 12 percent"."""


def _people(tokens: Tokens, last: int) -> bool:
    """A verb of loss with people as its object counts them: "lost 12 men" is no change of strength."""
    return tokens.words[last - 1] in w.PERSONS


def _changed(tokens: Tokens, before: list[str], last: int, unit: str) -> bool:
    """Reads "fell by 20", and people who are sent or withdrawn."""
    moved = bool(before) and before[-1] == "by" and bool(w.MOVE & set(before))
    return moved or (unit == "persons" and _deployed(tokens, before, last))


def _before(tokens: Tokens, first: int) -> list[str]:
    start = max(0, first - _REACH)
    for i in range(first - 1, start - 1, -1):
        if tokens.classes[i] in ".|":
            start = i + 1
            break
    return tokens.words[start:first]


def _end_of_change(tokens: Tokens, before: list[str], last: int) -> AmountKind | None:
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


def _deployed(tokens: Tokens, before: list[str], last: int) -> bool:
    """Are people sent, added or withdrawn in these words?"""
    following = set(tokens.words[last : last + 7])
    planned = bool({"be", "to", "would", "will", "being"} & following)
    return bool(w.DEPLOY & set(before[-6:])) or (planned and bool(w.DEPLOY & following))


_STAY = word_set("are remain live stay work serve")
_HAVE = frozenset(("has", "have", "had", "with", "its", "their", "our"))


def _stands(tokens: Tokens, before: list[str], first: int, last: int, unit: str) -> bool:
    """Does the number say how many there are, rather than how many something was done to?"""
    near = before[-5:]
    if w.KILL & set(before[-6:]):
        return False
    if near and near[-1] in _HAVE:
        return True
    if any(word in w.STANDING and word not in _HAVE for word in near):
        return True
    if tokens.words[last : last + 1] and tokens.words[last] in _STAY and unit == "persons":
        return True
    place = tokens.raw(last + 1) if tokens.words[last : last + 1] == ["in"] and last + 1 < len(tokens.words) else ""
    return place[:1].isupper() and unit == "persons" and bool(w.FORCES & set(tokens.words[first:last]))
