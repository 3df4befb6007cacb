"""Search: governments, parties, reports and claims that hold some words."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from ..cards import claim_card, report_card, state_cards
from ..desk import Desk, desk, knowledge
from ..models import PartyHit, SearchOut, StateCard

SHOWN = 8
PARTY_CLAIMS = 200
"""Latest claims among which parties are looked for."""
MOST_LETTERS = 200


def search(
    at: Annotated[Desk, Depends(desk)],
    q: Annotated[str, Query(max_length=MOST_LETTERS, description="Words to look for.")] = "",
) -> SearchOut:
    """A few of each that hold the words; nothing for no words."""
    from ....ledger import ClaimFilter

    q = " ".join(q.split())
    if not q:
        return SearchOut(as_of=at.as_of, q=q, states=[], parties=[], reports=[], claims=[])
    return SearchOut(
        as_of=at.as_of,
        q=q,
        states=_states(at, q)[:SHOWN],
        parties=_parties(at, q)[:SHOWN],
        reports=[report_card(at, row) for row in at.ledger.reports(text=q, limit=SHOWN, newest_first=True)],
        claims=[claim_card(at, row) for row in at.ledger.claims(ClaimFilter(text=q, limit=SHOWN, newest_first=True))],
    )


def _states(at: Desk, q: str) -> list[StateCard]:
    """By a part of the name, by the code, or by any name that the knowledge file has for it."""
    code = knowledge().state_code(q)
    return [card for card in state_cards(at) if q.casefold() in card.name.casefold() or card.state == code]


def _parties(at: Desk, q: str) -> list[PartyHit]:
    return [
        PartyHit(name=name, state=state, claims=count, address=at.link("/claims", party=name))
        for name, state, count in at.ledger.named_like(q, PARTY_CLAIMS)[:SHOWN]
    ]
