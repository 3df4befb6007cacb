"""`backstay origins`: who told it first, who relays it, and what shows that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...records.errors import NotInLedger, UsageError
from .options import (
    AsOf,
    BackerFilter,
    ChannelFilter,
    LedgerPath,
    ReportFilter,
    Since,
    Until,
    claim_filter,
    open_for_reading,
)
from .terminal import one_line, screen, write_json

if TYPE_CHECKING:
    from ...corroboration import Traced
    from ...records import Origin, Relay

_SHOWN = 20
_EVIDENCE = 4
_QUOTE = 160


def origins(
    state: Annotated[
        str | None, typer.Argument(metavar="STATE", help="A government: claims on who backs or presses it.")
    ] = None,
    *,
    report: ReportFilter = None,
    backer: BackerFilter = None,
    channel: ChannelFilter = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Origins shown at most; JSON holds all.")] = _SHOWN,
    as_json: Annotated[bool, typer.Option("--json", help="The same as one JSON object, with all evidence.")] = False,
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """List tellings, not pages: who told it first, who relays it and on what evidence, what may be the same source."""
    from ...corroboration import traced

    if state is None and report is None:
        raise UsageError("Whose origins?", hint="Name a government (backstay origins VEN), or a report (--report ID).")
    with open_for_reading(ledger, as_of) as opened:
        where = claim_filter(
            opened,
            state=None,
            party=None,
            channel=channel,
            event_type=None,
            source=None,
            backer=backer,
            client=state,
            effect=None,
            since=since,
            until=until,
            report=report,
            text=None,
            denied=None,
            limit=None,
        )
        rows = opened.claims(where, reasons=False)
        if not rows:
            raise NotInLedger("No claim fits.", hint="See what there is with: backstay claims")
        found = traced(opened, rows)
    if as_json:
        write_json(origins_to_json(found))
    else:
        _print(found, limit)


def origins_to_json(found: Traced) -> dict[str, Any]:
    """Origins as plain JSON types, most reports first, each with its claims, its reports and its evidence."""
    return {
        "origins": [_plain(found, origin) for origin in _ranked(found)],
        "claims": len(found.rows),
        "reports": len({row.claim.report for row in found.rows.values()}),
    }


def _plain(found: Traced, origin: Origin) -> dict[str, Any]:
    return {
        "id": origin.id,
        "source": origin.source,
        "first_told": origin.first_told and origin.first_told.isoformat(),
        "claims": list(origin.claims),
        "reports": sorted({found.rows[each].claim.report for each in origin.claims}),
        "quote": _first_quote(found, origin),
        "possibly_same": list(origin.possibly_same),
        "evidence": [_evidence(relay) for relay in origin.evidence],
    }


def _evidence(relay: Relay) -> dict[str, Any]:
    return {
        "report": relay.report,
        "goes_back_to": relay.source,
        "to": relay.to,
        "via": relay.via,
        "kind": relay.kind.value,
        "quote": relay.quote,
        "start": relay.start,
        "end": relay.end,
        "probability": relay.probability,
        "supported": relay.supported,
    }


def _ranked(found: Traced) -> list[Origin]:
    def rank(origin: Origin) -> tuple[int, str, str]:
        reports = {found.rows[each].claim.report for each in origin.claims}
        return -len(reports), str(origin.first_told or "9"), origin.id

    return sorted(found.origins, key=rank)


def _first_quote(found: Traced, origin: Origin) -> str:
    rows = [found.rows[each] for each in origin.claims]
    return min(rows, key=lambda row: (str(row.published or "9"), row.claim.report, row.claim.start)).claim.quote


def _print(found: Traced, limit: int) -> None:
    from rich.text import Text

    out = screen()
    ranked = _ranked(found)
    names = {origin.id: origin.source or "the page itself" for origin in ranked}
    for origin in ranked[:limit]:
        reports = {found.rows[each].claim.report for each in origin.claims}
        told = f", first told {origin.first_told.isoformat()}" if origin.first_told else ", undated"
        out.print(Text.assemble((one_line(names[origin.id]), "bold cyan"), (told, "")))
        out.print(f"  “{_short(_first_quote(found, origin))}”", markup=False, highlight=False)
        out.print(f"  {_many(len(origin.claims), 'claim')} in {_many(len(reports), 'report')}", highlight=False)
        for line in _why(found, origin):
            out.print(f"  {line}", markup=False, highlight=False)
        if origin.possibly_same:
            others = dict.fromkeys(one_line(names.get(each, each)) for each in origin.possibly_same)
            out.print(f"  rests on an unnamed source, who may be that of: {', '.join(others)}", markup=False)
        out.print()
    left = f" ({limit} shown)" if len(ranked) > limit else ""
    out.print(
        f"{_many(len(ranked), 'origin')}{left} counted so far, in {_many(len(found.rows), 'claim')}. "
        "What several pages relay from one source is one.",
        highlight=False,
    )


def _why(found: Traced, origin: Origin) -> Iterator[str]:
    """The best evidence of each report that relays it."""
    outlets = {row.claim.report: row.outlet or row.url or row.claim.report for row in found.rows.values()}
    best: dict[str, Relay] = {}
    for relay in origin.evidence:
        if relay.report not in best or relay.probability > best[relay.report].probability:
            best[relay.report] = relay
    for relay in list(best.values())[:_EVIDENCE]:
        unheld = " - but that report does not hold these words" if relay.supported is False else ""
        yield (
            f"{one_line(outlets.get(relay.report, relay.report))} has it from {one_line(relay.source)} "
            f"({relay.kind.value}, {relay.probability:.0%}): “{_short(relay.quote)}”{unheld}"
        )
    if len(best) > _EVIDENCE:
        yield f"and {len(best) - _EVIDENCE} more"


def _short(quote: str) -> str:
    line = one_line(quote)
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1].rstrip() + "…"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
