"""Known names in a text: longest match, by the case they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .load import Alias, Store
from .text import fold

TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’.&-](?!s\b)[^\W_]+)*")
_STOP = frozenset(
    {"may", "will", "the", "it", "he", "who", "us", "is", "as", "are", "and", "fed", "post", "time", "apple"}
)
_COMMON = frozenset(
    [
        "turkey",
        "china",
        "chad",
        "jordan",
        "georgia",
        "polish",
        "labour",
        "conservative",
        "guardian",
        "shell",
        "time",
        "fox",
        "hill",
        "sisi",
        "is",
        "who",
        "it",
        "ap",
        "rt",
        "bild",
        "mars",
        "republican",
        "democrat",
        "democrats",
        "republicans",
        "congress",
        "parliament",
        "senate",
        "commons",
        "treasury",
        "capitol",
        "navy",
        "marines",
        "brotherhood",
        "republic",
        "sputnik",
        "interfax",
        "sana",
        "fars",
        "mali",
        "niger",
        "togo",
        "guinea",
        "cuba",
        "peru",
        "oman",
        "mercy",
        "contra",
        "total",
        "bell",
    ]
)


_AMERICA = frozenset({"america", "american", "americans"})
_PART_OF_AMERICA = re.compile(r"\b(?:Latin|Central|South|North)[ -]$")  # a part of the world, not the United States


class Names:
    """Every name of the file by its folded key, found greedily. Persons, by full names, only if asked."""

    def __init__(self, store: Store, *, persons: bool = False) -> None:
        self.store = store
        self.with_persons = persons
        self.longest: dict[str, int] = {}
        for key in store.aliases:
            first, _, rest = key.partition(" ")
            self.longest[first] = max(self.longest.get(first, 0), 1 + (rest.count(" ") + 1 if rest else 0))

    def _longest(self, first: str) -> int:
        """Words of the longest name that begins with `first`."""
        return max(self.longest.get(first, 0), self.store.opening(first) if self.with_persons else 0)

    def written_so(self, surface: str, key: str) -> list[Alias]:
        """The names that `surface` may be: acronyms and common words only in their own case."""
        found = self.store.aliases.get(key)
        if not found:
            return []
        return [alias for alias in found if _case_fits(surface, alias.surface, key)]

    def _persons(self, key: str) -> tuple[int, ...]:
        return self.store.by_full_name(key) if self.with_persons and " " in key else ()

    def find(self, text: str) -> Iterator[tuple[int, int, list[Alias], tuple[int, ...]]]:
        """(start, end, names, persons) of each name in `text`, left to right, none inside another."""
        tokens = [(m.start(), m.end()) for m in TOKEN.finditer(text)]
        i, count = 0, len(tokens)
        while i < count:
            start = tokens[i][0]
            first = text[start]
            if not (first.isupper() or first.isdigit() or text.startswith(("al-", "el-", "peshmerga"), start)):
                i += 1
                continue
            step, found = self._longest_at(text, tokens, i)
            if found:
                yield found
            i += step

    def _longest_at(
        self, text: str, tokens: list[tuple[int, int]], i: int
    ) -> tuple[int, tuple[int, int, list[Alias], tuple[int, ...]] | None]:
        start = tokens[i][0]
        first_key = fold(text[start : tokens[i][1]])
        longest = self._longest(first_key.partition(" ")[0])
        for n in range(min(longest, len(tokens) - i), 0, -1):
            end = tokens[i + n - 1][1]
            surface = text[start:end]
            if "\n" in surface or len(surface) > 90:
                continue
            key = fold(surface)
            names, persons = self.written_so(surface, key), self._persons(key)
            if names and key in _AMERICA and _PART_OF_AMERICA.search(text, max(0, start - 8), start):
                continue
            if names or persons:
                return n, (start, end, names, persons)
        return 1, None


def _case_fits(surface: str, own: str, key: str) -> bool:
    acronym = own.replace(".", "").isupper() and len(key) <= 5
    if acronym:
        return surface.replace(".", "").isupper() or surface == own
    if key in _STOP or key in _COMMON:
        return surface[:1].isupper()
    return surface[:1].isupper() or own[:1].islower() or " " in surface
