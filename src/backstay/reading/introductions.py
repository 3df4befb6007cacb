"""Who somebody is whom only this report introduces: "Pentagon spokesman Peter Cook", and "Cook" from then on.

A name that the knowledge file does not have is looked for in the report: titles right before it, or an apposition right
after it ("Peter Cook, the Pentagon's spokesman"), say the state and the sector.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from backstay.knowledge import Resolution
from backstay.knowledge.titles import TITLES
from backstay.records import Party

_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w.’'-]*|bin|al|de|van|von|el))*")
_LAST_WORDS = re.compile(r"(?:[\w.’'&-]+ ){1,7}$")
_APPOSITION = re.compile(r",\s+(?:who (?:is|was) )?(?P<who>(?:an?|the|former|acting)\s[^,.;:()\n]{4,70})[,.]")
_BY_APPOSITION = 0.6
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
            self._found[name] = next(self._answers(name), None)
        return self._found[name]

    def _answers(self, name: str) -> Iterator[Resolution]:
        """What the titles before the name say, or the apposition after it, at each of its first places."""
        surname = name.rsplit(maxsplit=1)[-1]
        for match in islice(re.finditer(rf"\b{re.escape(surname)}\b", self._text), _TRIED):
            title = self._title(self._text[max(0, match.start() - 90) : match.start()])
            titled = self._resolve(f"{title} {surname}") if title else None
            if titled and titled.kind == "person" and titled.party.state:
                yield titled
            after = _APPOSITION.match(self._text, match.end())
            described = self._resolve(after["who"]) if after and self._sectors(after["who"]) else None
            if after and described and described.party.state:
                party = Party(name, None, described.party.state, described.party.sector)
                yield Resolution(party, name, _BY_APPOSITION, f"'{name}': {after['who']}, by the report", "person")

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
