"""Who stops being paid, and who defers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..plan import Plan
from ..state import State
from .chances import default_chance, deferral_chance
from .leaving import leave
from .month import LEAST, SMALL, Month, Shocks

if TYPE_CHECKING:
    from ..arrays import Array
    from .month import Values

OWED = 0.005
"""USD m under which nothing is owed that one could fail to pay."""
PEAK_FADES = 0.99
"""A peak of income is forgotten at this rate a month."""


def settle_month(plan: Plan, state: State, row: int, shocks: Shocks, values: Values, month: Month) -> None:
    """Who is stopped, who defers, who leaves. In months of history what is known happens, and its chance is kept."""
    year = np.maximum(state.income * 12, 1.0)
    state.peak = np.maximum(state.peak * PEAK_FADES, year)
    month.stress = np.maximum(1.0 - np.minimum(month.coverage, 1.0), 1.0 - year / state.peak)
    debt = state.balance + state.arrears
    owing = debt > OWED
    owing &= plan.is_open(row)
    late = _late(plan, state)
    running = owing & (state.stopped == 0)
    fail = default_chance(plan, row, late, month.stress, values)
    fail *= running
    can_defer = owing & (state.grace <= 0)
    can_defer &= plan.defers[:, None]
    exposure = np.minimum(debt / year, 1.0)
    defer = deferral_chance(plan, late, exposure, month.stress, values)
    defer *= can_defer
    if row < plan.history:
        failed, deferred = _as_known(plan, row, (fail, defer), running, owing, month)
    else:
        failed, deferred = _as_drawn(plan, row, (fail, defer), owing, shocks)
    _settle(plan, state, row, failed, deferred, month)
    leave(plan, state, row, shocks, values, month, state.arrears.sum(axis=0) / year)


def _late(plan: Plan, state: State) -> Array:
    """How late payment to each creditor is, 0..1: arrears against the months of service that count as late."""
    late: Array = state.due * plan.late_months[:, None]
    np.maximum(late, SMALL, out=late)
    np.divide(state.arrears, late, out=late)
    np.minimum(late, 1.0, out=late)
    return late


def _as_known(
    plan: Plan, row: int, chances: tuple[Array, Array], running: Array, owing: Array, month: Month
) -> tuple[Array, Array]:
    """Defaults and deferrals of a month of history; how likely each path held them goes into `month.log_chance`."""
    fail, defer = chances
    np.minimum(defer, 1.0 - fail, out=defer)
    defaults, deferrals = plan.default_seen[row][:, None], plan.deferral_seen[row][:, None]
    chance = np.where(defaults, fail, np.where(deferrals, defer, 1.0 - fail - defer))
    month.log_chance += np.log(np.maximum(chance, LEAST)).sum(axis=0)
    return defaults & running, deferrals & owing


def _as_drawn(plan: Plan, row: int, chances: tuple[Array, Array], owing: Array, shocks: Shocks) -> tuple[Array, Array]:
    """Defaults and deferrals of a month to come; a grace that a scenario gives is a deferral."""
    fail, defer = chances
    failed = shocks.creditors < fail
    defer += fail
    deferred = (shocks.creditors < defer) & ~failed
    for k in np.flatnonzero(plan.grace_given[row]):
        deferred[k] |= owing[k]
        failed[k] &= ~owing[k]
    return failed, deferred


def _settle(plan: Plan, state: State, row: int, failed: Array, deferred: Array, month: Month) -> None:
    """A default stops payment and ends a grace; a deferral folds arrears into the balance and begins a grace."""
    month.defaulted, month.deferral = failed, deferred
    month.deferred.fill(0.0)
    state.grace -= 1.0
    np.maximum(state.grace, 0.0, out=state.grace)
    places = failed.nonzero()
    state.stopped[places] = 1.0
    state.grace[places] = 0.0
    places = deferred.nonzero()
    moved = state.arrears[places]
    month.deferred[places] = moved
    state.balance[places] += moved
    state.arrears[places] = 0.0
    state.stopped[places] = 0.0
    months = np.where(plan.grace_given[row] > 0, plan.grace_given[row], plan.deferral_months)
    state.grace[places] = months[places[0]]
