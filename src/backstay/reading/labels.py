"""The label sets of the reader's heads, in the order in which the model's outputs hold them."""

from __future__ import annotations

from backstay.records import MODES, Certainty, Channel, Effect, EventType, SourceKind, Stance, Status

EVENT_TYPES: tuple[str, ...] = tuple(EventType)
ALL_MODES: tuple[str, ...] = ("", *sorted({mode for modes in MODES.values() for mode in modes}))
CHANNELS: tuple[str, ...] = ("", *Channel)
EFFECTS: tuple[str, ...] = ("", *Effect)
STATUSES: tuple[str, ...] = tuple(Status)
CERTAINTIES: tuple[str, ...] = tuple(Certainty)
STANCES: tuple[str, ...] = tuple(Stance)
SOURCE_KINDS: tuple[str, ...] = tuple(SourceKind)
TIE_ROLES: tuple[str, ...] = ("", "actor", "recipient", "other")
"""Who of a claim is the backer, or the client: nobody, its actor, its recipient, or somebody else of the text."""

ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "event_type": EVENT_TYPES,
    "mode": ALL_MODES,
    "channel": CHANNELS,
    "backer_role": TIE_ROLES,
    "client_role": TIE_ROLES,
    "effect": EFFECTS,
    "status": STATUSES,
    "certainty": CERTAINTIES,
    "stance": STANCES,
    "source_kind": ("", *SOURCE_KINDS),
}
"""What the model says of each anchor word: name of the head, and its labels."""

ROLES: tuple[str, ...] = ("actor", "recipient", "source", "backer", "client", "clause_start", "clause_end")
"""Pointers from an anchor word to other words. Position 0 ([CLS]) means: nobody, or nobody in this window."""
