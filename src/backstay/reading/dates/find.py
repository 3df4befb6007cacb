"""Time expressions of a text as TIMEX3 has them: where they are, their type and value."""

from __future__ import annotations

import re
from datetime import date

from ...records import Precision
from ..amounts.number_words import word_set
from .absolute import RULES as ABSOLUTE
from .clock import RULES as CLOCK
from .grammar import GRAMMAR
from .phrase import Around, Phrase
from .relative import RULES as RELATIVE
from .timex import Meaning, Timex
from .tokens import Tokens, tokenise
from .words import FUTURE, PAST

_RULES = {**ABSOLUTE, **RELATIVE, **CLOCK}
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
        tense = _tense(tokens, first, last)
        before, after = tokens.words[first - 1] if first else "", "".join(tokens.words[last : last + 1])
        day = _day_before(tokens, found, first)
        around = Around(published, reference, tense == "future", tense == "past", day, before, after)
        meaning = _RULES[_rule_of(rule, phrase)](phrase, around)
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
    if rule == "length" and tokens.classes[first] in "at" and _modifies(tokens, first, last):
        first += 1
    while last > first and tokens.classes[last - 1] in ",-.":
        last -= 1
    return first, last


def _modifies(tokens: Tokens, first: int, last: int) -> bool:
    """Is "two-day" in "a two-day visit" only part of what is named, so that the article belongs to that?"""
    return last - first > 2 and "-" in tokens.classes[first + 1 : last] and tokens.classes[first + 1] in "DN#YuU"


def _rejected(tokens: Tokens, rule: str, first: int, last: int) -> bool:
    """Ages, rates and hidden names are no time expressions."""
    after = tokens.words[last] if last < len(tokens.words) else ""
    before = tokens.words[first - 1] if first else ""
    if rule in ("length", "ago"):
        vague_one = tokens.classes[first:last] == "fu" and tokens.words[first] in ("some", "many")
        return vague_one or _no_length(tokens, first, last, before, after)
    if rule == "long_ago" and tokens.words[last - 1] in ("before", "after", "afterward"):
        return True
    if rule == "ref":
        return _no_reference(tokens.words[last - 1], before, after)
    if rule in ("set", "weekday", "deictic") and _titled(tokens, first, last):
        return True
    return _hidden(tokens, rule, (first, last), before, after)


def _hidden(tokens: Tokens, rule: str, at: tuple[int, int], before: str, after: str) -> bool:
    """Is it part of a name ("F-2014"), an age ("in his 40s") or a title ("this year-old")?"""
    first, last = at
    if rule == "year":
        return before in ("-", "/") and tokens.classes[first - 2 : first - 1] == "x"
    if rule == "decade":
        return before in ("his", "her", "their", "my", "mid")
    if rule == "relative":
        return tokens.classes[first:last] == "Tu" and after == "-"
    return rule == "weekday" and after == "-" and tokens.words[last + 1 : last + 2] == ["born"]


_PAPERS = word_set("times telegraph mail mirror herald post express star news beast show standard edition")


def _titled(tokens: Tokens, first: int, last: int) -> bool:
    """Reads Daily Mail, The Sunday Times, USA Today as titles."""
    text = tokens.text
    capital = text[tokens.starts[first]].isupper()
    if last < len(tokens.words) and tokens.words[last] in _PAPERS and text[tokens.starts[last]].isupper():
        return capital
    named = first > 0 and tokens.words[first - 1] in ("usa", "russia", "india", "world", "psychology")
    return capital and named and tokens.words[first] == "today"


def _no_reference(word: str, before: str, after: str) -> bool:
    """Reads "as soon as", "shortly after", "now that" as conjunctions; "the previous four" counts something else."""
    if word in ("soon", "shortly", "recently"):
        return before in ("as", "how", "too") or after in ("as", "after", "before", "enough")
    if word == "now":
        return after == "that"
    if word in ("moment", "while", "time", "moments"):
        return word != "moment" or before != "at" or after in ("of", "when", "that")
    return word in ("previous", "last")


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


def _day_before(tokens: Tokens, found: list[Timex], first: int) -> date | None:
    """The day that was named last, if in the same sentence."""
    if not found or found[-1].meaning.precision is not Precision.DAY or "." in tokens.classes[found[-1].at[1] : first]:
        return None
    return found[-1].meaning.first


def _tense(tokens: Tokens, first: int, last: int) -> str:
    """Do the words around speak of the future or the past? The nearest cue before decides; else the first after."""
    before = range(first - 1, max(-1, first - _REACH), -1)
    return _cue(tokens, before) or _cue(tokens, range(last, min(len(tokens.words), last + _REACH)))


def _cue(tokens: Tokens, at: range) -> str:
    for i in at:
        if tokens.classes[i] in ".|":
            return ""
        word = tokens.words[i]
        if word in FUTURE and not (word == "effect" and tokens.words[i - 1] in ("took", "taken")):
            return "future"
        if word in PAST or (len(word) > 4 and word.endswith("ed")):
            return "past"
    return ""
