"""Number words of English and what they are worth. Shared by amounts and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable

SMALL: dict[str, int] = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS: dict[str, int] = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES: dict[str, int] = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
}
ORDINALS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
        ],
        start=1,
    )
}


def word_set(words: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(words.split())


_SPLIT = re.compile(r"[\s-]+")


def words_value(words: Iterable[str]) -> int | None:
    """What a row of number words says ("forty", "two", "thousand" is 42,000). None where it is no number."""
    total, group, seen = 0, 0, False
    for word in words:
        if word == "and":
            continue
        if word in ("a", "an"):
            group += 1
        elif word in SMALL or word in TENS:
            group += SMALL.get(word, 0) + TENS.get(word, 0)
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in SCALES:
            total += max(group, 1) * SCALES[word]
            group = 0
        else:
            return None
        seen = True
    return total + group if seen else None


def phrase_value(phrase: str) -> int | None:
    """`words_value` of a phrase with spaces or hyphens between its words."""
    return words_value(_SPLIT.split(phrase.lower().strip()))
