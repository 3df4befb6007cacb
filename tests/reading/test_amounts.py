"""Numbers of news English: values, units, kinds, exact offsets, and nothing that makes the finder stumble."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.reading.amounts import find_amounts
from backstay.records import AmountKind

READINGS = [
    ("just a few dozen remain", "just a few dozen", 24, 60, "", True),
    ("about 1,000 troops", "about 1,000 troops", 900, 1100, "persons", True),
    ("two Tu-160 strategic long-range bombers", "two Tu-160 strategic long-range bombers", 2, 2, "aircraft", False),
    ("pulled out most of its advisers", "most of its advisers", 0.5, 1.0, "share", True),
    ("debts in the billions", "billions", 2e9, None, "USD", True),
    ("hundreds of millions of dollars", "hundreds of millions of dollars", 2e8, 999_999_999, "USD", True),
    ("dozens of protesters", "dozens of protesters", 24, 99, "persons", True),
    ("more than 1,500 troops", "more than 1,500 troops", 1500, None, "persons", True),
    ("at least six people", "at least six people", 6, None, "persons", True),
    ("up to 3,000 soldiers", "up to 3,000 soldiers", None, 3000, "persons", True),
    ("nearly 400 troops", "nearly 400 troops", 360, 400, "persons", True),
    ("more than a dozen ballistic missiles", "more than a dozen ballistic missiles", 13, 24, "missiles", True),
    ("worth $6.5 billion", "$6.5 billion", 6.5e9, 6.5e9, "USD", False),
    ("a €50m loan", "€50m", 5e7, 5e7, "EUR", False),
    ("C$300 million", "C$300 million", 3e8, 3e8, "CAD", False),
    ("paid HK$10", "HK$10", 10, 10, "HKD", False),
    ("for 420 million Swiss francs", "420 million Swiss francs", 4.2e8, 4.2e8, "CHF", False),
    ("500,000 barrels a day", "500,000 barrels a day", 5e5, 5e5, "barrels per day", False),
    ("12 percent of the vote", "12 percent", 0.12, 0.12, "share", False),
    ("2% of GDP", "2% of GDP", 2, 2, "percent of GDP", False),
    ("a 25 percent tariff on steel", "a 25 percent", 25, 25, "percent", False),
    ("two-thirds of Americans", "two-thirds of Americans", 0.6667, 0.6667, "share", False),
    ("a quarter of the force", "a quarter of the force", 0.25, 0.25, "share", False),
    ("20 to 30 tanks", "20 to 30 tanks", 20, 30, "tanks", True),
    ("between 5 and 8 ships", "5 and 8 ships", 5, 8, "ships", True),
    ("10-15 jets", "10-15 jets", 10, 15, "aircraft", True),
    ("$5 to $10 billion", "$5 to $10 billion", 5e9, 1e10, "USD", True),
    ("forty-two thousand soldiers", "forty-two thousand soldiers", 42_000, 42_000, "persons", False),
    ("one hundred and forty million dollars", "one hundred and forty million dollars", 1.4e8, 1.4e8, "USD", False),
    ("half a trillion dollars", "half a trillion dollars", 5e11, 5e11, "USD", False),
    ("tens of thousands of lives", "tens of thousands of lives", 20_000, 99_999, "persons", True),
    ("a couple hundred American troops", "a couple hundred American troops", 150, 300, "persons", True),
    ("six world powers", "six world powers", 6, 6, "states", False),
    ("20 F-16s", "20 F-16s", 20, 20, "aircraft", False),
    ("Ten automated, aerial, combat drones", "Ten automated, aerial, combat drones", 10, 10, "drones", False),
    ("a 10-hour siege", "10-hour", 10, 10, "hours", False),
    ("nearly two decades of war", "nearly two decades", 18, 20, "years", True),
    ("two face-to-face meetings", "two face-to-face meetings", 2, 2, "meetings", False),
    ("£50billion", "£50billion", 5e10, 5e10, "GBP", False),
    ("It was 1.8m tall", "1.8m", 1.8, 1.8, "metres", False),
    ("The Senate voted 86-13 against", "86-13", 86, 86, "votes", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "low", "high", "unit", "approx"), READINGS)
def test_reads(*, text: str, words: str, low: float | None, high: float | None, unit: str, approx: bool) -> None:
    (amount,) = find_amounts(text)
    assert amount.text == words
    assert amount.low == pytest.approx(low)
    assert amount.high == pytest.approx(high)
    assert (amount.unit, amount.approx) == (unit, approx)


@pytest.mark.parametrize(
    "text",
    [
        "In 2014 he left.",
        "on May 5, 2019",
        "since 2001",
        "the Group of 20",
        "an F-16 and a Tu-160",
        "One of them said no one knew.",
        "UN Resolution 2231",
        "the 19th year",
        "at 8:30 or 5 p.m.",
        "Call 555-123-4567",
        "version 2.10.3",
        "two weeks ago",
        "the G7 and COVID-19",
        "John Smith, 45, agreed.",
        "a Boeing 737",
        "on 9/11",
        "12 comments",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert find_amounts(text) == []


def test_ends_of_a_cut() -> None:
    text = "Rostec has cut its staff in Venezuela to just a few dozen, from about 1,000 at the height"
    to, start = find_amounts(text, base=100)
    assert (to.low, to.high, to.unit, to.kind) == (24, 60, "persons", AmountKind.TO)
    assert (start.low, start.high, start.unit, start.kind) == (900, 1100, "persons", AmountKind.FROM)
    assert start.start is not None
    assert start.end is not None
    assert text[start.start - 100 : start.end - 100] == start.text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("An additional 2,500 troops arrived", AmountKind.CHANGE),
        ("$1.5 billion a year in aid", AmountKind.RATE),
        ("The blast killed 12 people", AmountKind.TOTAL),
        ("There are 9,800 troops", AmountKind.LEVEL),
        ("Output fell by 20 percent", AmountKind.CHANGE),
        ("killed more than 10,000 troops", AmountKind.TOTAL),
    ],
)
def test_kind(text: str, kind: AmountKind) -> None:
    assert find_amounts(text)[0].kind is kind


def test_a_rise_to_money_is_no_range() -> None:
    rise, level = find_amounts("Sales rose 6.2 % to $ 1.45 billion.")
    assert (rise.low, rise.unit, level.low, level.unit) == (pytest.approx(0.062), "share", 1.45e9, "USD")


PIECES = (
    "a an the few dozen dozens hundred thousands of million 5 1,000 2019 3.5 - % $ € percent to from between "
    "and two "
    "twenty half third most more than up at least troops barrels a day year . , ( ½ 1/2 9/0 50m "
    "U.S. 's ’ US$"
)
WORDS = st.sampled_from([*PIECES.split(), "", "\n\n"])


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=20).map("".join)
    )
)
def test_any_text_keeps_its_offsets_and_bounds(text: str) -> None:
    last = 7
    for amount in find_amounts(text, base=7):
        assert amount.start is not None
        assert amount.end is not None
        assert text[amount.start - 7 : amount.end - 7] == amount.text
        assert amount.start >= last
        last = amount.end
        assert amount.low is not None or amount.high is not None
        assert amount.low is None or amount.high is None or amount.low <= amount.high


@pytest.mark.parametrize(
    "piece",
    ["1", "1,", "a few ", "-", "1-", "hundreds of ", "one ", "$", "x" * 50, "more than ", "1/", "a-", "half a "],
)
def test_hostile_repetition_takes_no_time(piece: str) -> None:
    """In proportion to its length: what grows with the square of it takes minutes here, on any machine."""
    began = time.process_time()
    find_amounts(piece * (200_000 // len(piece)))
    assert time.process_time() - began < 30
