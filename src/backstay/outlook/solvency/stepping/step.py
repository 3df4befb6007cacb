"""The order of a month: output, price, use at home; what lenders lift in kind; cash down the ladder; arrears; who
stops, defers, leaves; staff.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..plan import Plan
from ..state import State
from .crews import staff
from .lending import owe
from .lifting import lift
from .month import SUMMED, Month, Shocks, empty_month
from .paying import pay
from .selling import sell
from .settling import settle_month

if TYPE_CHECKING:
    from .month import Values


def step(plan: Plan, state: State, row: int, shocks: Shocks, values: Values, month: Month | None = None) -> Month:
    """Move `state` on by the month `row`, in place, and say what happened, in the arrays of `month` where given."""
    month = month or empty_month(plan, state)
    for name in SUMMED:
        getattr(month, name).fill(0.0)
    sell(plan, state, row, shocks, values, month)
    owe(plan, state, row, month)
    lift(plan, state, row, shocks, values, month)
    pay(plan, state, row, values, month)
    settle_month(plan, state, row, shocks, values, month)
    staff(plan, state, shocks, values, month)
    return month
