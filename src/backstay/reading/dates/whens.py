"""From time expressions to the intervals that claims carry: prepositions open, close and join them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ...records import Precision, When
from ..amounts.number_words import word_set
from .find import timexes
from .phrase import Phrase, backwards, vague_reach
from .spans import step
from .timex import Meaning, Timex
from .tokens import Tokens, tokenise

_PREPOSITIONS = word_set(
    "in on at by since until till before after during over within from for through throughout between beginning "
    "starting"
)
_HEDGES = word_set("about nearly almost just only roughly around at least more less than some over much of as")
_PERFECT = word_set("has have had been 've")
_SILENT = frozenset(("PRESENT_REF",))


def find_dates(text: str, published: date | None, base: int = 0) -> list[When]:
    """Every time expression of `text` that could date an event, resolved against the day of publication.

    Offsets are `base` plus the position in `text`. What nothing settles keeps open bounds: with `published` None,
    relative expressions do. Habits ("every week"), ages and bare lengths ("a two-day visit") date nothing.
    """
    tokens = tokenise(text)
    found = timexes(tokens, published)
    whens: list[When] = []
    skip = -1
    for i, timex in enumerate(found):
        if i <= skip:
            continue
        following = found[i + 1] if i + 1 < len(found) else None
        if following is not None and _joined(tokens, timex, following):
            whens.append(_range(tokens, timex, following, base))
            skip = i + 1
            continue
        when = _one(tokens, timex, published, base)
        if when is not None:
            whens.append(when)
    return whens


def _joined(tokens: Tokens, left: Timex, right: Timex) -> bool:
    """Reads "from 2015 to 2018", "between May and July", "2009-2010"."""
    between = tokens.words[left.at[1] : right.at[0]]
    if len(between) != 1 or not _dated(left) or not _dated(right):
        return False
    if left.meaning.first and right.meaning.last and left.meaning.first > right.meaning.last:
        return False
    before = tokens.words[left.at[0] - 1] if left.at[0] else ""
    word = between[0]
    if word in ("-", "–"):
        return True
    return (before == "from" and word in ("to", "until", "through", "till")) or (before == "between" and word == "and")


def _dated(timex: Timex) -> bool:
    return timex.meaning.kind == "DATE" and (timex.meaning.first is not None or "X" in timex.meaning.value)


def _range(tokens: Tokens, left: Timex, right: Timex, base: int) -> When:
    first_word = _widened(tokens, left.at[0])
    precision = right.meaning.precision
    meaning = Meaning("DATE", "", left.meaning.first, right.meaning.last, precision)
    return _when(tokens, first_word, right.at[1], meaning, base)


def _one(tokens: Tokens, timex: Timex, published: date | None, base: int) -> When | None:
    meaning, first_word = timex.meaning, _widened(tokens, timex.at[0])
    if meaning.kind == "SET" or meaning.value in _SILENT:
        return None
    lead = tokens.words[first_word : timex.at[0]]
    if meaning.kind == "DURATION" and meaning.first is None and meaning.last is None:
        opened = _length(tokens, timex, lead, first_word, published)
        return None if opened is None else _when(tokens, first_word, timex.at[1], opened, base)
    after = tokens.words[timex.at[1]] if timex.at[1] < len(tokens.words) else ""
    return _when(tokens, first_word, timex.at[1], _bounded(meaning, lead, after, published), base)


def _widened(tokens: Tokens, first: int) -> int:
    """Where the expression starts with its preposition and hedges ("for more than", "by")."""
    at = first
    for i in range(first - 1, max(-1, first - 6), -1):
        word = tokens.words[i]
        if word in _PREPOSITIONS:
            return i
        if word not in _HEDGES:
            return at if at == first or tokens.words[at] not in ("of", "than") else first
        at = i
    return at if at < len(tokens.words) and tokens.words[at] not in ("of", "than", "as") else first


def _when(tokens: Tokens, first_word: int, last_word: int, meaning: Meaning, base: int) -> When:
    start, end = tokens.starts[first_word], tokens.ends[last_word - 1]
    return When(tokens.text[start:end], meaning.first, meaning.last, meaning.precision, base + start, base + end)


def _bounded(meaning: Meaning, lead: list[str], after: str, published: date | None) -> Meaning:
    """Open or close the interval as the preposition says."""
    word = lead[0] if lead else ""
    first, last = meaning.first, meaning.last
    if word == "since":
        end = published if published and first and first <= published else None
        return replace(meaning, last=end, precision=Precision.VAGUE)
    if word in ("until", "till", "before"):
        return replace(meaning, first=None, last=first if word == "before" else last, precision=Precision.VAGUE)
    if word == "by":
        return replace(meaning, first=published if published and last and published <= last else None)
    if word in ("beginning", "starting") or (word == "from" and after in ("on", "onward", "onwards")):
        return replace(meaning, last=None, precision=Precision.VAGUE)
    if word == "after":
        return replace(meaning, first=last, last=None, precision=Precision.VAGUE)
    return meaning


def _length(tokens: Tokens, timex: Timex, lead: list[str], first_word: int, published: date | None) -> Meaning | None:
    """Reads "within 30 days" and "in two weeks" reach ahead, "for years" reaches back; other lengths date nothing."""
    phrase = Phrase(tokens.words[timex.at[0] : timex.at[1]], tokens.classes[timex.at[0] : timex.at[1]])
    word = lead[0] if lead else ""
    count, unit = phrase.count(), phrase.unit
    if word in ("within", "in"):
        reach = count if count is not None else vague_reach(phrase.word("f"), unit)
        last = step(published, reach, unit) if published and reach is not None else None
        return replace(timex.meaning, first=published, last=last)
    if word == "for" and (phrase.classes == "U" or _perfect(tokens, first_word, timex.at[1])):
        span = backwards(published, count, unit)
        return replace(timex.meaning, first=span[0] if span else None, last=published)
    return None


def _perfect(tokens: Tokens, first: int, last: int) -> bool:
    """Reads "has fought for more than a year" and "For more than a year, they have fought"."""
    return bool(_PERFECT & set(tokens.words[max(0, first - 10) : first])) or (
        tokens.words[last : last + 1] == [","] and bool(_PERFECT & set(tokens.words[last : last + 8]))
    )
