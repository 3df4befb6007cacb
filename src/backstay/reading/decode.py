"""From the model's numbers to spans and labels: what is said, before anybody knows who "he" is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from backstay.records import Channel, EventType

from .density import Density, shifted
from .encoder import AnchorOutputs, Encoder, WindowStates, softmax
from .labels import ATTRIBUTES, ATTRIBUTES_AT, ROLES
from .windows import Tokens

if TYPE_CHECKING:
    from .encoder import Floats

ANCHOR_THRESHOLD = 0.25
"""A clause that the model gives less than this chance of making a claim is not looked at; see `confidence`."""
NO_PRESSURE = frozenset((EventType.RETREAT, EventType.AID, EventType.COOPERATE))
"""Event types that bear on backing, or on nothing, but are never pressure."""
SOMEBODY = 0.5
"""A pointer means somebody if the chance that it does is at least this."""
_LONGEST_MENTION = 24  # pieces
_LONGEST_CLAUSE = 90  # pieces

_MOST = 12
_LEAST = 0.02
"""At most so many words of a pointer are looked at, none of which it gives less than this."""
LOOKED_AT = ("actor", "recipient", "backer", "client")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """Where a pointer looks: mentions with their probabilities, the likeliest first, and the probability of nobody."""

    mentions: tuple[tuple[Span, float], ...] = ()
    nobody: float = 0.0

    @property
    def best(self) -> Span | None:
        """The likeliest mention."""
        return self.mentions[0][0] if self.mentions else None

    @property
    def somebody(self) -> bool:
        """Is it likelier that there is somebody than not?"""
        return 1.0 - self.nobody >= SOMEBODY


@dataclass(frozen=True, slots=True)
class Draft:
    """A clause with where its pointers look and its labels, before anybody is resolved.

    `scores` holds the model's probability for each label and pointer; `score` that of the clause being a claim.
    """

    anchor: int
    start: int
    end: int
    looks: dict[str, Look]
    source: Span | None
    labels: dict[str, str]
    score: float
    scores: dict[str, float] = field(default_factory=dict)
    chances: dict[str, dict[str, float]] = field(default_factory=dict)
    """The probability of each backer's and client's role."""
    settled: dict[str, str] = field(default_factory=dict)
    """Labels that a rule set whatever the model said, and why."""
    logits: Sequence[float] = ()
    """What the heads of `ATTRIBUTES` gave, one after the other."""


def drafts(encoder: Encoder, text: str, threshold: float = ANCHOR_THRESHOLD) -> list[Draft]:
    """Every clause of a text that makes a claim, in order."""
    density = Density()
    found = clauses(encoder, text, threshold, density)
    shift = density.shift()
    if shift:
        levelled = (replace(draft, score=shifted(draft.score, shift)) for draft in found)
        found = [draft for draft in levelled if draft.score >= threshold]
    return without_echoes(found)


def clauses(encoder: Encoder, text: str, threshold: float, density: Density | None = None) -> list[Draft]:
    """Every word of a text that the model gives this chance of carrying a claim, with its clause, whatever the page.

    What the page is like is added to `density`.
    """
    tokens = encoder.tokenize(text)
    found: list[Draft] = []
    for encoded in encoder.encode(tokens):
        if density is not None:
            _count(tokens, encoded, density)
        positions = _anchor_positions(tokens, encoded, threshold)
        if positions:
            outputs = encoder.ask(encoded, positions)
            found.extend(_drafts_of_window(tokens, encoded, positions, outputs, encoder.temperatures))
    return found


def _count(tokens: Tokens, encoded: WindowStates, density: Density) -> None:
    import numpy as np

    window = encoded.window
    whole = np.asarray(tokens.first[window.body : window.end], dtype=bool)
    chances = encoded.anchors[window.body - window.begin + 1 : window.end - window.begin + 1]
    density.words += int(whole.sum())
    density.chances += float(chances[whole].sum())


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
    if a.labels["event_type"] != b.labels["event_type"]:
        return False
    recipients = [look.best if look.somebody else None for look in (a.looks["recipient"], b.looks["recipient"])]
    return a.looks["actor"].best == b.looks["actor"].best and (recipients[0] == recipients[1] or None in recipients)


def _anchor_positions(tokens: Tokens, encoded: WindowStates, threshold: float) -> list[int]:
    window = encoded.window
    chances = encoded.anchors
    return [
        piece - window.begin + 1
        for piece in range(window.body, window.end)
        if tokens.first[piece] and chances[piece - window.begin + 1] >= threshold
    ]


def _drafts_of_window(
    tokens: Tokens,
    encoded: WindowStates,
    positions: Sequence[int],
    outputs: AnchorOutputs,
    temperatures: Mapping[str, float],
) -> Iterator[Draft]:
    spans = _Spans(tokens, encoded, outputs)
    told = _label_chances(outputs.attributes, temperatures)
    for row, position in enumerate(positions):
        pointers = outputs.pointers[row]
        labels, scores, chances = _labels({name: rows[row] for name, rows in told.items()})
        looks = {role: spans.look(pointers[ROLES.index(role)]) for role in LOOKED_AT}
        source, scores["source"] = spans.best(pointers[ROLES.index("source")])
        start, end = spans.clause(position, pointers[ROLES.index("clause_start")], pointers[ROLES.index("clause_end")])
        yield Draft(
            anchor=spans.character(position),
            start=start,
            end=end,
            looks=looks,
            source=source,
            labels=labels,
            score=float(encoded.anchors[position]),
            scores=scores,
            chances=chances,
            logits=outputs.attributes[row],
        )


def _label_chances(logits: Floats, temperatures: Mapping[str, float]) -> dict[str, Floats]:
    """The probability of each label: (n, labels) by the name of the head."""
    return {name: softmax(logits[:, at] / temperatures.get(name, 1.0)) for name, at in ATTRIBUTES_AT.items()}


def _labels(
    told: Mapping[str, Floats],
) -> tuple[dict[str, str], dict[str, float], dict[str, dict[str, float]]]:
    labels: dict[str, str] = {}
    scores: dict[str, float] = {}
    roles: dict[str, dict[str, float]] = {}
    for name, values in ATTRIBUTES.items():
        chances = told[name]
        best = int(chances.argmax())
        if name == "channel" and values[best] == Channel.PRESSURE and labels["event_type"] in NO_PRESSURE:
            best = 1 + int(chances[1:best].argmax())  # the likeliest of the channels of backing, which stand before it
        labels[name], scores[name] = values[best], float(chances[best])
        if name in ("backer_role", "client_role"):
            roles[name] = dict(zip(values, map(float, chances), strict=True))
    return labels, scores, roles


class _Spans:
    """Turns positions of one window into character spans of the text."""

    def __init__(self, tokens: Tokens, encoded: WindowStates, outputs: AnchorOutputs) -> None:
        self.tokens = tokens
        self.begin = encoded.window.begin
        self.length = encoded.window.end - encoded.window.begin + 2
        self.ends = outputs.ends
        self._mentions: dict[int, Span] = {}
        self._sentences = tokens.sentences
        self._starts = [start for start, _ in self._sentences]

    def character(self, position: int) -> int:
        return self.tokens.starts[position - 1 + self.begin]

    def best(self, chances: Floats) -> tuple[Span | None, float]:
        """The span pointed at, None for nobody, and its probability."""
        position = int(chances[: self.length - 1].argmax())
        return (None if position == 0 else self.mention(position)), float(chances[position])

    def look(self, chances: Floats) -> Look:
        """The mentions pointed at. A mention that begins inside another adds to it."""
        chances = chances[: self.length - 1]
        first = self.tokens.first
        ranked = [p for p in (-chances).argsort(kind="stable")[:_MOST].tolist() if p > 0]
        words = [p for p in ranked if first[p - 1 + self.begin]]
        positions = [p for p in words if chances[p] >= _LEAST] or words[:1]
        mentions: dict[Span, float] = {}
        for position in positions:
            span = self.mention(position)
            holder = next((other for other in mentions if other[0] <= span[0] < other[1]), span)
            mentions[holder] = mentions.get(holder, 0.0) + float(chances[position])
        by_chance = sorted(mentions.items(), key=lambda item: (-item[1], item[0]))
        return Look(tuple(by_chance), float(chances[0]))

    def mention(self, position: int) -> Span:
        """Characters of the mention that starts at a position."""
        if position not in self._mentions:
            self._mentions[position] = self._mention(position)
        return self._mentions[position]

    def _mention(self, position: int) -> Span:
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
        at = bisect_right(self._starts, piece) - 1
        if at < 0 or piece >= self._sentences[at][1]:
            return position, position
        start, end = self._sentences[at]
        return max(1, start - self.begin + 1), min(self.length - 2, end - self.begin)

    def _characters(self, first: int, last: int) -> Span:
        tokens, begin = self.tokens, first - 1 + self.begin
        end = last - 1 + self.begin
        while end + 1 < len(tokens.ids) and not tokens.first[end + 1]:
            end += 1
        return tokens.starts[begin], tokens.ends[end]
