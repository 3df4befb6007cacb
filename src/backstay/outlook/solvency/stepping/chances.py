"""How likely a default or a deferral is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..plan import Plan

if TYPE_CHECKING:
    from ..arrays import Array
    from .month import Values


def default_chance(plan: Plan, row: int, late: Array, stress: Array, values: Values) -> Array:
    """The chance (creditors, paths) that payment to one stops this month: the worse the nearer to the ladder's end."""
    common = (
        values["default_base"]
        + values["default_stress"] * stress
        + values["default_credit"] * plan.credit_cut[row]
        + values["default_sanctions"] * (plan.level[row] / 3)
    )
    pull: Array = late * values["default_arrears"]
    for k, creditor in enumerate(plan.creditors):
        pull[k] += common + (values["default_rank"] * plan.rank_place[k] - values["default_hold"] * creditor.hold)
    return logistic(pull)


def deferral_chance(plan: Plan, late: Array, exposure: Array, stress: Array, values: Values) -> Array:
    """The chance that a creditor puts off what is due: in stress, if he would rather, more if he has much to lose."""
    pull = np.empty_like(exposure)
    pull[:] = values["deferral_base"]
    for k, creditor in enumerate(plan.creditors):
        if creditor.forbearance:
            much = values["deferral_forbearance"] + values["deferral_exposure"] * exposure[k]
            strain = values["deferral_stress"] * stress + much * np.maximum(stress, late[k])
            pull[k] += creditor.forbearance * (strain + values["deferral_arrears"] * late[k])
    return logistic(pull)


def logistic(x: Array) -> Array:
    """1 / (1 + exp(-x)), in place."""
    np.negative(x, out=x)
    np.minimum(x, 700.0, out=x)
    np.exp(x, out=x)
    x += 1.0
    return np.reciprocal(x, out=x)
