"""Dates: no more exact than written, never one that is not there."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.records import Precision
from backstay.sources.dates import date_in_address, read_date


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2019", date(2019, 1, 1), Precision.YEAR),
        ("2019-06", date(2019, 6, 1), Precision.MONTH),
        ("June 2019", date(2019, 6, 1), Precision.MONTH),
        ("2019-06-03", date(2019, 6, 3), Precision.DAY),
        ("20190603", date(2019, 6, 3), Precision.DAY),
        ("2019/6/3", date(2019, 6, 3), Precision.DAY),
        ("3rd June 2019", date(2019, 6, 3), Precision.DAY),
        ("Jun. 3, 2019", date(2019, 6, 3), Precision.DAY),
        ("25/06/2019", date(2019, 6, 25), Precision.DAY),
        ("06/25/2019", date(2019, 6, 25), Precision.DAY),
        ("2019-06-03 10:22", date(2019, 6, 3), Precision.DAY),  # no zone: the instant is unknown
        ("2019-06-03T00:00:00Z", date(2019, 6, 3), Precision.DAY),  # midnight: how systems write a day
        ("2019-06-03T10:22:00Z", date(2019, 6, 3), Precision.SECOND),
        ("2019-06-03T22:22:00.123-0400", date(2019, 6, 3), Precision.SECOND),  # the day is the outlet's
        ("Mon, 03 Jun 2019 10:00:00 GMT", date(2019, 6, 3), Precision.SECOND),
        ("Published June 3, 2019 10:22 p.m. GMT", date(2019, 6, 3), Precision.SECOND),
        ("1559557320", date(2019, 6, 3), Precision.SECOND),
        ("1559557320000", date(2019, 6, 3), Precision.SECOND),
    ],
)
def test_reads_what_is_written_and_no_more(text, day, precision):
    published = read_date(text)
    assert published is not None
    assert (published.day, published.precision) == (day, precision)
    assert (published.at is not None) == (precision is Precision.SECOND)
    if published.at is not None:
        assert published.at.tzinfo is not None


def test_time_of_day_keeps_its_zone():
    assert read_date("2019-06-03T22:22:00-04:00").at.astimezone(UTC) == datetime(2019, 6, 4, 2, 22, tzinfo=UTC)
    assert read_date("June 3, 2019 10:22 p.m. GMT").at == datetime(2019, 6, 3, 22, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2 hours ago", "03/06/2019", "2019-02-30", "2019-13-01", "1970-01-01T00:00:00Z", "0001-01-01",
     "no date", "$1,234.00", "12345678901", "June", "3 June", "10:22", "x" * 200],
)  # fmt: skip
def test_what_settles_nothing_is_none(text):
    assert read_date(text) is None


def test_the_future_is_no_publication_date():
    assert read_date((datetime.now(UTC).date() + timedelta(days=30)).isoformat()) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.com/2019/06/03/story", date(2019, 6, 3)),
        ("https://example.com/world/2019/jun/03/story", date(2019, 6, 3)),
        ("https://example.com/2019-06-03/story", date(2019, 6, 3)),
        ("https://example.com/2019/06/story", None),
        ("https://example.com/2019/99/03/story", None),
        ("https://example.com/item/20190603", None),
    ],
)
def test_day_in_an_address(url, day):
    found = date_in_address(url)
    assert (found and found.day) == day


@settings(deadline=None)  # first use loads libraries
@given(st.text(max_size=60))
def test_any_text_is_a_plausible_date_or_none(text):
    found = read_date(text)
    assert found is None or date(1900, 1, 1) <= found.day <= datetime.now(UTC).date() + timedelta(days=1)


@settings(deadline=None)  # first use loads libraries
@given(st.dates(min_value=date(1971, 1, 1), max_value=date(2025, 12, 31)))
def test_iso_days_come_back(day):
    assert read_date(day.isoformat()).day == day
    assert read_date(f"{day:%B} {day.day}, {day.year}").day == day
