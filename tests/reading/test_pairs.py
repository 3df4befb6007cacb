"""Marked pairs: the marks stand where the spans are, and the answer follows the pair."""

from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.reading.encoder import load_encoder
from backstay.reading.labels import PAIR_MARKS
from backstay.reading.pairs import code_pairs, marked_ids, read_pairs
from backstay.records import QUAD, EventType, Quad

SENTENCE = "Sudan on Monday bombed a convoy of South Sudan near the border."


def test_marks_stand_around_the_spans() -> None:
    tokens = load_encoder().tokenize(SENTENCE)
    marked = marked_ids(tokens, (0, 5), (35, 46))
    assert marked is not None
    assert marked.ids[marked.source] == PAIR_MARKS[0]
    assert marked.ids[marked.target] == PAIR_MARKS[2]
    assert [piece for piece in marked.ids if piece not in PAIR_MARKS][1:-1] == list(tokens.ids)


def test_a_span_without_words_cannot_be_marked() -> None:
    assert marked_ids(load_encoder().tokenize(SENTENCE), (0, 0), (35, 46)) is None


def test_an_attack_is_material_conflict() -> None:
    (event,) = code_pairs([SENTENCE], [(0, 5)], [(35, 46)])
    assert QUAD[event] is Quad.MATERIAL_CONFLICT


def test_order_and_company_do_not_change_an_answer() -> None:
    other = "France thanked Chad for its help ."
    alone = read_pairs([SENTENCE], [(0, 5)], [(35, 46)])[0]
    among = read_pairs([other, SENTENCE, other], [(0, 6), (0, 5), (0, 6)], [(15, 19), (35, 46), (15, 19)])
    assert among[1].event_type == alone.event_type
    assert abs(among[1].related - alone.related) < 0.05  # int8 rounds by the batch


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120), *[st.integers(-5, 150)] * 4)
def test_any_sentence_and_spans_are_answered(text: str, a: int, b: int, c: int, d: int) -> None:
    (reading,) = read_pairs([text], [(a, b)], [(c, d)])
    assert reading.event_type in EventType
    assert reading.event_type is not EventType.STATE
    assert abs(sum(reading.types) - 1) < 1e-3
    assert 0 <= reading.related <= 1


def test_a_very_long_sentence_keeps_its_pair() -> None:
    filler = "and so the delegates talked on and on through the night in the old hall of the city " * 30
    text = filler + SENTENCE
    at = len(filler)
    (event,) = code_pairs([text], [(at, at + 5)], [(at + 35, at + 46)])
    assert QUAD[event] is Quad.MATERIAL_CONFLICT
