"""Meaning of expressions that name a day, month, weekday, season, year or decade."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..amounts.number_words import word_set
from .feasts import feast_in
from .phrase import DAY, MONTH, SEASON, VAGUE, YEAR, Around, Phrase, part_of, unknown
from .spans import day, month_span, season_span, step, year_span
from .timex import Meaning, spanned
from .words import DAY_PARTS, MONTHS, SEASONS, WEEKDAYS

Rule = Callable[[Phrase, Around], "Meaning | None"]


def whole_date(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "December 10, 2018", "Wednesday, March 26", "5 May", "May 5-7"."""
    month = MONTHS[phrase.word("M")]
    numbers = [int(w.rstrip("stndrh")) for w, c in zip(phrase.words, phrase.classes, strict=True) if c in "DO"]
    numbers = numbers or [phrase.ordinal() or 0]
    year = phrase.year or _nearest_year(month, numbers[0], around)
    if year is None:
        return unknown(f"XXXX-{month:02d}-{numbers[0]:02d}", DAY) if 1 <= numbers[0] <= 31 else None
    first, last = day(year, month, numbers[0]), day(year, month, numbers[-1])
    if first is None or last is None or last < first:
        return None
    part = DAY_PARTS.get(phrase.word("P"), "")
    if part:
        return Meaning("TIME", _timed(first, part), first, last, DAY)
    return spanned(first.isoformat(), (first, last), DAY)


def _nearest_year(month: int, number: int, around: Around) -> int | None:
    if around.published is None:
        return None
    base = around.published.year
    days = [found for found in (day(year, month, number) for year in (base - 1, base, base + 1)) if found]
    if around.future:
        days = [found for found in days if found >= around.published] or days
    published = around.published
    return min(days, key=lambda found: abs((found - published).days)).year if days else base


