"""How texts go back to texts: shared passages, copies, and relays by what a report says of its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class Passage:
    """`words` words in a row that two texts share: start..end in one, other_start..other_end in the other (characters).

    `quoted` says that they stand in quotation marks in both.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    words: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Echo:
    """Two reports that share text. `share` is the part of the shorter one, in words, 0..1."""

    one: str
    other: str
    share: float
    passages: tuple[Passage, ...] = ()


class RelayKind(StrEnum):
    """How a report shows that it goes back to another telling."""

    SAYS = "says"
    """It names who told it: "the Journal reported", "according to Reuters"."""
    CREDIT = "credit"
    """An agency's credit: "(Reuters) -", a byline, "AP contributed to this report"."""
    CANONICAL = "canonical"
    """Its canonical address is another site's."""
    LINK = "link"
    """It links to where it has it from."""
    TRANSLATION = "translation"
    """It says that it was translated."""
    COPY = "copy"
    """It shares most of its words with an earlier report."""
    ALIKE = "alike"
    """It names nobody, but tells the same, with the same numbers, from an unnamed source described alike."""


@dataclass(frozen=True, slots=True)
class Relay:
    """One edge of the graph: `report` goes back to `source`, a name as the text has it, or to the report `to`.

    `quote` and start..end (characters of the report) are what shows it, None where a field of the page does. `via` is
    who told the source, as far as the text says ("a person close to the ministry"), `via_kind` what that is.
    `probability` is 0..1. `supported` is False where the report that it claims to quote is known and does not hold the
    quoted words, None where that cannot be told.
    """

    report: str
    source: str
    kind: RelayKind
    quote: str
    start: int | None
    end: int | None
    probability: float
    to: str | None = None
    via: str | None = None
    source_kind: SourceKind = SourceKind.OUTLET
    via_kind: SourceKind | None = None
    published: date | None = None
    supported: bool | None = None
