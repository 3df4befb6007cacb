"""Where sentences end in running news English. Used to align windows and to keep a clause inside its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

Span = tuple[int, int]

_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof gen lt col maj capt cmdr adm sgt sen rep gov pres sec rev hon st jr sr no vs etc inc ltd co corp
    jan feb mar apr jun jul aug sept sep oct nov dec u.s u.k u.n e.u d.c a.m p.m i.e e.g
    fla calif pa va md ala ariz
    """.split()
)
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9])|\n+")


class Sentences:
    """The sentences of one text, found once and looked up by offset."""

    def __init__(self, text: str) -> None:
        self._spans = sentence_spans(text)
        self._starts = [start for start, _ in self._spans]
        self._whole = (0, len(text))

    def at(self, offset: int) -> Span:
        """The sentence that holds an offset, or the last one before it."""
        index = bisect_right(self._starts, offset) - 1
        return self._spans[index] if index >= 0 else self._whole


@lru_cache(maxsize=4)
def sentence_spans(text: str) -> tuple[Span, ...]:
    """Half-open character spans of the sentences of `text`, in order, without surrounding white space."""
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.group().startswith(".") and _is_abbreviation(text, match.start()):
            continue
        _keep(text, start, match.end(), spans)
        start = match.end()
    _keep(text, start, len(text), spans)
    return tuple(spans)


def _is_abbreviation(text: str, dot: int) -> bool:
    begin = dot
    while begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] == "."):
        begin -= 1
    word = text[begin:dot].lower()
    # A single letter is an initial ("John F. Kennedy"), not the end of a sentence.
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())


def _keep(text: str, start: int, end: int, spans: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))