def month(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "in May 2019", "last December", "early March", "March of last year", "the end of August"."""
    number = MONTHS[phrase.word("M")]
    year = phrase.year or _month_year(phrase, number, around)
    if year is None:
        return unknown(f"XXXX-{number:02d}", MONTH)
    edge = phrase.edge
    span = part_of(month_span(year, number), edge)
    return spanned(f"{year}-{number:02d}", span, VAGUE if edge else MONTH, edge)


def _month_year(phrase: Phrase, number: int, around: Around) -> int | None:
    on = around.published
    if on is None:
        return None
    if phrase.has("u"):
        return on.year + {"L": -1, "X": 1}.get(_direction(phrase), 0)
    way = _direction(phrase)
    if way == "L":
        return on.year if number < on.month else on.year - 1
    if way == "X" or (around.future and way != "T"):
        return on.year if number >= on.month and not (way == "X" and number == on.month) else on.year + 1
    return on.year if number <= on.month or way == "T" else on.year - 1


def _direction(phrase: Phrase) -> str:
    return next((cls for cls in phrase.classes if cls in "LTXZ"), "")


def weekday(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "on Tuesday", "last Friday", "Monday night", "Tuesday of next week"."""
    number = WEEKDAYS[phrase.word("W")]
    part = DAY_PARTS.get(phrase.word("P"), "")
    on = around.published
    if on is None:
        value = f"XXXX-WXX-{number + 1}"
        return Meaning("TIME", f"{value}T{part}", precision=DAY) if part else unknown(value, DAY)
    found = _weekday_day(phrase, number, on, around)
    if found is None:
        return None
    if part:
        return Meaning("TIME", _timed(found, part), found, found, DAY)
    return spanned(found.isoformat(), (found, found), DAY)


def _timed(on: date, part: str) -> str:
    return f"{on.isoformat()}{part}" if part.startswith("T") else f"{on.isoformat()}T{part}"


def _weekday_day(phrase: Phrase, number: int, on: date, around: Around) -> date | None:
    back, ahead = (on.weekday() - number) % 7, (number - on.weekday()) % 7
    way = _direction(phrase)
    if phrase.has("u"):
        start = step(on, -on.weekday() + {"L": -7, "X": 7}.get(way, 0), "day")
        return step(start, number, "day") if start else None
    if way == "L":
        return step(on, -(back or 7), "day")
    if way == "X":
        return step(on, ahead or 7, "day")
    if way == "T":
        return step(on, ahead, "day")
    return step(on, ahead if around.future else -back, "day")


def season(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "last summer", "the winter of 2009", "this spring". A bare "spring" or "fall" is mostly another word."""
    name = phrase.word("S")
    code = SEASONS[name]
    way, on = _direction(phrase), around.published
    if not way and phrase.year is None and not _names_season(phrase, name, around):
        return None
    year = phrase.year
    if year is None and on is not None:
        year = _season_year(code, way if not phrase.has("u") else way + "u", on, around.future)
    if year is None:
        return unknown(f"XXXX-{code}", SEASON)
    edge = phrase.edge
    return spanned(f"{year}-{code}", part_of(season_span(year, code), edge), SEASON, edge)


_IN_SEASON = word_set("in by since until during over through throughout")


def _names_season(phrase: Phrase, name: str, around: Around) -> bool:
    """Does a season without a year stand for one ("by summer", "in the fall", "early spring")?"""
    if around.after in ("of", "-"):
        return False
    led = around.before in _IN_SEASON
    if name in ("fall", "spring"):
        return led and (phrase.has("t") or phrase.edge != "" or around.before in ("in", "by", "until"))
    return led or (phrase.has("t") and name == "summer") or phrase.edge != ""


def _season_year(code: str, way: str, on: date, future: bool) -> int:
    if way.endswith("u"):
        return on.year + {"L": -1, "X": 1}.get(way[0], 0)
    first, last = season_span(on.year, code)
    if way == "L":
        return on.year if last < on else on.year - 1
    if way == "X":
        return on.year if first > on else on.year + 1
    if way == "T" or future:
        return on.year
    return on.year if first <= on else on.year - 1


def iso(phrase: Phrase, _around: Around) -> Meaning | None:
    """Reads "2019-06-03", "6/3/2019" (month first, unless it cannot be one), "9/11"."""
    word = phrase.words[0]
    if word == "9/11":
        found: date | None = date(2001, 9, 11)
    elif "/" in word:
        first, second, year = (int(part) for part in word.split("/"))
        found = day(year, first, second) or day(year, second, first)
    else:
        found = day(*(int(part) for part in word.split("-")))
    return None if found is None else spanned(found.isoformat(), (found, found), DAY)


def decade(phrase: Phrase, _around: Around) -> Meaning | None:
    """Reads "the 1990s", "the mid 1930s", "the '80s"."""
    digits = "".join(char for char in phrase.word("E") if char.isdecimal())
    if len(digits) == 2 and not phrase.has("tk"):
        return None
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    years = {"START": (0, 3), "MID": (4, 6), "END": (7, 9)}.get(phrase.edge, (0, 9))
    return spanned(str(first // 10), year_span(first + years[0], first + years[1]), VAGUE, phrase.edge)


def century(phrase: Phrase, _around: Around) -> Meaning | None:
    """Reads "the 20th century"."""
    number = phrase.ordinal()
    if number is None or not 1 <= number <= 99:
        return None
    first = (number - 1) * 100
    return spanned(f"{number - 1:02d}", year_span(max(first, 1), first + 99), VAGUE, phrase.edge)


_THIRDS = {"START": (1, 4), "MID": (5, 8), "END": (10, 12)}


def year(phrase: Phrase, _around: Around) -> Meaning | None:
    """Reads "2014", "early 2013", "the end of 2011"."""
    number = phrase.year
    if number is None:
        return None
    edge = phrase.edge
    if not edge:
        return spanned(str(number), year_span(number), YEAR)
    first, last = (11, 12) if phrase.has("K") and edge == "END" else _THIRDS[edge]
    return spanned(str(number), (date(number, first, 1), month_span(number, last)[1]), VAGUE, edge)


def fiscal(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "fiscal year 2016", "this fiscal year": from October of the year before, as the American state counts."""
    number = phrase.year
    if number is None:
        if around.published is None:
            return unknown("XXXX")
        current = around.published.year + (around.published.month >= 10)
        number = current + {"L": -1, "X": 1}.get(_direction(phrase), 0)
    return spanned(f"FY{number}", (date(number - 1, 10, 1), date(number, 9, 30)), YEAR)


def feast(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "Christmas", "New Year's Eve 2015": the nearest one, or in a future context the next."""
    name, on = phrase.word("H"), around.published
    if phrase.year is None and on is None:
        known = feast_in(name, 2000)
        fixed = known is not None and known == feast_in(name, 2001 - 1)
        return unknown(f"XXXX-{known.month:02d}-{known.day:02d}", DAY) if fixed and known else None
    years = [phrase.year] if phrase.year else [on.year + n for n in (-1, 0, 1)] if on else []
    days = [found for found in (feast_in(name, number) for number in years) if found]
    if on and around.future:
        days = [found for found in days if found >= on] or days
    if not days:
        return None
    best = min(days, key=lambda found: abs((found - (on or found)).days))
    return spanned(best.isoformat(), (best, best), DAY)


def ordinal_day(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "on the 15th": the nearest such day."""
    on, number = around.published, phrase.ordinal()
    if around.before != "on" or on is None or number is None or (around.after[:1].isalpha() and around.after != "and"):
        return None
    months = [(on.year * 12 + on.month - 1 + n) for n in (-1, 0, 1)]
    days = [found for found in (day(m // 12, m % 12 + 1, number) for m in months) if found]
    days = [found for found in days if (found >= on) == around.future] or days
    if not days:
        return None
    best = min(days, key=lambda found: abs((found - on).days))
    return spanned(best.isoformat(), (best, best), DAY)


RULES: dict[str, Rule] = {
    "date": whole_date, "month": month, "weekday": weekday, "season": season, "iso": iso, "decade": decade,
    "century": century, "year": year, "fiscal": fiscal, "feast": feast, "ordinal_day": ordinal_day,
}  # fmt: skip
