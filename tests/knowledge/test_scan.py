"""Known names in a text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.knowledge import Knowledge


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def test_longest_match_with_offsets(knowledge: Knowledge) -> None:
    text = "The People's Republic of China and South Korea met Nicolás Maduro’s Venezuelan envoys at the U.N. Security "
    text += "Council."
    found = knowledge.scan(text)
    assert [f.text for f in found] == [
        "People's Republic of China", "South Korea", "Nicolás Maduro", "Venezuelan", "U.N. Security Council",
    ]  # fmt: skip
    assert [f.resolution.party.state for f in found] == ["CHN", "KOR", "VEN", "VEN", None]
    assert all(text[f.start : f.end] == f.text for f in found)


def test_case_keeps_words_from_being_names(knowledge: Knowledge) -> None:
    assert knowledge.scan("they told us that who is may eat turkey from china at a polish fair") == []
    assert [f.resolution.party.state for f in knowledge.scan("The US met Turkey.")] == ["USA", "TUR"]


PIECES = ["Russia", "US", "the", "Kim Jong Un", ",", "’s", "\n", "U.N.", "é", "Hezbollah"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_spans_are_in_order_and_apart(pieces: list[str]) -> None:
    text = " ".join(pieces)
    end = 0
    for found in Knowledge.load().scan(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        end = found.end


def test_fast_enough(knowledge: Knowledge) -> None:
    text = (
        "The Russian state firm Rostec cut its staff in Venezuela, the Journal said on Sunday, as Caracas ran short. "
        * 3000
    )
    knowledge.scan(text[:2000])
    taken = []
    for _ in range(3):  # a stall of the machine, or a large heap that is swept just now, is no slow scan
        began = time.process_time()
        knowledge.scan(text)
        taken.append(time.process_time() - began)
    assert len(text) / min(taken) > 400_000  # characters a second; about 2 million unloaded
