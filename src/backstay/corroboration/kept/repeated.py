"""Who is said to repeat whom, found once for each reading of a report and kept; see `repeats`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..repeats import Repeat, said_to_repeat
from .by_report import Opened, PerReport
from .files import chunks

if TYPE_CHECKING:
    from ...ledger import Ledger

REPEATS = PerReport("repeats.sqlite", 1, Repeat)
_TOGETHER = 50
"""Reports looked through in one go."""


def repeats_by_report(ledger: Ledger, reports: Sequence[str]) -> list[Repeat]:
    """Of whom these reports say that they repeat somebody, in the order of the ids given. Raises NotKept."""
    digests = ledger.readings(reports)
    with REPEATS.opened(ledger.path) as kept:
        found = kept.found(digests)
        found |= _looked_for(ledger, kept, {id_: digests[id_] for id_ in digests if id_ not in found})
    return [each for id_ in reports for each in found.get(id_, ())]


def keep_repeats(ledger: Ledger) -> None:
    """Look through every report that was not looked through yet. Raises NotKept."""
    repeats_by_report(ledger, sorted(ledger.readings()))


def _looked_for(ledger: Ledger, kept: Opened[Repeat], digests: Mapping[str, str]) -> Iterator[tuple[str, list[Repeat]]]:
    """What reports say that were not looked through yet, kept at once: whoever is stopped goes on there."""
    from ...knowledge import Knowledge

    for ids in chunks(digests, _TOGETHER):
        knowledge = Knowledge.load()
        found = {report.id: said_to_repeat(report, knowledge) for report in ledger.texts(ids)}
        kept.keep((id_, digests[id_], repeats) for id_, repeats in found.items())
        yield from found.items()
