"""All rows of the file, from every source."""

from __future__ import annotations

from .base import Base
from .parties import add_agents, add_parents, add_parties
from .people import add_people
from .states import add_states


def collect(*, curated: bool = True) -> Base:
    """All rows, from the most to the least trusted source; without our own tables if not `curated`."""
    base = Base(curated=curated)
    add_states(base)
    add_parties(base)
    add_people(base)
    add_agents(base)
    add_parents(base)
    return base
