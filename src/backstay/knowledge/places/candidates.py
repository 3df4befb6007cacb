"""What may be a toponym: known names, longest first, and names that say by a word of theirs that they are places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .gazetteer import Gazetteer, Named
from .keys import place_key

TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|\d+(?:st|nd|rd|th)?")
_JOINS = frozenset({" ", "-", "\u00a0"})
_AFTER_DOT = frozenset({"St", "Ste", "Ft", "Mt", "N", "S", "E", "W", "Pt"})  # "St. Paul": a dot that ends no sentence
_LONGEST = 5  # words of a name
_INNER = frozenset(
    "of the and de la le les el al as ash ad an ar az ed es ez del della da do dos di du sur en upon on in".split()
)
_NUMBERED = re.compile(
    r"\b(?:Interstate|(?:State |U\.?S\.? )?Highway|(?:State |U\.?S\.? )?Route|Rte\.|Hwy\.|(?:County|State) Road|I|US|"
    r"U\.S\.)[ -]\d{1,3}\b"
)
_HEADS = {"Lake": "water", "River": "water", "Mount": "land", "Cape": "land"}
_OPENERS = frozenset(
    "The A An In At On Of And But For From Near One Two Three Four Five Six Former Many Most Some".split()
)
KIND_WORDS = {
    "street": "street st avenue ave road rd drive dr boulevard blvd lane ln parkway pkwy highway hwy court ct way "
    "trail terrace circle crescent square turnpike bypass expressway freeway close",
    "water": "river creek lake bay pond reservoir harbor harbour canal falls bayou brook inlet sound",
    "land": "mountain mountains valley hills hill island islands peninsula desert forest canyon ridge beach park "
    "plateau heights basin",
    "county": "county parish borough district province governorate region township prefecture oblast territory",
}
_KIND_OF = {word: kind for kind, words in KIND_WORDS.items() for word in words.split()}
_ABBREVIATED = frozenset({"St", "Ave", "Rd", "Blvd", "Dr", "Ln", "Hwy", "Ct", "Pkwy"})
_DAYS = frozenset(
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Christmas Easter Mr Mrs Ms "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
_BODY_TAILS = frozenset(
    "Post Times Herald Tribune Globe Gazette Chronicle Inquirer Journal Register Reporter Observer Examiner Telegraph "
    "Mirror Dispatch Monitor Tech Polytechnic".split()
)  # "Washington Post", "Georgia Tech": the place has lent its name
_PLACING = frozenset({"in", "near", "at", "from", "to", "of", "outside", "around", "toward", "towards"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """`text[start:end]`, tokens `first`..`last`, may be a toponym. `named`: what the gazetteer has by that name.

    `shape`: `known`, or the kind of place that a word of an unknown name tells: street, water, land, county,
    or `unknown`.
    """

    start: int
    end: int
    text: str
    first: int
    last: int
    key: str
    named: tuple[Named, ...]
    shape: str


def tokenize(text: str) -> list[Token]:
    """Words, abbreviations with dots, and numbers."""
    return [Token(m.start(), m.end(), m.group()) for m in TOKEN.finditer(text)]


def candidates(text: str, tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Candidate]:
    """Left to right, none inside another."""
    return list(_walk(text, tokens, gazetteer))


def _walk(text: str, tokens: Sequence[Token], gazetteer: Gazetteer) -> Iterator[Candidate]:
    i = 0
    while i < len(tokens):
        found, body = None, _body(text, tokens, i, gazetteer)
        if body:
            i = body + 1
            continue
        if tokens[i].text[0].isupper() and not (tokens[i].text in _DAYS and _alone(text, tokens, i)):
            found = (
                _numbered(text, tokens, i)
                or _kind_named(text, tokens, i, gazetteer)
                or _known(text, tokens, i, gazetteer)
                or _unknown(text, tokens, i, gazetteer)
            )
        if found:
            yield found
        i = found.last + 1 if found else i + 1


def _alone(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Does no capitalised word that belongs with it follow?"""
    return not (joined(text, tokens, i) and tokens[i + 1].text[0].isupper())


def _body(text: str, tokens: Sequence[Token], i: int, gazetteer: Gazetteer) -> int:
    """The last token of the name of a body that begins at `i`, 0 where none does."""
    for last in range(_reach(text, tokens, i), i, -1):
        run = text[tokens[i].start : tokens[last].end]
        if gazetteer.is_body(place_key(run)):
            return last
        if tokens[last].text in _BODY_TAILS and gazetteer.find(text[tokens[i].start : tokens[last - 1].end]):
            return last
    return 0


