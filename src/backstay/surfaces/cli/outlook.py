"""`backstay outlook`: what is likely next for ties. `backstay backtest`: how good such forecasts were."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...records.errors import LedgerLocked, UsageError
from .options import AsOf, LedgerPath, open_for_reading, open_for_writing, parse_day
from .terminal import aside, is_terminal, screen, write_json

if TYPE_CHECKING:
    from polars import DataFrame

    from ...outlook import Outlooks, Score, WordScore
    from ...records import Outlook


SHOWN = 15
"""Ties that are listed where no government is named."""


def outlook(
    state: Annotated[
        str | None,
        typer.Argument(
            metavar="STATE",
            show_default=False,
            help="A government, by name or code: Venezuela, or VEN; else the ties of all that are likeliest to be cut.",
        ),
    ] = None,
    backer: Annotated[
        str | None, typer.Option("--backer", metavar="STATE", show_default=False, help="Only ties with this backer.")
    ] = None,
    horizon: Annotated[int, typer.Option("--horizon", metavar="DAYS", help="30, 90 or 365 days.")] = 90,
    keep: Annotated[
        bool, typer.Option("--keep/--no-keep", help="Keep these forecasts on the record, and score those that are due.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="All horizons, as one JSON object.")] = False,
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """Say what is likely next for each tie: cut, ended, held or built, with a base rate and reasons.

    Without a government, list the ties of all that are likeliest to be cut, and to be built up; only those that are
    listed go on the record.

    Forecasts as of today's ledger go on the record, and are scored once their horizon has passed. With --as-of nothing
    is kept: that would be hindsight.
    """
    from ...outlook import HORIZONS, from_signals, signals

    if horizon not in HORIZONS:
        raise UsageError(f"{horizon} days is no horizon.", hint=f"One of {', '.join(map(str, HORIZONS))}.")
    client, of_backer = (_code(each) if each else None for each in (state, backer))
    with open_for_reading(ledger, as_of) as opened:
        known = signals(opened)
        found = from_signals(known, client, opened.as_of, backer=of_backer, reasons=client is not None)
    told = found if client or not keep else _with_reasons(found, known, horizon)
    note = _remember(ledger, told, known) if keep and as_of is None and told.outlooks else ""
    if as_json:
        write_json(outlooks_to_json(found, client))
        return
    if client:
        _print(found, client, horizon)
    else:
        _print_likeliest(found, horizon, of_backer)
    if note:
        screen().print(note)


def backtest(
    state: Annotated[
        str | None, typer.Argument(metavar="STATE", show_default=False, help="Only this government's ties.")
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            "--since", parser=parse_day, metavar="YYYY-MM-DD", show_default=False, help="Forecast from this day on."
        ),
    ] = None,
    step: Annotated[int, typer.Option("--step", min=1, metavar="DAYS", help="Days between forecasts.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="The same as one JSON object.")] = False,
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """Forecast past days from what was known on each, and score that against what came.

    A skill above 0 beats the base rate (or saying that the next months bring what the last ones did); below 0 it does
    not.
    """
    from ...outlook import backtest as run
    from ...outlook import by_word, scores, worst

    with open_for_reading(ledger, as_of) as opened:
        client = _code(state) if state else None
        with _live_line() as tell:
            cases = run(opened, client=client, since=since, step_days=step, progress=tell)
    found = scores(cases)
    if as_json:
        far = [{**asdict(case), "made": case.made.isoformat()} for case in worst(cases)]
        words = [asdict(each) for each in by_word(cases)]
        plain = [asdict(score) for score in found]
        write_json({"forecasts": len(cases), "scores": plain, "words": words, "furthest_off": far})
        return
    _print_scores(found, len(cases))
    _print_words(by_word(cases))
    if cases:
        screen().print(
            "The package's trees were fitted on events up to August 2018: days before that are no test of them."
        )


def outlooks_to_json(found: Outlooks, client: str | None) -> dict[str, Any]:
    """Outlooks as the web's JSON twin and `--json` give them."""
    from ...outlook import RULES

    return {
        "state": client,
        "made": found.made.isoformat(),
        "knew": found.knew,
        "signals": found.signals,
        "model": found.model,
        "closed": found.closed,
        "rules": {str(effect): rule for effect, rule in RULES.items()},
        "outlooks": [
            {**asdict(each), "made": each.made.isoformat(), "closes": each.closes.isoformat(), "enough": each.enough}
            for each in found.outlooks
        ],
    }


@contextlib.contextmanager
def _live_line() -> Iterator[Callable[[int, int], None] | None]:
    """Shows how many days are done, where somebody watches."""
    if not is_terminal(sys.stderr):
        yield None
        return
    with aside().status("Gathering what the ledger knew") as status:
        yield lambda done, days: status.update(f"Forecasting from past days: {done:,} of {days:,}")


def _code(name_or_code: str) -> str:
    from ...knowledge import Knowledge

    code = Knowledge.load().state_code(name_or_code)
    if code is None:
        raise UsageError(
            f'"{name_or_code}" is not the name or code of a state.',
            hint='Use an English name or a three-letter code, such as "Venezuela" or VEN.',
        )
    return code


def _remember(path: Path | None, found: Outlooks, known: DataFrame) -> str:
    """Keeps the forecasts; what became of that in words. A ledger that is being written to is left alone."""
    from ...outlook import remember, score_due

    try:
        with open_for_writing(path) as opened:
            new = remember(opened, found, known)
            due = score_due(opened, frame=known)
    except LedgerLocked:
        return "Not kept on the record: another run is writing to the ledger. Try again when it has ended."
    scored = f"; {due} earlier ones were due and have been scored" if due else ""
    return f"On the record: {new} new forecasts{scored}. See them on the page /scoreboard of backstay serve."


