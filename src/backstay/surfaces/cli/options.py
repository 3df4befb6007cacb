"""Options that several commands share, and what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...records import Channel, Effect, EventType
from ...records.errors import UsageError

if TYPE_CHECKING:
    from ...corroboration import Priors
    from ...ledger import ClaimFilter, Ledger


def parse_day(value: str) -> date:
    """A day as the user writes it; a clear complaint for anything else."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is not a date. Write it as 2019-06-03.") from error


def parse_pairs(pairs: Sequence[str], example: str) -> dict[str, str]:
    """What stands on the two sides of OUR=THEIRS, for each that the user gives. Raises UsageError."""
    found = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not (ours.strip() and equals and theirs.strip()):
            raise UsageError(f'"{pair}" is no pair.', hint=f"Write OUR=THEIRS, as in {example}.")
        found[ours.strip()] = theirs.strip()
    return found


def _words(vocabulary: type[StrEnum]) -> str:
    return ", ".join(vocabulary)


_FILTERS = "Which claims"
_DAY = "YYYY-MM-DD"

LedgerPath = Annotated[
    Path | None,
    typer.Option(
        "--ledger", metavar="PATH", show_default=False, help="The ledger; else $BACKSTAY_LEDGER, or your own."
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=parse_day, metavar=_DAY, show_default=False, help="What was published by this day."),
]
StateFilter = Annotated[
    str | None,
    typer.Option("--state", metavar="STATE", help="A state in any role, by name or code.", rich_help_panel=_FILTERS),
]
PartyFilter = Annotated[
    str | None, typer.Option("--party", metavar="NAME", help="Words in the name of a party.", rich_help_panel=_FILTERS)
]
ChannelFilter = Annotated[
    Channel | None,
    typer.Option(
        "--channel",
        metavar="CHANNEL",
        case_sensitive=False,
        help=f"One of {_words(Channel)}.",
        rich_help_panel=_FILTERS,
    ),
]
TypeFilter = Annotated[
    EventType | None,
    typer.Option(
        "--type", metavar="TYPE", case_sensitive=False, help="A PLOVER event type, or STATE.", rich_help_panel=_FILTERS
    ),
]
SourceFilter = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="Words in the name of a source or outlet.", rich_help_panel=_FILTERS),
]
BackerFilter = Annotated[
    str | None, typer.Option("--backer", metavar="STATE", help="The backing state.", rich_help_panel=_FILTERS)
]
ClientFilter = Annotated[
    str | None, typer.Option("--client", metavar="STATE", help="The government backed.", rich_help_panel=_FILTERS)
]
EffectFilter = Annotated[
    Effect | None,
    typer.Option(
        "--effect", metavar="EFFECT", case_sensitive=False, help=f"One of {_words(Effect)}.", rich_help_panel=_FILTERS
    ),
]
Since = Annotated[
    date | None,
    typer.Option(
        "--since", parser=parse_day, metavar=_DAY, help="Published from this day on.", rich_help_panel=_FILTERS
    ),
]
Until = Annotated[
    date | None,
    typer.Option("--until", parser=parse_day, metavar=_DAY, help="Published by this day.", rich_help_panel=_FILTERS),
]
ReportFilter = Annotated[
    str | None,
    typer.Option("--report", metavar="ID", help="A report, by the start of its id.", rich_help_panel=_FILTERS),
]
TextFilter = Annotated[
    str | None, typer.Option("--text", metavar="WORDS", help="Words in the sentence.", rich_help_panel=_FILTERS)
]
DeniedFilter = Annotated[
    bool | None,
    typer.Option("--denied/--not-denied", show_default=False, help="Only denials, or none.", rich_help_panel=_FILTERS),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, show_default=False, help="Processes at work; else one for each core."),
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, show_default=False, help="At most this many.")]


PriorsFile = Annotated[
    Path | None,
    typer.Option(
        "--priors",
        metavar="FILE",
        show_default=False,
        help="How reliable sources are held to be (CSV or YAML), in place of what is kept with the ledger.",
    ),
]


def open_for_reading(path: Path | None, as_of: date | None = None) -> Ledger:
    """The ledger that the user means. Raises LedgerError."""
    from ...ledger import Ledger

    return Ledger.open(path, as_of=as_of)


def open_for_writing(path: Path | None, kind: type[Ledger] | None = None) -> Ledger:
    """The same for a run that adds to it. Ctrl-C waits until the ledger is open: in a query it would be lost.

    Raises LedgerError, KeyboardInterrupt.
    """
    from ...ingest.stopping import Stopping
    from ...ledger import Ledger

    with Stopping() as stopping, stopping.held():
        return (kind or Ledger).open(path, write=True)


def claim_filter(
    ledger: Ledger,
    *,
    state: str | None,
    party: str | None,
    channel: Channel | None,
    event_type: EventType | None,
    source: str | None,
    backer: str | None,
    client: str | None,
    effect: Effect | None,
    since: date | None,
    until: date | None,
    report: str | None,
    text: str | None,
    denied: bool | None,
    limit: int | None,
) -> ClaimFilter:
    """The ledger's filter from a command's options. States may be named; a report's id may be cut short."""
    from ...ledger import ClaimFilter

    return ClaimFilter(
        state=state_code(state),
        party=party,
        channel=channel,
        event_type=event_type,
        source=source,
        backer=state_code(backer),
        client=state_code(client),
        effect=effect,
        report=ledger.report(report).id if report else None,
        since=since,
        until=until,
        text=text,
        denied=denied,
        limit=limit,
    )


def priors_of(file: Path | None) -> Priors | None:
    """The priors in a file that the user names; None where none is named. Raises UsageError."""
    if file is None:
        return None
    from ...corroboration import read_priors

    return read_priors(file)


def state_code(name_or_code: str | None) -> str | None:
    """The code for a state's name or code; None for nothing given. Raises UsageError for a name that is no state's."""
    if name_or_code is None:
        return None
    from ...knowledge import Knowledge

    code = Knowledge.load().state_code(name_or_code)
    if code is None:
        raise UsageError(
            f'"{name_or_code}" is not the name or code of a state.',
            hint='Use an English name or a three-letter code, such as "Venezuela" or VEN.',
        )
    return code
