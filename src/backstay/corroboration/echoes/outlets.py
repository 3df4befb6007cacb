"""The other outlets that a text names, and which of them it names as who told something."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ...knowledge import Found
from .outlet_names import KIND, Outlet, outlet_names

_VERB = (
    r"(?:reports?|reported|reporting|says?|said|writes?|wrote|adds?|added|notes?|noted|cited|cites|citing|quoted|"
    r"quotes|quoting|revealed|reveals|learned|learns|published|claims?|claimed|obtained|aired|broadcast|described|"
    r"warned|recounted|explained|explains|documented|disclosed|found|confirmed|speculated|carried|showed|declared|announced|stated|"
    r"alleged|points? out|"
    r"pointed out|observed|observes)"
)
_TO = (
    r"according to|per|via|citing|cited by|quoted by|told|telling|tells|told to|confirmed to|spoke (?:to|with)|"
    r"speaking (?:to|on|with)|(?:interviews?|remarks|comments) (?:with|to|on|in|by|for)|interviewed (?:by|on)|"
    r"(?:text|statement|e-?mails?|letter) to|(?:reported|published)(?: (?:on )?\w+day)? (?:by|in|on)|"
    r"obtained by|first in|carried by|account in|reports? (?:in|by|from|on|for|published (?:by|in))|"
    r"articles? (?:in|for|by)|stor(?:y|ies)(?:,? including)? (?:in|by|from)|analysis (?:in|by)|"
    r"(?:writing|writes) (?:in|for)|wrote (?:in|for)|op-ed (?:in|for)|column (?:in|for)|"
    r"appear(?:ed|ance|ing|s) (?:on|in)|(?:confirmed|seen|reviewed|aired|conducted|viewed|verified|documented) by|"
    r"(?:asked|pressed) by|(?:provided|leaked|given) to|shared with|"
    r"(?:said|says|saying|told \w+|argued|added|asked|claimed|insisted|stated|warned|declared|suggested|announced|"
    r"confirmed)(?: \w+){0,3} on"
)
_BETWEEN = (
    r"(?:calculations by\s+|figures from\s+)?(?:the\s+|an?\s+)?"
    rf"(?:(?:[A-Z]?[\w-]+(?:['’]s)? ){{0,3}}(?:{KIND}|television|TV) )?[\"“]?"
    r"(?:(?:[A-Z][\w’'&.-]+ )+and (?:the )?)?"
)
_BEFORE = re.compile(rf"\b(?:{_TO})\s+{_BETWEEN}$", re.IGNORECASE)
_INVERTED = re.compile(
    rf"(?:[,”\"]|\bas)\s+(?:reports?|reported|writes|wrote|notes|noted|explains|revealed)\s+{_BETWEEN}$", re.IGNORECASE
)
"""Verb first: "..., reports the Times"."""
_LATER = (
    r"(?:(?:on|in|late|early)\s+\w+(?:day)?\s+|\w+day\s+|has\s+|had\s+|have\s+|also\s+|then\s+|first\s+|"
    r"(?:this|last) (?:week|month|year|weekend)\s+|earlier\s+|later\s+|recently\s+|previously\s+|"
    r"was told\b|were told\b)*"
)
_AFTER = re.compile(
    rf"^[\"”’']?\s*(?:\([^)]*\)\s*)?(?:(?:state |TV )?{KIND}|news)?[\s,]*"
    r"(?:(?:which|followed by|quoting|citing) [^,.]{3,80},\s*)?"
    rf"(?:and (?:the )?[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)* )?{_LATER}(?:{_VERB}\b|(?<=told\b))",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(
    r"^[\"”]?(?:’s|'s)?\s+(?:(?:exclusive|live|televised|recent|news|\w+day) )*"
    r"(?:report|account|story|article|investigation|interview|event|town hall|op-ed|editorial|exclusive|analysis)\b"
)
_NO_TELLER = re.compile(r"^(?:’s|'s)?,? (?:\w+ )?(?:polls?|surveys?|contributors?|headquarters|building)\b")
_CLAUSE = re.compile(
    r"\s(?P<word>(?:after|because|since|when|while|although|though|days before|before)\s+)"
    r"(?:(?:the|a|an|[A-Z]?[\w’'-]+)\s+){0,3}$"
)
_THAT = re.compile(
    rf"(?:,? (?:followed by|citing|quoting) [^,.]{{3,60}},)? (?:{_LATER})?(?:reported|reports|revealed|said|claimed)\b"
)
_FROM = re.compile(r"(?:^|\n)(?:(?:From|Via|Per) )?(?:the |The )?$")
_COLON = re.compile(r"^(?: (?:news|reports?|writes|has|notes)(?: \w+){0,2})?:")
_PLAIN = re.compile(r"\b(?:according to|told|citing|reported by|interview with|via|per)\s+(?:the\s+)?$", re.IGNORECASE)
_REPORTED = re.compile(r"^ (?:magazine |newspaper |website )?(?:reported|reports|wrote|has reported)\b")


class Outlets:
    """The outlets that one report names as tellers, in order; `own`, the report's own outlet, is none of them."""

    def __init__(self, text: str, names: Sequence[Found], own: str | None) -> None:
        self._text = text
        self._own = (own or "").casefold()
        self.all = [each for each in outlet_names(text, names) if self._other(each.name)]
        self._starts = [each.start for each in self.all]

    def within(self, start: int, end: int) -> list[Outlet]:
        """Those named in start..end as tellers."""
        named = self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [each for each in named if self._tells(each)]

    def named(self, start: int, end: int) -> list[Outlet]:
        """Those named in start..end, as tellers or not."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """A sentence, cut where a clause begins that alone is an outlet's: "... after the Journal reported that"."""
        for outlet in self.named(start, end):
            clause = _CLAUSE.search(self._text, start, outlet.start)
            if clause is not None and _THAT.match(self._text, outlet.end) and clause.start() > start:
                return [(start, clause.start("word")), (clause.start("word"), end)]
        return [(start, end)]

    def _tells(self, outlet: Outlet) -> bool:
        before = self._text[max(0, outlet.start - 90) : outlet.start]
        after = self._text[outlet.end : outlet.end + 90]
        if _NO_TELLER.match(after):
            return False
        if outlet.common:
            return bool(_PLAIN.search(before) or _REPORTED.match(after))
        return bool(
            _BEFORE.search(before)
            or _AFTER.match(after)
            or _ITS_OWN.match(after)
            or _INVERTED.search(before)
            or (_FROM.search(before) and _COLON.match(after))
        )

    def _other(self, name: str) -> bool:
        folded = name.casefold()
        return not self._own or (folded not in self._own and self._own not in folded)
