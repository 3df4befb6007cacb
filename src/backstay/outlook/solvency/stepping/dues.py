"""What is due, and what several who want it get of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..plan import Plan
from ..state import State
from .month import SMALL, Month

if TYPE_CHECKING:
    from ..arrays import Array


def here(plan: Plan, state: State, k: int) -> Array | float:
    """1 while the creditor's backer has not left, else 0."""
    b = plan.backer[k]
    return 1.0 - state.gone[b] if b >= 0 else 1.0


def share_of(wanted: dict[int, Array], there: Array) -> Array | float:
    """The share of what several want that can be had, 0..1."""
    if not wanted:
        return 1.0
    total = np.zeros(len(there))
    for want in wanted.values():
        total = total + want
    return np.minimum(there / np.maximum(total, SMALL), 1.0)


def fall_due(plan: Plan, state: State, row: int, k: int, contract: Array, here: Array | float, month: Month) -> None:
    """Move what is due from the balance: no more than is owed, in a grace interest alone, nothing to who has left."""
    if plan.interest_only[row, k]:
        contract = np.minimum(contract, month.interest[k])
    else:
        contract = np.where(state.grace[k] > 0, np.minimum(contract, month.interest[k]), contract)
    month.due[k] = np.minimum(contract, state.balance[k]) * here
    state.balance[k] -= month.due[k]
