"""Where the sentences of an event's claims link to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..records import Claim, Link, Report

if TYPE_CHECKING:
    from ..knowledge import Knowledge
    from ..ledger import Ledger


@dataclass(frozen=True, slots=True)
class Linked:
    """A link of a report with what it leads to: another report, if that is at hand, and the outlet, if it is known."""

    link: Link
    words: str
    report: Report | None
    outlet: str | None


def links_of_claims(ledger: Ledger, claims: Sequence[Claim], knowledge: Knowledge) -> dict[str, list[Linked]]:
    """For each claim whose sentence links to another outlet's page: those links, in order.

    A page that one of the other claims stands on is found by its address (`Linked.report`).
    """
    from ..reading.sentences import Sentences
    from .echoes.linked import by_address, linked

    reports = {report.id: report for report in ledger.texts(sorted({claim.report for claim in claims}))}
    known = by_address(list(reports.values()))
    found: dict[str, list[Linked]] = {}
    for claim in claims:
        report = reports.get(claim.report)
        if report is None or not report.links:
            continue
        start, end = Sentences(report.text).at(claim.start)
        within = [each for each in linked(report, known, knowledge) if start <= each.link.start < max(end, claim.end)]
        if within:
            found[claim.id] = within
    return found
