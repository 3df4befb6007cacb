"""Average linkage: the two most alike groups are joined until none is alike enough.

Pairs of claims that were not compared count `UNKNOWN`. Ties go by place, which goes by id: the order of input is
nothing.

Two groups that are joined are as alike to a third as they were on the average: it can only be one with both if it could
with one of them. So nothing is added up but for groups that may yet be one (`_Group.close`): a small part of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from .likeness import FAR_DAYS, ONE, UNKNOWN
from .links import CLOSE, Links
from .told import Told


def linked(copies: Sequence[Sequence[Told]], links: Links) -> list[list[int]]:
    """The places of `copies` in groups, each about one occurrence, in order of their first place."""
    groups = _Groups(copies, links)
    groups.join()
    return groups.members()


@dataclass(slots=True)
class _Group:
    members: list[int]
    node: int
    """Which state of the group this is: it changes whenever another is joined to it."""
    latest: int
    """Day from which on all may have taken place: the last of the first days."""
    earliest: int
    """Day until which all may have: the first of the last days."""
    close: set[int] = field(default_factory=set)
    """Groups that are alike from `CLOSE` on."""


class _Groups:
    """Groups go by their first place."""

    def __init__(self, copies: Sequence[Sequence[Told]], links: Links) -> None:
        self._groups = {place: _Group([place], place, *_span(copy)) for place, copy in enumerate(copies)}
        self._sums = _Sums(links, len(copies))
        self._heap: list[tuple[float, int, int, int, int]] = []
        for score, earlier, later in links.close:
            if not _too_far(self._groups[earlier], self._groups[later]):
                self._note(earlier, later, score)

    def members(self) -> list[list[int]]:
        """The groups' places."""
        return [group.members for _, group in sorted(self._groups.items())]

    def join(self) -> None:
        """Join groups for as long as two are alike enough."""
        while self._heap:
            _, one, other, *nodes = heappop(self._heap)
            if nodes == [self._groups[each].node for each in (one, other) if each in self._groups]:
                self._merge(one, other)

    def _merge(self, one: int, other: int) -> None:
        kept, gone = self._groups[one], self._groups.pop(other)
        kept.members += gone.members
        kept.node = self._sums.joined(kept.node, gone.node)
        kept.latest, kept.earliest = max(kept.latest, gone.latest), min(kept.earliest, gone.earliest)
        thirds = (kept.close | gone.close) - {one, other}
        kept.close = set()
        for third in thirds:
            theirs = self._groups[third]
            theirs.close -= {one, other}
            if not _too_far(kept, theirs):
                self._note(min(one, third), max(one, third), self._mean(kept, theirs))

    def _note(self, one: int, other: int, mean: float) -> None:
        if mean < CLOSE:
            return
        mine, theirs = self._groups[one], self._groups[other]
        mine.close.add(other)
        theirs.close.add(one)
        if mean >= ONE:
            heappush(self._heap, (-mean, one, other, mine.node, theirs.node))

    def _mean(self, one: _Group, other: _Group) -> float:
        total, compared = self._sums.of(one.node, other.node)
        pairs = len(one.members) * len(other.members)
        return (total + UNKNOWN * (pairs - compared)) / pairs


class _Sums:
    """The likeness of all compared pairs of two groups, added up in the order in which the groups grew.

    A node is a place, or stands for two nodes that were joined; a later one has a higher number. What two nodes come to
    never changes.
    """

    def __init__(self, links: Links, places: int) -> None:
        self._links, self._places = links, places
        self._joined: list[tuple[int, int]] = []
        self._found: dict[tuple[int, int], tuple[float, int]] = {}

    def joined(self, kept: int, gone: int) -> int:
        """The node of two that are joined."""
        self._joined.append((kept, gone))
        return self._places + len(self._joined) - 1

    def of(self, one: int, other: int) -> tuple[float, int]:
        """Sum of the likeness of compared pairs, and their number."""
        open_ = [(one, other) if one > other else (other, one)]
        while open_:  # groups grow one claim at a time, by the thousand: too deep for recursion
            later, earlier = open_[-1]
            kept, gone = self._joined[later - self._places]
            mine, theirs = self._known(kept, earlier), self._known(gone, earlier)
            if mine is None:
                open_.append((kept, earlier) if kept > earlier else (earlier, kept))
            if theirs is None:
                open_.append((gone, earlier) if gone > earlier else (earlier, gone))
            if mine is not None and theirs is not None:
                found = self._found[later, earlier] = (mine[0] + theirs[0], mine[1] + theirs[1])
                open_.pop()
        return found

    def _known(self, one: int, other: int) -> tuple[float, int] | None:
        later, earlier = (one, other) if one > other else (other, one)
        if later >= self._places:
            return self._found.get((later, earlier))
        score = self._links.between(later, earlier)
        return (0.0, 0) if score is None else (score, 1)


def _span(copies: Sequence[Told]) -> tuple[int, int]:
    firsts = [each.first.toordinal() for each in copies if each.first]
    lasts = [each.last.toordinal() for each in copies if each.last]
    return max(firsts, default=0), min(lasts, default=10**7)


def _too_far(one: _Group, other: _Group) -> bool:
    """Would two claims of the joined group lie further apart than an event can reach?"""
    return max(one.latest, other.latest) - min(one.earliest, other.earliest) > FAR_DAYS
