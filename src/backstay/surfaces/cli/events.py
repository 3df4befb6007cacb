"""`backstay events`: what is told, once, with who denies it and how far it is to be believed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ...records import Event
from ...records.errors import UsageError
from .claims import ID_SHOWN, TABLE_LIMIT, who
from .options import (
    AsOf,
    BackerFilter,
    ChannelFilter,
    ClientFilter,
    EffectFilter,
    LedgerPath,
    Limit,
    PartyFilter,
    PriorsFile,
    Since,
    SourceFilter,
    StateFilter,
    TextFilter,
    TypeFilter,
    Until,
    open_for_reading,
    priors_of,
    state_code,
)
from .terminal import one_line, screen, write_data

if TYPE_CHECKING:
    from ...corroboration import Found

_WHICH = "Which claims"


def events(
    *,
    state: StateFilter = None,
    party: PartyFilter = None,
    channel: ChannelFilter = None,
    event_type: TypeFilter = None,
    source: SourceFilter = None,
    backer: BackerFilter = None,
    client: ClientFilter = None,
    effect: EffectFilter = None,
    since: Since = None,
    until: Until = None,
    text: TextFilter = None,
    denied: Annotated[
        bool | None,
        typer.Option(
            "--denied/--not-denied",
            show_default=False,
            help="Only events that somebody speaks against, or none.",
            rich_help_panel=_WHICH,
        ),
    ] = None,
    least: Annotated[
        float | None,
        typer.Option("--min-credence", min=0, max=1, show_default=False, help="At least this credence, 0 to 1."),
    ] = None,
    most: Annotated[
        float | None,
        typer.Option("--max-credence", min=0, max=1, show_default=False, help="At most this credence, 0 to 1."),
    ] = None,
    limit: Limit = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    priors: PriorsFile = None,
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """List events: claims on one occurrence joined, with tellings, denials and credence. Latest first."""
    from ...corroboration import EventFilter, find_events

    if least is not None and most is not None and least > most:
        raise UsageError("No credence is above the one and below the other.", hint="Swap --min- and --max-credence.")
    where = EventFilter(
        state=state_code(state),
        party=party,
        channel=channel,
        event_type=event_type,
        source=source,
        backer=state_code(backer),
        client=state_code(client),
        effect=effect,
        since=since,
        until=until,
        text=text,
        denied=denied,
        least=least,
        most=most,
    )
    with open_for_reading(ledger, as_of) as opened:
        found = find_events(opened, where, priors=priors_of(priors), limit=limit or (None if as_json else TABLE_LIMIT))
    if as_json:
        _write(found)
    else:
        _print_table(found)


def _write(found: Found) -> None:
    import json

    from ...corroboration import event_as_json

    def lines() -> Iterator[bytes]:
        for event in found.events:
            yield (json.dumps(event_as_json(event), ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")

    write_data(lines())


def _print_table(found: Found) -> None:
    from rich import box
    from rich.table import Table

    out = screen()
    if not found.events:
        out.print("No event fits.")
        return
    table = Table("event", "told", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("who, to whom", ratio=2)
    table.add_column("what", min_width=9)
    table.add_column("told by", ratio=2)
    table.add_column("credence", min_width=12)
    table.add_column("first told in these words", ratio=3)
    for event in found.events:
        table.add_row(*_cells(event, found))
    out.print(table)
    out.print("Credence: chance that it is so, with an 80% interval; then the Admiralty pair, source and information.")
    out.print(
        f"{len(found.events)} of {found.total} events. "
        f"Explain one with: backstay explain {found.events[0].id[:ID_SHOWN]}"
    )


def _cells(event: Event, found: Found) -> Iterator[str]:
    first, last = (day.isoformat() if day else "unknown" for day in (event.first_told, event.last_told))
    yield event.id[:ID_SHOWN]
    yield first if first == last else f"{first}\n{last}"
    yield f"{who(event.actor)} → {who(event.recipient)}"
    effect = f"{event.channel or ''} {event.effect or ''}".strip()
    status = "" if event.status == "happened" else event.status.value
    yield "\n".join(filter(None, (event.event_type.value, effect, status)))
    yield "\n".join(_told_by(event))
    yield credence_in_short(event)
    yield one_line(found.in_short[event.id].quote)


def _told_by(event: Event) -> Iterator[str]:
    names = [one_line(origin.source) or "a page of no known outlet" for origin in event.origins]
    if names:
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        yield f"{names[0]}{more}"
    else:
        yield "nobody"
    counts = ((len(event.claims), "claim"), (len(event.against), "against"), (len(event.declines), "no comment"))
    yield ", ".join(
        f"{number} {noun}{'s' if noun == 'claim' and number > 1 else ''}" for number, noun in counts if number
    )


def credence_in_short(event: Event) -> str:
    """0.64 (0.31 to 0.87), then the Admiralty pair."""
    credence = event.credence
    if credence is None:
        return ""
    interval = f"({credence.low:.2f} to {credence.high:.2f})"
    return f"{credence.probability:.2f} {interval}\n{credence.source}{credence.information}"
