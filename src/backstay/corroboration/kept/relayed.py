"""What reports say of where they have their stories, found once for each reading of a report and kept.

Looking through a report takes ten milliseconds, and the origins of every government that it speaks of ask for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from ...records import Relay, Report
from ..echoes import relays_of
from .by_report import Opened, PerReport

if TYPE_CHECKING:
    from pathlib import Path

    from ...knowledge import Knowledge

RELAYS = PerReport("relays.sqlite", 2, Relay)
_TOGETHER = 50
"""Reports whose relays are kept in one go."""


def relays_by_report(ledger: Path, reports: Sequence[Report], knowledge: Knowledge) -> dict[str, list[Relay]]:
    """By report, the relays that its text shows; see `echoes.relays_of`. Raises NotKept."""
    found: dict[str, list[Relay]] = {}
    with RELAYS.opened(ledger) as kept:
        for at in range(0, len(reports), _TOGETHER):
            found |= _of_some(kept, reports[at : at + _TOGETHER], knowledge)
    return found


def _of_some(kept: Opened[Relay], reports: Sequence[Report], knowledge: Knowledge) -> dict[str, list[Relay]]:
    """The same of a few reports; what is found is kept at once, so that whoever is stopped goes on there."""
    digests = {report.id: _digest(report) for report in reports}
    found = kept.found(digests)
    new = {report.id: relays_of(report, knowledge) for report in reports if report.id not in found}
    kept.keep((id_, digests[id_], relays) for id_, relays in new.items())
    return found | new


def _digest(report: Report) -> str:
    told = f"{report.outlet}\n{report.url}\n{report.published}\n{report.text}"
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]
