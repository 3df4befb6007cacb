"""`backstay forecast`: who does what to whom next."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...records.errors import UsageError
from .options import LedgerPath, open_for_reading, parse_day
from .terminal import one_line, screen, write_json

if TYPE_CHECKING:
    from ...outlook.next_party import Events, Ranked

_OPEN = "?"


def forecast(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Who does it, as the events write it; ? to ask.")],
    event: Annotated[str, typer.Argument(metavar="EVENT", help="What is done, as the events write it.")],
    target: Annotated[str, typer.Argument(metavar="TARGET", help="To whom it is done; ? to ask.")],
    on: Annotated[str, typer.Option("--on", metavar="YYYY-MM-DD", help="The day; only earlier events are used.")],
    events: Annotated[
        Path | None,
        typer.Option("--events", metavar="FILE", help="Events as Parquet, CSV or TSV; else the ledger's coded events."),
    ] = None,
    top: Annotated[int, typer.Option("--top", min=1, help="How many parties to show.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="The same as one JSON object.")] = False,
    ledger: LedgerPath = None,
) -> None:
    """Rank who comes next in an event: (SOURCE, EVENT, ?) or (?, EVENT, TARGET), from the events before a day.

    It learns from the events first: about a minute for 400,000.
    """
    if (source == _OPEN) == (target == _OPEN):
        raise UsageError("one of SOURCE and TARGET must be ?", hint='As in: backstay forecast Russia "Consult" ?')
    from ...outlook.next_party import QUICK, Forecaster

    day = parse_day(on)
    known = _events(events, ledger, day)
    forecaster = Forecaster.train(known, QUICK)
    ranked = forecaster.rank(
        day.toordinal(),
        event,
        source=None if source == _OPEN else source,
        target=None if target == _OPEN else target,
        top=top,
    )
    if as_json:
        asked = {"source": source, "event": event, "target": target, "on": on, "events": len(known)}
        write_json({**asked, "ranked": [_to_json(one) for one in ranked]})
    else:
        _print(f"{source} - {event} - {target}, on {on}", len(known), ranked)


def _events(path: Path | None, ledger: Path | None, day: date) -> Events:
    from ...outlook.next_party import events_of, read_events

    if path is not None:
        return read_events(path, day)
    with open_for_reading(ledger, None) as opened:
        # Its column `source` is the news source of an event, not the party that acts.
        return events_of(opened.frame("coded_events").select("day", "actor", "event_type", "recipient"), day)


def _to_json(one: Ranked) -> dict[str, object]:
    return {"party": one.party, "probability": round(one.probability, 4), "reasons": list(one.reasons)}


def _print(question: str, known: int, ranked: list[Ranked]) -> None:
    from rich.table import Table

    out = screen()
    out.print(one_line(question))
    table = Table(box=None, pad_edge=False)
    table.add_column("", justify="right")
    table.add_column("party")
    table.add_column("chance", justify="right")
    table.add_column("why", ratio=1)
    for place, one in enumerate(ranked, 1):
        table.add_row(str(place), one_line(one.party), f"{one.probability:.1%}", "; ".join(one.reasons))
    out.print(table)
    out.print(
        f"From {known:,} events before that day. A chance is that this party is the one, given that the event happens."
    )
