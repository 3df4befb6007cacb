"""Parties: the list of those that claims name, and a page on each."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Query

from ....ledger import PartyRow
from ....records.errors import NotInLedger
from ..cards import claim_card
from ..desk import Desk, desk, knowledge
from ..models import NameOut, PartiesOut, PartyCard, PartyOut, PartyTie, PostOut, RelativeOut
from ..query import NONE, PAGE_ROWS, PageNumber, paging
from ..render import party_path

if TYPE_CHECKING:
    from ....knowledge import Dossier

CLAIMS_SHOWN = 10
TIES_SHOWN = 40
MOST_LETTERS = 200


def every_party(at: Desk) -> list[PartyRow]:
    """Every party that is known by an id, and that a claim names."""
    return at.kept("parties", work_out=at.ledger.parties, form=list[PartyRow])


def parties(
    at: Annotated[Desk, Depends(desk)],
    q: Annotated[str, Query(max_length=MOST_LETTERS, description="Part of the name.")] = "",
    page: PageNumber = 1,
) -> PartiesOut:
    """A page of the list of parties that claims name, those with most claims first."""
    q = " ".join(q.split())
    rows = every_party(at)
    if q:
        states = knowledge().state_codes
        rows = [row for row in rows if q.casefold() in _name(row, states).casefold()] or _by_other_name(at, q)
    first = (page - 1) * PAGE_ROWS
    shown = _cards(at, rows[first : first + PAGE_ROWS])
    given = {"q": q} if q else {}
    return PartiesOut(
        as_of=at.as_of,
        filters=given,
        paging=paging(at, "/parties.json", given, page, shown=len(shown), total=len(rows)),
        parties=shown,
    )


def _by_other_name(at: Desk, q: str) -> list[PartyRow]:
    """The party that the knowledge file has under another name ("Roszarubezhneft" by its abbreviation)."""
    found = knowledge().resolve(q, on=at.as_of)
    if found is None or not found.party.entity_id:
        return []
    rows = every_party(at)
    claims = next((row.claims for row in rows if row.id == found.party.entity_id), 0)
    return [PartyRow(found.party.entity_id, found.name, found.party.state, claims)]


def _name(row: PartyRow, states: Container[str]) -> str:
    return knowledge().state_name(row.id) if row.id in states else row.name or row.id


def _cards(at: Desk, rows: Sequence[PartyRow]) -> list[PartyCard]:
    states = knowledge().state_codes
    return [
        PartyCard(
            id=row.id,
            name=_name(row, states),
            kind="state" if row.id in states else _kind(row.id),
            state=row.state,
            claims=row.claims,
            address=at.link(party_path(row.id)),
        )
        for row in rows
    ]


def _kind(party_id: str) -> str:
    known = knowledge().dossier(party_id)
    return known.kind if known else "unknown"


def party(at: Annotated[Desk, Depends(desk)], party_id: str) -> PartyOut:
    """A party's page. Raises NotInLedger for an id that neither the knowledge file nor any claim has."""
    from ....ledger import ClaimFilter

    known = knowledge().dossier(party_id)
    where = ClaimFilter(party_id=party_id, limit=CLAIMS_SHOWN, newest_first=True)
    rows = at.ledger.claims(where)
    if known is None and not rows:
        raise NotInLedger(
            f"There is no party with the id {party_id}.", hint="Search for its name, or see the list of parties."
        )
    named = next((row for row in at.ledger.parties() if row.id == party_id), None) if known is None else None
    return PartyOut(
        as_of=at.as_of,
        id=party_id,
        name=known.name if known else (named.name if named else None) or party_id,
        state=known.state if known else named.state if named else None,
        **_facts(at, known),
        ties=_ties(at, party_id),
        claims_total=at.ledger.count(ClaimFilter(party_id=party_id)),
        claims=[claim_card(at, row) for row in rows],
    )


def _facts(at: Desk, known: Dossier | None) -> dict[str, Any]:
    if known is None:
        nothing: dict[str, Any] = {key: [] for key in ("sectors", "names", "posts", "parents", "children")}
        return {"kind": "unknown", "source": None, "died": None, **nothing}
    relatives = {
        side: [
            RelativeOut(id=one.id, name=one.name, kind=one.kind, source=one.source, address=at.link(party_path(one.id)))
            for one in getattr(known, side)
        ]
        for side in ("parents", "children")
    }
    return {
        "kind": known.kind,
        "sectors": list(known.sectors),
        "source": known.source,
        "died": known.died,
        "names": [NameOut(text=name.text, use=name.use, source=name.source) for name in known.names],
        "posts": [
            PostOut(
                title=post.title, state=post.state, sectors=list(post.sectors), since=post.since, until=post.until,
                seen=post.seen, source=post.source,
            )
            for post in known.posts
        ],
        **relatives,
    }  # fmt: skip


def _ties(at: Desk, party_id: str) -> list[PartyTie]:
    return [
        PartyTie(
            backer=backer,
            client=client,
            channel=channel,
            claims=claims,
            address=at.link("/claims", party_id=party_id, backer=backer, client=client, channel=channel or NONE),
        )
        for backer, client, channel, claims in at.ledger.ties_of_party(party_id)[:TIES_SHOWN]
        if backer and client
    ]
