"""All signals of ties that a ledger holds: from the origins of its claims and from imported events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backstay.corroboration import origins
from backstay.records import Channel, Claim, Effect, Stance, Status
from backstay.ties.from_events import signals_from_events
from backstay.ties.signals import empty, schema, validate

if TYPE_CHECKING:
    import polars

    from backstay.ledger import ClaimRow, Ledger

PUSH: dict[Effect, float] = {Effect.BUILDS: 0.6, Effect.KEEPS: 0.25, Effect.CUTS: -0.5, Effect.ENDS: -0.8}
"""What a telling pushes: about what events of that effect have on Goldstein's scale, divided by ten."""
REAL = (Status.HAPPENED, Status.ONGOING)


def signals(ledger: Ledger) -> polars.DataFrame:
    """Every signal known in the ledger, by day and id. Heeds its `as_of`: nothing known later is in it."""
    import polars

    both = polars.concat([signals_from_claims(ledger), validate(signals_from_events(ledger))])
    if ledger.as_of is not None:
        both = both.filter((polars.col("known") <= ledger.as_of) & (polars.col("day") <= ledger.as_of))
    return both.sort("day", "id")


def signals_from_claims(ledger: Ledger) -> polars.DataFrame:
    """One signal for each origin of claims that something moved a tie, as asserted and as having happened.

    Plans, conditions, denials and undated claims move nothing here. The day and the id are the first telling's.
    """
    import polars

    rows = [row for row in ledger.claims(reasons=False) if _moves(row.claim) and row.published]
    if not rows:
        return empty()
    by_id = {row.claim.id: row for row in rows}
    told = []
    for origin in origins(rows):
        row = _first([by_id[claim] for claim in origin.claims])
        claim = row.claim
        assert claim.effect is not None
        push = PUSH[claim.effect] * (-1 if claim.channel is Channel.PRESSURE else 1)
        known = origin.first_told or row.published
        told.append((known, claim.backer, claim.client, str(claim.channel), push, 1.0, known, claim.id))
    return polars.DataFrame(told, schema=schema(), orient="row")


def _first(rows: list[ClaimRow]) -> ClaimRow:
    return min(rows, key=lambda row: (str(row.published), row.claim.id))


def _moves(claim: Claim) -> bool:
    held = claim.backer and claim.client and claim.backer != claim.client and claim.channel and claim.effect
    return bool(held) and claim.status in REAL and claim.innermost.stance is Stance.ASSERTS
