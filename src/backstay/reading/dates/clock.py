"""Meaning of days named from here ("today") and of times of day."""

from __future__ import annotations

from datetime import date

from ..amounts.number_words import word_set
from .absolute import Rule
from .phrase import DAY, Around, Phrase, unknown
from .relative import containing
from .spans import step
from .timex import Meaning
from .words import DAY_PARTS, WEEKDAYS

_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0}


def deictic(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "today", "tomorrow night", "this morning", "last night", "that day"."""
    if phrase.has("Z"):
        return _that(phrase, around)
    word, on = phrase.word("d"), around.published
    spoken = "night" if word in ("tonight", "overnight") else phrase.word("P")
    shift = _DAYS[word] if word else -int(phrase.has("L"))
    day = step(on, shift, "day") if on else None
    kind = "TIME" if spoken else "DATE"
    value = day.isoformat() if day else "XXXX-XX-XX"
    value += f"T{DAY_PARTS[spoken].removeprefix('T')}" if spoken else ""
    first = step(day, -1, "day") if day and word == "overnight" else day
    return Meaning(kind, value, first, day, DAY)


def _that(phrase: Phrase, around: Around) -> Meaning | None:
    if phrase.has("P"):
        on = around.reference
        value = f"{on.isoformat() if on else 'XXXX-XX-XX'}T{DAY_PARTS[phrase.word('P')].removeprefix('T')}"
        return Meaning("TIME", value, on, on, DAY)
    unit = phrase.unit or "day"
    if around.reference is None:
        return unknown({"year": "XXXX", "month": "XXXX-XX"}.get(unit, "XXXX-XX-XX"))
    return containing(around.reference, unit)


def clock(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "15:00 GMT Saturday", "8 p.m. on Tuesday", "0500 GMT", "at 10:15". A bare "3:2" is a score."""
    word = phrase.word("JDNY")
    marked = phrase.has("pzWd") or word.endswith("m")
    if not marked and not (around.before in _AT_PART and ":" in word):
        return None
    digits = word.removesuffix("am").removesuffix("pm").strip().replace(".", ":")
    if ":" not in digits and len(digits) == 4:
        digits = f"{digits[:2]}:{digits[2:]}"
    hour, _, minute = digits.partition(":")
    if not hour.isdecimal() or int(hour) > 24 or (minute and not (minute.isdecimal() and int(minute) < 60)):
        return None
    spoken = "".join(phrase.words).replace(".", "")
    hours = int(hour) % 12 + 12 if "pm" in spoken else int(hour) % 12 if "am" in spoken else int(hour)
    day = _clock_day(phrase, around)
    value = day.isoformat() if day else "XXXX-XX-XX"
    return Meaning("TIME", f"{value}T{hours:02d}{':' + minute if minute else ''}", day, day, DAY)


def _clock_day(phrase: Phrase, around: Around) -> date | None:
    on = around.published
    if on is None:
        return around.day
    if phrase.has("d"):
        return step(on, _DAYS[phrase.word("d")], "day")
    if phrase.has("W"):
        number = WEEKDAYS[phrase.word("W")]
        ahead = (number - on.weekday()) % 7
        return step(on, ahead if around.future or ahead == 1 else ahead - 7 if ahead else 0, "day")
    return around.day or on


_IN_PART = word_set("in during by until through throughout of late early mid - on over")
_AT_PART = word_set("at by around until before after about since from")


def daypart(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "in the afternoon", "by mid-morning", "at noon": of the day last named, or of publication.

    "At night" and "a morning show" name no time.
    """
    word = phrase.word("P")
    clocked = word in ("noon", "midnight", "midday", "dawn")
    if phrase.has("t"):
        fits = around.before in _IN_PART and around.after not in ("of", "-")
    elif phrase.has("k"):
        fits = around.before in _IN_PART | _AT_PART
    else:
        fits = clocked and around.before in _AT_PART
    if not fits:
        return None
    on = around.day or around.published
    value = f"{on.isoformat() if on else 'XXXX-XX-XX'}T{DAY_PARTS[word].removeprefix('T')}"
    return Meaning("TIME", value, on, on, DAY)


RULES: dict[str, Rule] = {"deictic": deictic, "clock": clock, "daypart": daypart}
