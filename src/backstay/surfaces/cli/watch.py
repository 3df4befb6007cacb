"""`backstay watch`: what is watched, and alerts on its breaks."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from ...records import Channel
from ...records.errors import FetchFailed, NotInLedger, UsageError
from .options import AsOf, LedgerPath, open_for_reading, parse_day
from .terminal import aside, clean, screen, write_data

if TYPE_CHECKING:
    from ...ledger import Ledger
    from ...ties.alerts import Alert, Watched

UNSENT = 3
"""Exit code where an alert could not be sent."""


def watch(
    *,
    add: Annotated[
        str | None, typer.Option(metavar="STATE", show_default=False, help="Watch the ties of this government.")
    ] = None,
    remove: Annotated[
        str | None, typer.Option(metavar="STATE", show_default=False, help="Watch them no longer.")
    ] = None,
    backer: Annotated[
        str | None,
        typer.Option(metavar="STATE", show_default=False, help="With --add or --remove: only ties to this backer."),
    ] = None,
    channel: Annotated[
        Channel | None,
        typer.Option(
            metavar="CHANNEL",
            case_sensitive=False,
            show_default=False,
            help="With --add or --remove: only this channel.",
        ),
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            parser=parse_day,
            metavar="YYYY-MM-DD",
            show_default=False,
            help="With --add: breaks found from this day on; else those of the last year in the ledger.",
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show what is watched.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Show all alerts, not only new ones.")] = False,
    webhook: Annotated[
        list[str] | None,
        typer.Option(metavar="URL", show_default=False, help="Send alerts here that were not sent here yet."),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also send to addresses in private networks.")
    ] = False,
    false_alarms: Annotated[
        float | None,
        typer.Option(
            min=0.005, max=1.0, show_default=False, help="False alarms a year that you put up with in a tie; else 0.1."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Alerts as JSON lines.")] = False,
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """Watch governments: tell when a tie to a backer breaks, here, in feeds, or to an address.

    Each run looks at the ledger as it is and raises alerts for breaks that it has not raised before. Run it after each
    reading run, or from cron. The web pages show the alerts and offer them as feeds. With --as-of it only shows what it
    would have told, and keeps nothing.
    """
    with open_for_reading(ledger, as_of) as opened:
        if add or remove or listed:
            _edit(opened, add, remove, backer, channel, since)
            return
        shown = _check(opened, every=every, false_alarms=false_alarms)
        _print(shown, as_json=as_json)
        sent = [_send(opened, address, allow_private) for address in webhook or [] if as_of is None]
    if not all(sent):
        raise typer.Exit(UNSENT)


def _edit(
    ledger: Ledger,
    add: str | None,
    remove: str | None,
    backer: str | None,
    channel: Channel | None,
    since: date | None,
) -> None:
    from ...ties.alerts import Watched
    from ...ties.watchlist import editing, load

    if add or remove:
        with editing(ledger.path) as watchlist:
            if add:
                watchlist.add(Watched(_state(add), _state(backer) if backer else None, channel, since))
            if remove and not watchlist.remove(Watched(_state(remove), _state(backer) if backer else None, channel)):
                raise NotInLedger("That is not watched.", hint="See what is: backstay watch --list")
    watched = load(ledger.path).watched
    for each in watched:
        screen().print(_line(each))
    if not watched:
        screen().print("Nothing is watched.")


def _line(watched: Watched) -> str:
    of = f" to {watched.backer}" if watched.backer else ""
    through = f" through {watched.channel}" if watched.channel else ""
    since = f", found from {watched.since} on" if watched.since else ""
    return f"{watched.client}: ties{of}{through}{since}"


def _state(name: str) -> str:
    from ...knowledge import Knowledge

    code = Knowledge.load().state_code(name)
    if code is None:
        raise UsageError(
            f'"{name}" is not the name or code of a state.',
            hint='Use an English name or a three-letter code, such as "Venezuela" or VEN.',
        )
    return code


def _check(ledger: Ledger, *, every: bool, false_alarms: float | None) -> list[Alert]:
    """Look for breaks, raise and keep what is new; what is to be shown."""
    from ...ties.alerts import alerts, watched_book
    from ...ties.watchlist import editing, load

    watched = load(ledger.path).watched
    if not watched:
        raise UsageError("Nothing is watched.", hint="Say what: backstay watch --add VEN")
    found = alerts(watched_book(ledger, watched, false_alarms), watched)
    if ledger.as_of is not None:
        return found
    with editing(ledger.path) as watchlist:
        new = watchlist.note(found, datetime.now(UTC).replace(microsecond=0))
        return [each.alert for each in (watchlist.raised if every else new)]


def _print(alerts: list[Alert], *, as_json: bool) -> None:
    from ..alert_words import plain, sentence
    from ..exports.files import line

    if as_json:
        write_data(line(plain(alert)) for alert in alerts)
        return
    for alert in alerts:
        screen().print(clean(sentence(alert)), soft_wrap=True)
    if not alerts:
        screen().print("Nothing new.")


def _send(ledger: Ledger, address: str, allow_private: bool) -> bool:
    """Send what was not sent there; is all of it sent now? What fails is told, and stays on the list."""
    from ...ties.watchlist import editing, load
    from ..alert_words import plain
    from ..webhook import SECRET, Sender

    sender = Sender(address, os.environ.get(SECRET, ""), allow_private)
    for raised in load(ledger.path).unsent(address):
        try:
            sender.send(plain(raised.alert))
        except FetchFailed as error:
            aside().print(f"{clean(error.message)} {clean(error.hint)}", soft_wrap=True)
            return False
        with editing(ledger.path) as watchlist:
            watchlist.mark_sent({raised.alert.id}, address)
    return True
