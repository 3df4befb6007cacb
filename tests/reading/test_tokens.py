"""The words that the grammars of amounts and dates see: what makes cutting a text faster must not change them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.reading.amounts import tokens as of_amounts
from backstay.reading.dates import tokens as of_dates

_PIECES = st.sampled_from(
    "us hk c the few march may dozen 12 5th F-16 1,200 $ £3m $5 50 million 9/11 a.m. o'clock won't rs USD MUSD Mr. "
    "naïve x@y.com #tag http://a.b 20cm 1/2 ½ New Year's Day 2019 mid-2018 , . - – \n \n\n % ( ) _ ' ’".split(" ")
)
_TEXTS = st.lists(st.tuples(_PIECES, st.sampled_from(["", " ", "  ", "\n", ", "])), max_size=12).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


@given(_TEXTS | st.text(max_size=40))
def test_the_shortcut_for_small_words_changes_no_token_of_amounts(text: str) -> None:
    plain = re.compile(of_amounts._RULES.replace("<mail>", of_amounts._MAIL))
    expected = [(m.start(), m.end()) for m in plain.finditer(text)]
    found = of_amounts.tokenise(text)
    assert list(zip(found.starts, found.ends, strict=True)) == expected


@given(_TEXTS | st.text(max_size=40))
def test_the_shortcut_for_small_words_changes_no_token_of_dates(text: str) -> None:
    expected = [(m.start(), m.end()) for m in re.finditer(of_dates._RULES, text)]
    found = of_dates.tokenise(text)
    assert list(zip(found.starts, found.ends, strict=True)) == expected


@pytest.mark.parametrize(
    ("text", "cls"), [("us $5", "C"), ("march on", "x"), ("March on", "M"), ("two dozen men", "#")]
)
def test_a_word_keeps_its_class(text: str, cls: str) -> None:
    assert of_amounts.tokenise(text).classes[0] == cls


def test_a_fraction_may_follow_its_whole_number_on_the_next_line() -> None:
    assert of_amounts.tokenise("12\n1/2").values == [12.5]
