"""What the model says word by word: who is quoted with what, and who acts on whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .encoder import Encoder, load_encoder
from .labels import ATTRIBUTION_TAGS, SPAN_TAGS
from .neighbours import looks, weighed
from .windows import Tokens

if TYPE_CHECKING:
    from .encoder import Floats


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Characters `start`..`end` of a text and what they are."""

    label: str
    start: int
    end: int


def attributions(text: str) -> list[TaggedSpan]:
    """The sources, cues and contents of what a text attributes to somebody, in order (PolNeAR). Raises ModelMissing."""
    encoder = load_encoder()
    words = words_of(encoder, text, "attribution")
    if not words.starts:
        return []
    scores, follows = weighed(words.logits, looks(text, words.starts, words.ends), words.layers(encoder))
    return _spans(words, best_path(scores, ATTRIBUTION_TAGS, follows), ATTRIBUTION_TAGS)


def event_parties(sentence: str) -> list[TaggedSpan]:
    """The source and target of the event that a sentence is mainly about, in order."""
    words = words_of(load_encoder(), sentence, "spans")
    return _spans(words, best_path(words.logits, SPAN_TAGS), SPAN_TAGS) if words.starts else []


@dataclass(frozen=True, slots=True)
class Words:
    """The n words of a text: their characters, and what a head of the encoder says of each, `logits` (n, outputs)."""

    tokens: Tokens
    pieces: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    logits: Floats

    def layers(self, encoder: Encoder) -> Floats:
        """What several layers of the encoder say of each word's first piece: (n, features)."""
        import numpy as np

        return np.concatenate(list(encoder.layers(self.tokens)))[self.pieces]


def words_of(encoder: Encoder, text: str, head: str) -> Words:
    """The words of a text as a head of the encoder sees them."""
    tokens = encoder.tokenize(text)
    pieces = [i for i, first in enumerate(tokens.first) if first]
    starts = [tokens.starts[piece] for piece in pieces]
    ends = [tokens.ends[after - 1] for after in (*pieces[1:], len(tokens.ids))] if pieces else []
    return Words(tokens, pieces, starts, ends, _by_piece(encoder, tokens, head)[pieces])


def _by_piece(encoder: Encoder, tokens: Tokens, head: str) -> Floats:
    """A head's outputs for every piece of a text, each from the window that reads it."""
    import numpy as np

    rows = []
    for encoded in encoder.encode(tokens):
        window = encoded.window
        said = encoder.tag(encoded)[head]
        rows.append(said[window.body - window.begin + 1 : window.end - window.begin + 1])
    return np.concatenate(rows) if rows else np.zeros((0, 1), dtype=np.float32)


def _spans(words: Words, tags: Sequence[int], names: Sequence[str]) -> list[TaggedSpan]:
    found: list[TaggedSpan] = []
    for start, end, tag in zip(words.starts, words.ends, tags, strict=True):
        kind, _, label = names[tag].partition("-")
        if kind == "B":
            found.append(TaggedSpan(label, start, end))
        elif kind == "I":
            found[-1] = TaggedSpan(label, found[-1].start, end)
    return found


def best_path(scores: Floats, names: Sequence[str], follows: Floats | None = None) -> list[int]:
    """The best sequence of tags (n) by the scores of each (n, tags) and of one after another (tags, tags; by default
    none), in which every I- goes on from its own B- or I- (Viterbi).
    """
    import numpy as np

    step_costs = np.where([[_breaks(a, b) for b in names] for a in names], -np.inf, 0.0 if follows is None else follows)
    total = np.where([_breaks("O", name) for name in names], -np.inf, scores[0])
    back = []
    for row in scores[1:]:
        paths = step_costs + total[:, None]
        back.append(paths.argmax(axis=0))
        total = paths.max(axis=0) + row
    tags = [int(total.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    return tags[::-1]


def _breaks(before: str, after: str) -> bool:
    """May `after` not follow `before`?"""
    return after.startswith("I-") and before[2:] != after[2:]
