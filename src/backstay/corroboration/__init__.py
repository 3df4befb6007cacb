"""Claims in, origins and events out: a story told a hundred times is one telling, and one event."""

from .asking import Found, find_event, find_events
from .book import Book, events
from .counting import counted
from .credence import Prior, Priors, kept_priors, read_priors, write_priors
from .filters import EventFilter
from .kept import InShort, Kept, keep_repeats, keeping
from .linking import Linked, links_of_claims
from .occurrences import pair_of
from .origins import CLOSE_DAYS, origins
from .plain import event_as_json
from .repeaters import repeats_of
from .repeats import Repeat, said_to_repeat
from .spread import Spread, Step, in_conflict, spread
from .tracing import Traced, traced

__all__ = [
    "CLOSE_DAYS",
    "Book",
    "EventFilter",
    "Found",
    "InShort",
    "Kept",
    "Linked",
    "Prior",
    "Priors",
    "Repeat",
    "Spread",
    "Step",
    "Traced",
    "counted",
    "event_as_json",
    "events",
    "find_event",
    "find_events",
    "in_conflict",
    "keep_repeats",
    "keeping",
    "kept_priors",
    "links_of_claims",
    "origins",
    "pair_of",
    "read_priors",
    "repeats_of",
    "said_to_repeat",
    "spread",
    "traced",
    "write_priors",
]
