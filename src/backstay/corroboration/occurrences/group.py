"""The claims of one run in time, on one pair of states, as events."""

from __future__ import annotations

from collections.abc import Sequence

from .against import attach
from .build import Group, build
from .joining import join
from .told import Role, Told


def events_of(claims: Sequence[Told]) -> list[Group]:
    """Every claim in exactly one event, whatever their order; sorted by event id.

    A pure function of the set of claims: what it gives may be kept as long as the set stays the same.
    """
    groups = join([each for each in claims if each.role is Role.ASSERTS])
    whole = attach(groups, [each for each in claims if each.role is not Role.ASSERTS])
    return sorted((build(group) for group in whole), key=lambda group: group.event.id)
