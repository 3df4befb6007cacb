"""The list of reports, and one report with its claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Query

from ....records import Report
from ....records.errors import NotInLedger
from ..cards import claim_card, claim_out, report_card
from ..desk import Desk, day, desk
from ..marks import Piece, paragraphs, pieces
from ..models import ClaimCard, ClaimOut, PublishedOut, ReportOut, ReportsOut
from ..query import PAGE_ROWS, PageNumber, paging
from ..render import kind

if TYPE_CHECKING:
    from ....ledger import ReportRow


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """Which reports. `given` holds the filters as they were given."""

    given: dict[str, str]


def report_query(
    outlet: Annotated[str, Query(description="Part of the outlet's name.")] = "",
    since: Annotated[str, Query(description="Published on this day or later.")] = "",
    until: Annotated[str, Query(description="Published on this day or before.")] = "",
    text: Annotated[str, Query(description="Words in the title or the text.")] = "",
) -> ReportQuery:
    """The filters of the list of reports. Raises UsageError for a day that is none."""
    day(since, "since")
    day(until, "until")
    given = {"outlet": outlet, "since": since, "until": until, "text": text}
    return ReportQuery({name: value.strip() for name, value in given.items() if value.strip()})


def reports(
    at: Annotated[Desk, Depends(desk)], query: Annotated[ReportQuery, Depends(report_query)], page: PageNumber = 1
) -> ReportsOut:
    """A page of the list of reports, newest first."""
    given = query.given

    def found() -> list[ReportRow]:
        return at.ledger.reports(
            outlet=given.get("outlet"),
            since=day(given.get("since", ""), "since"),
            until=day(given.get("until", ""), "until"),
            text=given.get("text"),
            newest_first=True,
        )

    rows = (
        at.kept("reports", *sorted(given.items()), work_out=found) if given else at.kept("all reports", work_out=found)
    )
    shown = rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    return ReportsOut(
        as_of=at.as_of,
        filters=given,
        paging=paging(at, "/reports.json", given, page, shown=len(shown), total=len(rows)),
        reports=[report_card(at, row) for row in shown],
    )


def report(
    at: Annotated[Desk, Depends(desk)],
    id: str,
    claim: Annotated[str, Query(description="Id of the claim to show beside the text.")] = "",
) -> ReportOut:
    """A report with its text and its claims. Raises NotInLedger."""
    from ....ledger import ClaimFilter

    found = at.ledger.report(id)
    rows = at.ledger.claims(ClaimFilter(report=found.id))
    chosen = next((row.claim for row in rows if claim and row.claim.id == claim), None)
    if claim and chosen is None:
        raise NotInLedger(
            f"This report has no claim {claim}.",
            hint="The report may have been read anew since. Open it without a claim.",
        )
    reason = _reason(at, chosen.because) if chosen and chosen.because else None
    return _report_out(at, found, [claim_out(row.claim) for row in rows], chosen.id if chosen else None, reason)


def _reason(at: Desk, claim: str) -> ClaimCard | None:
    """The claim that is given as a reason; None where it is not kept (any more)."""
    try:
        return claim_card(at, at.ledger.claim(claim))
    except NotInLedger:
        return None


def _report_out(
    at: Desk, report: Report, claims: list[ClaimOut], chosen: str | None, reason: ClaimCard | None
) -> ReportOut:
    published = report.published
    return ReportOut(
        as_of=at.as_of,
        id=report.id,
        title=report.title,
        outlet=report.outlet,
        byline=report.byline,
        url=report.url,
        published=PublishedOut(day=published.day, precision=str(published.precision), at=published.at)
        if published
        else None,
        language=report.language,
        retrieved=report.retrieved,
        sha256=report.sha256,
        provenance=dict(report.provenance),
        text=report.text,
        claims=claims,
        chosen=chosen,
        reason=reason,
    )


def report_extras(view: ReportOut) -> dict[str, Any]:
    """What the page needs besides the twin: the text in pieces, claims' numbers, the chosen claim's neighbours."""
    order = [claim.id for claim in view.claims]
    at = order.index(view.chosen) if view.chosen else None
    text = paragraphs(pieces(view.text, view.claims))
    headline = text.pop(0) if text and view.title and _words(text[0]) == " ".join(view.title.split()) else None
    return {
        "headline": headline,
        "paragraphs": text,
        "kinds": {claim.id: kind(claim) for claim in view.claims},
        "number": {claim: place for place, claim in enumerate(order, 1)},
        "claim": view.claims[at] if at is not None else None,
        "before": order[at - 1] if at else None,
        "after": order[at + 1] if at is not None and at + 1 < len(order) else None,
        "alike": _sharing(view, at),
    }


def _words(paragraph: list[Piece]) -> str:
    return " ".join("".join(piece.text for piece in paragraph).split())


def _sharing(view: ReportOut, at: int | None) -> list[ClaimOut]:
    """Other claims whose clause shares words with the chosen one's."""
    if at is None:
        return []
    chosen = view.claims[at]
    return [c for c in view.claims if c.id != chosen.id and c.start < chosen.end and chosen.start < c.end]
