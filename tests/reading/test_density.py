"""A page that claims little has to be surer of each claim; one that claims as news does is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.reading.decode import clauses, drafts
from backstay.reading.density import USUAL, Density, shifted
from backstay.reading.encoder import load_encoder

MATCH = "The striker scored twice in the second half. The goalkeeper saved a penalty before the break. " * 12
NEWS = "Russia sent troops to Syria. The United States condemned the move. Turkey closed its border with Syria."


@given(st.floats(0, 1), st.floats(-50, 0))
def test_a_shift_never_makes_a_claim_likelier(chance: float, shift: float) -> None:
    assert 0 <= shifted(chance, shift) <= chance + 1e-12


@given(st.integers(0, 100_000), st.floats(0, 1))
def test_only_thin_pages_are_shifted(words: int, share: float) -> None:
    density = Density(words, words * share)
    assert (density.shift() == 0) == (density.chances + 6 >= USUAL * (words + 100) / 1000) or words < 10


def test_an_empty_page_is_like_any_other() -> None:
    assert Density().shift() == 0


def test_what_looks_like_a_claim_on_a_match_report_counts_for_less() -> None:
    encoder = load_encoder()
    page = f"{MATCH}\nRussia sent troops to Syria, and the United States condemned the move.\n{MATCH}"
    seen = [draft.score for draft in clauses(encoder, page, 0.02)]
    kept = [draft.score for draft in drafts(encoder, page, 0.001)]
    assert seen
    assert max(kept, default=0) < max(seen) / 2


def test_news_is_left_as_it_was() -> None:
    encoder = load_encoder()
    assert [d.score for d in drafts(encoder, NEWS)] == pytest.approx(
        [d.score for d in drafts(encoder, NEWS) if d.score >= 0.35]
    )
    assert len(drafts(encoder, NEWS)) >= 2
