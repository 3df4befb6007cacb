"""Finds the same person under another spelling."""

from __future__ import annotations

from difflib import SequenceMatcher

from backstay.knowledge.people import NICKNAMES
from backstay.knowledge.text import fold, skeleton


class PersonIndex:
    """Finds the same person under another spelling: same state, alike given name and surname."""

    def __init__(self) -> None:
        self.exact: dict[tuple[str | None, str], str] = {}
        self.openings: dict[tuple[str | None, str], set[str]] = {}
        self.alike: dict[tuple[str | None, str], list[tuple[list[str], str]]] = {}

    def put(self, state: str | None, name: str, entity: str) -> None:
        words = _main_words(name)
        if words:
            self.exact.setdefault((state, fold(name)), entity)
            self.openings.setdefault((state, " ".join(fold(name).split()[:2])), set()).add(entity)
            self.alike.setdefault((state, skeleton(words[-1])), []).append((words, entity))

    def opening(self, state: str | None, name: str) -> str | None:
        """The one person whose name is this one with more words after it (Abiy Ahmed Ali for Abiy Ahmed), or less."""
        words = fold(name).split()
        if len(words) < 2 or len(words[1]) < 2:  # "Michael R." opens many names
            return None
        found = self.openings.get((state, " ".join(words[:2])), set())
        return next(iter(found)) if len(found) == 1 else None

    def find(self, state: str | None, name: str) -> str | None:
        if (state, fold(name)) in self.exact:
            return self.exact[(state, fold(name))]
        words = _main_words(name)
        if len(words) < 2:
            return None
        scored = [
            (_likeness(words, other), entity) for other, entity in self.alike.get((state, skeleton(words[-1])), ())
        ]
        best = max(scored, default=(0.0, ""))
        return best[1] if best[0] >= 0.8 else None


def _main_words(name: str) -> list[str]:
    return [w for w in fold(name).split() if w not in {"al", "el", "bin", "ibn", "jr", "ii", "iii"}]


def _likeness(one: list[str], two: list[str]) -> float:
    """The lesser of how alike the surnames and the given names are, 0..1."""
    given = max((_given(one[0], word) for word in two[:-1]), default=0.0)
    return min(_ratio(one[-1], two[-1]) + 0.1, given + 0.1, 1.0)


def _given(one: str, two: str) -> float:
    """How alike two given names are; a short form is its full name (Mike Pence is Michael R. Pence)."""
    return 1.0 if NICKNAMES.get(one, one) == NICKNAMES.get(two, two) else _ratio(one, two)


def _ratio(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two).ratio()
