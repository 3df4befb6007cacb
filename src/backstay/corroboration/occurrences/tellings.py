"""The origins of one event: which of its claims go back to the same telling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ...records import Origin, content_id
from ..origins import origins_of_one
from .told import Role, Told


def order(told: Told) -> tuple[date, int, str]:
    """Earliest publication first; within a day the longest chain, as a relay names whom it relays; then by id."""
    return told.row.published or date.max, -len(told.row.claim.sources), told.id


def tellings(told: Iterable[Told]) -> tuple[Origin, ...]:
    """The origins of the claims that assert an event, oldest first.

    All of them are about one thing by now, so that they are grouped as if every reader had coded it alike: what
    differs in type or channel only is one telling. A page's own voice goes back to whom the page names for the same
    event, as a headline does to its story.
    """
    claims = [each for each in told if each.role is Role.ASSERTS]
    return tuple(_headlines(origins_of_one([each.row for each in claims]), claims))


def _headlines(found: Sequence[Origin], claims: Sequence[Told]) -> list[Origin]:
    """Origins of nothing but own voices, joined to the origin that their page names as its source."""
    by_id = {each.id: each for each in claims}
    named: dict[str, int] = {}
    for place, origin in enumerate(found):
        for claim in origin.claims:
            if len(by_id[claim].row.claim.sources) > 1:
                named.setdefault(by_id[claim].row.claim.report, place)
    members: dict[int, list[str]] = {}
    for place, origin in enumerate(found):
        own = all(len(by_id[claim].row.claim.sources) == 1 for claim in origin.claims)
        reports = {named.get(by_id[claim].row.claim.report) for claim in origin.claims}
        target = next(iter(reports)) if own and len(reports) == 1 else None
        members.setdefault(place if target is None else target, []).extend(origin.claims)
    joined = [_origin(found[place], ids, by_id) for place, ids in sorted(members.items())]
    now = {claim: origin.id for origin in joined for claim in origin.claims}
    became = {origin.id: now[origin.claims[0]] for origin in found}
    return [
        replace(each, possibly_same=tuple(dict.fromkeys(became[o] for o in each.possibly_same if became[o] != each.id)))
        if each.possibly_same
        else each
        for each in joined
    ]


def _origin(origin: Origin, ids: list[str], by_id: dict[str, Told]) -> Origin:
    if len(ids) == len(origin.claims):
        return origin
    days = [day for claim in ids if (day := by_id[claim].row.published)]
    claims = tuple(sorted(ids))
    return replace(origin, id=content_id("o", *claims), claims=claims, first_told=min(days, default=None))
