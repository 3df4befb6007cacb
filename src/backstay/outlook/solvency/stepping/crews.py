"""Staff at work in the client's country."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..plan import Plan
from ..state import State
from .month import SMALL, Month, Shocks

if TYPE_CHECKING:
    from .month import Values


def staff(plan: Plan, state: State, shocks: Shocks, values: Values, month: Month) -> None:
    """Staff follows the work left and the share of invoices paid, with a lag; down slowly, up within a year."""
    names = [creditor.id for creditor in plan.creditors]
    backers = [backer.id for backer in plan.case.backers]
    for f, crew in enumerate(plan.case.crews):
        if crew.creditor not in names:
            continue
        k = names.index(crew.creditor)
        served = np.minimum(state.paid[k] / np.maximum(state.due[k], SMALL), 1.0)
        here = 1.0 - state.gone[backers.index(crew.backer)] if crew.backer in backers else 1.0
        state.backlog[f] -= np.minimum(state.backlog[f], month.paid[k])
        work = state.backlog[f] / crew.backlog if crew.backlog else 0.0
        above = np.maximum(state.staff_start[f] - crew.floor, 0.0)
        wanted = (crew.floor + above * (crew.share_backlog * work + (1 - crew.share_backlog) * served)) * here
        lag = np.where(wanted < state.staff[f], np.maximum(values[f"lag:{crew.id}"], 1.0), 12.0)
        state.staff[f] += (wanted - state.staff[f]) / lag
        state.staff[f] *= np.exp(values["staff_noise"] * shocks.staff[f])
        state.upkeep[f] += (served * here - state.upkeep[f]) / 24
