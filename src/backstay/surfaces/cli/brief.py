"""`backstay brief`: who backs a government."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...records import Certainty, Effect, Stance, Status
from .claims import ID_SHOWN
from .options import AsOf, LedgerPath, open_for_reading
from .serve import HOST, PORT
from .terminal import one_line, screen, write_json

if TYPE_CHECKING:
    from rich.text import Text

    from ...ties import Backer, BackerLine, Basis, Brief, Moved, Word


_COLOUR = {Effect.BUILDS: "green", Effect.KEEPS: "blue", Effect.CUTS: "yellow", Effect.ENDS: "red"}
_PLAIN = {Status.HAPPENED, Status.ONGOING, Status.DID_NOT_HAPPEN, Certainty.CERTAIN}
"""What needs no mark behind a quote: it happened, its line says that it did not, or its source is sure."""


def brief(
    state: Annotated[str, typer.Argument(metavar="STATE", help="A government, by name or code: Venezuela, or VEN.")],
    as_json: Annotated[bool, typer.Option("--json", help="The same as one JSON object.")] = False,
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """Sum up who backs a government: each backer by channel, what moved, the latest word, denials."""
    from ...ties import brief as sum_up
    from ...ties import brief_to_json

    with open_for_reading(ledger, as_of) as opened:
        summary = sum_up(opened, state)
    if as_json:
        write_json(brief_to_json(summary))
    else:
        print_brief(summary, ledger)


def print_brief(summary: Brief, ledger: Path | None) -> None:
    """The brief for a terminal; `ledger` is what the user named, for the commands that it ends with."""
    out = screen()
    out.print(_styled(f"Who backs the government of {summary.name} ({summary.state})", "bold"))
    if summary.as_of:
        out.print(f"As known on {summary.as_of.isoformat()}: nothing published later is counted.")
    _print_backers(summary.backers)
    if not summary.backers:
        out.print("\nNo backing is claimed.")
    if summary.pressure:
        out.print()
        out.print(_styled("Pressure on it", "bold"))
        _print_backers(summary.pressure)
    out.print()
    out.print(_basis(summary.basis))
    _print_next_steps(summary, ledger)


def _print_backers(backers: Iterable[Backer]) -> None:
    from ...ties import probably_misread

    told = False
    for backer in backers:
        if probably_misread(backer.sure) and not told:
            screen().print()
            screen().print(
                _styled("Probably misread: no claim on these is more likely right than wrong.", "dim italic")
            )
            told = True
        _print_backer(backer)


def _print_backer(backer: Backer) -> None:
    from rich.padding import Padding
    from rich.table import Table

    out = screen()
    out.print()
    out.print(_styled(f"{backer.name} ({backer.state})", "bold cyan"))
    table = Table.grid(padding=(0, 2))
    table.add_column(min_width=11)
    table.add_column(min_width=8)
    table.add_column(ratio=1)
    for line in backer.lines:
        _add_line(table.add_row, line)
    out.print(Padding(table, (0, 0, 0, 2)))


def _add_line(add_row: object, line: BackerLine) -> None:
    from ...ties import probably_misread

    assert callable(add_row)
    name = line.channel.value if line.channel else "unspecified"
    rows: list[tuple[str, str | Text]] = [("moved", _moved(line.moved))] if line.moved else []
    if line.ahead:
        rows.append(("to come", _moved(line.ahead)))
    if line.latest:
        rows.append(("latest", _word(line.latest)))
    unsure = f", at best {line.sure:.0%} sure" if probably_misread(line.sure) else ""
    rows.append(("counted", f"{_many(line.origins, 'origin')} so far, in {_many(line.claims, 'claim')}{unsure}"))
    rows.extend((_against(word), _word(word)) for word in line.denials)
    if line.denial_origins > len(line.denials):
        rows.append(("", f"and {line.denial_origins - len(line.denials)} more against"))
    for place, (label, content) in enumerate(rows):
        add_row(_styled(name, "bold") if place == 0 else "", _styled(label, "dim"), content)


def _against(word: Word) -> str:
    return {Stance.DENIES: "denied", Stance.DOUBTS: "doubted"}.get(word.stance, "said not")


def _moved(moves: Iterable[Moved]) -> Text:
    from rich.text import Text

    parts = []
    for move in moves:
        days = [f"last {move.latest.isoformat()}"] if move.latest else []
        if move.past:
            days.append(f"{f'{move.past} of them ' if days else ''}by {move.past_year}")
        last = f" ({'; '.join(days)})" if days else ""
        parts.append(Text.assemble((f"{move.effect.value} {move.origins}", _COLOUR[move.effect]), last))
    return Text(", ").join(parts)


def _word(word: Word) -> Text:
    from rich.text import Text

    day = word.published.isoformat() if word.published else "undated"
    text = Text(f"“{one_line(word.quote)}” ")
    hedges = [each.value for each in (word.status, word.certainty) if each not in _PLAIN]
    hedges += [f"of {word.of}"] if word.of else []
    hedge = f" ({', '.join(hedges)})" if hedges else ""
    text.append(f"- {one_line(word.said_by)}, {day}{hedge} [{word.claim[:ID_SHOWN]}]", style="dim")
    return text


def _basis(basis: Basis) -> str:
    span = f", {basis.first.isoformat()} to {basis.last.isoformat()}" if basis.first and basis.last else ""
    undated = f", {basis.undated} of them undated" if basis.undated else ""
    return (
        f"Rests on {_many(basis.claims, 'claim')} in {_many(basis.reports, 'report')}{span}{undated}: "
        f"{_many(basis.origins, 'origin')} counted so far. Numbers above count origins, not pages: what several pages "
        "relay from one source is one."
    )


def _print_next_steps(summary: Brief, ledger: Path | None) -> None:
    option = f" --ledger {shlex.quote(str(ledger))}" if ledger else ""
    words = (line.latest or next(iter(line.denials), None) for side in _sides(summary) for line in side.lines)
    shown = next((word.claim[:ID_SHOWN] for word in words if word), "ID")
    out = screen()
    out.print(f"Explain a claim:   backstay explain {shown}{option}", soft_wrap=True)
    out.print(f"See the web page:  backstay serve{option}", soft_wrap=True)
    out.print(f"                   then open http://{HOST}:{PORT}/states/{summary.state}", soft_wrap=True)


def _sides(summary: Brief) -> tuple[Backer, ...]:
    return summary.backers + summary.pressure


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _styled(text: str, style: str) -> Text:
    from rich.text import Text

    return Text(text, style=style)
