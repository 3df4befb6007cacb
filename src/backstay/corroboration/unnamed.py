"""Origins that may be one: two outlets' unnamed sources, in the same days, saying the same of the same tie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ..records import Origin

SAME_DAYS = 3
"""Days within which two unnamed sources may be one person who spoke to both."""


def possibly_same(origins: Sequence[Origin], things: Sequence[Hashable], unnamed: Sequence[bool]) -> list[Origin]:
    """The origins, each with the others that may be the same unnamed person's words.

    `things` says what each is about, coarsely; `unnamed` whether nobody with a name told it. Nothing is merged: whether
    they are one telling or two cannot be known from the texts.
    """
    by_thing: defaultdict[Hashable, list[tuple[date, int]]] = defaultdict(list)
    for at, origin in enumerate(origins):
        if unnamed[at] and origin.first_told is not None:
            by_thing[things[at]].append((origin.first_told, at))
    others: defaultdict[int, list[int]] = defaultdict(list)
    for dated in by_thing.values():
        for one, other in _near(sorted(dated)):
            if origins[one].source != origins[other].source:
                others[one].append(other)
                others[other].append(one)
    return [
        replace(each, possibly_same=tuple(origins[other].id for other in sorted(others[at]))) if at in others else each
        for at, each in enumerate(origins)
    ]


def _near(dated: Sequence[tuple[date, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of those, in order of their days, that lie within `SAME_DAYS`."""
    for place, (day, one) in enumerate(dated):
        for later in range(place + 1, len(dated)):
            other_day, other = dated[later]
            if (other_day - day).days > SAME_DAYS:
                break
            yield one, other
