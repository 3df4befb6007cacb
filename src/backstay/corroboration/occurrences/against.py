"""What speaks against an event, or refuses to speak of it, put beside the event that it is about.

A denial is about the same pair of states, lies close in time, and speaks of the same kind of thing; one that says no
more than "denied that" is taken by who denies and by the report that it stands in. What fits nothing stands alone: a
denial of what nobody in this ledger asserts.
"""

from __future__ import annotations

from collections.abc import Sequence

from .closeness import closest
from .joining import join
from .told import Told

ATTACHED = 0.5
"""A denial that is at least this much like an event's claims is put beside it."""


def attach(groups: Sequence[list[Told]], others: Sequence[Told]) -> list[list[Told]]:
    """`groups` of asserting claims with the denials, doubts, refusals and counter-claims of `others` added.

    Then the groups of what is denied, but asserted by nobody here. Members are sorted by id.
    """
    found = [list(group) for group in groups]
    alone = []
    denials = sorted(others, key=lambda told: told.id)
    for each, (likeness, place) in zip(denials, closest(denials, groups), strict=True):
        if likeness >= ATTACHED:
            found[place].append(each)
        else:
            alone.append(each)
    return [sorted(group, key=lambda told: told.id) for group in found] + join(alone)
