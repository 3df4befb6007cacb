"""Feast days of news English: fixed days, and those that move with the week or with Easter."""

from __future__ import annotations

import re
from datetime import date, timedelta

_FIXED = {
    "christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
    "new year's day": (1, 1), "valentine's day": (2, 14), "st. patrick's day": (3, 17), "halloween": (10, 31),
    "bastille day": (7, 14), "veterans day": (11, 11), "armistice day": (11, 11), "may day": (5, 1),
}  # fmt: skip
_NTH_WEEKDAY = {
    "thanksgiving": (11, 3, 4), "labor day": (9, 0, 1), "memorial day": (5, 0, -1), "presidents day": (2, 0, 3),
    "martin luther king day": (1, 0, 3), "columbus day": (10, 0, 2), "mother's day": (5, 6, 2),
}  # fmt: skip
"""Month, weekday (Monday is 0), and which one of that month (-1 the last)."""
_FROM_EASTER = {"good friday": -2, "easter monday": 1, "easter": 0, "palm sunday": -7, "ash wednesday": -46}


def _written(name: str) -> str:
    """The name as it is printed, with either apostrophe, and with "Day" where that may follow."""
    words = re.escape(name.title().replace("'S", "'s")).replace("'", "['\u2019]")
    return words + ("(?: Day)?" if " " not in name else "")


_NAMES = sorted((*_FIXED, *_NTH_WEEKDAY, *_FROM_EASTER), key=len, reverse=True)
PATTERN = rf"\b(?:{'|'.join(_written(name) for name in _NAMES)})\b"
"""Matches a feast by its capitalised name."""


def feast_in(name: str, year: int) -> date | None:
    """The day of a feast in a year; None for a name that is none."""
    key = name.lower().replace("’", "'")
    if key not in _FIXED and key not in _NTH_WEEKDAY and key not in _FROM_EASTER:
        key = key.removesuffix(" day").removesuffix(" sunday")
    if key in _FIXED:
        return date(year, *_FIXED[key])
    if key in _NTH_WEEKDAY:
        return _nth(year, *_NTH_WEEKDAY[key])
    return _easter(year) + timedelta(days=_FROM_EASTER[key]) if key in _FROM_EASTER else None


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def _easter(year: int) -> date:
    """Easter Sunday of the western churches, by the anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    e = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    f = (32 + 2 * (b % 4) + 2 * (c // 4) - e - c % 4) % 7
    g = (a + 11 * e + 22 * f) // 451
    month, day = divmod(e + f - 7 * g + 114, 31)
    return date(year, month, day + 1)
