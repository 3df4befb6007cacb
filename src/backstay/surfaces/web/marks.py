"""A report's text cut into flat pieces, so that claims whose clauses overlap can all be marked and reached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

_BREAK = re.compile(r"\r\n|\r|\n")


class Span(Protocol):
    """What is marked: an id, and character offsets into the text."""

    @property
    def id(self) -> str:
        """The claim's id."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """One past the last character."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same claims: `covering` from the tightest to the widest; `opens` start here."""

    text: str
    covering: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()


def pieces(text: str, spans: Sequence[Span]) -> list[Piece]:
    """`text` cut at every start and end. The pieces joined are the text again, character for character.

    Offsets beyond the text are clipped; a span with no character left in it opens at the nearest place and covers
    nothing.
    """
    size = len(text)
    clipped = [(min(max(s.start, 0), size), min(max(s.end, 0), size), s.id) for s in spans]
    cuts = sorted({0, size, *(start for start, _, _ in clipped), *(end for start, end, _ in clipped if end > start)})
    opens: dict[int, list[str]] = {}
    for start, _end, claim in sorted(clipped, key=lambda each: (each[0], -each[1], each[2])):
        opens.setdefault(start, []).append(claim)
    ends = [*cuts[1:], size] if opens.get(size) else cuts[1:]
    found: list[Piece] = []
    ordered = sorted(clipped, key=lambda each: (each[1] - each[0], each[2]))
    for start, end in zip(cuts, ends, strict=False):
        covering = tuple(claim for low, high, claim in ordered if low <= start and end <= high and low < high)
        found.append(Piece(text[start:end], covering if end > start else (), tuple(opens.get(start, ()))))
    return found


def paragraphs(cut: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces by paragraph: a line break ends one. Empty lines make none, and no claim's number is lost."""
    found: list[list[Piece]] = [[]]
    waiting: tuple[str, ...] = ()
    for piece in cut:
        waiting += piece.opens
        for place, part in enumerate(_BREAK.split(piece.text)):
            if place and found[-1]:
                found.append([])
            if part.strip() or (part and found[-1]):
                found[-1].append(Piece(part, piece.covering, waiting))
                waiting = ()
    if waiting:
        found[-1].append(Piece("", (), waiting))
    return [paragraph for paragraph in found if paragraph]
