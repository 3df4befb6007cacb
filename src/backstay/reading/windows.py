"""A text as token windows that fit the encoder: each holds whole sentences, led in by some of what came before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .sentences import sentence_spans

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 256
"""Tokens a window holds at most, [CLS] and [SEP] included."""
CONTEXT_TOKENS = 72
"""Tokens of earlier text that lead a window in, so that "he" and "the firm" have something to go back to."""


@dataclass(frozen=True)
class Tokens:
    """A text's word pieces: `ids`, and character offsets `starts` and `ends`, one entry a piece."""

    text: str
    ids: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    first: Sequence[bool]
    """Is this piece the first of its word?"""

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Half-open spans of pieces, one a sentence."""
        spans, at, total = [], 0, len(self.starts)
        for start, end in sentence_spans(self.text):
            while at < total and self.ends[at] <= start:
                at += 1
            begin = at
            while at < total and self.starts[at] < end:
                at += 1
            if at > begin:
                spans.append((begin, at))
        return spans


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `begin`..`end` of a text (half-open); those from `body` on are read here, those before are context."""

    begin: int
    body: int
    end: int


def tokenize(tokenizer: Tokenizer, text: str) -> Tokens:
    """The word pieces of `text` without special tokens."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets, words = encoding.offsets, encoding.word_ids
    first = [i == 0 or words[i] != words[i - 1] for i in range(len(words))]
    return Tokens(text, encoding.ids, [o[0] for o in offsets], [o[1] for o in offsets], first)


def windows(tokens: Tokens, *, limit: int = MAX_TOKENS, context: int = CONTEXT_TOKENS) -> list[Window]:
    """Windows whose bodies cover every sentence exactly once, in order."""
    room = limit - 2  # [CLS] and [SEP]
    pieces = _pieces(tokens.sentences, room - context)
    found: list[Window] = []
    at = 0
    while at < len(pieces):
        body, end = pieces[at]
        begin = max(0, body - context)
        at += 1
        while at < len(pieces) and pieces[at][1] - begin <= room:
            end = pieces[at][1]
            at += 1
        found.append(Window(begin, body, end))
    return found


def _pieces(sentences: Sequence[tuple[int, int]], longest: int) -> list[tuple[int, int]]:
    """Sentences, with those over `longest` pieces cut up."""
    return [(start, min(start + longest, end)) for begin, end in sentences for start in range(begin, end, longest)]
