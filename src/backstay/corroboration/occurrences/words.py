"""How much words tell: one that every claim has tells nothing, one that two have tells most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from .told import Told

FEW = 60
"""Claims from which on it is known which words are common."""
_WHOLE = 100
LEAST = 3 * _WHOLE
"""A clause whose words weigh less than three rare ones is held to weigh as much, lest one word make two alike."""


class Words:
    """Weights of words among claims, as whole numbers, so that sums do not hang on the order of words."""

    def __init__(self, claims: Sequence[Told]) -> None:
        self._counts = Counter(word for each in claims for word in each.words)
        self._all = max(FEW, len(claims))
        self._weights: dict[str, int] = {}
        self._totals: dict[frozenset[str], int] = {}

    def weight(self, word: str) -> int:
        """0..100: 100 for a word that up to two claims have, 0 for one that all have."""
        found = self._weights.get(word)
        if found is None:
            count = max(2, self._counts[word])
            found = self._weights[word] = round(_WHOLE * max(0.0, log(self._all / count) / log(self._all / 2)))
        return found

    def total(self, words: frozenset[str]) -> int:
        """The weight of these words together."""
        found = self._totals.get(words)
        if found is None:
            found = self._totals[words] = sum(map(self.weight, words))
        return found

    def share(self, one: Told, other: Told, shared: int) -> float:
        """0..1: how much of the lighter claim's words `shared`, the weight of those in common, is."""
        if not shared:
            return 0.0
        least = min(self.total(one.words), self.total(other.words))
        return min(1.0, shared / max(LEAST, least))
