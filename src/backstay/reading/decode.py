"""From the model's numbers to spans and labels: what is said, before anybody knows who "he" is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .encoder import AnchorOutputs, Encoder, WindowStates
from .labels import ATTRIBUTES, ROLES
from .windows import Tokens

if TYPE_CHECKING:
    from .encoder import Floats

ANCHOR_THRESHOLD = 0.40
RECIPIENT_SHARE = 0.6
"""A further recipient counts if its chance is this share of the best one's."""
NO_CHANNEL = 0.6
"""A claim bears on no channel only if the model is at least this sure of it."""
NOBODY_SHARE = 0.5
"""There is no recipient if the best one's chance is below this share of the chance of there being none."""
_LONGEST_MENTION = 24  # pieces
_LONGEST_CLAUSE = 90  # pieces

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """A clause with its parties as spans of the text and its labels, before anybody is resolved.

    `scores` holds the model's probability for each label and pointer; `score` that of the clause being a claim.
    """

    anchor: int
    start: int
    end: int
    actor: Span | None
    recipients: tuple[Span, ...]
    source: Span | None
    labels: dict[str, str]
    score: float
    scores: dict[str, float] = field(default_factory=dict)


def drafts(encoder: Encoder, text: str, threshold: float = ANCHOR_THRESHOLD) -> list[Draft]:
    """Every clause of a text that makes a claim, in order."""
    tokens = encoder.tokenize(text)
    found: list[Draft] = []
    for encoded in encoder.encode(tokens):
        positions = _anchor_positions(tokens, encoded, threshold)
        if positions:
            outputs = encoder.ask(encoded, positions)
            found.extend(_drafts_of_window(tokens, encoded, positions, outputs))
    return without_echoes(found)


def without_echoes(found: Sequence[Draft]) -> list[Draft]:
    """Of drafts that say the same of the same parties in one clause, the surest: often two words of it are likely."""
    kept: list[Draft] = []
    for draft in sorted(found, key=lambda d: (-d.score, d.anchor)):
        if not any(_echo(draft, other) for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: (d.start, d.anchor))


def _echo(a: Draft, b: Draft) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    if shared < 0.6 * min(a.end - a.start, b.end - b.start):
        return False
    same = a.labels["event_type"] == b.labels["event_type"]
    return same and a.actor == b.actor and (a.recipients == b.recipients or not a.recipients or not b.recipients)


def _anchor_positions(tokens: Tokens, encoded: WindowStates, threshold: float) -> list[int]:
    window = encoded.window
    chances = encoded.anchors
    return [
        piece - window.begin + 1
        for piece in range(window.body, window.end)
        if tokens.first[piece] and chances[piece - window.begin + 1] >= threshold
    ]


def _drafts_of_window(
    tokens: Tokens, encoded: WindowStates, positions: Sequence[int], outputs: AnchorOutputs
) -> Iterator[Draft]:
    spans = _Spans(tokens, encoded, outputs)
    for row, position in enumerate(positions):
        pointers = outputs.pointers[row]
        labels, scores = _labels(outputs.attributes[row])
        actor, scores["actor"] = spans.best(pointers[ROLES.index("actor")])
        source, scores["source"] = spans.best(pointers[ROLES.index("source")])
        recipients, scores["recipient"] = spans.several(pointers[ROLES.index("recipient")])
        start, end = spans.clause(position, pointers[ROLES.index("clause_start")], pointers[ROLES.index("clause_end")])
        yield Draft(
            anchor=spans.character(position),
            start=start,
            end=end,
            actor=actor,
            recipients=tuple(r for r in recipients if r != actor),
            source=source,
            labels=labels,
            score=float(encoded.anchors[position]),
            scores=scores,
        )


def _labels(logits: Floats) -> tuple[dict[str, str], dict[str, float]]:
    labels: dict[str, str] = {}
    scores: dict[str, float] = {}
    at = 0
    for name, values in ATTRIBUTES.items():
        chances = _softmax(logits[at : at + len(values)])
        best = int(chances.argmax())
        if name == "channel" and best == 0 and chances[0] < NO_CHANNEL:
            best = 1 + int(chances[1:].argmax())
        labels[name], scores[name] = values[best], float(chances[best])
        at += len(values)
    return labels, scores


def _softmax(logits: Floats) -> Floats:
    import numpy as np

    shifted = np.exp(logits - logits.max())
    return np.asarray(shifted / shifted.sum(), dtype=np.float32)


class _Spans:
    """Turns positions of one window into character spans of the text."""

    def __init__(self, tokens: Tokens, encoded: WindowStates, outputs: AnchorOutputs) -> None:
        self.tokens = tokens
        self.begin = encoded.window.begin
        self.length = encoded.window.end - encoded.window.begin + 2
        self.ends = outputs.ends

    def character(self, position: int) -> int:
        return self.tokens.starts[position - 1 + self.begin]

    def best(self, chances: Floats) -> tuple[Span | None, float]:
        """The span pointed at, None for nobody, and its probability."""
        position = int(chances[: self.length - 1].argmax())
        return (None if position == 0 else self.mention(position)), float(chances[position])

    def several(self, chances: Floats) -> tuple[list[Span], float]:
        """The spans pointed at: the best, and any whose chance comes near it."""
        chances = chances[: self.length - 1]
        top = 1 + int(chances[1:].argmax()) if len(chances) > 1 else 0
        if chances[top] < NOBODY_SHARE * chances[0]:
            return [], float(chances[0])
        floor = RECIPIENT_SHARE * float(chances[top])
        positions = [int(p) for p in (chances >= floor).nonzero()[0] if p > 0]
        spans = [self.mention(p) for p in positions]
        kept: list[Span] = []
        for span in spans:
            if not any(span[0] < other[1] and other[0] < span[1] for other in kept):
                kept.append(span)
        return kept, float(chances[top])

    def mention(self, position: int) -> Span:
        """Characters of the mention that starts at a position."""
        stop = min(self._sentence(position)[1] + 1, position + _LONGEST_MENTION)
        last = position + int(self.ends[position, position:stop].argmax()) if stop > position else position
        return self._characters(position, last)

    def clause(self, anchor: int, starts: Floats, ends: Floats) -> Span:
        """Characters of the clause around an anchor: the likeliest start at or before it, the likeliest end after."""
        low, high = self._sentence(anchor)
        low, high = max(low, anchor - _LONGEST_CLAUSE), min(high, anchor + _LONGEST_CLAUSE)
        first = low + int(starts[low : anchor + 1].argmax())
        last = anchor + int(ends[anchor : high + 1].argmax())
        return self._characters(first, last)

    def _sentence(self, position: int) -> tuple[int, int]:
        piece = position - 1 + self.begin
        for start, end in self.tokens.sentences:
            if start <= piece < end:
                return max(1, start - self.begin + 1), min(self.length - 2, end - self.begin)
        return position, position

    def _characters(self, first: int, last: int) -> Span:
        tokens, begin = self.tokens, first - 1 + self.begin
        end = last - 1 + self.begin
        while end + 1 < len(tokens.ids) and not tokens.first[end + 1]:
            end += 1
        return tokens.starts[begin], tokens.ends[end]
