"""Interest and new loans, before anything is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..plan import Plan
from ..state import State
from .month import SMALL, Month

if TYPE_CHECKING:
    from ..arrays import Array


def owe(plan: Plan, state: State, row: int, month: Month) -> None:
    """Interest and new loans, before anything is due."""
    np.add(state.balance, state.arrears, out=month.interest)
    month.interest *= plan.rate_month
    state.balance += month.interest
    for k in plan.opening.get(row, ()):
        month.opened[k] = state.opening[k]
        state.balance[k] += month.opened[k]
    for k in range(len(plan.creditors)):
        lends = plan.lends[row, k]
        if lends and row >= plan.opened[k]:
            month.lent[k] = lends * _willing(plan, state, k)
            state.balance[k] += month.lent[k]


def _willing(plan: Plan, state: State, k: int) -> Array:
    """A backer lends while the stake that his loans protect is worth more than the loss that he must expect on them."""
    b = plan.backer[k]
    if b < 0:
        still: Array = 1.0 - state.stopped[k]
        return still
    others = state.gone.sum(axis=0) - state.gone[b]
    backer = plan.case.backers[b]
    stake = backer.stake * (1 - backer.confidence * np.minimum(others, 1.0))
    debt = state.balance[k] + state.arrears[k]
    loss = state.arrears[k] / np.maximum(debt, SMALL)
    return np.where((stake >= loss) & (state.stopped[k] == 0) & (state.gone[b] == 0), 1.0, 0.0)