def _print(found: Outlooks, client: str, horizon: int) -> None:
    from rich.table import Table

    out = screen()
    out.print(f"The next {horizon} days for the ties of {client}, as known on {found.made.isoformat()}")
    held = [each for each in found.outlooks if each.horizon_days == horizon]
    said = [each for each in held if each.enough]
    table = Table(box=None, pad_edge=False)
    for name in ("backer", "channel", "the tie", "chance", "range", "base rate", "in words"):
        table.add_column(name)
    for each in said:
        table.add_row(*_cells(each))
    if said:
        out.print(table)
        out.print(corrected(found.closed))
        _print_reasons(said)
    ties = sorted({(each.backer, str(each.channel)) for each in held if not each.enough})
    if ties:
        named = ", ".join(f"{backer} {channel}" for backer, channel in ties)
        out.print(f"Not enough evidence for a forecast: {named}.")
    if not held:
        out.print("The ledger holds nothing that moved a tie of this government.")


def _with_reasons(found: Outlooks, known: DataFrame, horizon: int) -> Outlooks:
    """What is said of the ties that are listed where no government is named: what goes on the record, with reasons."""
    from ...outlook import from_signals, likeliest
    from ...records import Effect

    listed = [
        each for effect in (Effect.CUTS, Effect.BUILDS) for each in likeliest(found.outlooks, effect, horizon, SHOWN)
    ]
    ties = {(each.backer, each.client, each.channel) for each in listed}
    return from_signals(known, day=found.made, ties=ties)


def _print_likeliest(found: Outlooks, horizon: int, backer: str | None) -> None:
    from rich.table import Table

    from ...outlook import likeliest
    from ...records import Effect

    out = screen()
    for effect, words in ((Effect.CUTS, "be cut"), (Effect.BUILDS, "be built up")):
        said = likeliest(found.outlooks, effect, horizon, SHOWN)
        if not said:
            out.print(
                "No tie in the ledger has enough evidence for a forecast: that takes three signals within a year."
            )
            return
        out.print(f"Likeliest to {words} within {horizon} days, as known on {found.made.isoformat()}")
        table = Table(box=None, pad_edge=False)
        for name in ("backer", "government", "channel", "chance", "range", "base rate", "in words"):
            table.add_column(name)
        for each in said:
            backer, channel, _, *rest = _cells(each)
            table.add_row(backer, each.client, channel, *rest)
        out.print(table)
        out.print("")
    out.print(corrected(found.closed))
    out.print("What moved a chance, and the other ties of a government: backstay outlook STATE")


def corrected(closed: int) -> str:
    """What the chances and base rates owe to the ledger's own past."""
    if not closed:
        return "Base rates are those of coded events: this ledger has no past yet that they could be held against."
    ones = "one forecast" if closed == 1 else f"{closed:,} forecasts"
    return f"Chances and base rates are corrected by what came of {ones} that could have been made here before."


def _cells(each: Outlook) -> list[str]:
    assert each.probability is not None
    return [
        each.backer,
        str(each.channel),
        str(each.effect),
        f"{each.probability:.0%}",
        f"{each.low:.0%} to {each.high:.0%}",
        f"{each.base_rate:.0%}",
        each.word,
    ]


def _print_reasons(said: list[Outlook]) -> None:
    from ...records import Effect

    out = screen()
    for each in said:
        if each.effect is not Effect.CUTS or not each.moved_by:
            continue
        out.print(f"\nWhat moved the chance that {each.backer} cuts its {each.channel} tie:")
        for mover in each.moved_by:
            evidence = f" [{', '.join(mover.evidence)}]" if mover.evidence else ""
            out.print(f"  {'raises' if mover.raises else 'lowers'} it: {mover.text}{evidence}", markup=False)


def _print_scores(found: list[Score], cases: int) -> None:
    from rich.table import Table

    out = screen()
    if not found:
        out.print("No forecast can be tested: the ledger has too few signals, or none of the horizons has passed.")
        return
    out.print(f"{cases:,} forecasts of past days against what came")
    table = Table(box=None, pad_edge=False)
    heads = ("the tie", "days", "forecasts", "happened", "Brier", "90% interval", "log", "calibration error")
    for name in (*heads, "skill on base rate", "skill on persistence"):
        table.add_column(name)
    for each in found:
        table.add_row(
            each.effect,
            str(each.horizon_days),
            f"{each.cases:,}",
            f"{each.happened:.1%}",
            f"{each.brier:.3f}",
            f"{each.brier_low:.3f} to {each.brier_high:.3f}",
            f"{each.log_score:.3f}",
            f"{each.calibration_error:.3f}",
            _skill(each.skill_rate),
            _skill(each.skill_persistence),
        )
    out.print(table)


def _print_words(words: list[WordScore]) -> None:
    from rich.table import Table

    if not words:
        return
    out = screen()
    out.print("\nWhat the words came to (cuts, ends and builds together)")
    table = Table(box=None, pad_edge=False)
    for name in ("in words", "means", "forecasts", "mean chance given", "came"):
        table.add_column(name)
    for each in words:
        band = f"{each.low:.0%} to {each.high:.0%}"
        table.add_row(each.word, band, f"{each.cases:,}", f"{each.said:.1%}", f"{each.happened:.1%}")
    out.print(table)


def _skill(value: float | None) -> str:
    return "-" if value is None else f"{value:+.2f}"
