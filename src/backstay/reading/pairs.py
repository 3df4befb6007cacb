"""The event between two marked spans of a sentence: the form in which the field's test sets ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from backstay.records import EventType

from .encoder import Encoder, load_encoder
from .labels import EVENT_TYPES, ROLES
from .windows import Tokens

if TYPE_CHECKING:
    from .encoder import Floats

Span = tuple[int, int]
NOT_EVENTS = (EventType.STATE,)


def code_pairs(sentences: Sequence[str], sources: Sequence[Span], targets: Sequence[Span]) -> list[EventType]:
    """The PLOVER event type of what the party at `sources[i]` does to that at `targets[i]` (character spans).

    Every word of the sentence is weighed by how well it serves as the event's anchor with these two parties; the answer
    is the type with the largest share of that mixture.
    """
    encoder = load_encoder()
    return [
        _code(encoder, sentence, source, target)
        for sentence, source, target in zip(sentences, sources, targets, strict=True)
    ]


def _code(encoder: Encoder, sentence: str, source: Span, target: Span) -> EventType:
    import numpy as np

    tokens = encoder.tokenize(sentence)
    total: Floats = np.full(len(EVENT_TYPES), -np.inf, dtype=np.float32)
    for encoded in encoder.encode(tokens):
        window = encoded.window
        positions = [p - window.begin + 1 for p in range(window.body, window.end) if tokens.first[p]]
        if not positions:
            continue
        outputs = encoder.ask(encoded, positions)
        spans = [_positions(tokens, window.begin, span) for span in (source, target)]
        weights = np.log(encoded.anchors[positions] + 1e-9)
        for role, span in zip(("actor", "recipient"), spans, strict=True):
            chances = outputs.pointers[:, ROLES.index(role), span[0] : span[1] + 1].sum(axis=-1)
            weights = weights + np.log(chances + 1e-9)
        logits = outputs.attributes[:, : len(EVENT_TYPES)]
        kinds = logits - np.logaddexp.reduce(logits, axis=-1, keepdims=True)
        total = np.logaddexp(total, np.logaddexp.reduce(weights[:, None] + kinds, axis=0))
    for kind in NOT_EVENTS:
        total[EVENT_TYPES.index(kind)] = -np.inf
    return EventType(EVENT_TYPES[int(total.argmax())])


def _positions(tokens: Tokens, begin: int, span: Span) -> Span:
    inside = [i for i in range(len(tokens.ids)) if tokens.starts[i] < span[1] and tokens.ends[i] > span[0]]
    return (inside[0] - begin + 1, inside[-1] - begin + 1) if inside else (0, 0)
