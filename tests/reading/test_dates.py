"""Time expressions: resolved days, TIMEX3 values, exact offsets, and nothing that makes the finder stumble."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.reading.dates import find_dates, find_timexes
from backstay.records import Precision

PUBLISHED = date(2019, 6, 3)  # a Monday

READINGS = [
    ("left on Tuesday", "on Tuesday", "2019-05-28", "2019-05-28", "day"),
    ("They will meet on Tuesday", "on Tuesday", "2019-06-04", "2019-06-04", "day"),
    ("last December", "last December", "2018-12-01", "2018-12-31", "month"),
    ("in May 2019", "in May 2019", "2019-05-01", "2019-05-31", "month"),
    ("on December 10, 2018", "on December 10, 2018", "2018-12-10", "2018-12-10", "day"),
    ("on 10 December 2018", "on 10 December 2018", "2018-12-10", "2018-12-10", "day"),
    ("on Wednesday, March 26", "on Wednesday, March 26", "2019-03-26", "2019-03-26", "day"),
    ("the 1990s", "the 1990s", "1990-01-01", "1999-12-31", "vague"),
    ("last year", "last year", "2018-01-01", "2018-12-31", "year"),
    ("two weeks ago", "two weeks ago", "2019-05-20", "2019-05-20", "vague"),
    ("two years ago", "two years ago", "2017-01-01", "2017-12-31", "year"),
    ("over the past two decades", "over the past two decades", "1999-06-03", "2019-06-03", "vague"),
    ("since 2014", "since 2014", "2014-01-01", "2019-06-03", "vague"),
    ("by the end of the year", "by the end of the year", "2019-06-03", "2019-12-31", "vague"),
    ("next month", "next month", "2019-07-01", "2019-07-31", "month"),
    ("in the summer of 2018", "in the summer of 2018", "2018-06-01", "2018-08-31", "season"),
    ("earlier this week", "earlier this week", "2019-06-02", "2019-06-03", "vague"),
    ("last week", "last week", "2019-05-26", "2019-06-01", "vague"),
    ("recently", "recently", None, None, "vague"),
    ("of late", "of late", None, None, "vague"),
    ("several years ago", "several years ago", None, None, "vague"),
    ("within 30 days", "within 30 days", "2019-06-03", "2019-07-03", "vague"),
    ("from 2015 to 2018", "from 2015 to 2018", "2015-01-01", "2018-12-31", "year"),
    ("in late 2011", "in late 2011", "2011-10-01", "2011-12-31", "vague"),
    ("in early April", "in early April", "2019-04-01", "2019-04-10", "vague"),
    ("2019-06-03", "2019-06-03", "2019-06-03", "2019-06-03", "day"),
    ("yesterday", "yesterday", "2019-06-02", "2019-06-02", "day"),
    ("the first nine months of 2018", "the first nine months of 2018", "2018-01-01", "2018-09-30", "vague"),
    ("over the weekend", "over the weekend", "2019-06-01", "2019-06-02", "vague"),
    ("has been at war for 18 years", "for 18 years", "2001-06-03", "2019-06-03", "vague"),
    ("until 2025", "until 2025", None, "2025-12-31", "vague"),
    ("in recent days", "in recent days", None, "2019-06-03", "vague"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "first", "last", "precision"), READINGS)
def test_reads(text: str, words: str, first: str | None, last: str | None, precision: str) -> None:
    (when,) = find_dates(text, PUBLISHED)
    assert when.text == words
    assert (when.first and when.first.isoformat(), when.last and when.last.isoformat()) == (first, last)
    assert when.precision == precision


@pytest.mark.parametrize(
    "text",
    [
        "They may march",
        "a 22-year-old man",
        "every week",
        "a two-day visit",
        "Theresa May said",
        "2000 troops left",
        "the fall of Berlin",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert find_dates(text, PUBLISHED) == []


@pytest.mark.parametrize("text", ["on Tuesday", "last year", "two weeks ago", "in the past two years", "yesterday"])
def test_without_a_publication_day_the_bounds_stay_open(text: str) -> None:
    (when,) = find_dates(text, None)
    assert (when.first, when.last) == (None, None)


def test_absolute_dates_need_no_publication_day() -> None:
    (when,) = find_dates("in May 2019", None)
    assert (when.first, when.last, when.precision) == (date(2019, 5, 1), date(2019, 5, 31), Precision.MONTH)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("last week", "DATE", "2019-W22"),
        ("90 days", "DURATION", "P90D"),
        ("the past several months", "DURATION", "PXM"),
        ("every morning", "SET", "XXXX-XX-XXTMO"),
        ("15:00 GMT Saturday", "TIME", "2019-06-01T15:00"),
        ("last summer", "DATE", "2018-SU"),
        ("now", "DATE", "PRESENT_REF"),
        ("the 20th century", "DATE", "19"),
    ],
)
def test_timex_values(text: str, kind: str, value: str) -> None:
    (timex,) = find_timexes(text, PUBLISHED)
    assert (timex.meaning.kind, timex.meaning.value) == (kind, value)


TIMEXES = [
    line.split("\t") for line in (Path(__file__).parent / "data/timexes.tsv").read_text(encoding="utf-8").splitlines()
]
"""Sentences of our own, told on 22 March 2013: text, type and value of each expression in them."""


@pytest.mark.parametrize("case", TIMEXES, ids=lambda case: case[0])
def test_reads_timexes_as_the_guidelines_have_them(case: list[str]) -> None:
    sentence, *wanted = case
    told = [f"{t.text}|{t.meaning.kind}|{t.meaning.value}" for t in find_timexes(sentence, date(2013, 3, 22))]
    assert ";".join(told) == (wanted[0] if wanted else "")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Easter", "2016-03-27"),
        ("Thanksgiving", "2015-11-26"),
        ("Memorial Day", "2016-05-30"),
        ("Labor Day", "2015-09-07"),
    ],
)
def test_feasts_that_move(name: str, day: str) -> None:
    (when,) = find_dates(f"They met on {name}", date(2016, 2, 20))
    assert when.first is not None
    assert when.first.isoformat() == day


PIECES = (
    "last next this the past two several years weeks days ago May 2019 31 30 Feb. 29 Tuesday night on in "
    "since by from "
    "to until end of early 1990s 20th century 2019-02-30 9/11 13/13/2019 25:00 8:30 p.m. "
    "summer weekend decade 999999 a few "
    "every year - , . ’ 0 later before quarter third half"
)
WORDS = st.sampled_from([*PIECES.split(), "", "\n\n"])


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=20).map("".join)
    ),
    st.one_of(st.none(), st.dates()),
)
def test_any_text_keeps_its_offsets_and_order(text: str, published: date | None) -> None:
    for when in find_dates(text, published, base=3):
        assert when.start is not None
        assert when.end is not None
        assert text[when.start - 3 : when.end - 3] == when.text
        assert when.first is None or when.last is None or when.first <= when.last


@pytest.mark.parametrize(
    "piece", ["1", "May ", "the last ", "a few ", "twenty-", "2019-", "1/", ",", "of the end ", "Tuesday, "]
)
def test_hostile_repetition_takes_no_time(piece: str) -> None:
    began = time.process_time()
    find_dates(piece * (100_000 // len(piece)), PUBLISHED)
    assert time.process_time() - began < 30
