"""The likelihood words of ICD 203, by their bands.

Intelligence Community Directive 203, "Analytic Standards" (2015), as in the MISP taxonomy `estimative-language`,
version 5 (CC0). The bands meet at their ends; a probability on a border takes the upper word. A word says how likely
something is, never how sure we are of that: how much a forecast rests on is said apart, as its range and evidence.
"""

from __future__ import annotations

from bisect import bisect_right

from backstay.records.errors import UsageError

BANDS: tuple[tuple[float, str], ...] = (
    (0.0, "almost no chance"),
    (0.05, "very unlikely"),
    (0.20, "unlikely"),
    (0.45, "roughly even chance"),
    (0.55, "likely"),
    (0.80, "very likely"),
    (0.95, "almost certain"),
)
"""Each word with the probability from which it holds."""


def likelihood(probability: float) -> str:
    """The word for a probability. Raises UsageError for a number outside 0..1."""
    if not 0 <= probability <= 1:
        raise UsageError(f"{probability} is no probability.", hint="Give a number from 0 to 1.")
    return BANDS[bisect_right([low for low, _ in BANDS], probability) - 1][1]


def band(word: str) -> tuple[float, float]:
    """From where to where a word holds. Raises UsageError for a word that is none of `BANDS`."""
    lows = [low for low, _ in BANDS] + [1.0]
    for number, (low, name) in enumerate(BANDS):
        if name == word:
            return low, lows[number + 1]
    raise UsageError(f'"{word}" is no likelihood word.', hint=f"Words: {', '.join(name for _, name in BANDS)}.")
