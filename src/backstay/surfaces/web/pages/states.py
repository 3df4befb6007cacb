"""A government's page: who backs it by channel, what moved over time, denials, pressure, and whom it backs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends

from ....records.errors import NotInLedger
from ..desk import Desk, desk, knowledge, state_code
from ..models import BackedLine, StateOut
from ..query import NONE
from ..timeline import timeline, vega_lite

if TYPE_CHECKING:
    from ....ties import Brief

DENIALS_SHOWN = 8
BACKED_SHOWN = 40


def state(at: Annotated[Desk, Depends(desk)], code: str) -> StateOut:
    """A government's page. Raises NotInLedger for one that no claim names, UsageError for a name that is no state's."""
    whole = state_code(code) or ""
    return at.kept("state", whole, at.asked, work_out=lambda: _state(at, whole), slow=True, form=StateOut)


def _state(at: Desk, code: str) -> StateOut:
    from ....ledger import ClaimFilter

    summed = _brief(at, code)
    found = at.ledger.claims(ClaimFilter(client=code), reasons=False) if summed else []
    rows = [row for row in found if row.claim.backer]
    backs = _backs(at, code)
    if summed is None and not backs and not at.ledger.count(ClaimFilter(state=code)):
        raise NotInLedger(
            f"The ledger holds no claim that names {knowledge().state_name(code)}.",
            hint="Read reports about it with: backstay read PATH",
        )
    plain = _plain(summed) if summed else None
    denials = _denials(plain) if plain else []
    return StateOut(
        as_of=at.as_of,
        state=code,
        name=knowledge().state_name(code),
        brief=plain,
        denials=denials[:DENIALS_SHOWN],
        denials_total=sum(line["denial_origins"] for line in _lines(plain)) if plain else 0,
        timeline=timeline(at, code, rows),
        backs=backs,
    )


def _brief(at: Desk, code: str) -> Brief | None:
    from ....ties import brief

    try:
        return brief(at.ledger, code)
    except NotInLedger:
        return None


def _plain(summed: Brief) -> dict[str, Any]:
    from ....ties import brief_to_json

    return brief_to_json(summed)


def _lines(plain: dict[str, Any]) -> list[dict[str, Any]]:
    """Every line of a brief with the name of its backer."""
    sides = [*plain["backers"], *plain["pressure"]]
    return [{**line, "backer": backer["state"], "name": backer["name"]} for backer in sides for line in backer["lines"]]


def _denials(plain: dict[str, Any]) -> list[dict[str, Any]]:
    words = [
        {**word, "backer": line["backer"], "name": line["name"], "channel": line["channel"]}
        for line in _lines(plain)
        for word in line["denials"]
    ]
    return sorted(words, key=lambda word: (word["published"] or "", word["claim"]), reverse=True)


def _backs(at: Desk, code: str) -> list[BackedLine]:
    """Whom this government is said to back, or press, by channel: most claims first."""
    return [
        BackedLine(
            client=client,
            client_name=knowledge().state_name(client),
            channel=channel,
            claims=claims,
            address=at.link("/claims", backer=code, client=client, channel=channel or NONE),
        )
        for client, channel, claims in at.ledger.backed(code)[:BACKED_SHOWN]
    ]


def state_extras(view: StateOut) -> dict[str, Any]:
    """Is there a chart, and a solvency page?"""
    from ....outlook.solvency.cases import case_of_state

    return {"chart": bool(view.timeline.rows), "has_case": case_of_state(view.state) is not None}


def chart(at: Annotated[Desk, Depends(desk)], code: str) -> dict[str, Any]:
    """The Vega-Lite specification of a government's timeline, with its data."""
    view = state(at, code)
    return vega_lite(view.timeline, view.name)
