"""Forecasts from a fit: runs for some months ahead, under a scenario or none, and the chances they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .fit import Fitted
from .plan import Plan, make_plan
from .run import KEPT, Paths, run
from .scenario import BASELINE, Scenario
from .state import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .arrays import Array

_EVENT = {"default": "defaulted", "deferral": "deferral", "exit": "left"}


@dataclass(frozen=True, slots=True)
class Ahead:
    """Paths from the month after the fit's day on, under one scenario; `start` is their state on that day."""

    fitted: Fitted
    scenario: Scenario
    start: State
    paths: Paths

    @property
    def plan(self) -> Plan:
        """What the paths were given."""
        return self.paths.plan

    def rows(self, kind: str) -> list[str]:
        """The ids for which an event can happen: creditors, or backers for exits."""
        if kind == "exit":
            return [backer.id for backer in self.plan.case.backers]
        return [creditor.id for creditor in self.plan.creditors]

    def first_month(self, kind: str, about: str) -> Array:
        """For each path the month (from 1) of the first such event; 0 where there is none."""
        happened = self.paths[_EVENT[kind]][:, self.rows(kind).index(about)]
        first: Array = np.where(happened.any(axis=0), happened.argmax(axis=0) + 1, 0)
        return first

    def chance(self, kind: str, about: str, months: int) -> float:
        """The chance of such an event within `months`."""
        first = self.first_month(kind, about)
        return float(((first > 0) & (first <= months)).mean())


def look_ahead(
    fitted: Fitted,
    months: int,
    scenario: Scenario = BASELINE,
    *,
    paths: int | None = None,
    seed: int | None = None,
    keep: Sequence[str] = KEPT,
) -> Ahead:
    """Run a fit on for `months`. The same seed under two scenarios draws the same chances, so their gap is no noise.

    `paths`: only the first so many, which are as good as any after the fit's last draw in random order.
    """
    plan = make_plan(fitted.case, fitted.as_of, months, scenario)
    state, values = fitted.state, fitted.values
    if paths is not None and paths != state.paths:
        chosen = np.linspace(0, state.paths - 1, paths).astype(int)
        state = state.take(chosen)
        values = {name: value[chosen] for name, value in values.items()}
    rows = range(plan.history, plan.history + months)
    found, _ = run(plan, state, values, rows=rows, seed=fitted.seed if seed is None else seed, keep=keep)
    return Ahead(fitted, scenario, state, found)
