"""What the rules read from: the words of one expression, and what is known around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...records import Precision
from ..amounts.number_words import ORDINALS, words_value
from .spans import Span, step
from .timex import Meaning
from .words import FEW, UNITS

DAY, MONTH, SEASON, YEAR, VAGUE = Precision.DAY, Precision.MONTH, Precision.SEASON, Precision.YEAR, Precision.VAGUE
_COUNT_CLASSES = "DN#Ya"


@dataclass(frozen=True, slots=True)
class Around:
    """Publication day, the last day that the text spoke of, and whether the words around speak of what is to come, or
    of what is over; `day` is the last day named in the same sentence; `before` and `after` are the words beside it.
    """

    published: date | None
    reference: date | None
    future: bool
    past: bool = False
    day: date | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of one expression with their classes."""

    words: list[str]
    classes: str

    def word(self, wanted: str) -> str:
        """First word of one of these classes; empty where there is none."""
        for word, cls in zip(self.words, self.classes, strict=True):
            if cls in wanted:
                return word
        return ""

    def has(self, wanted: str) -> bool:
        """Is there a word of one of these classes?"""
        return any(cls in wanted for cls in self.classes)

    @property
    def unit(self) -> str:
        """The unit of time that is named, in the singular."""
        word = self.word("uUCVQ")
        return UNITS.get(word, "")

    @property
    def year(self) -> int | None:
        """The year that is named in digits."""
        word = self.word("Y")
        return int(word) if word else None

    def count(self) -> float | None:
        """How many: None where no count is given or it is a vague one."""
        if self.has("f"):
            limits = FEW[self.word("f")]
            return float(limits[0]) if limits and limits[0] == limits[1] else None
        if self.has("h"):
            return self._halves()
        picked = [(w, c) for w, c in zip(self.words, self.classes, strict=True) if c in _COUNT_CLASSES]
        return _count(picked)

    def _halves(self) -> float | None:
        """Half of one, or that many and a half ("two and a half", "a year and a half")."""
        cut = self.classes.find("&")
        if cut < 0:
            return 0.5
        whole = _count([(w, c) for w, c in zip(self.words[:cut], self.classes, strict=False) if c in _COUNT_CLASSES])
        return None if whole is None else whole + 0.5

    def ordinal(self) -> int | None:
        """Which one: "first", "3rd"."""
        word = self.word("oO")
        if not word:
            return None
        return ORDINALS.get(word) or (int(word[:-2]) if word[:-2].isdecimal() else None)

    @property
    def edge(self) -> str:
        """START, MID or END where a part of the whole is named."""
        word = self.word("kK") or self.word("bc")
        return _EDGES.get(word, "")


_EDGES = {
    "early": "START", "beginning": "START", "start": "START", "earlier": "START",
    "mid": "MID", "middle": "MID",
    "late": "END", "end": "END", "close": "END", "later": "END",
}  # fmt: skip


def _count(picked: list[tuple[str, str]]) -> float | None:
    digits = [word for word, cls in picked if cls in "DNY"]
    if digits:
        plain = digits[0].replace(",", "").rstrip(".")
        return float(plain) if plain.count(".") <= 1 and len(plain) < 12 else None
    words = [word for word, cls in picked if cls == "#"]
    if words:
        return 12.0 if words[-1] == "dozen" else _whole(words_value(words))
    return 1.0 if picked else None


def _whole(value: int | None) -> float | None:
    return None if value is None else float(value)


def vague_reach(word: str, unit: str) -> float | None:
    """How far "the next few days" reach: six days, four weeks."""
    if word not in ("few", "handful"):
        return None
    return 6 if unit == "day" else 4


def backwards(on: date | None, count: float | None, unit: str) -> Span | None:
    """From `count` units ago until that day."""
    if on is None or count is None:
        return None
    first = step(on, -count, unit)
    return None if first is None else (first, on)


def part_of(span: Span, edge: str) -> Span:
    """The early, middle or late third of an interval."""
    first, last = span
    length = (last - first).days + 1
    third = length // 3
    if edge == "START":
        return first, step(first, third - 1 if length > 3 else 0, "day") or last
    if edge == "END":
        return step(last, -third + (1 if length > 40 else 0), "day") or first, last
    if edge == "MID":
        return step(first, third, "day") or first, step(last, -third, "day") or last
    return span


def unknown(value: str, precision: Precision = VAGUE) -> Meaning:
    """A DATE that nothing settles."""
    return Meaning("DATE", value, precision=precision)
