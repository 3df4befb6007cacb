"""The event between two marked spans of a sentence: the form in which the field's test sets ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backstay.records import EventType

from .encoder import CLS, SEP, Encoder, load_encoder, softmax
from .labels import EVENT_TYPES, PAIR_MARKS
from .windows import MAX_TOKENS, Tokens

if TYPE_CHECKING:
    from .encoder import Floats

Span = tuple[int, int]
NOT_EVENTS = (EventType.STATE,)
_ROOM = MAX_TOKENS - 6
"""Pieces of a sentence that fit beside [CLS], [SEP] and the four marks."""
_LEAD = 60
"""Pieces before the first span that a long sentence keeps."""
_ROWS = 16
RELATED = 0.5
"""There is a relation if the model's chance is at least this."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Ids of a sentence with [CLS], [SEP] and the four marks, and the positions of the two opening marks."""

    ids: list[int]
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class PairReading:
    """What the model says of one pair: the chance of each event type (as in `EVENT_TYPES`), and of there being any."""

    types: Sequence[float]
    related: float

    @property
    def is_related(self) -> bool:
        """Is there a relation at all?"""
        return self.related >= RELATED

    @property
    def event_type(self) -> EventType:
        """The likeliest event type; a standing condition is none."""
        kinds = [kind for kind in EVENT_TYPES if kind not in NOT_EVENTS]
        return EventType(max(kinds, key=lambda kind: self.types[EVENT_TYPES.index(kind)]))


def marked_ids(tokens: Tokens, source: Span, target: Span) -> Marked | None:
    """A sentence's pieces with marks around two character spans. None where a span holds no piece."""
    spans = [_pieces(tokens, span) for span in (source, target)]
    if spans[0] is None or spans[1] is None:
        return None
    (s_open, s_close), (t_open, t_close) = spans[0], spans[1]
    opens = {s_open: [PAIR_MARKS[0]], t_open: [PAIR_MARKS[2]]}
    if s_open == t_open:
        opens = {s_open: [PAIR_MARKS[0], PAIR_MARKS[2]]}
    closes: dict[int, list[int]] = {s_close: [PAIR_MARKS[1]]}
    closes.setdefault(t_close, []).append(PAIR_MARKS[3])
    ids = [CLS]
    for at, piece in enumerate(tokens.ids):
        ids += [*opens.get(at, ()), piece, *closes.get(at, ())]
    ids.append(SEP)
    return Marked(ids, ids.index(PAIR_MARKS[0]), ids.index(PAIR_MARKS[2]))


def read_pairs(sentences: Sequence[str], sources: Sequence[Span], targets: Sequence[Span]) -> list[PairReading]:
    """What the party at `sources[i]` does to that at `targets[i]` (character spans of `sentences[i]`).

    A span that is empty, or lies beyond what the encoder takes in, is set at the sentence's first word.
    """
    if not sentences:
        return []
    encoder = load_encoder()
    return [
        _reading(encoder.ask_pair(states, marked.source, marked.target))
        for states, marked in pair_states(encoder, sentences, sources, targets)
    ]


def pair_states(
    encoder: Encoder, sentences: Sequence[str], sources: Sequence[Span], targets: Sequence[Span]
) -> list[tuple[Floats, Marked]]:
    """What the encoder says of each pair's sentence: its states (length, size), and where its marks stand."""
    marked = [
        _marked(encoder, sentence, source, target)
        for sentence, source, target in zip(sentences, sources, targets, strict=True)
    ]
    order = sorted(range(len(marked)), key=lambda i: len(marked[i].ids))
    found: dict[int, Floats] = {}
    for at in range(0, len(order), _ROWS):
        rows = order[at : at + _ROWS]
        found.update(zip(rows, encoder.row_states([marked[i].ids for i in rows]), strict=True))
    return [(found[i], one) for i, one in enumerate(marked)]


def code_pairs(sentences: Sequence[str], sources: Sequence[Span], targets: Sequence[Span]) -> list[EventType]:
    """The PLOVER event type of each pair; see `read_pairs`."""
    return [reading.event_type for reading in read_pairs(sentences, sources, targets)]


def _marked(encoder: Encoder, sentence: str, source: Span, target: Span) -> Marked:
    tokens = encoder.tokenize(sentence)
    if len(tokens.ids) > _ROOM:
        # The part from a little before the first span on: a pair further apart than that loses its second span.
        first = min(_pieces(tokens, span) or (0, 0) for span in (source, target))[0]
        begin = max(0, min(first - _LEAD, len(tokens.ids) - _ROOM))
        cut = tokens.starts[begin]
        tokens = encoder.tokenize(sentence[cut : tokens.ends[begin + _ROOM - 1]])
        source, target = (source[0] - cut, source[1] - cut), (target[0] - cut, target[1] - cut)
    first_word = (0, tokens.ends[0]) if tokens.ids else (0, 0)
    marked = marked_ids(
        tokens,
        source if _pieces(tokens, source) else first_word,
        target if _pieces(tokens, target) else first_word,
    )
    return marked or Marked([CLS, *PAIR_MARKS, SEP], 1, 3)


def _reading(row: Floats) -> PairReading:
    return PairReading([float(p) for p in softmax(row[: len(EVENT_TYPES)])], float(_sigmoid(row[-1])))


def _sigmoid(logit: float) -> float:
    import math

    return 1.0 / (1.0 + math.exp(-float(logit)))


def _pieces(tokens: Tokens, span: Span) -> Span | None:
    """First and last piece of a character span."""
    inside = [i for i in range(len(tokens.ids)) if tokens.starts[i] < span[1] and tokens.ends[i] > span[0]]
    return (inside[0], inside[-1]) if inside else None
