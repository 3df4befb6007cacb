"""What the model says word by word: who is quoted with what, and who acts on whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .encoder import Encoder, load_encoder
from .labels import ATTRIBUTION_TAGS, SPAN_TAGS
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
    """The sources, cues and contents of what a text attributes to somebody, in order (PolNeAR)."""
    return _tagged(load_encoder(), text, "attribution", ATTRIBUTION_TAGS)


def event_parties(sentence: str) -> list[TaggedSpan]:
    """The source and target of the event that a sentence is mainly about, in order."""
    return _tagged(load_encoder(), sentence, "spans", SPAN_TAGS)


def _by_piece(encoder: Encoder, tokens: Tokens, head: str) -> Floats:
    """A head's outputs for every piece of a text, each from the window that reads it."""
    import numpy as np

    rows = []
    for encoded in encoder.encode(tokens):
        window = encoded.window
        said = encoder.tag(encoded)[head]
        rows.append(said[window.body - window.begin + 1 : window.end - window.begin + 1])
    return np.concatenate(rows) if rows else np.zeros((0, 1), dtype=np.float32)


def _tagged(encoder: Encoder, text: str, head: str, names: Sequence[str]) -> list[TaggedSpan]:
    tokens = encoder.tokenize(text)
    said = _by_piece(encoder, tokens, head)
    words = [i for i, first in enumerate(tokens.first) if first]
    if not words:
        return []
    ends = [tokens.ends[after - 1] for after in (*words[1:], len(tokens.ids))]
    found: list[TaggedSpan] = []
    for at, tag in enumerate(best_tags(said[words], names)):
        kind, _, label = names[tag].partition("-")
        start, end = tokens.starts[words[at]], ends[at]
        if kind == "B":
            found.append(TaggedSpan(label, start, end))
        elif kind == "I":
            found[-1] = TaggedSpan(label, found[-1].start, end)
    return found


def best_tags(logits: Floats, names: Sequence[str]) -> list[int]:
    """The likeliest tags (n) for logits (n, tags) in which every I- goes on from its own B- or I- (Viterbi)."""
    import numpy as np

    shifted = logits - logits.max(axis=1, keepdims=True)
    scores = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    barred = np.array([[_breaks(a, b) for b in names] for a in names])
    total = np.where([_breaks("O", name) for name in names], -np.inf, scores[0])
    back = []
    for row in scores[1:]:
        paths = np.where(barred, -np.inf, total[:, None])
        back.append(paths.argmax(axis=0))
        total = paths.max(axis=0) + row
    tags = [int(total.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    return tags[::-1]


def _breaks(before: str, after: str) -> bool:
    """May `after` not follow `before`?"""
    return after.startswith("I-") and before[2:] != after[2:]
