"""The numbers themselves: digits, number words, dozens, "tens of thousands", halves; each with its bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .number_words import SCALES, words_value
from .tokens import FRACTIONS, PLURAL_SCALES, Tokens

_CORES: tuple[tuple[str, str], ...] = (
    ("part", r"(?:a|#)?-?q-?s|m(?=F)|(?:a|#)-?q(?=F|-)|#-?q|q(?=F)"),
    ("half", r"ha?-?s|h-?a?z"),
    ("fuzzy", r"a?fF?[zs]|f?S(?:FS)*|a?f(?:F)?"),
    ("dozen", r"(?:a|#|N)-?z|z"),
    ("words", r"#(?:-?#|-?s(?:&#(?:-#)?)?)*|a-?s(?:s|&#)*"),
    ("digits", r"[NK](?:-?s)*"),
    ("halfof", r"h"),
)
CORE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _CORES))


@dataclass(slots=True)
class Core:
    """A number at words first..last-1. `low`..`high` bound it, None is open; `vague` if the number word is."""

    rule: str
    first: int
    last: int
    low: float | None
    high: float | None
    vague: bool = False
    scaled: bool = False


def find_cores(tokens: Tokens) -> list[Core]:
    """Numbers of a text in order, before anything is said of what they count."""
    cores: list[Core] = []
    for match in CORE.finditer(tokens.classes):
        rule = match.lastgroup or ""
        first, last = match.span()
        while tokens.classes[last - 1] == "F":
            last -= 1
        bounds = _BOUNDS[rule](tokens, first, last)
        if bounds is None:
            continue
        low, high, vague = bounds
        cores.append(Core(rule, first, last, low, high, vague, "s" in match.group()))
    return cores


Bounds = tuple[float | None, float | None, bool] | None


def _exact(value: float | None) -> Bounds:
    return None if value is None else (value, value, False)


def _part(tokens: Tokens, first: int, last: int) -> Bounds:
    if tokens.classes[first] == "m":
        vast = first > 0 and tokens.words[first - 1] in ("vast", "overwhelming", "large")
        return (0.8 if vast else 0.5, 1.0, True)
    scale = SCALES.get(tokens.words[last - 1])
    if scale:
        fraction = next(FRACTIONS[word] for word in tokens.words[first:last] if word in FRACTIONS)
        return _exact((words_value([tokens.words[first]]) or 1) * scale / fraction)
    top = words_value([tokens.words[first]]) or 1
    bottom = FRACTIONS[tokens.words[last - 1]]
    return _exact(round(top / bottom, 4)) if top < bottom else None


def _half(tokens: Tokens, _first: int, last: int) -> Bounds:
    word = tokens.words[last - 1]
    return _exact(6 if word == "dozen" else SCALES[word] / 2)


_FUZZY = {"couple": (2, 2), "pair": (2, 2), "few": (3, 5), "handful": (3, 6), "several": (3, 9)}
_FUZZY_SCALED = {"couple": (1.5, 3), "pair": (2, 2), "few": (2, 6), "handful": (2, 6), "several": (3, 9)}
_OPEN_FROM = 1_000
"""Bare plurals from thousands on have no upper bound; "hundreds" and "dozens" stay under the next step."""


def _fuzzy(tokens: Tokens, first: int, last: int) -> Bounds:
    words = tokens.words[first:last]
    plurals = [PLURAL_SCALES[word] for word in words if word in PLURAL_SCALES]
    vague = next((word for word in words if word in _FUZZY), None)
    if plurals:
        return _plural(plurals, words)
    if vague is None:
        return None
    scale = 12 if "dozen" in words else next((SCALES[word] for word in words if word in SCALES), 0)
    if not scale:
        low, high = _FUZZY[vague]
        return low, high, vague not in ("pair",)
    low_f, high_f = _FUZZY_SCALED[vague]
    if vague == "few" and scale == 12:
        high_f = 5
    return low_f * scale, high_f * scale, True


def _plural(plurals: list[float], words: list[str]) -> Bounds:
    scale = 1.0
    for step in plurals:
        scale *= step
    if len(plurals) > 1:
        return 2 * scale, 10 * scale - 1, True
    if words == ["tens"] or not scale:
        return None
    if scale >= _OPEN_FROM:
        return 2 * scale, None, True
    return 2 * scale, {12: 99, 20: 199, 100: 999}[int(scale)], True


def _dozen(tokens: Tokens, first: int, last: int) -> Bounds:
    if tokens.classes[first] == "N":
        return _exact(12 * tokens.values[first])
    return _exact(12 * (words_value([tokens.words[first]]) or 1) if last - first > 1 else 12)


def _words(tokens: Tokens, first: int, last: int) -> Bounds:
    words = [w for w, c in zip(tokens.words[first:last], tokens.classes[first:last], strict=True) if c != "-"]
    value = words_value(words)
    return None if value is None or value > 1e18 else _exact(float(value))


def _digits(tokens: Tokens, first: int, last: int) -> Bounds:
    value = tokens.values[first]
    for word in tokens.words[first + 1 : last]:
        value *= SCALES.get(word, 1)
    return _exact(value) if value < 1e30 else None


def _halfof(_tokens: Tokens, _first: int, _last: int) -> Bounds:
    return _exact(0.5)


_BOUNDS = {
    "part": _part, "half": _half, "fuzzy": _fuzzy, "dozen": _dozen, "words": _words, "digits": _digits,
    "halfof": _halfof,
}  # fmt: skip
