"""Claims joined into events: one occurrence, told by many, denied by some."""

from .build import Group, claim_of, event_id
from .group import events_of
from .told import Pair, Role, pair_of, role_of

__all__ = ["Group", "Pair", "Role", "claim_of", "event_id", "events_of", "pair_of", "role_of"]
