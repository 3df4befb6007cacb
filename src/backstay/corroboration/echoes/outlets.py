"""Which words of a text name another outlet, and whether it is named as who told something."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...knowledge import Found

_KIND = r"(?:newspaper|news agency|agency|daily|magazine|news site|website|broadcaster|media group|channel|wire)"
_PART = r"[A-Z][\w’'&-]*(?:\.\w+)*"
_NAME = rf"(?P<name>{_PART}(?: (?:of |the )?{_PART}){{0,3}})"
_UNKNOWN = tuple(
    re.compile(pattern)
    for pattern in (
        rf",\s+{_NAME} reported\b(?=[.,])",
        rf"\b{_NAME} reported,? (?:citing|quoting)\b",
        rf"\b[Tt]he (?:[A-Z]?\w+ )?{_KIND} {_NAME}",
        rf"\b(?<!The )(?!The\b){_NAME} {_KIND}\b",
        rf"\b(?:sources?|officials?|person|people|diplomats?|aides?)\b[^.;\n]{{0,60}} told {_NAME}(?=[\s.,;])",
        rf"\b(?:as|first) reported by {_NAME}",
        rf"\b{_NAME} (?:[Nn]ews|TV|television) (?:reported|said)\b",
        rf"\b[Tt]he (?:state )?(?:[A-Z]\w+ )?{_NAME} news agency\b",
    )
)
_VERB = (
    r"(?:reports?|reported|says?|said|writes?|wrote|adds?|added|notes?|noted|cited|cites|citing|quoted|quotes|quoting|"
    r"revealed|reveals|learned|published|claims?|claimed|obtained|aired|broadcast|described|warned|recounted)"
)
_TO = (
    r"according to|per|via|citing|cited by|quoted by|told|told to|confirmed to|spoke (?:to|with)|speaking (?:to|on)|"
    r"interview (?:with|to|on|in|by)|(?:text|statement|e-?mail|letter) to|reported (?:by|in|on)|published (?:by|in|on)|"
    r"obtained by|first in|carried by|account in|reports? (?:in|by|from|on)|article (?:in|for|by)|"
    r"story (?:in|by|from)|"
    r"writing (?:in|for)|wrote in|op-ed (?:in|for)|column (?:in|for)|appear(?:ed|ance|ing) on|"
    r"(?:confirmed|seen|reviewed|aired) by|"
    r"(?:said|says|saying|told \w+|argued|added|asked)(?: \w+){0,3} on"
)
_BEFORE = re.compile(
    rf"\b(?:{_TO})\s+(?:calculations by\s+|figures from\s+)?(?:the\s+)?"
    r"(?:(?:[A-Z]?\w+ ){0,2}(?:newspaper|news agency|agency|daily|media group|broadcaster|channel|television) )?[\"“]?"
    r"(?:(?:[A-Z][\w’'&.-]+ )+and (?:the )?)?$",
    re.IGNORECASE,
)
_LATER = (
    r"(?:on \w+day\s+|has\s+|had\s+|have\s+|also\s+|then\s+|first\s+|earlier\s+|later\s+|recently\s+|"
    r"was told\b|were told\b)*"
)
_AFTER = re.compile(
    rf"^[\"”’']?\s*(?:\([^)]*\)\s*)?(?:(?:state |TV )?{_KIND}|news)?[\s,]*(?:which [^,.]{{3,80}},\s*)?"
    rf"(?:and (?:the )?[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)* )?{_LATER}(?:{_VERB}\b|(?<=told\b))",
    re.IGNORECASE,
)
_OWN_REPORT = re.compile(r"^(?:’s|'s)?\s+(?:report|account|story|article|investigation)\b")
_ADJECTIVE = re.compile(r"\w+(?:an|ese|ish)")
_NOT_OUTLETS = frozenset(
    "Congress Parliament Pentagon Senate House Reporters Lawmakers Journalists "
    "Monday Tuesday Wednesday Thursday".split()
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet named in a text: its full name, and where. `sure` is 0..1: is it one, and is it who told this."""

    name: str
    start: int
    end: int
    sure: float


class Outlets:
    """The outlets that one report names as tellers, in order; `own`, the report's own outlet, is none of them."""

    def __init__(self, text: str, names: Sequence[Found], own: str | None) -> None:
        self._text = text
        self._own = (own or "").casefold()
        known = [self._known(found) for found in names if found.resolution.kind == "outlet"]
        found = [each for each in known if each] + list(self._unknown())
        taken: list[Outlet] = []
        for outlet in sorted(found, key=lambda each: (each.start, -each.sure)):
            if not taken or outlet.start >= taken[-1].end:
                taken.append(outlet)
        self._full = {each.name for each in taken}
        taken += [each for each in self._short() if not any(each.start < t.end and t.start < each.end for t in taken)]
        self.all = sorted((each for each in taken if self._other(each.name)), key=lambda each: each.start)
        self._starts = [each.start for each in self.all]

    def within(self, start: int, end: int) -> list[Outlet]:
        """Those named in start..end as tellers."""
        named = self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [each for each in named if self._tells(each)]

    def named(self, start: int, end: int) -> list[Outlet]:
        """Those named in start..end, as tellers or not."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _tells(self, outlet: Outlet) -> bool:
        before = self._text[max(0, outlet.start - 90) : outlet.start]
        after = self._text[outlet.end : outlet.end + 90]
        return bool(_BEFORE.search(before) or _AFTER.match(after) or _OWN_REPORT.match(after))

    def _known(self, found: Found) -> Outlet | None:
        party = found.resolution.party
        return Outlet(party.entity or found.text, found.start, found.end, 0.95)

    def _unknown(self) -> Iterator[Outlet]:
        """Names that stand where only an outlet's can: each of their mentions."""
        names = {
            match["name"]
            for pattern in _UNKNOWN
            for match in pattern.finditer(self._text)
            if match["name"].split()[0] not in _NOT_OUTLETS and not _ADJECTIVE.fullmatch(match["name"])
        }
        for name in sorted(names):
            bare = name.removeprefix("The ")
            for match in re.finditer(rf"\b{re.escape(bare)}\b", self._text):
                yield Outlet(bare, match.start(), match.end(), 0.8)

    def _short(self) -> Iterator[Outlet]:
        """Short forms: "the Journal", "Telegraph" once "The Wall Street Journal" or "the Daily Telegraph" is named."""
        for full in sorted(self._full):
            last = full.split()[-1]
            if len(full.split()) < 2 or not last[:1].isupper():
                continue
            for match in re.finditer(rf"\b(?:the |The )?{re.escape(last)}\b", self._text):
                if not re.search(r"[A-Z][\w’'-]* $", self._text[max(0, match.start() - 30) : match.start()]):
                    yield Outlet(full, match.start(), match.end(), 0.85)

    def _other(self, name: str) -> bool:
        folded = name.casefold()
        return not self._own or (folded not in self._own and self._own not in folded)
