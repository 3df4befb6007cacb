"""Cutting a text at its claims."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from backstay.surfaces.web.marks import paragraphs, pieces


@dataclass(frozen=True)
class Span:
    id: str
    start: int
    end: int


TEXTS = st.text(alphabet="ab \n\r.é\u2028", max_size=60)
SPANS = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=8).map(
    lambda pairs: [Span(f"c{place}", min(pair), max(pair)) for place, pair in enumerate(pairs)]
)


@given(TEXTS, SPANS)
def test_nothing_of_the_text_is_lost_or_doubled(text: str, spans: list[Span]) -> None:
    assert "".join(piece.text for piece in pieces(text, spans)) == text


@given(TEXTS, SPANS)
def test_each_claim_covers_its_characters_and_no_others(text: str, spans: list[Span]) -> None:
    covered: dict[str, set[int]] = {span.id: set() for span in spans}
    at = 0
    for piece in pieces(text, spans):
        for claim in piece.covering:
            covered[claim] |= set(range(at, at + len(piece.text)))
        at += len(piece.text)
    assert covered == {span.id: set(range(min(span.start, len(text)), min(span.end, len(text)))) for span in spans}


@given(TEXTS, SPANS)
def test_every_claim_opens_once_also_in_paragraphs(text: str, spans: list[Span]) -> None:
    cut = pieces(text, spans)
    wanted = sorted(span.id for span in spans)
    assert sorted(claim for piece in cut for claim in piece.opens) == wanted
    assert sorted(claim for part in paragraphs(cut) for piece in part for claim in piece.opens) == wanted


@given(TEXTS, SPANS)
def test_paragraphs_keep_every_word(text: str, spans: list[Span]) -> None:
    shown = " ".join("".join(piece.text for piece in part) for part in paragraphs(pieces(text, spans)))
    assert shown.split() == text.split()


def test_the_tightest_claim_comes_first_and_crossing_claims_share_the_middle() -> None:
    text = "one two three four"
    cut = pieces(text, [Span("wide", 0, 18), Span("left", 0, 13), Span("right", 8, 18)])
    assert [(piece.text, piece.covering) for piece in cut] == [
        ("one two ", ("left", "wide")),
        ("three", ("right", "left", "wide")),
        (" four", ("right", "wide")),
    ]
