"""Words that time expressions are made of, each with the one-letter class that the grammar uses for it.

Classes: M month, W weekday, j weekdays as a habit ("Mondays"), u/U unit (one/many), C century, V weekend, S season,
Q quarter or half, L last/past, T this, Z that/same, X next/coming, R recent, A ago, b earlier/before, c later/after,
e each, v other, w moment/while/time, q long/short, & and, B "yearlong", f few/several, a article, t the, F of, l on,
i in, d today..., n now, r recently, s soon, y daily..., P part of the day, k early/late/mid, K beginning/end, p am/pm,
z time zone, G fiscal, h half, # number word, o ordinal word, H feast day, m mere/full. From digits: D 1..31, N other
number, Y year, O ordinal ("18th"), E decade ("1990s"), I whole date, J clock time.
"""

from __future__ import annotations

from ..amounts.number_words import ORDINALS, SMALL, TENS, word_set

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri",
            "saturday sat", "sunday sun",
        )
    )
    for name in names.split()
}  # fmt: skip

SEASONS: dict[str, str] = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAY_PARTS: dict[str, str] = {
    "morning": "MO", "noon": "T12:00", "midday": "MI", "afternoon": "AF", "evening": "EV", "night": "NI",
    "midnight": "T24:00", "dawn": "MO",
}  # fmt: skip

UNITS: dict[str, str] = {
    "minute": "minute", "hour": "hour", "day": "day", "week": "week", "fortnight": "fortnight", "month": "month",
    "year": "year", "decade": "decade", "century": "century", "quarter": "quarter",
    "minutes": "minute", "hours": "hour", "days": "day", "weeks": "week", "fortnights": "fortnight",
    "months": "month", "years": "year", "decades": "decade", "centuries": "century", "quarters": "quarter",
    "weekend": "weekend", "weekends": "weekend", "yr": "year", "yrs": "year", "hrs": "hour", "seconds": "second",
}  # fmt: skip
"""Singular of each unit of time, by its written form."""

LONG: dict[str, str] = {
    "daylong": "P1D", "weeklong": "P1W", "monthlong": "P1M", "yearlong": "P1Y", "decadelong": "P10Y",
    "weekslong": "PXW", "monthslong": "PXM", "yearslong": "PXY", "decadeslong": "PXY", "hourslong": "PTXH",
}  # fmt: skip

FEW: dict[str, tuple[int, int] | None] = {
    "few": (3, 6),
    "several": None,
    "couple": (2, 2),
    "many": None,
    "some": None,
    "dozens": None,
    "numerous": None,
    "handful": (3, 6),
}
"""Vague counts and, where a reader would agree on one, their range."""

SETS: dict[str, str] = {
    "daily": "XXXX-XX-XX", "weekly": "XXXX-WXX", "monthly": "XXXX-XX", "annually": "XXXX", "yearly": "XXXX",
    "quarterly": "XXXX-QX", "nightly": "XXXX-XX-XXTNI", "hourly": "XXXX-XX-XXTXX", "biannually": "P6M",
}  # fmt: skip

_BY_CLASS: dict[str, str] = {
    "L": "last past previous",
    "T": "this current these",
    "Z": "that same",
    "X": "next coming following upcoming",
    "R": "recent",
    "A": "ago",
    "b": "earlier before",
    "c": "later after afterward afterwards",
    "e": "each every",
    "v": "other",
    "a": "a an another",
    "w": "moment moments while time",
    "q": "long short",
    "&": "and",
    "B": " ".join(LONG),
    "t": "the",
    "F": "of",
    "l": "on",
    "i": "in",
    "d": "today tonight yesterday tomorrow overnight",
    "n": "now currently nowadays presently",
    "r": "recently lately",
    "s": "soon shortly",
    "k": "early late mid",
    "K": "beginning start end middle close much most",
    "p": "am pm",
    "z": "gmt utc est edt et cet bst pst pdt local",
    "G": "fiscal fy",
    "h": "half",
    "f": " ".join(FEW),
    "o": " ".join(ORDINALS),
    "#": " ".join((*SMALL, *TENS, "hundred", "dozen")),
    "M": " ".join(MONTHS),
    "W": " ".join(WEEKDAYS),
    "j": "mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    "S": " ".join(SEASONS),
    "P": " ".join(DAY_PARTS),
    "y": " ".join(SETS),
    "g": "future",
    "m": "mere full whole entire single",
}

CLASS: dict[str, str] = {word: cls for cls, words in _BY_CLASS.items() for word in words.split()}
for _word, _unit in UNITS.items():
    if _unit in ("century", "weekend", "quarter"):
        CLASS[_word] = {"century": "C", "weekend": "V", "quarter": "Q"}[_unit]
    else:
        CLASS[_word] = "u" if _word in (_unit, "yr") else "U"

CAPITALISED = frozenset((*MONTHS, *WEEKDAYS)) - {"january"}
"""Words that are dates only with a capital: names of months and days, and their short forms."""

DOTTED_ONLY = word_set("jan mar sep oct mon sat sun wed")
"""Short forms that are other words or names without the dot or a number beside them."""

FUTURE = word_set(
    "will shall would ll scheduled due plans plan planned planning expected upcoming until set going ahead slated"
    " forecast once visits begins starts opens effect arrives meets"
)
PAST = word_set(
    "said told announced was were had did has have says met began came took made went held wrote sent left "
    "won lost fell rose killed signed visited arrived became got gave ran saw spoke died broke sold hit spent fled led "
    "felt took kept stood brought bought paid built"
)
