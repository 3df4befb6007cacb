"""What takes long to work out, worked out before anybody asks: beside a server, or at the end of a long reading.

All of it is kept in the ledger's folder, piece by piece: whoever is stopped goes on there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ...engines import map_ordered
from ...records.errors import BackstayError
from .desk import Desk, desk_at, knowledge
from .pages.events import keep_events, look_for_repeats
from .pages.map import places
from .pages.outlook import likeliest_page, outlook_page
from .pages.parties import every_party
from .pages.scoreboard import backtest_page
from .pages.states import state
from .pages.ties import backer_ties, every_break, state_ties
from .pages.world import standings
from .shelf import Shelf

log = logging.getLogger(__name__)

LEAST = 100
"""Claims on a government's ties from which on its pages take more than a moment."""

FEW = 3
"""Answers that each process keeps in memory: the ledger's folder has them all."""

Piece = tuple[str, Callable[[], object]]
"""What is worked out, in words, and how."""


def prepare(shelf: Shelf) -> None:
    """Have it all worked out beside the requests of a server, and the names read that every page shows."""

    def begin() -> None:
        for name, work in pieces(shelf):
            shelf.beside(("ahead", name), work)

    shelf.beside(("ahead", "names"), knowledge)
    shelf.beside(("ahead",), begin)


def make_ready(ledger: Path, jobs: int, progress: Callable[[int, int, str], None]) -> None:
    """Work it all out with `jobs` processes, telling how many pieces of how many are done, and the last of them.

    Raises the ledger's own errors; StopRun where a process was ended.
    """
    shelf = Shelf(ledger)
    try:
        names = [name for name, _ in pieces(shelf)]
    finally:
        shelf.close()
    with closing(map_ordered(_MakeWork(ledger), names, jobs)) as done:
        for number, name in enumerate(done, 1):
            progress(number, len(names), name)


@dataclass(frozen=True, slots=True)
class _MakeWork:
    """Makes what one process does."""

    ledger: Path

    def __call__(self) -> Callable[[str], str]:
        shelf = Shelf(self.ledger, most=FEW)
        every = dict(pieces(shelf))

        def work(name: str) -> str:
            try:
                every[name]()
            except BackstayError as error:
                log.info("%s: nothing was worked out ahead: %s", name, error.message)
            return name

        return work


def pieces(shelf: Shelf) -> Iterator[Piece]:
    """All that takes long: what is about the whole ledger, then each government's pages, those with most claims first.

    Raises the ledger's own errors.
    """
    at = desk_at(shelf, None)
    yield "events", partial(keep_events, shelf)
    yield "who is said to repeat whom", partial(look_for_repeats, shelf)
    yield "the world's ties", partial(standings, at)
    yield "breaks", partial(every_break, at)
    yield "parties", partial(every_party, at)
    yield "the map", partial(places, at)
    yield "forecasts from past days", partial(backtest_page, at)
    yield "likeliest cuts", partial(likeliest_page, at)
    for row in sorted(at.ledger.states(), key=lambda row: -(row.as_client + row.as_backer)):
        if row.as_client + row.as_backer >= LEAST:
            yield f"pages on {row.state}", partial(_pages_of, at, row.state)


def _pages_of(at: Desk, code: str) -> None:
    for page in (state, state_ties, backer_ties, outlook_page):
        try:
            page(at, code)
        except BackstayError as error:
            log.info("%s of %s was not worked out ahead: %s", page.__name__, code, error.message)
