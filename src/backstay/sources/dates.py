"""Publication times as pages, columns and feeds write them, kept no more exactly than they are written."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from backstay.records import Precision, Published

_EARLIEST = date(1900, 1, 1)
_EPOCH = date(1970, 1, 1)  # what a system writes that has no date
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"),
            ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})\b"
_ISO = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:(?P<sep>[-/.])(?P<month>[01]?\d)(?:(?P=sep)(?P<day>[0-3]?\d))?)?"
    r"(?:[T ]+(?P<hour>[0-2]?\d):?(?P<minute>[0-5]\d)(?::?(?P<second>[0-6]\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)(?:T?(?P<clock>\d{4}|\d{6})Z?)?")
_WORDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\s*{_DAY},?\s+{_YEAR}",
        rf"\b{_DAY}\s*(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"\b{_MONTH},?\s+{_YEAR}",
    )
)
_CLOCK = re.compile(
    r"(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s*(?P<half>[ap]\.?m\.?)?\s*"
    r"(?P<zone>Z\b|UTC|GMT|[+-]\d{2}:?\d{2})",
    re.IGNORECASE,
)
_RFC = re.compile(r"(?:\w{3,9},?\s+)?\d{1,2}\s+\w{3,9}\s+\d{2,4}\s+\d{1,2}:\d{2}")
_SLASHED = re.compile(r"(?P<first>[0-3]?\d)[/.](?P<second>[0-3]?\d)[/.](?P<year>(?:19|20)\d{2})")
_DIGITS = re.compile(r"\d{9,10}|\d{13}")
_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d{2})[-/](?P<month>[01]?\d|[a-z]{3})[-/](?P<day>[0-3]?\d)(?=[/._-]|$)")


def read_date(text: str) -> Published | None:
    """The date that the whole of `text` states, or None. Year, month, day or second, as it is written.

    A time of day counts only with its zone: without one the instant is unknown, and the day is kept. Midnight sharp is
    how systems write a day. Slashed numbers whose day and month could be swapped (03/06/2019) settle nothing.
    """
    text = " ".join(text.split())
    if not 4 <= len(text) <= 100:
        return None
    for way in _WAYS:
        found = way(text)
        if found is not None:
            return found if plausible(found.day) else None
    return None


def plausible(day: date) -> bool:
    """No date before newspapers' archives, none that stands for a missing one, none after tomorrow."""
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return _EARLIEST <= day <= tomorrow and day != _EPOCH


def date_in_address(url: str) -> Published | None:
    """The day in an address such as https://example.com/2019/06/03/title, or None."""
    found = _IN_ADDRESS.search(url.lower())
    if not found:
        return None
    month = found["month"]
    number = _MONTHS.get(month) if month.isalpha() else int(month)
    published = _day(int(found["year"]), number, int(found["day"]))
    return published if published and plausible(published.day) else None


def _day(year: int, month: int | None, day: int | None) -> Published | None:
    """A year, a month of a year or a day; None if the calendar has no such day."""
    try:
        if month is None:
            return Published(date(year, 1, 1), Precision.YEAR)
        if day is None:
            return Published(date(year, month, 1), Precision.MONTH)
        return Published(date(year, month, day), Precision.DAY)
    except ValueError:
        return None


def _moment(at: datetime) -> Published:
    if at.tzinfo is None or (at.hour, at.minute, at.second) == (0, 0, 0):
        return Published(at.date(), Precision.DAY)
    return Published(at.date(), Precision.SECOND, at.replace(microsecond=0))


def _from_iso(text: str) -> Published | None:
    found = _ISO.fullmatch(text)
    if not found:
        return None
    month, day = found["month"], found["day"]
    published = _day(int(found["year"]), int(month) if month else None, int(day) if day else None)
    if published is None or not (day and found["hour"]):
        return published
    return _at(published.day, found["hour"], found["minute"], found["second"], found["zone"])


def _at(day: date, hour: str, minute: str, second: str | None, zone: str | None) -> Published:
    """`day` with a time of day; the day alone where that time does not exist or has no zone."""
    try:
        at = datetime(
            day.year, day.month, day.day, int(hour), int(minute), min(int(second or 0), 59), tzinfo=_zone(zone)
        )
    except ValueError:
        return Published(day, Precision.DAY)
    return _moment(at)


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text[0] not in "+-":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)  # ValueError beyond a day


def _from_compact(text: str) -> Published | None:
    found = _COMPACT.fullmatch(text)
    return _day(int(found["year"]), int(found["month"]), int(found["day"])) if found else None


def _from_seconds(text: str) -> Published | None:
    """Seconds or milliseconds since 1970, UTC."""
    if not _DIGITS.fullmatch(text):
        return None
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return _moment(datetime.fromtimestamp(seconds, UTC))


def _from_slashes(text: str) -> Published | None:
    """25/06/2019 or 06/25/2019: only where one of the two numbers can be no month."""
    found = _SLASHED.fullmatch(text)
    if not found:
        return None
    first, second = int(found["first"]), int(found["second"])
    if first <= 12 and second <= 12 and first != second:
        return None
    return _day(int(found["year"]), min(first, second), max(first, second))


def _from_mail(text: str) -> Published | None:
    """RFC 2822, as feeds write it: Mon, 03 Jun 2019 10:00:00 GMT."""
    if not _RFC.match(text):
        return None
    try:
        return _moment(parsedate_to_datetime(text))
    except (ValueError, IndexError, OverflowError):
        return None


def _from_words(text: str) -> Published | None:
    """A date in words, alone or within a short line: “Published June 3, 2019 10:22 a.m. GMT”."""
    for pattern in _WORDS:
        found = pattern.search(text)
        if found:
            groups = found.groupdict()
            month, day = _MONTHS[groups["month"].lower()], groups.get("day")
            published = _day(int(groups["year"]), month, int(day) if day else None)
            return _with_clock(published, text[: found.start()] + " " + text[found.end() :]) if published else None
    return None


def _with_clock(published: Published, rest: str) -> Published:
    clock = _CLOCK.search(rest)
    if published.precision is not Precision.DAY or not clock:
        return published
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    return _at(published.day, str(hour), clock["minute"], clock["second"], clock["zone"])


_WAYS: tuple[Callable[[str], Published | None], ...] = (
    _from_iso,
    _from_compact,
    _from_seconds,
    _from_slashes,
    _from_mail,
    _from_words,
)
