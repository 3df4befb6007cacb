"""`python -m training.places`: builds src/backstay/knowledge/data/places.sqlite, its digest and its page of sources."""

from __future__ import annotations

import sys

from training.knowledge.base import ACTORS

from .bodies import find_bodies
from .recognise import store_weights
from .rows import FILE, Rows
from .states import add_states_and_regions, states_of_the_world
from .towns import add_towns
from .words import count_words
from .write import write, write_page


def main() -> int:
    """Builds the file, then learns from it how to tell toponyms; 2 where the development data is absent."""
    if not ACTORS.is_dir():
        print(f"The development data is not beside the checkout: {ACTORS} is missing.", file=sys.stderr)
        return 2
    rows = collect()
    write(rows, count_words(rows), find_bodies(rows), FILE)
    weights = store_weights()
    write_page(rows, FILE.with_name("PLACES.md"))
    print(f"{len(rows.places)} places, {len(rows.names)} names, {weights} weights; {FILE.stat().st_size:,} bytes")
    return 0


def collect() -> Rows:
    """All rows: states first, then what lies in them."""
    rows = Rows()
    three, middles = states_of_the_world()
    add_states_and_regions(rows, middles)
    add_towns(rows, three)
    return rows


if __name__ == "__main__":
    sys.exit(main())
