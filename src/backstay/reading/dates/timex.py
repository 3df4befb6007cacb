"""One time expression, with its TIMEX3 type and value and the days that it covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...records import Precision
from .spans import Span


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression says. `kind` and `value` follow TIMEX3; `first`..`last` are days, None where not settled."""

    kind: str
    value: str
    first: date | None = None
    last: date | None = None
    precision: Precision = Precision.VAGUE
    mod: str = ""


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression in its place: `text` is text[start:end], `rule` the grammar rule, `at` its words' indices."""

    text: str
    start: int
    end: int
    rule: str
    meaning: Meaning
    at: tuple[int, int]


def spanned(value: str, span: Span | None, precision: Precision, mod: str = "") -> Meaning:
    """A DATE that covers an interval; without one its bounds stay open."""
    first, last = span if span else (None, None)
    return Meaning("DATE", value, first, last, precision, mod)
