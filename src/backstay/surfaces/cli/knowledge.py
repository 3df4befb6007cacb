"""`backstay knowledge`: who somebody is on a day, and tables of one's own."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ...records.errors import UsageError
from .terminal import aside, one_line, screen, write_json


class Action(StrEnum):
    """What to do."""

    ADD = "add"
    SHOW = "show"


def knowledge(
    action: Annotated[Action, typer.Argument(help="add a table of your own, or show who a name is.")],
    what: Annotated[
        str, typer.Argument(metavar="FILE|NAME", help="A CSV or YAML file to add, or a name or phrase to show.")
    ],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day that is asked for (show).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as one JSON object.")] = False,
) -> None:
    """Show who a name is on a day, or add parties, names, places and posts of your own from a CSV or YAML file."""
    if action is Action.ADD:
        _add(Path(what), as_json=as_json)
    else:
        _show(what, on, as_json=as_json)


def _add(path: Path, *, as_json: bool) -> None:
    from ...knowledge import Knowledge, add_own

    target, odd = add_own(path, Knowledge().state_codes)
    if as_json:
        write_json({"kept": str(target), "warnings": odd})
        return
    for warning in odd:
        aside().print(one_line(f"Warning: {warning}"), markup=False, highlight=False)
    screen().print(one_line(f"Kept as {target}."), markup=False, highlight=False)


def _show(name: str, on: str | None, *, as_json: bool) -> None:
    from ...knowledge import Knowledge

    try:
        day = date.fromisoformat(on) if on else None
    except ValueError as error:
        raise UsageError(f"{on!r} is no day", hint="Write it as 2019-06-03.") from error
    found = Knowledge.load().resolve(name, on=day)
    if as_json:
        write_json(
            {
                "name": found.name,
                "kind": found.kind,
                "entity": found.party.entity_id,
                "state": found.party.state,
                "sectors": list(found.party.sector),
                "score": found.score,
                "why": found.why,
            }
            if found
            else {"name": None}
        )
    elif found is None:
        screen().print(one_line(f"Nothing is known of '{name}'."), markup=False, highlight=False)
    else:
        state = found.party.state or "no state"
        line = f"{found.name}: {found.kind}, {state}, {'/'.join(found.party.sector)} (score {found.score})"
        screen().print(one_line(line), markup=False, highlight=False)
        screen().print(one_line(found.why), markup=False, highlight=False)
