"""Backers who leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..plan import Plan
from ..state import State
from .chances import logistic
from .month import LEAST, Month, Shocks

if TYPE_CHECKING:
    from ..arrays import Array
    from .month import Values


def leave(plan: Plan, state: State, row: int, shocks: Shocks, values: Values, month: Month, arrears: Array) -> None:
    """Backers who leave, each in view of how many had left before the month."""
    if not plan.case.backers:
        return
    others = np.minimum(state.gone.sum(axis=0) - state.gone, 1.0)
    stake = plan.stake[:, None] * (1 - plan.confidence[:, None] * others)
    common = (
        values["exit_base"]
        + values["exit_encumbrance"] * month.encumbrance
        + values["exit_arrears"] * np.minimum(arrears, 1.0)
        + values["exit_sanctions"] * (plan.level[row] / 3)
    )
    here = state.gone == 0
    chance = logistic(common - values["exit_stake"] * stake + values["exit_others"] * others) * here
    if row < plan.history:
        left = plan.exit_seen[row][:, None] & here
        gave = np.where(plan.exit_seen[row][:, None], chance, 1.0 - chance)
        month.log_chance += np.log(np.maximum(gave, LEAST)).sum(axis=0)
    else:
        left = (shocks.backers < chance) | (plan.exit_forced[row][:, None] & here)
    month.left = left
    state.gone = np.where(left, 1.0, state.gone)
