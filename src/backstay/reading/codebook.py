"""What the codebook settles whatever the model says: types that PLOVER 1.3 keeps apart by what is withdrawn."""

from __future__ import annotations

import re
from dataclasses import replace

from backstay.records import Channel, Effect, EventType

from .decode import Draft

_IMPOSED = re.compile(r"\b(?:sanctions?|sanctioned|sanctioning|embargo(?:es|ed)?|blacklist(?:s|ed)?)\b", re.IGNORECASE)


def corrected(draft: Draft, clause: str) -> Draft:
    """The draft with the event type that the codebook asks for.

    Personnel or forces withdrawn are RETREAT, other resources SANCTION (3.7, table 3.8). International sanctions are
    SANCTION, discontinue (table 3.8), not COERCE, which is for one's own people (3.15).
    """
    event_type = draft.labels["event_type"]
    leaves = draft.labels["channel"] == Channel.FORCES and draft.labels["effect"] in (Effect.CUTS, Effect.ENDS)
    if event_type == EventType.SANCTION and leaves:
        return _typed(draft, EventType.RETREAT, "withdraw")
    if event_type == EventType.COERCE and draft.labels["channel"] == Channel.PRESSURE and _IMPOSED.search(clause):
        return _typed(draft, EventType.SANCTION, "discontinue")
    return draft


def _typed(draft: Draft, event_type: EventType, mode: str) -> Draft:
    return replace(draft, labels={**draft.labels, "event_type": event_type, "mode": mode})
