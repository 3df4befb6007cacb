"""Rolling-origin back-tests: what the engine would have said on a day, against what came.

At each origin it sees only facts known by that day. Balances: each dated balance one step on, against straight lines
through the balances before it. Events: at the end of each quarter the chance within a year of a default, deferral or
exit of all who are at risk, by Brier score against the rate of such events and against coverage alone, both granted
hindsight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from .case import EVENTS, Case, Fact
from .fit import Fitted, fit
from .months import last_day, month_of
from .outlook import Ahead, look_ahead

if TYPE_CHECKING:
    from .arrays import Array

HORIZON = 12
NEXT = 5
"""A balance counts as one step on if it is told within this many months of the last one."""
BURN_IN = 24
"""Months of history before the first origin of events."""


@dataclass(frozen=True, slots=True)
class Balance:
    """One balance, foreseen on `origin`. `line`: through the last two; `fitted_line`: least squares through all."""

    creditor: str
    origin: date
    day: date
    told: float
    low: float
    middle: float
    high: float
    line: float | None
    fitted_line: float | None


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance given on `origin` to an event within the horizon, the coverage then, and whether it came."""

    kind: str
    about: str
    origin: date
    chance: float
    coverage: float
    came: bool
    day: date | None


def balances(case: Case, *, paths: int = 3000, seed: int = 0) -> list[Balance]:
    """Every dated balance that follows another within a few months, as foreseen on the day of the one before."""
    found = []
    for creditor in case.creditors:
        told = sorted((f for f in case.facts if f.kind == "debt" and f.about == creditor.id), key=lambda f: f.day)
        for before, fact in pairwise(told):
            steps = month_of(fact.day) - month_of(before.day)
            if not 0 < steps <= NEXT or before.known > fact.day:
                continue
            ahead = look_ahead(fit(case, before.day, paths=paths, seed=seed), steps, keep=("debt", "reserves"))
            row = [c.id for c in ahead.plan.creditors].index(creditor.id)
            low, middle, high = np.quantile(ahead.paths["debt"][-1, row], (0.1, 0.5, 0.9))
            earlier = [f for f in told if f.day <= before.day]
            found.append(
                Balance(
                    creditor.id, before.day, fact.day, _value(fact), float(low), float(middle), float(high),
                    _line(earlier[-2:], fact.day), _line(earlier, fact.day),
                )
            )  # fmt: skip
    return found


def _value(fact: Fact) -> float:
    assert fact.figure
    return fact.figure.value


def _line(facts: Sequence[Fact], day: date) -> float | None:
    """The straight line through dated balances, at a day; never below zero."""
    if len(facts) < 2:
        return None
    slope, level = np.polyfit([f.day.toordinal() for f in facts], [_value(f) for f in facts], 1)
    return max(0.0, float(slope * day.toordinal() + level))


def origins(case: Case, horizon: int = HORIZON) -> list[date]:
    """Ends of quarters from two years into the case to a horizon before its end."""
    first = month_of(case.start) + BURN_IN
    last = month_of(case.end) - horizon
    return [last_day(month) for month in range(first, last + 1) if month % 3 == 2]


def chances(case: Case, *, horizon: int = HORIZON, paths: int = 2000, seed: int = 0) -> list[Chance]:
    """The chance of every event that could come, at every origin."""
    found: list[Chance] = []
    for origin in origins(case, horizon):
        fitted = fit(case, origin, paths=paths, seed=seed)
        ahead = look_ahead(fitted, horizon, keep=("defaulted", "deferral", "left", "reserves"))
        coverage = float(np.median(coverage_now(fitted, ahead)))
        for kind in EVENTS:
            for about in ahead.rows(kind):
                if _at_risk(ahead, kind, about):
                    day = _came(case.facts, kind, about, origin, horizon)
                    found.append(
                        Chance(kind, about, origin, ahead.chance(kind, about, horizon), coverage, day is not None, day)
                    )
    return found


def coverage_now(fitted: Fitted, ahead: Ahead) -> Array:
    """Free earnings of the last year over dues in cash and the import floor, on each path."""
    state, values = fitted.state, fitted.values
    cash = [k for k, creditor in enumerate(ahead.plan.creditors) if creditor.kind != "in-kind"]
    dues = state.due[cash].sum(axis=0) + values["import_floor"] * state.imports_start
    covered: Array = state.free / np.maximum(dues, 1e-9)
    return covered


def _at_risk(ahead: Ahead, kind: str, about: str) -> bool:
    state, plan = ahead.fitted.state, ahead.plan
    row = ahead.rows(kind).index(about)
    if kind == "exit":
        return bool(state.gone[row].mean() < 0.5)
    if kind == "default":
        return bool(state.stopped[row].mean() < 0.5)
    return bool(state.grace[row].mean() < 0.5) and plan.creditors[row].kind != "invoices"


def _came(facts: Iterable[Fact], kind: str, about: str, origin: date, horizon: int) -> date | None:
    until = last_day(month_of(origin) + horizon)
    days = [f.day for f in facts if f.kind == kind and f.about == about and origin < f.day <= until]
    return min(days, default=None)
