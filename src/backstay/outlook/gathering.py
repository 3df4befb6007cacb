"""All signals of ties that a ledger holds: from the origins of its claims and from imported events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backstay.ties.claim_signals import acts_from_claims
from backstay.ties.from_events import signals_from_events
from backstay.ties.signals import validate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import polars

    from backstay.ledger import ClaimRow, Ledger


@dataclass(frozen=True, slots=True)
class Gathered:
    """What signals are made from, loaded once for all the days that are asked about."""

    claims: Sequence[ClaimRow]
    events: polars.DataFrame

    @staticmethod
    def of(ledger: Ledger) -> Gathered:
        """Everything that bears on a tie and is known in the ledger. Heeds its `as_of`."""
        from backstay.ledger import ClaimFilter

        rows = ledger.claims(ClaimFilter(tied=True), reasons=False)
        return Gathered(rows, validate(signals_from_events(ledger)))

    def until(self, day: date | None) -> polars.DataFrame:
        """The signals as they were known on `day` (all of them without one), by day and id.

        What was told later neither adds a signal nor joins two tellings into one.
        """
        import polars

        told = [row for row in self.claims if day is None or (row.published and row.published <= day)]
        both = polars.concat([acts_from_claims(told), self.events])
        if day is not None:
            both = both.filter((polars.col("known") <= day) & (polars.col("day") <= day))
        return both.sort("day", "id")


def signals(ledger: Ledger) -> polars.DataFrame:
    """Every signal known in the ledger, by day and id. Heeds its `as_of`: nothing known later is in it."""
    return Gathered.of(ledger).until(ledger.as_of)
