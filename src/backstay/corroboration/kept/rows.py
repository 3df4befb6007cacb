"""An event as a row of what is kept, and back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any

from ...records import Claim, Event
from ..occurrences.build import Group

Row = tuple[Any, ...]
"""The columns of the table `events`, in their order."""
INSERT = "INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def event_row(pair: str, event: Event, group: Group) -> tuple[Row, list[str]]:
    """The row of an event, and the states that its claims name."""
    import msgspec

    claims = [told.row for told in group.told]
    days = sorted({row.published.isoformat() if row.published else "" for row in claims})
    row = (
        event.id,
        pair,
        event.last_told.isoformat() if event.last_told else "",
        event.event_type.value,
        event.channel,
        event.backer,
        event.client,
        event.effect,
        bool(event.against),
        event.credence.probability if event.credence else 0.5,
        json.dumps(days),
        folded(name for row in claims for name in parties_of(row.claim)),
        folded(name for row in claims for name in (row.outlet or "", *(s.name for s in row.claim.sources))),
        folded(row.claim.quote for row in claims),
        lead(event, group),
        len({row.claim.report for row in claims}),
        zlib.compress(msgspec.json.encode(event), 1),
    )
    return row, sorted({state for row in claims for state in states_of(row.claim) if state})


def event_of(record: bytes) -> Event:
    """The event of a row's record."""
    import msgspec

    return msgspec.json.decode(zlib.decompress(record), type=Event)


def lead(event: Event, group: Group) -> str:
    """The words in which an event was told first."""
    first = (event.claims or event.against or event.declines)[0]
    return next(told.row.claim.quote for told in group.told if told.id == first)


def folded(names: Iterable[str]) -> str:
    """Names to look for words in, one a line, each once."""
    return "\n".join(dict.fromkeys(" ".join(name.casefold().split()) for name in names))


def states_of(claim: Claim) -> set[str | None]:
    """Every state that a claim names."""
    return {claim.backer, claim.client, *(p.party.state for p in (claim.actor, claim.recipient) if p)}


def parties_of(claim: Claim) -> Iterable[str]:
    """The names of a claim's parties."""
    for participant in (claim.actor, claim.recipient):
        if participant:
            yield participant.mention.text
            yield participant.party.entity or ""
