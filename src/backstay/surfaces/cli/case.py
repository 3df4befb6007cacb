"""`backstay case`: begin a solvency case, and check one."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...records.errors import LedgerMissing, NotReadable, UsageError
from .options import LedgerPath, open_for_reading
from .terminal import clean, screen

if TYPE_CHECKING:
    from ...ledger import ClaimRow
    from ...outlook.solvency.case import Case


class Action(StrEnum):
    """What to do."""

    NEW = "new"
    CHECK = "check"


def case(
    action: Annotated[Action, typer.Argument(help="new: begin a case; check: say what is wrong with one.")],
    what: Annotated[str, typer.Argument(metavar="STATE|FILE", help="A government, as Angola or AGO; a case file.")],
    facts: Annotated[
        Path | None, typer.Option("--facts", metavar="CSV", help="A table of dated facts to begin from (new).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it here, else to standard output (new).")
    ] = None,
    ledger: LedgerPath = None,
) -> None:
    """Begin a solvency case from the ledger's amounts and a table of facts, or check one: each error with its line."""
    if action is Action.CHECK:
        _check(Path(what))
    else:
        _new(what, facts, out, ledger)


def _new(state: str, facts: Path | None, out: Path | None, ledger: Path | None) -> None:
    from ...knowledge import Knowledge
    from ...outlook.solvency.skeleton import read_table, skeleton

    knowledge = Knowledge.load()
    code = knowledge.state_code(state)
    if code is None:
        raise UsageError(f'"{state}" is not the name or code of a state.', hint="Use an English name or a code: AGO.")
    rows = read_table(facts) if facts else []
    text = skeleton(code, knowledge.state_name(code), rows, _claims(ledger, code))
    if out is None:
        typer.echo(clean(text), nl=False)
        return
    if out.exists():
        raise UsageError(f"{out} is there already.", hint="Name a file that is not there yet.")
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NotReadable(f"{out} cannot be written: {error.strerror}.", hint="Name a folder of your own.") from error
    screen().print(f"Written: {out}\nFill in what is empty, then: backstay case check {out}")


def _claims(path: Path | None, code: str) -> list[ClaimRow]:
    """Claims on the client with amounts; none where there is no ledger yet."""
    from ...ledger import ClaimFilter

    try:
        with open_for_reading(path) as opened:
            return [row for row in opened.claims(ClaimFilter(client=code), reasons=False) if row.claim.amounts]
    except LedgerMissing:
        if path is not None:
            raise
        return []


def _check(file: Path) -> None:
    from ...outlook.solvency.reading import load_case

    found = load_case(file)
    judged = [creditor.id for creditor in found.creditors if not creditor.facts and not _told(found, creditor.id)]
    out = screen()
    out.print(
        f"{file.name} is in order: {found.name}, {len(found.streams)} stream(s), {len(found.creditors)} creditors, "
        f"{len(found.backers)} backers, {len(found.facts)} facts from {found.start.isoformat()}."
    )
    if judged:
        out.print(f"No fact tells of {', '.join(judged)}: their terms are judgement alone.")


def _told(case: Case, creditor: str) -> bool:
    return any(fact.about == creditor for fact in case.facts)
