"""Numbers that are no amounts: years, days of a month, parts of names, labels, ages and clock times."""

from __future__ import annotations

from .cores import Core
from .nouns import is_plural, noun_after
from .number_words import word_set
from .tokens import Tokens

_LABELS = word_set(
    "no no. nos. number article resolution chapter section flight route highway room page channel phase level group "
    "act title windows version boeing airbus mig type class unit block part volume season episode figure table "
    "amendment proposition protocol grade rule league district ward zone file area aged model formula apollo "
    "operation directive paragraph annex clause step point item window category studio catch"
)
_IDIOMS = word_set("another day thing time way hand side point else on")
_BEFORE_YEAR = word_set(
    "in since by until from of before after during through late early mid and to fiscal between the circa for on "
    "around back year ( ,"
)
_OF_A_YEAR = word_set(
    "sales revenues earnings profits results elections games olympics talks accords protests riots attacks bombings "
    "figures levels estimates budgets crises finals playoffs championships"
)
_FURNITURE = word_set("comments comment shares views min ago a.m. p.m. am pm")


def is_name(tokens: Tokens, core: Core) -> bool:
    """Does the number only name, date or label something?"""
    before = tokens.words[core.first - 1] if core.first else ""
    after = tokens.words[core.last] if core.last < len(tokens.words) else ""
    if after in _FURNITURE and after != "shares":
        return True
    if core.rule == "words":
        return _idiom(tokens, core, before, after)
    if core.rule == "halfof":
        return before in ("first", "second", "latter", "other")
    if core.rule not in ("digits", "range"):
        return False
    if _aged(tokens, core, before):
        return False
    labelled = before in _LABELS and core.rule == "digits" and not after.startswith("%")
    return labelled or _dated(tokens, core, before) or _part_of_name(tokens, core)


def is_aside(tokens: Tokens, core: Core) -> bool:
    """Does the number date something, give an age ("aged 45"), or pick one of several?"""
    before = tokens.words[core.first - 1] if core.first else ""
    return _time_ago(tokens, core) or _aged(tokens, core, before) or _picks_one(tokens, core)


def _aged(tokens: Tokens, core: Core, before: str) -> bool:
    after = tokens.words[core.last] if core.last < len(tokens.words) else ""
    bare = core.rule in ("digits", "range") and (core.high or 0) < 130 and not after.startswith(("year", "month", "-"))
    return before in ("aged", "age", "ages") and bare


def _picks_one(tokens: Tokens, core: Core) -> bool:
    return tokens.words[core.first : core.last + 1] == ["one", "of"]


def _idiom(tokens: Tokens, core: Core, before: str, after: str) -> bool:
    word = tokens.words[core.first]
    if core.last - core.first == 1 and word == "one" and after != "of":
        return after in _IDIOMS or before in (
            "no",
            "the",
            "this",
            "that",
            "any",
            "every",
            "which",
            "-",
            "number",
            "each",
        )
    if before in _LABELS or (before == "-" and tokens.tight(core.first)):
        return True
    if word == "zero" and core.last - core.first == 1:
        return True
    raw, previous = tokens.raw(core.first), tokens.raw(core.first - 1) if core.first else ""
    if raw[0].isupper() and previous[:1].isupper() and tokens.classes[core.first - 1] == "x":
        return before in ("war", "big", "phase", "chapter", "part", "world", "group")
    return False


def _time_ago(tokens: Tokens, core: Core) -> bool:
    """Reads "two weeks ago", "three days later": a date."""
    return (
        bool({"ago"} & set(tokens.words[core.last : core.last + 3]))
        and "." not in tokens.classes[core.last : core.last + 3]
    )


def _dated(tokens: Tokens, core: Core, before: str) -> bool:
    classes = tokens.classes
    around = classes[core.first - 1 : core.first] + classes[core.last : core.last + 1]
    if "M" in around and (core.high or 0) <= 2200 and tokens.classes[core.last : core.last + 1] != "%":
        return True
    if classes[core.last : core.last + 2] == "FM" and (core.high or 0) <= 31:
        return True
    low = core.low or 0
    if core.rule == "range" and 1400 <= low <= 2199 and (core.high or 0) <= 2199:
        return "," not in tokens.words[core.first] and before != "about"
    written = tokens.words[core.first]
    if len(written) != 4 or not 1400 <= low <= 2199 or core.last - core.first > 1 or not written.isdecimal():
        return False
    return _is_year(tokens, core, before)


def _is_year(tokens: Tokens, core: Core, before: str) -> bool:
    if core.first and tokens.classes[core.first - 1] in "C":
        return False
    if tokens.classes[core.last : core.last + 1] in ("%", "s", "C"):
        return False
    if tokens.words[core.last : core.last + 1] and tokens.words[core.last] in _OF_A_YEAR:
        return True
    if before in _BEFORE_YEAR or before in ("'", "’", "-"):
        return True
    plural_next = core.last < len(tokens.words) and is_plural(tokens, core.last)
    return not (plural_next or before in ("than", "about", "some", "nearly", "least", "to", "killed"))


def _part_of_name(tokens: Tokens, core: Core) -> bool:
    """Reads F-16, Tu-160, Boeing 737, Group of 20 as names."""
    i, text = core.first, tokens.text
    start, end = tokens.starts[i], tokens.ends[core.last - 1]
    if start > 1 and text[start - 1] in "-–/" and text[start - 2].isalnum():
        return True
    if (
        text[end : end + 1] == "-"
        and text[end + 1 : end + 2].isupper()
        and tokens.words[core.last + 1 : core.last + 2] == ["er"]
    ):
        return True
    if i > 1 and tokens.words[i - 1] == "of" and tokens.words[i - 2] in ("group", "gang", "class", "age"):
        return True
    return _after_name(tokens, core)


def _after_name(tokens: Tokens, core: Core) -> bool:
    i = core.first
    if not i or tokens.tight(i) or tokens.classes[i - 1] != "x" or core.last - i > 1 or core.rule == "range":
        return False
    raw = tokens.raw(i - 1)
    marked = i > 1 and tokens.words[i - 2] != "&" and not tokens.raw(i - 2)[0].isalnum()
    first_of_sentence = i < 2 or tokens.classes[i - 2] in ".|" or marked
    if not raw[0].isupper() or first_of_sentence:
        return False
    if core.last < len(tokens.words) and (
        tokens.classes[core.last] in "%sC-z" or noun_after(tokens, core.last, False, False)
    ):
        return False
    return "," not in tokens.words[i] and raw.lower() not in ("about", "over", "some", "nearly", "only", "all")
