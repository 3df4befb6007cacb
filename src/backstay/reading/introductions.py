"""Who somebody is whom only this report introduces: "Pentagon spokesman Peter Cook", and "Cook" from then on.

A name that the knowledge file does not have is looked for in the report: titles right before it, or an apposition right
after it ("Peter Cook, the Pentagon's spokesman"), say the state and the sector.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from backstay.knowledge import Resolution
from backstay.knowledge.titles import TITLES

_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w.’'-]*|bin|al|de|van|von|el))*")
_FULL = re.compile(r"(?:[A-Z][\w.’'-]*\s+){0,3}$")
_LAST_WORDS = re.compile(r"(?:[\w.’'&-]+ ){1,7}$")
_APPOSITION = re.compile(
    r",\s+(?P<who>(?:an?|the|former|acting|who (?:is|was) (?:an?|the)|[A-Z])[^,.;:()\n]{4,70})[,.]"
)
_TRIED = 6
"""So many places of a name are looked at."""

Resolve = Callable[[str], Resolution | None]
Sectors = Callable[[str], tuple[str, ...]]


class Introductions:
    """The introductions of one report, looked up by name."""

    def __init__(self, text: str, resolve: Resolve, sectors: Sectors) -> None:
        self._text, self._resolve, self._sectors = text, resolve, sectors
        self._found: dict[str, Resolution | None] = {}

    def of(self, words: str) -> Resolution | None:
        """The person of a name that the report introduces, or None: no name, or never introduced."""
        name = re.sub(r"['’]s?$", "", words)
        if not _NAME.fullmatch(name):
            return None
        if name not in self._found:
            answers = (self._resolve(phrase) for phrase in self._phrases(name))
            self._found[name] = next((a for a in answers if a and a.kind == "person" and a.party.state), None)
        return self._found[name]

    def _phrases(self, name: str) -> Iterator[str]:
        """The name with its titles, or with what follows it, at each of its first places."""
        surname = name.rsplit(maxsplit=1)[-1]
        for at, match in enumerate(re.finditer(rf"\b{re.escape(surname)}\b", self._text)):
            if at == _TRIED:
                return
            before = self._text[max(0, match.start() - 90) : match.start()]
            given = _FULL.search(before)
            full = f"{given.group() if given else ''}{surname}"
            title = self._title(before)
            if title:
                yield f"{title} {surname}"
            after = _APPOSITION.match(self._text, match.end())
            if after and self._sectors(after["who"]):
                yield f"{_without_titles(full)}, {re.sub(r'^who (?:is|was) ', '', after['who'])}"

    def _title(self, before: str) -> str:
        """The titles and the given names that end right here; empty where there is no title among them."""
        run = _LAST_WORDS.search(before)
        tokens = run.group().split() if run else []
        start, titled = len(tokens), False
        while start and self._belongs(tokens[start - 1]):
            start -= 1
            titled = titled or tokens[start].islower() or bool(TITLES.match(tokens[start].rstrip(".")))
        return " ".join(tokens[start:]) if titled else ""

    def _belongs(self, token: str) -> bool:
        return token[0].isupper() or bool(TITLES.match(token)) or bool(self._sectors(token))


def _without_titles(full: str) -> str:
    tokens = full.split()
    while len(tokens) > 1 and TITLES.match(tokens[0].rstrip(".")):
        tokens = tokens[1:]
    return " ".join(tokens)
