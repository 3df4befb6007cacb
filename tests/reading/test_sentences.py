from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from backstay.reading.sentences import sentence_spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_abbreviations_and_initials_do_not_end_a_sentence() -> None:
    text = "Gen. Amos B. Reyes met U.S. Secretary Hale on Jan. 5. He left the next day."
    assert split(text) == ["Gen. Amos B. Reyes met U.S. Secretary Hale on Jan. 5.", "He left the next day."]


def test_a_line_break_ends_a_headline() -> None:
    assert split("Envoy leaves\n\nThe envoy left.") == ["Envoy leaves", "The envoy left."]


def test_closing_quotes_stay_with_their_sentence() -> None:
    assert split("“We are leaving.” The minister said so.") == ["“We are leaving.”", "The minister said so."]


@given(st.text(alphabet=st.sampled_from(list("Aab.!? \n\"”'")), max_size=200))
def test_sentences_are_ordered_apart_and_lose_nothing_but_space(text: str) -> None:
    spans = sentence_spans(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
