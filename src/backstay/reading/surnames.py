"""Persons by their surnames alone: "Trump" and "Mr. Assad" are names of a report as much as "Bashar al-Assad" is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import merge

from backstay.knowledge import Found, Resolution
from backstay.knowledge.titles import is_title

_WORD = re.compile(r"(?<![\w.’'-])(?:[Aa]l-|[Ee]l-)?[A-Z][a-z]\w*(?:-[A-Z]\w+)?(?![\w-])")
_BEFORE = re.compile(r"([A-Z][\w.’'-]*) $")
_AFTER = re.compile(r" ([A-Z][\w.’'-]*)")
_PLAYERS = 4
"""So many of the states named most speak for whose surname it is."""
_SURE = 0.8
"""A surname that no whole name in the report explains must be so likely somebody's."""
_MONTHS = frozenset(("May", "March", "April", "June"))

Resolve = Callable[[str, tuple[str, ...]], Resolution | None]


def with_surnames(text: str, found: Sequence[Found], resolve: Resolve) -> list[Found]:
    """The known names of a report with the persons who go by a surname, in order.

    A surname is that of the last whole name in the report that ends in it; else of whoever it means by itself at the
    date (`resolve`), if that is sure.
    """
    persons = (name for name in found if name.resolution.kind == "person")
    whole = {name.text.rsplit(maxsplit=1)[-1]: name.resolution for name in persons}
    asked: dict[str, Resolution | None] = {**dict.fromkeys(_MONTHS), **whole}
    counts = Counter(name.resolution.party.state for name in found if name.resolution.party.state)
    states = tuple(state for state, _ in counts.most_common(_PLAYERS) if state)
    surnames = []
    for start, end in _alone(text, found):
        word = text[start:end]
        if word not in asked:
            asked[word] = _sure(resolve(word, states))
        resolution = asked[word]
        if resolution is not None:
            surnames.append(Found(start, end, word, resolution))
    return list(merge(found, surnames, key=lambda name: name.start))


def _sure(resolution: Resolution | None) -> Resolution | None:
    sure = resolution is not None and resolution.kind == "person" and resolution.score >= _SURE
    return resolution if sure else None


def _alone(text: str, found: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """Capitalised words of no known name that stand alone, or after titles ("Trump", "Prime Minister Modi")."""
    at = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while at < len(found) and found[at].end <= start:
            at += 1
        if at < len(found) and found[at].start < end:
            continue
        if is_title(match.group()):
            continue
        before, after = _BEFORE.search(text, max(0, start - 30), start), _AFTER.match(text, end)
        named_next = at < len(found) and after is not None and found[at].start == after.start(1)
        if (before is None or is_title(before[1])) and (after is None or named_next or is_title(after[1])):
            yield start, end
