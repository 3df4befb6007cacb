"""The first page: what the ledger holds, and where to go on."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from ..cards import report_card, state_cards
from ..desk import Desk, desk
from ..models import OverviewOut, StatesOut

STATES_SHOWN = 24
REPORTS_SHOWN = 12


def overview(at: Annotated[Desk, Depends(desk)]) -> OverviewOut:
    """What the ledger holds: governments with most claims, latest reports, counts."""
    states = state_cards(at)
    return OverviewOut(
        as_of=at.as_of,
        reports=at.kept("reports", work_out=lambda: len(at.ledger.reports())),
        claims=at.kept("claims in all", work_out=at.ledger.count),
        states=states[:STATES_SHOWN],
        states_total=len(states),
        latest=[report_card(at, row) for row in at.ledger.reports(limit=REPORTS_SHOWN, newest_first=True)],
        skipped=at.kept("skipped", work_out=lambda: len(at.ledger.skipped())),
    )


def states(
    at: Annotated[Desk, Depends(desk)],
    q: Annotated[str, Query(max_length=200, description="Part of a government's name, or its code.")] = "",
) -> StatesOut:
    """Every government that a claim names."""
    words = " ".join(q.split()).casefold()
    cards = [card for card in state_cards(at) if words in card.name.casefold() or words == card.state.casefold()]
    return StatesOut(as_of=at.as_of, q=q, states=cards)
