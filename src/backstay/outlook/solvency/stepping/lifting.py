"""Payment in kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..plan import Plan
from ..state import State
from .dues import fall_due, here, share_of
from .month import SMALL, Month, Shocks

if TYPE_CHECKING:
    from .month import Values

LIFTING_STAYS = 0.3
"""How much of a month's odd liftings lasts into the next."""


def lift(plan: Plan, state: State, row: int, shocks: Shocks, values: Values, month: Month) -> None:
    """What is due in kind and lifted from what could be sold, by rank; those of one rank share what is there."""
    for group in plan.in_kind:
        s = plan.stream[group[0]]
        worth = np.maximum(month.price[s] * plan.case.streams[s].factor, SMALL)
        wanted = {}
        for k in group:
            if row < plan.opened[k]:
                continue
            volume = np.minimum(np.maximum(plan.service[row, k] / worth, plan.floor[row, k]), plan.cap[row, k])
            state.lifting[k] = LIFTING_STAYS * state.lifting[k] + np.sqrt(1 - LIFTING_STAYS**2) * shocks.lifting[k]
            size = values[f"service:{plan.creditors[k].id}"] * np.exp(values["lifting_noise"] * state.lifting[k])
            present = here(plan, state, k)
            fall_due(plan, state, row, k, volume * worth * size, present, month)
            wanted[k] = (month.due[k] + values["catch_up"] * state.arrears[k] * present) * (1 - state.stopped[k])
        share = share_of(wanted, month.sold[s] * worth)
        for k, want in wanted.items():
            month.paid[k] = want * share
            month.lifted[k] = month.paid[k] / worth
            month.sold[s] = np.maximum(month.sold[s] - month.lifted[k], 0.0)
            state.arrears[k] = np.maximum(state.arrears[k] + month.due[k] - month.paid[k], 0.0)
