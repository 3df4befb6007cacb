"""Exact passages, and how much of the shorter text is in the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backstay.corroboration.echoes import passages, share
from backstay.corroboration.echoes.overlap import LEAST_WORDS
from backstay.corroboration.echoes.words import words_of

TOLD = (
    "Rostec has cut its staff in Venezuela to just a few dozen, from about 1,000 at the height of cooperation, "
    "a person close to the ministry said."
)
OTHER = "Oil loadings at the Jose terminal fell by a third last month as two tankers waited off the coast for papers."
TEXT = st.lists(st.sampled_from("alpha beta gamma delta epsilon zeta eta theta iota kappa".split()), max_size=60)


def shared(one: str, other: str) -> float:
    return share(words_of(one), words_of(other))


def test_a_text_is_wholly_in_one_that_holds_it() -> None:
    assert shared(TOLD, f"{OTHER} {TOLD.upper()} {OTHER}") == 1.0
    assert shared(TOLD, OTHER) == 0.0


def test_a_changed_word_costs_little_more_than_itself() -> None:
    edited = TOLD.replace("height", "peak")
    assert 0.85 < shared(TOLD, edited) < 1.0


def test_phrases_that_everybody_uses_are_no_copy() -> None:
    assert shared("The White House said on Monday. " + TOLD, "The White House said on Monday. " + OTHER) == 0.0


def test_passages_open_their_words_in_both_texts() -> None:
    one, other = f"{OTHER} {TOLD}", f"“Never,” he said.\n{TOLD} {OTHER[:40]}"
    found = passages(one, other)
    assert found
    for each in found:
        assert (
            words_of(one[each.start : each.end]).tolist() == words_of(other[each.other_start : each.other_end]).tolist()
        )
        assert each.words >= LEAST_WORDS


def test_a_speech_that_both_quote_is_marked() -> None:
    speech = "we will never leave our friends alone in a time of need and that is that"
    found = passages(f"He said: “{speech}”. {OTHER}", f"{TOLD} “{speech}”, said the minister.")
    assert [each.quoted for each in found] == [True]


@given(TEXT, TEXT)
def test_share_is_a_share_and_looks_both_ways_alike(one: list[str], other: list[str]) -> None:
    first, second = words_of(" ".join(one)), words_of(" ".join(other))
    part = share(first, second)
    assert 0.0 <= part <= 1.0
    if len(first) != len(second):
        assert part == share(second, first)


@given(TEXT)
def test_a_text_is_all_of_itself(text: list[str]) -> None:
    words = words_of(" ".join(text))
    assert share(words, words) == float(len(words) > 0)
