"""Meaning of expressions that count from the day of publication or from the day last spoken of."""

from __future__ import annotations

from datetime import date

from ..amounts.number_words import word_set
from .absolute import Rule
from .phrase import DAY, MONTH, VAGUE, YEAR, Around, Phrase, backwards, part_of, unknown, vague_reach
from .spans import Span, duration, iso_week, month_span, step, week_span, weekend_span, year_span
from .timex import Meaning, spanned
from .words import DAY_PARTS, LONG, SETS, WEEKDAYS

_WAYS = {"L": -1, "T": 0, "X": 1}


def containing(on: date, unit: str) -> Meaning:
    """The whole day, week, month, quarter, year, decade or century that holds a day."""
    if unit == "week":
        return spanned(iso_week(on), week_span(on), VAGUE)
    if unit == "month":
        return spanned(f"{on.year:04d}-{on.month:02d}", month_span(on.year, on.month), MONTH)
    if unit == "quarter":
        return _quarter(on.year, (on.month + 2) // 3)
    if unit == "year":
        return spanned(f"{on.year:04d}", year_span(on.year), YEAR)
    if unit in ("decade", "century"):
        length = 10 if unit == "decade" else 100
        first = on.year // length * length
        years = year_span(max(first, 1), min(first + length - 1, 9999))
        return spanned(f"{on.year:04d}"[: 3 if unit == "decade" else 2], years, VAGUE)
    return spanned(on.isoformat(), (on, on), DAY)


def _quarter(year: int, number: int) -> Meaning:
    span = date(year, 3 * number - 2, 1), month_span(year, 3 * number)[1]
    return spanned(f"{year}-Q{number}", span, VAGUE)


def relative(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "last week", "the past two decades", "earlier this month", "the coming weeks", "recent days"."""
    way = next(cls for cls in reversed(phrase.classes) if cls in "LTXR")
    word, unit = phrase.word(way), phrase.unit
    counted = (phrase.has("fDN#aY") or phrase.has("U")) and not (word == "these" and phrase.classes[-2:] == "TU")
    if unit == "weekend":
        return _weekend(way, around.published)
    if counted or way == "R" or (word in ("past", "coming") and unit != "day") or (unit == "decade" and way != "T"):
        return _stretch(phrase, way, unit, around)
    if unit in ("hour", "minute", "second"):
        return Meaning("DURATION", duration(1, unit))
    if word == "these":
        return Meaning("DATE", "PRESENT_REF", around.published, around.published) if unit == "day" else None
    told = word in ("following", "previous") or (word == "next" and unit == "day" and phrase.has("t"))
    base = around.reference if told and around.reference else around.published
    on = step(base, _WAYS[way], unit) if base else None
    if on is None:
        return unknown({"year": "XXXX", "month": "XXXX-XX"}.get(unit, "XXXX-XX-XX"))
    return _edged(containing(on, unit), phrase, around.published)


def _edged(whole: Meaning, phrase: Phrase, published: date | None) -> Meaning:
    """Reads "earlier this year" as up to publication, "later this year" as from it on, "late last month" as a third."""
    edge, span = phrase.edge, _span(whole)
    if not edge or span is None:
        return whole
    if phrase.has("bc") and published and span[0] <= published <= span[1]:
        span = (span[0], published) if edge == "START" else (published, span[1])
    else:
        span = part_of(span, edge)
    return spanned(whole.value, span, VAGUE, edge)


def _span(meaning: Meaning) -> Span | None:
    return (meaning.first, meaning.last) if meaning.first and meaning.last else None


def _stretch(phrase: Phrase, way: str, unit: str, around: Around) -> Meaning | None:
    count = phrase.count()
    if count is None and not phrase.has("fU"):
        count = 1.0
    value, on = duration(count, unit), around.published
    if on is None:
        return Meaning("DURATION", value)
    if way == "X":
        reach = count if count is not None else vague_reach(phrase.word("f"), unit)
        return Meaning("DURATION", value, on, None if reach is None else step(on, reach, unit))
    if way == "T":
        return Meaning("DURATION", value)
    return Meaning("DURATION", value, (backwards(on, count, unit) or (None,))[0], on)


def _weekend(way: str, on: date | None) -> Meaning | None:
    if on is None:
        return unknown("XXXX-WXX-WE")
    ahead = on.weekday() in (2, 3, 4)  # from Wednesday on, "this weekend" is the one to come
    weeks = {"L": 0, "T": int(ahead), "X": 1 + int(ahead)}.get(way, 0)
    span = weekend_span(on, weeks)
    return None if span is None else spanned(f"{iso_week(span[0])}-WE", span, VAGUE)


def weekend(_phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "over the weekend": the last one, or in a future context the next."""
    return _weekend("X" if around.future else "L", around.published)


def ago(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "four years ago", "a few months later", "years ago"."""
    count, unit = phrase.count(), phrase.unit
    back = phrase.has("Ab")
    if count is None or unit == "weekend":
        return unknown("PAST_REF" if back else "FUTURE_REF")
    base = around.published if phrase.has("A") else around.reference
    on = step(base, -count if back else count, unit) if base else None
    if on is None:
        return unknown("XXXX-XX-XX")
    if unit in ("decade", "century"):
        return containing(on, "year")
    if unit in ("week", "fortnight"):
        return spanned(iso_week(on), (on, on), VAGUE)
    return containing(on, unit)


def part(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "the first nine months of this year", "the first half of 2014", "the third quarter of last year"."""
    year = phrase.year or _year_named(phrase, around.published)
    if year is None:
        return unknown("XXXX")
    which = phrase.ordinal() or (1 if not phrase.has("L") else 0)
    if phrase.has("h"):
        return spanned(f"{year}-H{min(which or 2, 2)}", _months(year, 6, 6 * (min(which or 2, 2) - 1)), VAGUE)
    if phrase.has("Q"):
        return _quarter(year, min(which or 4, 4))
    if phrase.unit != "month":
        return spanned(str(year), year_span(year), VAGUE)
    return _some_months(phrase, year, which)


def _some_months(phrase: Phrase, year: int, which: int) -> Meaning:
    cut = phrase.classes.rfind("F")
    head = Phrase(phrase.words[:cut], phrase.classes[:cut])
    count = head.count() if head.has("fDN#a") else 1.0
    months = int(max(1, min(count if count is not None else 3, 12)))
    skipped = 12 - months if which == 0 else (which - 1 if months == 1 else 0)
    if months == 1:
        number = min(skipped + 1, 12)
        return spanned(f"{year}-{number:02d}", month_span(year, number), MONTH)
    span = _months(year, months, min(skipped, 12 - months))
    return Meaning("DURATION", f"P{months}M", span[0], span[1])


def _months(year: int, months: int, skipped: int) -> Span:
    return date(year, skipped + 1, 1), month_span(year, skipped + months)[1]


def _year_named(phrase: Phrase, on: date | None) -> int | None:
    if on is None:
        return None
    tail = phrase.classes[phrase.classes.find("F") :]
    return on.year + {"L": -1, "X": 1}.get(next((cls for cls in tail if cls in "LTXZ"), ""), 0)


def quarter(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "the third quarter": the latest that has begun by publication."""
    number, on = phrase.ordinal(), around.published
    if number is None or not 1 <= number <= 4:
        return None
    if on is None:
        return unknown(f"XXXX-Q{number}")
    return _quarter(on.year if 3 * number - 2 <= on.month else on.year - 1, number)


def edge(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "the end of the year", "the middle of next week", "earlier in the day"."""
    on = around.published
    ended = around.past and not phrase.has("LTXZbc") and phrase.unit == "year" and phrase.has("K")
    if ended and on and on.month < 7 and phrase.edge == "END":
        on = step(on, -1, "year")  # what peaked "by the end of the year", told in March
    if phrase.year:
        return spanned(str(phrase.year), part_of(year_span(phrase.year), phrase.edge), VAGUE, phrase.edge)
    if on is None:
        return unknown("XXXX")
    way = next((cls for cls in phrase.classes if cls in "LTXZ"), "T")
    day = step(on, _WAYS.get(way, 0), phrase.unit)
    if day is None:
        return None
    return _edged(containing(day, phrase.unit), phrase, on)


def length(phrase: Phrase, _around: Around) -> Meaning | None:
    """Reads "90 days", "a decade", "years", "half a century", "decade-long", "yearlong"."""
    if phrase.has("B"):
        return Meaning("DURATION", LONG[phrase.word("B")])
    if phrase.classes == "u-q":
        return Meaning("DURATION", duration(1, phrase.unit))
    return Meaning("DURATION", duration(phrase.count(), phrase.unit))


def habit(phrase: Phrase, _around: Around) -> Meaning | None:
    """Reads "every morning", "annually", "each Tuesday"."""
    if phrase.has("y"):
        return Meaning("SET", SETS[phrase.word("y")])
    if phrase.has("Wj"):
        return Meaning("SET", f"XXXX-WXX-{WEEKDAYS[(phrase.word('W') or phrase.word('j')[:-1])] + 1}")
    if phrase.has("P"):
        return Meaning("SET", f"XXXX-XX-XXT{DAY_PARTS[phrase.word('P')].removeprefix('T')}")
    if phrase.has("V"):
        return Meaning("SET", "XXXX-WXX-WE")
    if phrase.has("M") or phrase.has("S"):
        return Meaning("SET", "XXXX")
    return Meaning("SET", duration(phrase.count() or 1, phrase.unit)) if phrase.unit else None


def long_ago(phrase: Phrase, _around: Around) -> Meaning | None:
    """Reads "long ago", "a while ago", "moments later": no day, only which way."""
    return unknown("PAST_REF" if phrase.has("Ab") else "FUTURE_REF")


def day_of(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "the day" before or after something else: of the year last spoken of, if any; which day is not said."""
    year = f"{around.reference.year:04d}" if around.reference else "XXXX"
    return unknown(f"{year}-XX-XX", DAY) if phrase.unit == "day" else None


_PRESENT = word_set("now currently nowadays presently")


def reference(phrase: Phrase, around: Around) -> Meaning | None:
    """Reads "now", "recently", "of late", "soon", "the past", "the future", "at the moment"."""
    if phrase.words[0] in _PRESENT or phrase.has("w"):
        return Meaning("DATE", "PRESENT_REF", around.published, around.published)
    return unknown("FUTURE_REF" if phrase.has("sg") else "PAST_REF")


RULES: dict[str, Rule] = {
    "relative": relative, "weekend": weekend, "ago": ago, "part": part, "quarter": quarter, "edge": edge,
    "length": length, "set": habit, "ref": reference, "day_of": day_of,
    "long_ago": long_ago,
}  # fmt: skip
