from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.reading.encoder import load_encoder
from backstay.reading.windows import MAX_TOKENS, windows

words = st.text(alphabet=st.sampled_from(list("abcé .\nÜ中😀'")), max_size=1500)


@settings(max_examples=40, deadline=None)
@given(words)
def test_bodies_cover_every_piece_once_and_fit(text: str) -> None:
    tokens = load_encoder().tokenize(text)
    found = windows(tokens)
    covered = [piece for window in found for piece in range(window.body, window.end)]
    assert covered == [piece for start, end in tokens.sentences for piece in range(start, end)]
    assert all(window.end - window.begin + 2 <= MAX_TOKENS for window in found)
    assert all(0 <= window.begin <= window.body < window.end for window in found)


def test_pieces_know_their_characters() -> None:
    text = "Ankara’s envoys left Tripoli."
    tokens = load_encoder().tokenize(text)
    assert [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)][-1] == "."
    assert tokens.first[0]
    assert text[tokens.starts[0] : tokens.ends[0]].lower() == "ankara"
