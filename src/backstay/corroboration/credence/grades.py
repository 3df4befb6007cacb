"""The NATO Admiralty pair: A to F for who tells it, 1 to 6 for what is told (FM 2-22.3, appendix B)."""

from __future__ import annotations

from .evidence import Evidence
from .model import Weights
from .priors import Priors
from .weigh import RecordOf, Weighed, chance, worth

SOURCE = {
    "A": "Completely reliable",
    "B": "Usually reliable",
    "C": "Fairly reliable",
    "D": "Not usually reliable",
    "E": "Unreliable",
    "F": "Reliability cannot be judged",
}
INFORMATION = {
    "1": "Confirmed by other sources",
    "2": "Probably true",
    "3": "Possibly true",
    "4": "Doubtful",
    "5": "Improbable",
    "6": "Truth cannot be judged",
}
_LETTERS = (("A", 0.92), ("B", 0.8), ("C", 0.62), ("D", 0.4), ("E", 0.0))
_NUMBERS = (("2", 0.7), ("3", 0.4), ("4", 0.2), ("5", 0.0))
APART = 0.6
"""A further telling that is at least this likely to stand on its own confirms."""


def source_grade(evidence: Evidence, weights: Weights, priors: Priors, record_of: RecordOf) -> str:
    """The grade of the best source that is known at all; F where none is, or nobody tells it."""
    best = [
        found.reliability
        for telling in evidence.tellings
        for source in (telling.speaker or telling.outlet,)
        if (found := worth(source, telling.kind, weights, priors, record_of(source))).known
    ]
    return next(letter for letter, least in _LETTERS if max(best) >= least) if best else "F"


def information_grade(evidence: Evidence, weighed: Weighed, low: float, high: float) -> str:
    """1 only where tellings that stand on their own agree; 6 where nothing is settled either way."""
    if not evidence.tellings or (low < 0.25 and high > 0.75):
        return "6"
    probability = chance(weighed.log_odds)
    apart = sum(part.alone >= APART and part.weight > 0 for part in weighed.tellings)
    if apart >= 2 and probability >= 0.8:
        return "1"
    return next(number for number, least in _NUMBERS if probability >= least)
