"""Words as numbers, and fingerprints that copies share."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from backstay.corroboration.echoes.words import SHINGLE, WINDOW, fingerprints, word_spans, words_of

WORD = st.text(alphabet="abcdefghij", min_size=1, max_size=6)
SENTENCE = st.lists(WORD, min_size=0, max_size=80)


@given(st.text(max_size=200))
def test_words_are_those_of_the_text_with_case_folded(text: str) -> None:
    wanted = re.findall(r"\w+", text.casefold())
    numbers = words_of(text).tolist()
    assert len(numbers) == len(wanted) == len(word_spans(text))
    assert dict(zip(wanted, numbers, strict=True)) == {word: words_of(word)[0] for word in wanted}


@given(st.text(max_size=120))
def test_spans_hold_their_words(text: str) -> None:
    for (start, end), word in zip(word_spans(text), re.findall(r"\w+", text.casefold()), strict=True):
        assert word in text[start:end].casefold()


@given(SENTENCE, SENTENCE, st.lists(WORD, min_size=SHINGLE + WINDOW - 1, max_size=40), SENTENCE, SENTENCE)
def test_two_texts_with_a_long_passage_in_common_share_a_fingerprint(
    before: list[str], after: list[str], passage: list[str], other_before: list[str], other_after: list[str]
) -> None:
    texts = [" ".join(before + passage + after), " ".join(other_before + passage + other_after)]
    hashes, owners = fingerprints([words_of(text) for text in texts])
    assert set(hashes[owners == 0].tolist()) & set(hashes[owners == 1].tolist())


@given(st.lists(SENTENCE, max_size=6))
def test_fingerprints_do_not_depend_on_what_else_is_looked_at(texts: list[list[str]]) -> None:
    words = [words_of(" ".join(each)) for each in texts]
    hashes, owners = fingerprints(words)
    for number, each in enumerate(words):
        alone, _ = fingerprints([each])
        assert sorted(hashes[owners == number].tolist()) == sorted(alone.tolist())
        assert len(set(alone.tolist())) == len(alone)
