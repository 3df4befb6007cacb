"""Filters and paging as they stand in an address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from fastapi import Query

from ...records import Channel, Claim, Effect, EventType, Stance, Status
from ...records.errors import UsageError
from .desk import Desk, day, state_code
from .models import Paging
from .words import SAID

if TYPE_CHECKING:
    from ...ledger import ClaimFilter, ClaimRow

PAGE_ROWS = 50
NONE = "none"
"""For `channel` and `effect`: claims that settle none."""
BACKING = "backing"
"""For `channel`: any but pressure."""

PageNumber = Annotated[int, Query(ge=1, le=1_000_000, description="Page of the list, counted from 1.")]


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """Which claims: `where` is what the ledger filters by, the rest is looked at row by row.

    `given` holds the filters as they were given, for forms and links.
    """

    given: dict[str, str]
    where: ClaimFilter
    said: str | None = None
    without: frozenset[str] = frozenset()

    @property
    def row_by_row(self) -> bool:
        """Is there anything that the ledger does not filter by?"""
        return bool(self.said or self.without)

    def lets_through(self, claim: Claim) -> bool:
        """Does the claim pass what is looked at row by row?"""
        bare = all(getattr(claim, field) is None for field in self.without)
        return bare and (self.said is None or said(claim) == self.said)


def said(claim: Claim) -> str | None:
    """`real` (asserted, past or present), `ahead` (asserted, planned or conditional), `against`, or None (declined).

    The same division as the brief's, so that its numbers open to their claims.
    """
    return said_by(claim.innermost.stance, claim.status)


def said_by(stance: str, status: str) -> str | None:
    """`said` for the innermost source's stance and the claim's status."""
    if stance == Stance.DECLINES:
        return None
    if stance != Stance.ASSERTS or status == Status.DID_NOT_HAPPEN:
        return "against"
    return "real" if status in (Status.HAPPENED, Status.ONGOING) else "ahead"


def claim_query(
    *,
    state: Annotated[str, Query(description="A state in any role: code or name.")] = "",
    party: Annotated[str, Query(description="Part of the name of who does it or to whom.")] = "",
    party_id: Annotated[str, Query(description="The id of who does it or to whom, as on its page.")] = "",
    place_id: Annotated[str, Query(description="The id of where it took place, as on the map.")] = "",
    channel: Annotated[str, Query(description="A channel, `backing` (any but pressure), or `none`.")] = "",
    event_type: Annotated[str, Query(description="A PLOVER event type, or STATE.")] = "",
    source: Annotated[str, Query(description="Part of the name of any source or of the outlet.")] = "",
    backer: Annotated[str, Query(description="The state that backs: code or name.")] = "",
    client: Annotated[str, Query(description="The government that is backed: code or name.")] = "",
    effect: Annotated[str, Query(description="What happens to the tie, or `none`.")] = "",
    said: Annotated[str, Query(description="real, ahead or against.")] = "",
    denied: Annotated[str, Query(description="yes: only denials; no: none of them.")] = "",
    since: Annotated[str, Query(description="Published on this day or later.")] = "",
    until: Annotated[str, Query(description="Published on this day or before.")] = "",
    text: Annotated[str, Query(description="Words in the quote.")] = "",
) -> ClaimQuery:
    """The filters of the list of claims. Raises UsageError for a word outside the vocabulary."""
    from ...ledger import ClaimFilter

    given = {
        "state": state, "party": party, "party_id": party_id, "place_id": place_id, "channel": channel,
        "event_type": event_type, "source": source,
        "backer": backer, "client": client, "effect": effect, "said": said, "denied": denied, "since": since,
        "until": until, "text": text,
    }  # fmt: skip
    given = {name: value.strip() for name, value in given.items()}
    where = ClaimFilter(
        state=state_code(state),
        party=given["party"] or None,
        party_id=given["party_id"] or None,
        place_id=given["place_id"] or None,
        channel=_word("channel", given["channel"], (*Channel, BACKING, NONE)),
        event_type=_word("event_type", given["event_type"].upper(), tuple(EventType)),
        source=given["source"] or None,
        backer=state_code(backer),
        client=state_code(client),
        effect=_word("effect", given["effect"], (*Effect, NONE)),
        since=day(since, "since"),
        until=day(until, "until"),
        text=given["text"] or None,
        denied={"yes": True, "no": False}.get(_word("denied", given["denied"], ("yes", "no")) or ""),
    )
    without = frozenset(name for name in ("channel", "effect") if given[name] == NONE)
    return ClaimQuery(
        {name: value for name, value in given.items() if value},
        replace(
            where,
            channel=None if where.channel in (BACKING, NONE) else where.channel,
            pressure=False if where.channel == BACKING else None,
            effect=None if "effect" in without else where.effect,
        ),
        said=_word("said", given["said"], tuple(SAID)),
        without=without,
    )


def _word(name: str, value: str, allowed: tuple[str, ...]) -> str | None:
    if not value:
        return None
    if value not in allowed:
        raise UsageError(
            f'"{value}" is no {name.replace("_", " ")} that is known here.', hint=f"It is one of: {', '.join(allowed)}."
        )
    return str(value)


def claims_on_page(desk: Desk, query: ClaimQuery, page: int) -> tuple[list[ClaimRow], int]:
    """The rows of one page, newest first, and how many there are in all."""
    first = (page - 1) * PAGE_ROWS
    if query.row_by_row:
        rows = desk.kept("claims", query.where, query.said, query.without, work_out=lambda: _sifted(desk, query))
        return rows[first : first + PAGE_ROWS], len(rows)
    total = desk.kept("count", query.where, work_out=lambda: desk.ledger.count(query.where))
    where = replace(query.where, limit=PAGE_ROWS, offset=first, newest_first=True)
    return (desk.ledger.claims(where) if first < total else []), total


def _sifted(desk: Desk, query: ClaimQuery) -> list[ClaimRow]:
    rows = desk.ledger.claims(replace(query.where, newest_first=True))
    return [row for row in rows if query.lets_through(row.claim)]


def paging(desk: Desk, path: str, given: dict[str, str], page: int, *, shown: int, total: int) -> Paging:
    """Where `shown` rows of page `page` stand among `total`, with the addresses of the neighbours' twins."""
    first = (page - 1) * PAGE_ROWS

    def neighbour(number: int) -> str:
        return desk.link(path, **given, page=number)

    return Paging(
        total=total,
        first=first + 1 if shown else 0,
        last=first + shown if shown else 0,
        previous=neighbour(min(page - 1, max(1, -(-total // PAGE_ROWS)))) if page > 1 else None,
        next=neighbour(page + 1) if first + shown < total and shown else None,
    )
