"""`backstay forecast`: who does what to whom next."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...records.errors import UsageError
from .options import LedgerPath, open_for_reading, parse_day
from .terminal import aside, is_terminal, one_line, screen, write_json

if TYPE_CHECKING:
    from ...outlook.next_party import Current, Ranked

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
    anew: Annotated[bool, typer.Option("--anew", help="Train anew, whatever is kept with the ledger.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The same as one JSON object.")] = False,
    ledger: LedgerPath = None,
) -> None:
    """Rank who comes next in an event: (SOURCE, EVENT, ?) or (?, EVENT, TARGET), from the events before a day.

    It learns from the events first: a minute or two for 400,000. What it learned from a ledger is kept with the ledger,
    so that the next call only takes in what has come since.
    """
    if (source == _OPEN) == (target == _OPEN):
        raise UsageError("one of SOURCE and TARGET must be ?", hint='As in: backstay forecast Russia "Consult" ?')
    day = parse_day(on)
    with _live_line() as tell:
        known, current = _forecaster(events, ledger, day, anew, tell)
        ranked = current.forecaster.rank(
            day.toordinal(),
            event,
            source=None if source == _OPEN else source,
            target=None if target == _OPEN else target,
            top=top,
        )
    if as_json:
        asked = {"source": source, "event": event, "target": target, "on": on, "events": known}
        learned = {"trained_on": current.trained, "added_since": current.added, "was_kept": current.kept}
        write_json({**asked, **learned, "ranked": [_to_json(one) for one in ranked]})
    else:
        _print(f"{source} - {event} - {target}, on {on}", known, ranked)


def _forecaster(
    path: Path | None, ledger: Path | None, day: date, anew: bool, tell: Callable[[str, float], None]
) -> tuple[int, Current]:
    """How many events there are before the day, and the forecaster that knows them."""
    from ...outlook.next_party import FILE, QUICK, Current, Forecaster, current, events_of, read_events

    if path is not None:
        found = read_events(path, day)
        return len(found), Current(Forecaster.train(found, QUICK, tell), len(found), 0, False, False)
    with open_for_reading(ledger, None) as opened:
        # Its column `source` is the news source of an event, not the party that acts.
        frame = opened.frame("coded_events").select("day", "actor", "event_type", "recipient")
        place = opened.path / FILE
    found = events_of(frame, day)
    return len(found), current(place, found, QUICK, tell, anew=anew)


@contextlib.contextmanager
def _live_line() -> Iterator[Callable[[str, float], None]]:
    """Shows what is being done, and how far it is, where somebody watches."""
    if not is_terminal(sys.stderr):
        yield lambda _doing, _share: None
        return
    with aside().status("Looking at the events") as status:
        yield lambda doing, share: status.update(f"{doing.capitalize()}: {share:.0%}")


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
