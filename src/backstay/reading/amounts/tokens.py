"""A text as words with one class letter each, as far as numbers are concerned.

Classes: N number in digits, K number with its scale or a fraction ("50m", "1/2"), # number word, z dozen, s scale
("million"), S scale as a plural ("thousands"), f few/several, a article, T the, h half, q fraction noun, C currency
mark or code, % percent, F of, t to, & and, w between, r from, - hyphen or dash, M month, m most/majority, w between,
U ship or aeroplane type and other names with digits, x other, | and . ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .number_words import SCALES, SMALL, TENS, word_set
from .unit_names import UNITS
from .words import CURRENCY_MARKS

_MAIL = r"|\b[\w.+-]{1,64}@[\w-]{1,63}\.\w{2,}"
_PLAIN = r"(?P<plain>[a-z]++)(?: (?!\$)|(?=,|\n(?!\$)))|"
"""Most of any text: a small word with a blank after it. No other rule would take more, or less, of it."""
_RULES = (
    r"(?P<skip>\b\d+(?:-\d+){2,}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b9/11\b|\b\d{1,2}:\d\d(?::\d\d)?\b"
    r"|(?:https?://|www\.)\S+<mail>|[#@]\w+|\b\d+(?:\.\d+){2,}\b|\b\d+(?:st|nd|rd|th)\b|['’]?\b\d{2,4}['’]?s\b"
    r"|\+?\(\d{2,4}\)\s?\d[\d-]+)"
    r"|(?P<fraction>\b\d+\s\d/\d{1,2}\b|\b\d/\d{1,2}\b|[½¼¾])"
    r"|(?P<number>\d+(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:,\s000)+\b|\d+(?:\.\d+)?)(?P<scale>\s?(?:[kKmMbBtT]n?|mln|bln|mn|trn)\b)?"
    r"|(?P<mark>\b(?:(?i:US|AU|CA|HK|NZ|NT|Mex|USD|AUD|CAD|NZD|MXN)|[CSARc])\s?\$|[$£€¥₹₽₺₴₪₩₿₡₾₭₦₱₫₸₼₵₲元円฿]|\bM(?:USD|EUR|GBP|AUD|CAD|CHF|SEK|NOK|DKK)\b)"
    r"|(?P<abbr>(?:[A-Z]\.){2,}|\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|St|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)"
    r"|(?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)"
    r"|(?P<gap>\n\s*\n)|(?P<other>[^\w\s]|_)"
)  # fmt: skip
_WITH_MAIL = re.compile(_PLAIN + _RULES.replace("<mail>", _MAIL))
_WITHOUT = re.compile(_PLAIN + _RULES.replace("<mail>", ""))
"""Looking for an address at every word costs half of the time, and few texts hold an @."""
_ATTACHED = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trn": 1e12,
}
_MONTHS = word_set(
    "january february march april may june july august september october november december jan. feb. mar. apr. jun. "
    "jul. aug. sep. sept. oct. nov. dec."
)
_PLURAL_SCALES = {
    "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1e3, "millions": 1e6, "billions": 1e9,
    "trillions": 1e12,
}  # fmt: skip
_FRACTIONS = {
    "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "seventh": 7, "eighth": 8, "eighths": 8, "ninth": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
PLURAL_SCALES: dict[str, float] = dict(_PLURAL_SCALES)
FRACTIONS: dict[str, int] = _FRACTIONS

_CLASS: dict[str, str] = {
    "dozen": "z", "score": "x", "few": "f", "several": "f", "couple": "f", "handful": "f", "pair": "f", "a": "a",
    "an": "a", "the": "T", "half": "h", "percent": "%", "pct": "%", "pc": "%", "per": "p", "of": "F", "to": "t",
    "and": "&",
    "between": "w", "from": "r", "most": "m", "majority": "m",
    **dict.fromkeys((*SMALL, *TENS), "#"),
    **dict.fromkeys(SCALES, "s"),
    **dict.fromkeys(_PLURAL_SCALES, "S"),
    **dict.fromkeys(_FRACTIONS, "q"),
    **dict.fromkeys(_MONTHS, "M"),
    **{code: "C" for code in CURRENCY_MARKS if code.isalpha() and code not in ("rs", "us")},
}  # fmt: skip
_MARKS = {"-": "-", "–": "-", "%": "%", ".": ".", "!": ".", "?": ".", ";": ".", "—": "."}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words (lower case), offsets, classes; `values[i]` is the number that word i writes in digits, else 0."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    values: list[float]
    classes: str

    def raw(self, i: int) -> str:
        """The word as it is written."""
        return self.text[self.starts[i] : self.ends[i]]

    def tight(self, i: int) -> bool:
        """Does word i follow the one before without a space?"""
        return i > 0 and self.starts[i] == self.ends[i - 1]


def tokenise(text: str) -> Tokens:
    """Cut a text into words, numbers and marks, and give each its class."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[float] = []
    classes: list[str] = []
    get = _CLASS.get
    for match in (_WITH_MAIL if "@" in text else _WITHOUT).finditer(text):
        kind = match.lastgroup
        if kind == "plain":
            start, end = match.span(kind)
            word = text[start:end]
            cls = get(word, "x")
            words.append(word)
            starts.append(start)
            ends.append(end)
            values.append(0.0)
            classes.append("x" if cls == "M" else cls)
            continue
        raw = match.group()
        word = raw.lower()
        value = 0.0
        if kind in ("word", "abbr"):
            cls = get(word, "x")
            if cls == "M" and not raw[0].isupper():
                cls = "x"
        elif kind in ("number", "scale"):
            cls, value = _number(match)
        elif kind == "fraction":
            cls, value = "K", _fraction(raw)
        elif kind == "mark":
            cls = "C"
        elif kind == "gap":
            cls = "|"
        else:
            cls = "x" if kind == "skip" else _MARKS.get(raw, "," if raw == "," else "x")
        words.append(word)
        starts.append(match.start())
        ends.append(match.end())
        values.append(value)
        classes.append(cls)
    return Tokens(text, words, starts, ends, values, "".join(classes))


