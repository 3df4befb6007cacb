"""All signals of ties that a ledger holds: from the origins of its claims and from imported events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backstay.ties.claim_signals import acts_from_claims
from backstay.ties.from_events import signals_from_events
from backstay.ties.signals import validate

if TYPE_CHECKING:
    import polars

    from backstay.ledger import Ledger


def signals(ledger: Ledger) -> polars.DataFrame:
    """Every signal known in the ledger, by day and id. Heeds its `as_of`: nothing known later is in it."""
    import polars

    from backstay.ledger import ClaimFilter

    told = acts_from_claims(ledger.claims(ClaimFilter(tied=True), reasons=False))
    both = polars.concat([told, validate(signals_from_events(ledger))])
    if ledger.as_of is not None:
        both = both.filter((polars.col("known") <= ledger.as_of) & (polars.col("day") <= ledger.as_of))
    return both.sort("day", "id")
