"""Do two names mean the same person, firm, body or vessel? A score in 0..1, and why.

Words are paired by letters or by sound. What cannot be paired on both sides, and the worst pair, speak against; a slip
of one or two letters in the whole speaks for. The weights were fitted by logistic regression on labelled pairs and
rounded; ten-fold cross-validation, with all pairs of one name in one fold, gives the same F1 to a point or so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from .name_features import Comparison, compare, is_acronym, reversed_fathers
from .name_tokens import NameTokens, syllabic, tokens
from .name_words import NATIONAL

ACCEPT = 0.5
_BIAS = 1.97
_WORST = -9.93
_CLASH = -5.08
_NOT_A_PERSON = -2.02
_NUMBER_ON_ONE_SIDE = -2.36
_OTHER_NUMBER = -1.34
_ONE_SLIP = 0.68
_TWO_SLIPS = 3.45
_PERSON = frozenset({"", "person", "legalentity"})


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Whether two names mean the same, with a score in 0..1 and the reason in plain words."""

    same: bool
    score: float
    why: str


def same_name(one: str, two: str, *, schema: str = "") -> NameMatch:
    """Compares two names. `schema` is the kind of thing: Person, Company, Organization, Vessel, or nothing."""
    one, two = sorted((one, two))  # the order in which they are given does not matter
    left, right = tokens(one), tokens(two)
    if not left.words or not right.words:
        return NameMatch(False, 0.0, "one of them is no name")
    settled = _settled(one, two, left, right, person=schema.lower() == "person")
    if settled:
        return settled
    compared = compare(left, right)
    score = _score(compared, left, right, person=schema.lower() in _PERSON)
    return NameMatch(score >= ACCEPT, round(score, 3), _why(compared, left, right))


def _settled(one: str, two: str, left: NameTokens, right: NameTokens, *, person: bool) -> NameMatch | None:
    """What needs no weighing."""
    forms = left.legal & NATIONAL, right.legal & NATIONAL
    alphabetic = not (syllabic(left.script) and left.script == right.script)
    if not alphabetic:
        same = "".join(one.split()) == "".join(two.split())
        return NameMatch(same, float(same), "the same characters" if same else "other characters")
    if left.full == right.full and left.numbers == right.numbers:
        if forms[0] and forms[1] and not forms[0] & forms[1]:
            return NameMatch(False, 0.2, "the same name in two legal forms")
        return NameMatch(True, 1.0, "the same words")
    if reversed_fathers(left.text, right.text):
        return NameMatch(False, 0.05, "father and child by their names")
    if not person and (is_acronym(left, right) or is_acronym(right, left)):
        return NameMatch(True, 0.75, "the one is made of the other's first letters")
    return None


def _score(compared: Comparison, left: NameTokens, right: NameTokens, *, person: bool) -> float:
    if not compared.pairs and compared.distance > 2:
        return 0.0
    worst = compared.worst if compared.pairs else compared.whole
    weight = _BIAS + _WORST * (1 - worst)
    weight += _CLASH * (compared.clash > 0 and compared.pairs > 0) + _NOT_A_PERSON * (not person)
    weight += _NUMBER_ON_ONE_SIDE * (bool(left.numbers) != bool(right.numbers))
    weight += _OTHER_NUMBER * (bool(left.numbers) and bool(right.numbers) and left.numbers != right.numbers)
    weight += _ONE_SLIP * (compared.distance <= 1) + _TWO_SLIPS * (compared.distance <= 2)
    return 1 / (1 + math.exp(-weight))


def _why(compared: Comparison, left: NameTokens, right: NameTokens) -> str:
    reasons = []
    if not compared.pairs:
        reasons.append("no word in common")
    elif compared.worst == 1:
        reasons.append("the words they share are the same")
    else:
        a, b = compared.worst_pair
        reasons.append(f"'{a}' for '{b}'")
    if compared.clash > 0:
        reasons.append("each has a word that the other lacks")
    elif compared.extra > 0:
        reasons.append("one has more words")
    if left.numbers != right.numbers:
        reasons.append("other numbers")
    if compared.initials:
        reasons.append("an initial")
    return "; ".join(reasons)
