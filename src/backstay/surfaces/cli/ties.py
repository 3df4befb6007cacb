"""`backstay ties` and `backstay breaks`: how firmly each backer holds a government, and when that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ...records import Channel
from ...records.errors import UsageError
from ..alert_words import way
from .options import AsOf, LedgerPath, open_for_reading
from .terminal import screen, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from ...knowledge import Knowledge
    from ...records import Break
    from ...ties import TieLine

BREAKS_SHOWN = 40

StateOption = Annotated[str | None, typer.Option("--state", metavar="STATE", help="Ties of this government alone.")]
FalseAlarms = Annotated[
    float,
    typer.Option(
        "--false-alarms", metavar="RATE", min=0.005, max=1.0, help="How many a year to put up with in a tie at rest."
    ),
]


def ties(
    state: Annotated[str, typer.Argument(metavar="STATE", help="A government, by name or code: Venezuela, or VEN.")],
    backing: Annotated[bool, typer.Option("--backing", help="Whom it holds up, instead of who holds it up.")] = False,
    channel: Annotated[
        Channel | None, typer.Option(metavar="CHANNEL", case_sensitive=False, help="This channel of backing alone.")
    ] = None,
    false_alarms: FalseAlarms = 0.1,
    as_json: Annotated[bool, typer.Option("--json", help="The same as one JSON object, with what moved each.")] = False,
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """Show how firmly each backer holds a government, by channel: level, trend, breaks, and the last word."""
    from ...knowledge import Knowledge
    from ...ties import lines, tie_book
    from ...ties.lines import plain

    knowledge = Knowledge.load()
    code = _code(knowledge, state)
    with open_for_reading(ledger, as_of) as opened:
        client, backer = (None, code) if backing else (code, None)
        book = tie_book(opened, false_alarms=false_alarms, client=client, backer=backer)
    found = lines(book, client=client, backer=backer)
    found = [line for line in found if channel is None or line.channel == channel]
    if as_json:
        told = {"state": code, "name": knowledge.state_name(code), "as_of": book.panel.until.isoformat()}
        write_json({**told, "false_alarms": false_alarms, "ties": plain(tuple(found))})
        return
    out = screen()
    whom = "Whom {} holds up" if backing else "Who holds up the government of {}"
    out.print(f"{whom.format(knowledge.state_name(code))} ({code}), {book.panel.until.isoformat()}", style="bold")
    out.print(_table(found, knowledge, backing))
    out.print(
        "Levels are in standard deviations: 0 where acts for and against balance. In brackets: where it lies in four "
        "cases of five. Not known: too little is told to say."
    )


def breaks(
    state: StateOption = None,
    false_alarms: FalseAlarms = 0.1,
    limit: Annotated[int | None, typer.Option(min=1, show_default=False, help="At most this many.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as one JSON object, with the evidence.")] = False,
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """List the breaks of ties, the latest first: when, which way, and how probable."""
    from ...knowledge import Knowledge
    from ...ties import every_break, tie_book
    from ...ties.lines import plain

    knowledge = Knowledge.load()
    code = _code(knowledge, state) if state else None
    with open_for_reading(ledger, as_of) as opened:
        book = tie_book(opened, false_alarms=false_alarms, state=code, levels=False)
    found = every_break(book)
    shown = found[: limit or (len(found) if as_json else BREAKS_SHOWN)]
    if as_json:
        write_json({"as_of": book.panel.until.isoformat(), "false_alarms": false_alarms, "breaks": plain(tuple(shown))})
        return
    out = screen()
    if not shown:
        out.print("No break stands out.")
        return
    out.print(_break_table(shown, knowledge))
    if len(found) > len(shown):
        out.print(f"The latest {len(shown)} of {len(found)}; see more with --limit.")


def _code(knowledge: Knowledge, state: str) -> str:
    code = knowledge.state_code(state)
    if code is None:
        raise UsageError(
            f'"{state}" is not the name or code of a state.',
            hint='Use an English name or a three-letter code, such as "Venezuela" or VEN.',
        )
    return code


def _table(found: Sequence[TieLine], knowledge: Knowledge, backing: bool) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("Government" if backing else "Backer", "Channel", "Level (80%)", "Trend", "Signals", "Last word"):
        table.add_column(name, justify="right" if name == "Signals" else "left")
    table.add_column("Breaks and denials", ratio=1)
    before = ""
    for line in found:
        other = line.client if backing else line.backer
        name = knowledge.state_name(other) if other != before else ""
        before = other
        channel = "all, net" if line.channel == "all" else line.channel
        trend = f"{line.arrow} {line.trend}"
        table.add_row(
            name, channel, level_in_words(line), trend, f"{line.signals:,}", f"{line.last_word}", _notes(line)
        )
    return table


def level_in_words(line: TieLine) -> str:
    """As in +1.4 (0.5 to 1.9), or that it is not known."""
    if not line.known:
        return f"not known ({line.low:.1f} to {line.high:.1f})"
    return f"{line.level:+.1f} ({line.low:.1f} to {line.high:.1f})"


def _notes(line: TieLine) -> str:
    notes = [f"{way(each.effect, each.channel)} {span(each)} ({each.probability:.0%})" for each in line.breaks[-2:]]
    if line.denials:
        notes.append(f"denied or doubted {line.denials}x, last {line.last_denial}")
    return "; ".join(notes)


def span(each: Break) -> str:
    """The days on which a break may have happened, as months."""
    first, last = f"{each.first:%Y-%m}", f"{each.last:%Y-%m}"
    return first if first == last else f"{first} to {last}"


def _break_table(found: Sequence[Break], knowledge: Knowledge) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("When", "Backer", "Government", "Channel", "Change", "Probability"):
        table.add_column(name, justify="right" if name == "Probability" else "left")
    for each in found:
        sides = (knowledge.state_name(each.backer), knowledge.state_name(each.client))
        what = way(each.effect, each.channel)
        table.add_row(span(each), *sides, str(each.channel), what, f"{each.probability:.0%}")
    return table
