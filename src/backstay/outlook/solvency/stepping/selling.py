"""Output, price, use at home, and what is left to sell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..plan import INVOICES, Plan
from ..state import State
from .month import Month, Shocks

if TYPE_CHECKING:
    from ..arrays import Array
    from .month import Values

TREND_STAYS = 0.98
"""How much of an unexplained trend of output lasts into the next month: half of it is gone after three years."""


def sell(plan: Plan, state: State, row: int, shocks: Shocks, values: Values, month: Month) -> None:
    """Output, price, use at home, and what is left to sell."""
    year = np.maximum(state.income * 12, 1.0)
    fall = _fall(plan, state, row, year, values)
    response = np.exp(values["use_response"] * np.log(np.minimum(year / state.year_start, 2.0)))
    gross = np.zeros(state.paths)
    for s, stream in enumerate(plan.case.streams):
        state.trend[s] = TREND_STAYS * state.trend[s] + values["trend_vol"] * np.sqrt(1 / 12) * shocks.trend[s]
        state.output[s] += values["output_vol"] * np.sqrt(1 / 12) * shocks.output[s] - (fall - state.trend[s]) / 12
        month.price[s] = _price(plan, state, row, s, shocks, values)
        month.output[s] = np.exp(state.output[s]) * plan.output_times[row]
        state.use[s] += (state.use_start[s] * response - state.use[s]) / np.maximum(values["use_lag"], 1.0)
        month.used[s] = np.minimum(_need(plan, state, s), month.output[s])
        month.sold[s] = month.output[s] - month.used[s]
        gross = gross + month.sold[s] * month.price[s] * stream.factor
    month.income = gross


def _fall(plan: Plan, state: State, row: int, year: Array, values: Values) -> Array:
    """What output loses in a year: its natural decline, and unpaid contractors, cut credit and sanctions."""
    owed = np.zeros(state.paths)
    for k, kind in enumerate(plan.kind):
        if kind == INVOICES:
            owed = owed + state.arrears[k]
    strain = np.minimum(owed / year, 2.0)
    fall: Array = (
        values["decline"]
        + values["drag_arrears"] * strain
        + values["drag_credit"] * plan.credit_cut[row]
        + values["drag_sanctions"] * plan.level[row]
    )
    return fall


def _price(plan: Plan, state: State, row: int, s: int, shocks: Shocks, values: Values) -> Array:
    """The benchmark, known in history and drawn to its mean after it, less the discounts of this seller."""
    known = plan.bench[row, s]
    if np.isnan(known):
        pull = values["price_pull"] / 12
        noise = values["price_vol"] * np.sqrt(1 / 12) * shocks.price[s]
        state.bench[s] += pull * (state.bench_mean[s] - state.bench[s]) + noise
    else:
        state.bench[s] = known
    bench = np.exp(state.bench[s]) * plan.price_times[row]
    stream = plan.case.streams[s]
    less = values[f"discount:{stream.id}"] + values[f"sanction_discount:{stream.id}"] * plan.level[row]
    price: Array = np.maximum(bench - less, 0.1 * bench)
    return price


def _need(plan: Plan, state: State, s: int) -> Array:
    """What is used at home: more once a backer who supplied it has left."""
    need: Array = state.use[s]
    for b, backer in enumerate(plan.case.backers):
        if backer.supplies and backer.stream == plan.case.streams[s].id:
            need = need + backer.supplies * state.gone[b]
    return need
