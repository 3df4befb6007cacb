"""How much, when and why: what stands in and around a clause and belongs to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from backstay.records import Amount, AmountKind, When

from .amounts import find_amounts
from .dates import find_dates

_SPEECH_BEFORE = re.compile(
    r"\b(?:said|says|told|reported|announced|wrote|tweeted|added|stated|speaking|interview|statement|published)\b[^.;:]{0,18}$",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:because|due to|owing to|motivated|driven|prompted|in response|in retaliation|as a result|given)\b", re.I
)

_ENDS = {AmountKind.FROM: AmountKind.TO, AmountKind.TO: AmountKind.FROM}

Span = tuple[int, int]


class Circumstances:
    """Amounts and dates of one report, found once, handed out clause by clause."""

    def __init__(self, text: str, published: date | None) -> None:
        self._text = text
        self._amounts = find_amounts(text)
        self._amount_starts = [a.start or 0 for a in self._amounts]
        self._dates = [d for d in find_dates(text, published) if not self._of_speech(d)]
        self._date_starts = [d.start or 0 for d in self._dates]

    def amounts(self, clause: Span, until: int, sentence: Span) -> tuple[Amount, ...]:
        """The numbers that stand in a clause, or after it up to `until`, where the next clause or sentence begins.

        One end of a change brings the other with it, wherever in the sentence that stands.
        """
        found = self._amounts_in((clause[0], max(clause[1], until)))
        ends = {amount.kind: amount.unit for amount in found if amount.kind in _ENDS}
        if len(ends) == 1:
            (kind, unit), around = next(iter(ends.items())), self._amounts_in(sentence)
            found += [a for a in around if a not in found and a.kind is _ENDS[kind] and a.unit == unit][:1]
        return tuple(sorted(found, key=lambda amount: amount.start or 0))

    def _amounts_in(self, span: Span) -> list[Amount]:
        return self._amounts[bisect_left(self._amount_starts, span[0]) : bisect_left(self._amount_starts, span[1])]

    def when(self, clause: Span, sentence: Span) -> When | None:
        """The date of a clause: one that stands in it, else the only one of its sentence."""
        inside = self._dates_in(clause)
        if inside:
            resolved = [d for d in inside if d.first or d.last]
            return (resolved or inside)[0]
        around = [d for d in self._dates_in(sentence) if d.first or d.last]
        return around[0] if len(around) == 1 else None

    def _dates_in(self, span: Span) -> Sequence[When]:
        return self._dates[bisect_left(self._date_starts, span[0]) : bisect_left(self._date_starts, span[1])]

    def _of_speech(self, found: When) -> bool:
        """'said on Tuesday': the day belongs to the statement, not to what is stated."""
        start = found.start or 0
        return bool(_SPEECH_BEFORE.search(self._text[max(0, start - 40) : start]))


def reason_of(text: str, clause: Span, sentence: Span, others: Sequence[Span]) -> int | None:
    """Index in `others`, which are in order, of the clause that is given as this one's reason, if a causal word leads
    into it. Of "it is due to a lack of contracts" and the "lack of contracts" in it, that is the latter.
    """
    first = bisect_left(others, (max(sentence[0], clause[0] + 1), 0))
    for index in range(first, bisect_left(others, (sentence[1], 0))):
        other = others[index]
        word = _STRONG.search(text, max(sentence[0], other[0] - 24), other[0] + 12)
        if other != clause and word is not None:
            within = range(bisect_left(others, (word.end(), 0)), bisect_left(others, (other[1], 0)))
            return next((at for at in within if others[at][1] <= other[1] and others[at] != clause), index)
    return None
