"""Time expressions of a text as TIMEX3 has them: where they are, their type and value."""

from __future__ import annotations

import re
from datetime import date

from ..amounts.number_words import word_set
from .absolute import RULES as ABSOLUTE
from .grammar import GRAMMAR
from .phrase import Around, Phrase
from .relative import RULES as RELATIVE
from .timex import Meaning, Timex
from .tokens import Tokens, tokenise
from .words import FUTURE, PAST

_RULES = {**ABSOLUTE, **RELATIVE}
_REACH = 12
_AFTER_RATE = word_set(
    "for in within about nearly almost over than takes took lasted last just only after before under around some every "
    "of by at least roughly spent spend mere"
)


def find_timexes(text: str, published: date | None) -> list[Timex]:
    """Every time expression of `text`, in order; expressions that nothing settles have values with X for unknown."""
    return timexes(tokenise(text), published)


def timexes(tokens: Tokens, published: date | None) -> list[Timex]:
    """`find_timexes` over a text that has been cut into words."""
    found: list[Timex] = []
    reference = published
    for match in GRAMMAR.finditer(tokens.classes):
        rule = match.lastgroup or ""
        first, last = _bounds(tokens, rule, match)
        if first >= last or _rejected(tokens, rule, first, last):
            continue
        phrase = Phrase(tokens.words[first:last], tokens.classes[first:last])
        meaning = _RULES[_rule_of(rule, phrase)](phrase, Around(published, reference, _ahead(tokens, first, last)))
        if meaning is None:
            continue
        start, end = tokens.starts[first], tokens.ends[last - 1]
        found.append(Timex(tokens.text[start:end], start, end, rule, meaning, (first, last)))
        reference = _speaks_of(meaning) or reference
    return found


def _speaks_of(meaning: Meaning) -> date | None:
    return meaning.first if meaning.kind in ("DATE", "TIME") and not meaning.value.endswith("REF") else None


def _rule_of(rule: str, phrase: Phrase) -> str:
    """Reads "two days before the vote" is a length of time; "two days later" is a day."""
    return "length" if rule == "ago" and not phrase.has("Abc") else rule


def _bounds(tokens: Tokens, rule: str, match: re.Match[str]) -> tuple[int, int]:
    first, last = match.span()
    if rule == "ago":
        word = tokens.words[last - 1]
        following = tokens.words[last] if last < len(tokens.words) else ""
        if word in ("before", "after") or (word in ("earlier", "later") and following == "than"):
            last -= 1
    while last > first and tokens.classes[last - 1] in ",-.":
        last -= 1
    return first, last


def _rejected(tokens: Tokens, rule: str, first: int, last: int) -> bool:
    """Ages, rates and hidden names are no time expressions."""
    after = tokens.words[last] if last < len(tokens.words) else ""
    before = tokens.words[first - 1] if first else ""
    if rule in ("length", "ago"):
        return _no_length(tokens, first, last, before, after)
    if rule == "year":
        return before in ("-", "/") and tokens.classes[first - 2 : first - 1] == "x"
    if rule == "decade":
        return before in ("his", "her", "their", "my", "mid")
    if rule == "relative":
        return tokens.classes[first:last] == "Tu" and after == "-"
    return rule == "weekday" and after in ("-",) and tokens.words[last + 1 : last + 2] == ["born"]


def _no_length(tokens: Tokens, first: int, last: int, before: str, after: str) -> bool:
    classes = tokens.classes[first:last]
    if after == "old" or (after == "of" and tokens.words[last + 1 : last + 2] == ["age"]):
        return True
    if after in ("-", "and", "or") and tokens.words[last + 1 : last + 2] in (["old"], ["older"], ["younger"], ["up"]):
        return True
    if classes in ("au", "aC"):
        return _is_rate(tokens, first, before)
    return classes[0] == "t" and classes[-1] == "u" and len(classes) == 2


def _is_rate(tokens: Tokens, first: int, before: str) -> bool:
    """Reads "$150 billion a year", "twice a day": a rate, not a length."""
    if before in _AFTER_RATE or not first:
        return False
    if tokens.classes[first - 1] in "DNY#" or before in ("million", "billion", "trillion", "percent", "times", "twice"):
        return True
    return before in ("once", "%") or (before.endswith("s") and tokens.classes[first - 1] == "x" and len(before) > 3)


def _ahead(tokens: Tokens, first: int, last: int) -> bool:
    """Do the words around speak of what is to come? The nearest cue before decides; without one, the first after."""
    words, classes = tokens.words, tokens.classes
    for i in range(first - 1, max(-1, first - _REACH), -1):
        if classes[i] in ".|":
            break
        if words[i] in FUTURE:
            return True
        if words[i] in PAST or (len(words[i]) > 4 and words[i].endswith("ed")):
            return False
    for i in range(last, min(len(words), last + _REACH)):
        if classes[i] in ".|":
            break
        if words[i] in FUTURE:
            return True
        if words[i] in PAST or (len(words[i]) > 4 and words[i].endswith("ed")):
            return False
    return False
