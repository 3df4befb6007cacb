"""Records as the rows of pages and twins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records import Claim
from ...records.exchange import claim_to_json
from .desk import Desk, knowledge
from .models import ClaimCard, ClaimOut, ReportCard, StateCard

if TYPE_CHECKING:
    from ...ledger import ClaimRow, ReportRow, StateRow


def claim_out(claim: Claim) -> ClaimOut:
    """A claim in the exchange form."""
    return ClaimOut.model_validate(claim_to_json(claim))


def claim_card(desk: Desk, row: ClaimRow) -> ClaimCard:
    """A claim with what its report says of itself."""
    return ClaimCard(
        claim=claim_out(row.claim),
        outlet=row.outlet,
        title=row.title,
        url=row.url,
        published=row.published,
        address=desk.link(f"/claims/{row.claim.id}"),
    )


def report_card(desk: Desk, row: ReportRow) -> ReportCard:
    """A report without its text."""
    return ReportCard(
        id=row.id,
        title=row.title,
        outlet=row.outlet,
        byline=row.byline,
        url=row.url,
        published=row.published,
        claims=row.claims,
        address=desk.link(f"/reports/{row.id}"),
    )


def state_card(desk: Desk, row: StateRow) -> StateCard:
    """A government with its name."""
    return StateCard(
        state=row.state,
        name=knowledge().state_name(row.state),
        claims=row.claims,
        held=row.held,
        pressed=row.pressed,
        as_backer=row.as_backer,
        address=desk.link(f"/states/{row.state}"),
    )


def state_cards(desk: Desk) -> list[StateCard]:
    """Every government that a claim names, those with most claims on what holds them up first."""
    rows = desk.kept("states", work_out=desk.ledger.states)
    return [state_card(desk, row) for row in sorted(rows, key=lambda row: (-row.held, -row.claims, row.state))]
