"""`backstay solvency`: can a government still pay its backers, who goes unpaid first, and what follows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .options import AsOf
from .terminal import one_line, screen, write_json

if TYPE_CHECKING:
    from rich.table import Table

    from ...outlook.solvency.case import Case

Json = dict[str, Any]
_STEPS = (1, 3, 6, 12, 18, 24, 36, 48, 60, 84, 120)


def solvency(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A case file, or a case that ships: venezuela, or VEN.")],
    as_of: AsOf = None,
    months: Annotated[int, typer.Option("--months", help="How far to look ahead, 1 to 120.")] = 24,
    scenario: Annotated[
        Path | None, typer.Option("--scenario", metavar="FILE", help="What-ifs to show beside the baseline.")
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="FACT", help="Leave out a fact, such as a denial; may repeat."),
    ] = None,
    backtest: Annotated[bool, typer.Option("--backtest", help="How well it would have foreseen what came.")] = False,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another draw of chances.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="The same as one JSON object.")] = False,
) -> None:
    """Work out what a government can pay, who goes unpaid first, how backers respond, and what a break brings."""
    from ...outlook.solvency.cases import find_case
    from ...outlook.solvency.scenario import load_scenarios
    from ...outlook.solvency.view import solvency as work_out

    found = find_case(case)
    if backtest:
        _backtest(found, seed, as_json=as_json)
        return
    scenarios = load_scenarios(scenario, found) if scenario else ()
    view = work_out(found, as_of=as_of, months=months, scenarios=scenarios, seed=seed, without=tuple(without or ()))
    if as_json:
        write_json(view)
    else:
        _print(view)


def _print(view: Json) -> None:
    out = screen()
    out.print(
        f"Can {view['name']} pay? As known on {view['as_of']}, {view['months']} months ahead, {view['paths']} paths."
    )
    out.print("Ranges hold the middle 80% of paths. Money in USD m.")
    for run in view["scenarios"]:
        out.print(f"\n{one_line(run['name'])}")
        out.print(_time(run, view["months"]))
        out.print(_creditors(run))
        if run["backers"]:
            out.print(_backers(run))
        for crew in run["staff"]:
            last = _range(crew["staff"], view["months"] - 1)
            out.print(f"Staff, {one_line(crew['name'])}: {_range(crew['staff'], 0)} next month, {last} at the end.")
    _print_deep(view)
    used = [fact for fact in view["rests_on"] if fact["used"]]
    out.print(f"\nRests on {len(used)} facts known by then (the rest of what was told is kept as notes); the last:")
    for fact in used[-5:]:
        out.print(
            f"  {fact['date']} {fact['grade']} {fact['kind']} {fact['about'] or ''} ({one_line(fact['said_by'])})"
        )
    out.print("All of them, with their sources: add --json")


def _print_deep(view: Json) -> None:
    out = screen()
    if view.get("sensitivity"):
        table = _table("What moves it", "coverage", "encumbrance", "free", "chances that change most")
        for change in view["sensitivity"]:
            table.add_row(
                change["change"], *(f"{change[n]:+.3g}" for n in ("coverage", "encumbrance", "cash")), _moved(change)
            )
        out.print()
        out.print(table)
    for cut in view.get("if_cut", ()):
        cash, others = cut["cash"], cut["others"]
        words = "; ".join(
            f"{each['name']} leaves: {each['chance_exit']['baseline']:.0%} to {each['chance_exit']['cut']:.0%}"
            for each in others
        )
        out.print(
            f"If {one_line(cut['name'])} cuts its tie: free earnings {cash['baseline']['middle']:g} to "
            f"{cash['cut']['middle']:g} a month{'; ' + words if words else ''}."
        )


def _moved(change: Json) -> str:
    gaps = [(kind, about, gap) for kind in ("default", "deferral", "exit") for about, gap in change[kind].items()]
    gaps.sort(key=lambda gap: -abs(gap[2]))
    return "; ".join(f"{kind} {about} {gap:+.0%}" for kind, about, gap in gaps[:2]) or "none by 1%"


def _table(*columns: str) -> Table:
    from rich.table import Table

    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right", no_wrap=number > 0)
    return table


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.2f}"


def _range(fan: Json, row: int) -> str:
    return " ".join([_number(fan["middle"][row]), f"({_number(fan['low'][row])}-{_number(fan['high'][row])})"])


def _time(run: Json, months: int) -> Table:
    table = _table("month", "coverage", "encumbrance", "free earnings", "imports", "reserves")
    for step in sorted({*(step for step in _STEPS if step < months), months}):
        series = [
            _range(run["series"][name], step - 1) for name in ("coverage", "encumbrance", "cash", "imports", "reserves")
        ]
        table.add_row(run["months"][step - 1][:7], *series)
    return table


def _creditors(run: Json) -> Table:
    table = _table("creditor, by rank", "owed now", "paid", "default", "deferral", "fails", "half by month")
    for each in sorted(run["creditors"], key=lambda c: c["rank"]):
        until = each["months_until_it_fails"]
        default = "in default" if each["in_default_now"] > 0.5 else f"{each['chances']['default']:.0%}"
        table.add_row(
            f"{each['rank']} {one_line(each['name'])}",
            f"{each['owed_now']['middle']:g}",
            f"{each['share_paid']['middle']:.0%}",
            default,
            f"{each['chances']['deferral']:.0%}",
            f"{until['fails_within']:.0%}",
            str(until["months"]["middle"] or "beyond"),
        )
    return table


def _backers(run: Json) -> Table:
    table = _table("backer", "exposure", "leaves", "stake")
    for each in run["backers"]:
        leaves = "has left" if each["has_left_now"] > 0.5 else f"{each['chance_exit']:.0%}"
        table.add_row(
            one_line(each["name"]), f"{each['exposure']['middle']:g}", leaves, f"{each['stake']['middle']:.2f}"
        )
    return table


def _backtest(case: Case, seed: int, *, as_json: bool) -> None:
    from ...outlook.solvency.report import backtest

    found = backtest(case, seed=seed)
    if as_json:
        write_json(found)
        return
    out = screen()
    out.print(f"What would have been foreseen for {case.name}, from facts known by each day alone.")
    table = _table("balance", "foreseen on", "told", "foreseen", "line", "off by")
    for row in found["balances"]["each"]:
        line = "" if row["line"] is None else f"{row['line']:.0f}"
        seen = f"{row['middle']:.0f} ({row['low']:.0f} to {row['high']:.0f})"
        table.add_row(
            f"{row['creditor']} {row['day']}", row["origin"], f"{row['told']:.0f}", seen, line, f"{row['off']:.0%}"
        )
    out.print(table)
    out.print(_balances_in_words(found["balances"]))
    scores = _table("events within a year", "n", "came", "Brier", "base rate", "coverage alone")
    for kind, score in found["events"]["scores"].items():
        if score["n"]:
            scores.add_row(kind, *(str(score[n]) for n in ("n", "came", "brier", "brier_base_rate", "brier_coverage")))
    out.print(scores)
    out.print("Misses: the event came and was given less than a quarter, or did not and was given more than half.")
    for miss in found["events"]["misses"]:
        came = f"came on {miss['day']}" if miss["came"] else "did not come"
        out.print(f"  {miss['origin']} {miss['kind']} {miss['about']}: {miss['chance']:.0%}, {came}")
    for line in found["order"]:
        out.print(f"On {line['origin']}: {line['words']}")
    for line in found["staff"]:
        out.print(line["words"])


def _balances_in_words(balances: dict[str, Any]) -> str:
    """How far the balances were off, beside the two straight lines. Empty where there is no balance to foresee."""
    if not balances.get("n"):
        return "No balance could be held against what was told."
    n, inside = balances["n"], balances["inside"]
    words = f"Off by {balances['mae']:.1%} on average over {n} balances; {inside:.0%} inside the range."
    if balances.get("n_with_line"):
        words += (
            f" Where a line through the two balances before can be drawn ({balances['n_with_line']}): "
            f"{balances['mae_with_line']:.1%}, the line {balances['mae_line']:.1%}."
        )
    if balances.get("mae_fitted_line") is not None:
        words += f" A line fitted to all balances before: {balances['mae_fitted_line']:.1%}."
    return words