def _number(match: re.Match[str]) -> tuple[str, float]:
    digits = re.sub(r"[,\s]", "", match.group("number"))
    text, start, end = match.string, match.start(), match.end()
    glued = (start and (text[start - 1].isalnum() or text[start - 1] == "_")) or text[end : end + 1].isalnum()
    if len(digits) > 18:
        return "x", 0.0
    value = float(digits)
    scale = match.group("scale")
    if scale:
        return "K", value * _ATTACHED[scale.strip().lower()]
    if glued and not _unit_glued(text, start, end):
        return "x", 0.0
    return "N", value


_GLUED = re.compile(
    r"(?:million|billion|trillion|thousand|percent|pc|usd|eur|gbp|in|g|h|"
    + "|".join(sorted((re.escape(form) for form in UNITS if form.isalpha()), key=len, reverse=True))
    + r")(?:[23](?!\d)|\b)|(?:W|V|A|L|MB|Mb)\b",
    re.I,
)
_CODE = re.compile(r"(?:USD|EUR|GBP|AUD|CAD|RMB|CHF|JPY|INR|Rs)$")


def _unit_glued(text: str, start: int, end: int) -> bool:
    """Reads "20cm" and "USD115" are numbers with their unit; "F16" is a name."""
    after = text[end : end + 1].isalnum()
    if after and text[end] in "元円":
        return True
    if after:
        return bool(_GLUED.match(text, end)) and not (start and text[start - 1].isalnum())
    return bool(_CODE.search(text[max(0, start - 3) : start]))


_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


def _fraction(raw: str) -> float:
    if raw in _SIGNS:
        return _SIGNS[raw]
    *whole, part = raw.split()  # any blank may stand between them, the end of a line too
    top, bottom = part.split("/")
    return float(whole[0] if whole else 0) + (float(top) / float(bottom) if float(bottom) else 0.0)
