"""What a number counts: the noun phrase after it, and the unit that follows from its head."""

from __future__ import annotations

from dataclasses import dataclass

from . import words as w
from .number_words import word_set
from .tokens import Tokens

_REACH = 12
_DETERMINERS = frozenset(("the", "its", "their", "his", "her", "our", "these", "those", "a", "an", "my", "all"))
_ADVERBS = frozenset(("other", "others", "more", "new", "additional", "further", "extra"))


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase at words first..last-1 whose head is word `head`; `partitive` if "of" leads to it."""

    first: int
    last: int
    head: int
    partitive: bool = False
    extra: bool = False


def noun_after(tokens: Tokens, at: int, single: bool, hyphened: bool) -> Noun | None:
    """The noun phrase that starts at word `at` ("of his co-workers" and "U.S. troops" alike); None where none does."""
    words, partitive, extra = tokens.words, False, False
    first = at
    if first < len(words) and words[first] == "of":
        partitive = True
        first += 1
        while first < len(words) and words[first] in _DETERMINERS:
            first += 1
        hyphened = tokens.classes[first + 1 : first + 2] == "-" and tokens.tight(first + 1)
        if first < len(words) and tokens.classes[first] in "NK#SCfs" and not hyphened:
            return None
    while first < len(words) and words[first] == "more":
        extra = True
        first += 1
    head = _singular_head(tokens, first) if hyphened else _head(tokens, first, single)
    if head is None:
        return None
    return Noun(first, head + 1, head, partitive, extra)


def _head(tokens: Tokens, first: int, single: bool) -> int | None:
    words = tokens.words
    last_word = None
    for i in range(first, min(len(words), first + _REACH)):
        if not _inside(tokens, i, first):
            break
        word = words[i]
        if not word[0].isalnum():
            continue
        if is_plural(tokens, i):
            return _compound(tokens, i)
        if i == first and (word in SYMBOLS or (word in w.TIMES and words[i + 1 : i + 2] == ["old"])):
            return i
        last_word = i
        if single and _known_singular(word):
            return i
    if single and last_word is not None and last_word - first < 3 and words[first] not in ("day", "thing", "another"):
        return last_word
    return None


def _singular_head(tokens: Tokens, first: int) -> int | None:
    """Reads "33-person", "10-hour", "five-day": the word after the hyphen."""
    if first < len(tokens.words) and tokens.words[first][:1].isalpha() and tokens.words[first] not in w.STOP:
        return first
    return None


def _inside(tokens: Tokens, i: int, first: int) -> bool:
    """Can word i belong to the noun phrase?"""
    word, cls = tokens.words[i], tokens.classes[i]
    if cls == "-":
        return tokens.tight(i) and i + 1 < len(tokens.words) and tokens.tight(i + 1)
    if word in ("'", "’"):
        return tokens.tight(i)
    if cls in "tF" and _within_compound(tokens, i):
        return True
    if cls in "xqhMUm":
        return (word[0].isalnum() or word in '“"') and (
            word not in w.STOP or tokens.raw(i) == "US" or _within_compound(tokens, i)
        )
    if cls == ",":
        return _list_of_adjectives(tokens, i, first)
    return cls == "N" and tokens.tight(i)


def _within_compound(tokens: Tokens, i: int) -> bool:
    """Is it the "to" of "face-to-face"?"""
    return 0 < i < len(tokens.words) - 1 and tokens.classes[i - 1] == "-" and tokens.tight(i) and tokens.tight(i + 1)


def _list_of_adjectives(tokens: Tokens, i: int, first: int) -> bool:
    """Reads "ten automated, aerial, combat drones": a comma between words that are no plurals, soon before a plural."""
    words = tokens.words
    if i == first or i + 1 >= len(words) or is_plural(tokens, i - 1) or words[i + 1] in w.STOP:
        return False
    if not words[i + 1].isalpha() or tokens.raw(i + 1)[0].isupper():
        return False
    return any(is_plural(tokens, k) for k in range(i + 1, min(len(words), i + 6)) if words[k] not in w.STOP)


def is_plural(tokens: Tokens, i: int) -> bool:
    """Does the word look like a plural noun? By its ending, as there is no parser here."""
    word = tokens.words[i]
    if word[0].isdecimal():
        return word.endswith("s") and tokens.tight(i) and tokens.classes[i - 1] == "-"
    if word.endswith("men") and len(word) > 4:
        return word != "specimen"
    if word in w.IRREGULAR or word in w.STATES or word in w.TIMES:
        return word not in ("country", "nation") and (word not in w.RATE_UNITS)
    if (
        len(word) < 4
        or not word.endswith("s")
        or word.endswith(("ss", "us", "is", "'s", "ous"))
        or word in w.SINGULAR_S
    ):
        return word in ("mps", "f-16s", "israelis", "iraqis", "yazidis", "pakistanis", "saudis", "emiratis") or (
            len(word) > 5 and word.endswith("is") and tokens.raw(i)[0].isupper()
        )
    return word not in w.STOP


def _compound(tokens: Tokens, i: int) -> int:
    """Reads "arms deals", "aircraft carriers": a plural that only leads to the head."""
    words = tokens.words
    if i + 1 < len(words) and (words[i] in w.COMPOUND_FIRST or words[i] in w.IRREGULAR) and is_plural(tokens, i + 1):
        return i + 1
    if words[i + 1 : i + 2] in (["’"], ["'"]) and words[i + 2 : i + 3] == ["s"]:
        return _head(tokens, i + 3, False) or i
    if words[i + 1 : i + 2] in (["’"], ["'"]) and tokens.tight(i + 1) and words[i] not in w.TIMES:
        return i
    return i


def _known_singular(word: str) -> bool:
    return word in w.PERSONS or word in w.STATES or word in w.AIRCRAFT or word in w.SHIPS or word in w.TIMES


def is_person(word: str, capital: bool) -> bool:
    """Is it a word for people? By table, then by ending ("protesters", "Americans")."""
    if word in w.PERSONS:
        return True
    if word in w.NOT_PERSONS or word in w.STATES or word in w.TIMES or word in w.AIRCRAFT or word in w.SHIPS:
        return False
    if capital and word.endswith(("ans", "is", "ese", "ims", "ews", "urds", "rabs", "urks", "erbs", "wedes", "anes")):
        return True
    return len(word) > 5 and word.endswith(w.PERSON_ENDINGS)


_UNITS: dict[str, str] = {
    **dict.fromkeys(w.AIRCRAFT, "aircraft"),
    **dict.fromkeys(w.SHIPS, "ships"),
    **dict.fromkeys(w.OCCASIONS, "occasions"),
    **dict.fromkeys(w.STATES, "states"),
}
SYMBOLS = {
    "km": "kilometres", "kilometers": "kilometres", "kilometer": "kilometres", "cm": "centimetres", "mm": "millimetres",
    "kg": "kilograms", "lb": "pounds", "lbs": "pounds", "bpd": "barrels per day", "ml": "millilitres", "ft": "feet",
    "mph": "miles per hour", "kph": "kilometres per hour", "mw": "megawatts", "gw": "gigawatts", "meters": "metres",
    "meter": "metres", "foot": "feet", "hrs": "hours", "hr": "hours", "liters": "litres", "yrs": "years",
    "in": "inches",
}  # fmt: skip
_UNITS.update(SYMBOLS)


_AIRCRAFT_LETTERS = word_set("f mig su tu b c il an mi ka uh ah ch")


def unit_of(tokens: Tokens, noun: Noun) -> str:
    """`persons`, `states`, `aircraft` ... or the head itself as a plural."""
    word = tokens.words[noun.head]
    if word in _UNITS:
        return _measured(tokens, noun, _world_powers(tokens, noun, _UNITS[word]))
    if word == "powers" and "world" in tokens.words[noun.first : noun.head]:
        return "states"
    if word == "members" and tokens.words[noun.head - 1] == "nato":
        return "states"
    if is_person(word, tokens.raw(noun.head)[0].isupper()):
        return "persons"
    if word[0].isdecimal() and tokens.words[noun.head - 2] in _AIRCRAFT_LETTERS:
        return "aircraft"
    return _measured(tokens, noun, plural(word))


def _measured(tokens: Tokens, noun: Noun, unit: str) -> str:
    """Square metres and cubic feet are units of their own."""
    before = tokens.words[noun.head - 1] if noun.head > noun.first else ""
    return f"{before} {unit}" if before in ("square", "cubic", "nautical") else unit


def _world_powers(tokens: Tokens, noun: Noun, unit: str) -> str:
    if unit == "ships" and tokens.words[noun.head] in ("carriers", "carrier") and noun.head > noun.first:
        return "ships" if tokens.words[noun.head - 1] == "aircraft" else "carriers"
    return unit


def plural(word: str) -> str:
    """A singular head as a plural ("tunnel" in "32-tunnel network")."""
    if word in w.IRREGULAR or (word.endswith("s") and not word.endswith("ss")):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def phrase(tokens: Tokens, noun: Noun) -> str:
    """The words that are counted, as written."""
    return tokens.text[tokens.starts[noun.first] : tokens.ends[noun.last - 1]]
