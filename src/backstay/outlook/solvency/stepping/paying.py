"""Cash down the ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..plan import IMPORTS, INVOICES, Plan
from ..state import State
from .dues import fall_due, here, share_of
from .month import SMALL, Month

if TYPE_CHECKING:
    from ..arrays import Array
    from .month import Values


def pay(plan: Plan, state: State, row: int, values: Values, month: Month) -> None:
    """Cash down the ladder: what one place leaves goes to the next. Arrears are what is left unpaid."""
    sold = np.zeros(state.paths)
    for s, stream in enumerate(plan.case.streams):
        sold = sold + month.sold[s] * month.price[s] * stream.factor
    free = sold + plan.case.other_income.value
    need = values["import_floor"] * state.imports_start
    purse, dues, spent = _down_the_ladder(
        plan, state, row, values, month, need, _purse(plan, state, free, values, month)
    )
    wish = np.minimum(np.maximum(values["import_appetite"] * state.free - need, 0.0), purse)
    month.imports = month.imports + wish
    lent = month.lent.sum(axis=0)
    state.reserves = np.maximum(state.reserves + free + lent - spent - wish, 0.0)
    month.cash = free
    month.coverage = free / np.maximum(dues, SMALL)
    lifted = np.zeros(state.paths)
    for group in plan.in_kind:
        for k in group:
            lifted = lifted + month.paid[k]
    month.encumbrance = lifted / np.maximum(month.income, SMALL)
    _remember(plan, state, row, free, month)


def _purse(plan: Plan, state: State, free: Array, values: Values, month: Month) -> Array:
    """What there is to pay with: sales, new loans, and reserves above their floor."""
    purse: Array = free.copy()
    for k in range(len(plan.creditors)):
        purse += month.lent[k]
    floor = values["reserve_floor"] * state.reserves_start
    purse += values["reserve_draw"] * np.maximum(state.reserves - floor, 0.0)
    return purse


def _down_the_ladder(
    plan: Plan, state: State, row: int, values: Values, month: Month, need: Array, purse: Array
) -> tuple[Array, Array, Array]:
    """What is left in the purse, what was due (the needed imports with it) and what was spent."""
    dues = need.copy()
    spent = np.zeros(state.paths)
    for group in plan.ladder:
        if group == (IMPORTS,):
            month.imports = np.minimum(need, purse)
            purse = purse - month.imports
            spent = spent + month.imports
            continue
        wanted = {k: _cash_wanted(plan, state, row, k, values, month) for k in group if row >= plan.opened[k]}
        share = share_of(wanted, purse)
        for k, want in wanted.items():
            dues = dues + month.due[k]
            month.paid[k] = want * share
            purse = np.maximum(purse - month.paid[k], 0.0)
            spent = spent + month.paid[k]
            state.arrears[k] = np.maximum(state.arrears[k] + month.due[k] - month.paid[k], 0.0)
    return purse, dues, spent


def _remember(plan: Plan, state: State, row: int, free: Array, month: Month) -> None:
    """Running means of a year: income, cash, what was paid and what was due."""
    state.income += (month.income - state.income) / 12
    state.free += (free - state.free) / 12
    pull = plan.year_pull(row)
    state.paid += (month.paid - state.paid) * pull
    state.due += (month.due - state.due) * pull


def _cash_wanted(plan: Plan, state: State, row: int, k: int, values: Values, month: Month) -> Array:
    """What falls due in cash this month, and what the client would pay of it and of arrears if it had the cash."""
    present = here(plan, state, k)
    size = values[f"service:{plan.creditors[k].id}"] * plan.service[row, k]
    served = 1 - state.stopped[k]
    if plan.kind[k] == INVOICES:
        _bill(plan, state, k, size * present * (1 - 0.5 * state.stopped[k]), month)
        served = served + state.stopped[k] * values["part_paid"]
    else:
        fall_due(plan, state, row, k, size, present, month)
    wanted: Array = (month.due[k] + values["catch_up"] * state.arrears[k]) * served
    return wanted


def _bill(plan: Plan, state: State, k: int, size: Array, month: Month) -> None:
    """Invoices: what was billed last month is due; new work is billed in step with output, half after a default."""
    s = plan.stream[k]
    month.due[k] = state.balance[k].copy()
    month.billed[k] = size * (month.output[s] / np.maximum(state.output_start[s], SMALL))
    state.balance[k] = month.billed[k].copy()