def _known(text: str, tokens: Sequence[Token], i: int, gazetteer: Gazetteer) -> Candidate | None:
    """The longest name of the gazetteer that begins at a token."""
    for last in range(_reach(text, tokens, i), i - 1, -1):
        start, end = tokens[i].start, tokens[last].end
        if last > i and tokens[last].text in _INNER:
            continue
        dotted = text[start : end + 1]
        if text[end : end + 1] == "." and gazetteer.short(dotted):
            return Candidate(start, end + 1, dotted, i, last, place_key(dotted), gazetteer.short(dotted), "known")
        surface = text[start:end]
        named = gazetteer.find(surface)
        if named:
            return Candidate(start, end, surface, i, last, place_key(surface), named, "known")
    return None


def joined(text: str, tokens: Sequence[Token], n: int) -> bool:
    """May tokens `n` and `n + 1` be parts of one name?"""
    if n + 1 >= len(tokens):
        return False
    join = text[tokens[n].end : tokens[n + 1].start]
    return join in _JOINS or (join in {". ", "."} and tokens[n].text in _AFTER_DOT)


def _reach(text: str, tokens: Sequence[Token], i: int) -> int:
    """The last token that a name beginning at `i` may end with."""
    last = i
    while last - i + 1 < _LONGEST and joined(text, tokens, last):
        after = tokens[last + 1].text
        if not (after[0].isupper() or after in _INNER):
            break
        last += 1
    while last > i and tokens[last].text in _INNER:
        last -= 1
    return last


def _numbered(text: str, tokens: Sequence[Token], i: int) -> Candidate | None:
    """A numbered road."""
    match = _NUMBERED.match(text, tokens[i].start)
    if match is None:
        return None
    last = i
    while last + 1 < len(tokens) and tokens[last + 1].end <= match.end():
        last += 1
    return Candidate(match.start(), match.end(), match.group(), i, last, "", (), "street")


def _kind_named(text: str, tokens: Sequence[Token], i: int, gazetteer: Gazetteer) -> Candidate | None:
    """A run of capitalised words that ends in a word such as Street, Creek or County, or begins with Lake."""
    if tokens[i].text in _OPENERS:
        return None
    headed = _HEADS.get(tokens[i].text)
    if headed and joined(text, tokens, i) and tokens[i + 1].text[0].isupper():
        return _of_tokens(text, tokens, i, i + 1, headed, gazetteer)
    for last in range(i + 1, min(i + 4, len(tokens))):
        if not joined(text, tokens, last - 1) or not tokens[last].text[0].isupper():
            return None
        kind = _KIND_OF.get(tokens[last].text.lower())
        further = joined(text, tokens, last) and tokens[last + 1].text.lower() in _KIND_OF
        if kind and not (further and tokens[last + 1].text[0].isupper()):
            return _of_tokens(text, tokens, i, last, kind, gazetteer)
    return None


def _of_tokens(text: str, tokens: Sequence[Token], i: int, last: int, kind: str, gazetteer: Gazetteer) -> Candidate:
    start, end = tokens[i].start, tokens[last].end
    if tokens[last].text in _ABBREVIATED and text[end : end + 1] == ".":
        end += 1
    surface = text[start:end]
    return Candidate(start, end, surface, i, last, place_key(surface), gazetteer.find(surface), kind)


def _unknown(text: str, tokens: Sequence[Token], i: int, gazetteer: Gazetteer) -> Candidate | None:
    """A capitalised run that the gazetteer lacks, where the words before it or a division after it place it."""
    last = i
    while joined(text, tokens, last) and tokens[last + 1].text[0].isupper() and last - i < 2:
        last += 1
    before = tokens[i - 1].text if i else ""
    end = tokens[last].end
    followed = (
        text[end : end + 2] == ", " and last + 1 < len(tokens) and _is_division(text, tokens[last + 1], gazetteer)
    )
    if (before in _PLACING or followed) and tokens[i].text not in _OPENERS and not _acronym(tokens[i]):
        return Candidate(
            tokens[i].start,
            end,
            text[tokens[i].start : end],
            i,
            last,
            place_key(text[tokens[i].start : end]),
            (),
            "unknown",
        )
    return None


def _acronym(token: Token) -> bool:
    return len(token.text) < 3 or (len(token.text) < 6 and token.text.isupper())


def _is_division(text: str, token: Token, gazetteer: Gazetteer) -> bool:
    named = gazetteer.short(text[token.start : token.end + 1]) or gazetteer.short(token.text)
    named = named or gazetteer.places(place_key(token.text))
    return any(n.place.kind in {"division", "state"} for n in named)
