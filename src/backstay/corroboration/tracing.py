"""From a ledger's claims to their origins with all that their reports show of where they have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..records import Origin, Relay
from .origins import origins

if TYPE_CHECKING:
    from ..ledger import ClaimRow, Ledger


@dataclass(frozen=True, slots=True)
class Traced:
    """The origins of some claims, the claims by id, and every relay that their reports show."""

    origins: tuple[Origin, ...]
    rows: dict[str, ClaimRow]
    relays: tuple[Relay, ...]


def traced(ledger: Ledger, rows: Sequence[ClaimRow]) -> Traced:
    """Origins of these claims by what their own reports say. Reads the reports' texts: about 10 milliseconds a report.

    Raises ModelMissing without the knowledge file.
    """
    from ..knowledge import Knowledge
    from .echoes import relate

    reports = ledger.texts(sorted({row.claim.report for row in rows}))
    relays = relate(reports, Knowledge.load())
    return Traced(tuple(origins(rows, relays)), {row.claim.id: row for row in rows}, relays)
