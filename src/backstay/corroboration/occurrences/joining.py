"""Claims joined into groups that are about one occurrence: average linkage over the pairs that can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .likeness import FAR_DAYS
from .linkage import linked
from .links import links
from .told import Told


def join(claims: Sequence[Told]) -> list[list[Told]]:
    """The claims in groups, each about one occurrence, whatever their order. Members are sorted by id.

    Copies (the same words about the same parties and days) are one from the start, so that a thousand of them neither
    take long nor weigh more than one.
    """
    if len(claims) < 2:  # as it is with most pairs of states
        return [[each] for each in claims]
    copies = _copies(sorted(claims, key=lambda each: (each.first or date.max, each.id)))
    groups = linked(copies, links([group[0] for group in copies]))
    return [sorted((t for place in group for t in copies[place]), key=lambda t: t.id) for group in groups]


def segments(claims: Sequence[Told]) -> list[list[Told]]:
    """Runs of claims in time, parted where nothing lies within `FAR_DAYS`; those of no known day are one run.

    No two claims of different runs can be one event, so that a new report only touches the run that it falls into.
    """
    undated = [each for each in claims if each.first is None or each.last is None]
    dated = sorted((each.first, each.last, each.id, each) for each in claims if each.first and each.last)
    runs: list[list[Told]] = []
    reach: date | None = None
    for first, last, _, each in dated:
        if reach is None or (first - reach).days > FAR_DAYS:
            runs.append([])
            reach = last
        runs[-1].append(each)
        reach = max(reach, last)
    return runs + ([undated] if undated else [])


def _copies(claims: Sequence[Told]) -> list[list[Told]]:
    """Groups of the same words, parties, type, effect and days, in order of their first id."""
    groups: dict[tuple[object, ...], list[Told]] = {}
    for each in claims:
        claim = each.row.claim
        month = each.first and (each.first.toordinal() // FAR_DAYS)
        same = (each.words or claim.quote, each.entities, claim.event_type, claim.channel, each.direction, month)
        groups.setdefault(same, []).append(each)
    return list(groups.values())
