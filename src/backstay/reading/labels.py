"""The label sets of the reader's heads, in the order in which the model's outputs hold them."""

from __future__ import annotations

from itertools import accumulate

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
ATTRIBUTES_AT: dict[str, slice] = {
    name: slice(end - len(ATTRIBUTES[name]), end)
    for name, end in zip(ATTRIBUTES, accumulate(map(len, ATTRIBUTES.values())), strict=True)
}
"""Where the logits of each head lie among those of all, one after the other."""

ROLES: tuple[str, ...] = ("actor", "recipient", "source", "backer", "client", "clause_start", "clause_end")
"""Pointers from an anchor word to other words. Position 0 ([CLS]) means: nobody, or nobody in this window."""

ATTRIBUTION_TAGS: tuple[str, ...] = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""What a word is in an attribution (PolNeAR: no word is in more than one)."""
SPAN_TAGS: tuple[str, ...] = ("O", "B-source", "I-source", "B-target", "I-target", "B-both", "I-both")
"""What a word is in the event that a sentence is mainly about; `both` are parties that act on each other."""
TOKEN_HEADS: dict[str, int] = {"attribution": len(ATTRIBUTION_TAGS), "spans": len(SPAN_TAGS), "factuality": 1}
"""What the model says of every word, and by how many numbers."""

PAIR_MARKS: tuple[int, int, int, int] = (1, 2, 3, 4)
"""Vocabulary entries without a use of their own that open and close a marked source and a marked target."""
PAIR_OUTPUTS: int = len(EVENT_TYPES) + 1
"""Logits of a marked pair: one an event type, and one for there being a relation at all."""
