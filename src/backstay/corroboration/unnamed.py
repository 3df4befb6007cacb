"""Origins that may be one: two outlets' unnamed sources, in the same days, saying the same of the same tie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace

from ..records import Origin

SAME_DAYS = 3
"""Days within which two unnamed sources may be one person who spoke to both."""


def possibly_same(origins: Sequence[Origin], things: Sequence[Hashable], unnamed: Sequence[bool]) -> list[Origin]:
    """The origins, each with the others that may be the same unnamed person's words.

    `things` says what each is about, coarsely; `unnamed` whether nobody with a name told it. Nothing is merged: whether
    they are one telling or two cannot be known from the texts.
    """
    by_thing: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, origin in enumerate(origins):
        if unnamed[at] and origin.first_told is not None:
            by_thing[things[at]].append(at)
    others: defaultdict[int, list[str]] = defaultdict(list)
    for places in by_thing.values():
        for at in places:
            others[at] = [origins[each].id for each in places if each != at and _near(origins[at], origins[each])]
    return [replace(each, possibly_same=tuple(others[at])) if others[at] else each for at, each in enumerate(origins)]


def _near(one: Origin, other: Origin) -> bool:
    if one.first_told is None or other.first_told is None:
        return False
    return one.source != other.source and abs((one.first_told - other.first_told).days) <= SAME_DAYS
