"""A government's solvency page: what it can pay, a what-if beside the baseline, the facts, and the back-test."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Query

from ....records.errors import NotInLedger, UsageError
from ..desk import Desk, desk, knowledge, state_code
from ..models import SolvencyOut
from ..solvency_charts import CHARTS, chart_of

if TYPE_CHECKING:
    from ....outlook.solvency.case import Case
    from ....outlook.solvency.scenario import Scenario

FIT_PATHS = 1500
RUN_PATHS = 1000
MONTHS = 24
MOST_MONTHS = 60


def scenario_query(
    *,
    months: Annotated[str, Query(description="Months ahead, 6 to 60.")] = "",
    price: Annotated[str, Query(description="Price against the baseline, in per cent of it (20 to 200).")] = "",
    output: Annotated[str, Query(description="Output against the baseline, in per cent of it (10 to 200).")] = "",
    sanctions: Annotated[str, Query(description="Level of sanctions 0 to 3; empty: as known.")] = "",
    grace: Annotated[str, Query(description="A creditor that grants a grace, by its id.")] = "",
    grace_months: Annotated[str, Query(description="How long that grace lasts, 1 to 60 months.")] = "",
    cut: Annotated[str, Query(description="A backer whose tie is cut, by its id.")] = "",
) -> dict[str, Any]:
    """The what-if as it stands in the address. Raises UsageError for what cannot be used."""
    return {
        "months": int(_number(months, "months", MONTHS, 6, MOST_MONTHS)),
        "price": _number(price, "price", 100, 20, 200),
        "output": _number(output, "output", 100, 10, 200),
        "sanctions": _number(sanctions, "sanctions", 0, 0, 3) if sanctions.strip() else None,
        "grace": grace.strip(),
        "grace_months": int(_number(grace_months, "grace months", 12, 1, 60)),
        "cut": cut.strip(),
    }


def _number(text: str, name: str, default: float, low: float, high: float) -> float:
    if not text.strip():
        return default
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise UsageError(f'"{text}" is no {name} that can be tried.', hint=f"Give a number from {low:g} to {high:g}.")
    return value


Asked = Annotated[dict[str, Any], Depends(scenario_query)]


def solvency(at: Annotated[Desk, Depends(desk)], code: str, asked: Asked) -> SolvencyOut:
    """Whether a government can pay its backers.

    Raises NotInLedger where it has no case, UsageError for a what-if that cannot be tried.
    """
    case = _case(code)
    return at.kept("solvency", code, at.asked, *asked.items(), work_out=lambda: _solvency(at, case, asked))


def _case(code: str) -> Case:
    from ....outlook.solvency.cases import case_of_state

    whole = state_code(code) or ""
    case = case_of_state(whole)
    if case is None:
        raise NotInLedger(
            f"There is no solvency case for {knowledge().state_name(whole)}.",
            hint=f"Begin one with: backstay case new {whole}, and put it into the folder that BACKSTAY_CASES names.",
        )
    return case


def _solvency(at: Desk, case: Case, asked: dict[str, Any]) -> SolvencyOut:
    from ....outlook.solvency.view import default_day
    from ....outlook.solvency.view import solvency as work_out

    day = at.as_of or default_day(case)
    scenario = _scenario(case, asked)
    months = asked["months"]
    sized = partial(work_out, case, as_of=day, months=months, fit_paths=FIT_PATHS, paths=RUN_PATHS)
    deep = at.kept("solvency-deep", case.id, day, months, work_out=sized)
    beside: list[Any] = []
    if scenario:
        both = sized(scenarios=(scenario,), deep=False)
        beside = both["scenarios"][1:]
    return SolvencyOut(
        as_of=at.as_of,
        day=day,
        state=case.state,
        name=case.name,
        case=case.id,
        months=months,
        asked=asked,
        scenarios=[*deep["scenarios"], *beside],
        sensitivity=deep["sensitivity"],
        if_cut=deep["if_cut"],
        rests_on=deep["rests_on"],
        foretold=deep["foretold"],
        backtest=_backtest(case.id),
    )


def _scenario(case: Case, asked: dict[str, Any]) -> Scenario | None:
    from ....outlook.solvency.scenario import Scenario

    creditors, backers = {c.id for c in case.creditors}, {b.id for b in case.backers}
    if asked["grace"] and asked["grace"] not in creditors:
        raise UsageError(f'"{asked["grace"]}" is no creditor.', hint=f"One of: {', '.join(sorted(creditors))}.")
    if asked["cut"] and asked["cut"] not in backers:
        raise UsageError(f'"{asked["cut"]}" is no backer.', hint=f"One of: {', '.join(sorted(backers))}.")
    parts = _parts(asked)
    if not parts:
        return None
    return Scenario(
        name="What if: " + ", ".join(parts),
        price=asked["price"] / 100,
        output=asked["output"] / 100,
        sanctions=asked["sanctions"],
        grace={asked["grace"]: asked["grace_months"]} if asked["grace"] else {},
        cut=(asked["cut"],) if asked["cut"] else (),
    )


def _parts(asked: dict[str, Any]) -> list[str]:
    """The what-if in words, one for each thing that differs from the baseline."""
    parts = [f"{name} at {asked[name]:g}%" for name in ("price", "output") if asked[name] != 100]
    if asked["sanctions"] is not None:
        parts.append(f"sanctions at {asked['sanctions']:g}")
    if asked["grace"]:
        parts.append(f"{asked['grace_months']} months of grace from {asked['grace']}")
    if asked["cut"]:
        parts.append(f"{asked['cut']} cuts its tie")
    return parts


def _backtest(case: str) -> dict[str, Any] | None:
    from ....outlook.solvency.kept import kept_backtest

    return kept_backtest(case)


def solvency_extras(view: SolvencyOut) -> dict[str, Any]:
    """The charts, and the rows of tables: every third month."""
    last = view.months - 1
    base = view.scenarios[0]
    return {
        "charts": CHARTS,
        "creditors": [(c["id"], c["name"]) for c in base["creditors"]],
        "backers": [(b["id"], b["name"]) for b in base["backers"]],
        "steps": sorted({*range(2, view.months, 3 if view.months <= 30 else 6), last}),
    }


def solvency_chart(
    at: Annotated[Desk, Depends(desk)],
    code: str,
    asked: Asked,
    chart: Annotated[str, Query(description="Which chart.")] = "coverage",
) -> dict[str, Any]:
    """The Vega-Lite specification of one chart of a government's solvency page, with its data."""
    if chart not in CHARTS and chart != "ladder" and not re.fullmatch(r"staff\d{0,2}", chart):
        raise UsageError(f'"{chart}" is no chart.', hint=f"One of: {', '.join([*CHARTS, 'ladder', 'staff'])}.")
    return chart_of(solvency(at, code, asked), chart)
