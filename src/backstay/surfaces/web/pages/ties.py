"""How firmly governments are held: a government's backers, a backer's clients, and breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends

from ....records import Break
from ....records.errors import NotInLedger, UsageError
from ..break_query import BreakQuery, break_query
from ..desk import Desk, desk, knowledge, state_code
from ..models import BreakOut, BreaksOut, MoverOut, TieOut, TiesOut
from ..tie_charts import multiples

if TYPE_CHECKING:
    from ....ledger import Ledger
    from ....ties import TieLine

BREAKS_SHOWN = 200


def state_ties(at: Annotated[Desk, Depends(desk)], code: str) -> TiesOut:
    """Who holds up a government, and how firmly. Raises NotInLedger where nothing moves a tie of it."""
    return _ties(at, state_code(code) or "", backing=False)


def backer_ties(at: Annotated[Desk, Depends(desk)], code: str) -> TiesOut:
    """Whom a government holds up, and how firmly. Raises NotInLedger where nothing moves such a tie."""
    return _ties(at, state_code(code) or "", backing=True)


def breaks(at: Annotated[Desk, Depends(desk)], query: Annotated[BreakQuery, Depends(break_query)]) -> BreaksOut:
    """The breaks of all ties, or of those that are asked for, the latest first."""
    found = [each for each in every_break(at) if query.lets_through(each)]
    shown = [_break(at, each) for each in found[:BREAKS_SHOWN]]
    return BreaksOut(as_of=at.as_of, filters=query.given, total=len(found), breaks=shown)


def every_break(at: Desk) -> list[Break]:
    """Every break of the ledger, the latest first."""
    return at.kept("breaks", work_out=lambda: _breaks(at.ledger), slow=True, form=list[Break])


def _breaks(ledger: Ledger) -> list[Break]:
    """Every break of a ledger; none where nothing moves a tie."""
    from ....ties import every_break, tie_book

    try:
        return every_break(tie_book(ledger, levels=False))
    except UsageError:
        return []


def ties_chart(at: Annotated[Desk, Depends(desk)], code: str) -> dict[str, Any]:
    """Small multiples of a government's ties, as a Vega-Lite specification with its data."""
    return multiples(state_ties(at, code))


def backer_chart(at: Annotated[Desk, Depends(desk)], code: str) -> dict[str, Any]:
    """Small multiples of the ties of a backer."""
    return multiples(backer_ties(at, code))


def _ties(at: Desk, code: str, *, backing: bool) -> TiesOut:
    return at.kept("ties of", code, backing, work_out=lambda: _worked_out(at, code, backing), slow=True, form=TiesOut)


def _worked_out(at: Desk, code: str, backing: bool) -> TiesOut:
    from ....ties import lines, tie_book

    client, backer = (None, code) if backing else (code, None)
    try:
        book = tie_book(at.ledger, client=client, backer=backer)
    except UsageError as error:
        raise NotInLedger(error.message, hint=error.hint) from error
    found = lines(book, client=client, backer=backer)
    return TiesOut(
        as_of=at.as_of,
        state=code,
        name=knowledge().state_name(code),
        backing=backing,
        until=book.panel.until,
        ties=[_tie(at, line, backing) for line in found],
    )


def _tie(at: Desk, line: TieLine, backing: bool) -> TieOut:
    other = line.client if backing else line.backer
    named = {} if line.channel == "all" else {"channel": line.channel}
    return TieOut(
        backer=line.backer,
        client=line.client,
        other=other,
        other_name=knowledge().state_name(other),
        channel=line.channel,
        level=round(line.level, 3),
        interval80=(round(line.low, 3), round(line.high, 3)),
        interval95=(round(line.low95, 3), round(line.high95, 3)),
        known=line.known,
        trend=str(line.trend),
        arrow=line.arrow,
        signals=line.signals,
        last_word=line.last_word,
        denials=line.denials,
        last_denial=line.last_denial,
        breaks=[_break(at, each) for each in line.breaks],
        moved_by=[
            MoverOut(
                id=mover.id, day=mover.day, channel=mover.channel, push=round(mover.push, 3),
                weight=round(mover.weight, 3), claims=list(mover.claims),
            )
            for mover in line.moved_by
        ],
        history=[(each.day, round(each.level, 3), round(each.low, 3), round(each.high, 3)) for each in line.history],
        address=at.link("/claims", backer=line.backer, client=line.client, **named),
    )  # fmt: skip


def _break(at: Desk, each: Break) -> BreakOut:
    return BreakOut(
        backer=each.backer,
        backer_name=knowledge().state_name(each.backer),
        client=each.client,
        client_name=knowledge().state_name(each.client),
        channel=str(each.channel),
        first=each.first,
        last=each.last,
        effect=str(each.effect),
        probability=round(each.probability, 3),
        evidence=list(each.evidence),
        address=at.link(
            "/claims",
            backer=each.backer,
            client=each.client,
            channel=str(each.channel),
            since=each.first,
            until=each.last,
        ),
    )
