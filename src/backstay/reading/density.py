"""How much a page claims, as a prior for each of its clauses.

News of what governments do makes some 60 claims in 1,000 words; a match report or a company's results make next to
none, and what looks like a claim there mostly is none. So a page on which the model sees little has to be surer of each
clause: the log odds of a clause being a claim fall by `STEEPNESS` times the log of how far the page lies below `USUAL`.
A short text is pulled towards `TYPICAL`, since a sentence or two say little about a page.

`USUAL` and `STEEPNESS` were chosen on `bench/data/unpolitical.json` and the annotated training texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

USUAL = 55.0
"""Expected claims in 1,000 words from which on a page is news like that the reader was trained on."""
STEEPNESS = 5.0
TYPICAL = 60.0
"""Expected claims in 1,000 words of a text of which nothing is known yet."""
TYPICAL_WORDS = 100
"""How many words of typical text an unknown one is led in with."""


@dataclass(slots=True)
class Density:
    """Counts words and the chances of their being the word of a claim while a page is read."""

    words: int = 0
    chances: float = 0.0

    def shift(self) -> float:
        """What to add to the log odds of each clause of the page: 0 or less."""
        expected = (self.chances + TYPICAL * TYPICAL_WORDS / 1000) / (self.words + TYPICAL_WORDS) * 1000
        return STEEPNESS * min(0.0, log(expected / USUAL))


def shifted(chance: float, shift: float) -> float:
    """A probability in 0..1 with `shift` added to its log odds."""
    if shift == 0.0 or chance in (0.0, 1.0):
        return chance
    odds = chance / (1.0 - chance) * exp(shift)
    return odds / (1.0 + odds)
