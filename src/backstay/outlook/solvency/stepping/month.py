"""What drives a month and what happened in it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from ..plan import Plan
from ..state import State

if TYPE_CHECKING:
    from ..arrays import Array

    Values = dict[str, Array]

SMALL = 1e-9
LEAST = 1e-6
"""The chance that a path is held to have given to what it had for impossible and which happened."""
_OF_STREAMS = ("output", "price", "used", "sold")
SUMMED = ("lifted", "opened", "interest", "billed", "lent", "due", "paid", "log_chance")
"""What a month adds up from nothing."""


@dataclass(frozen=True, slots=True)
class Shocks:
    """Random numbers of one month: standard normals for streams (S: output, trend, price), lifting (K) and staff (F),
    and uniforms for creditors (K) and backers (B). Last axis: paths.
    """

    output: Array
    trend: Array
    price: Array
    lifting: Array
    staff: Array
    creditors: Array
    backers: Array


@dataclass(slots=True)
class Month:
    """What happened in one month. Volumes in stream units (S, paths); money in USD m (K, paths) or (paths,).

    For every creditor: owed after = owed before + opened + interest + billed + lent - paid. `settled` says whether a
    default, deferral or exit happened; `log_chance` is the log of the chance of the events of a month of history.
    """

    output: Array
    price: Array
    used: Array
    sold: Array
    lifted: Array
    opened: Array
    interest: Array
    billed: Array
    lent: Array
    due: Array
    paid: Array
    deferred: Array
    income: Array
    cash: Array
    imports: Array
    coverage: Array
    encumbrance: Array
    stress: Array
    defaulted: Array
    deferral: Array
    left: Array
    log_chance: Array


def empty_month(plan: Plan, state: State) -> Month:
    """A month with arrays of the right shapes, to be written over."""
    n = state.paths
    shapes: dict[str, tuple[int, ...]] = dict.fromkeys(_OF_STREAMS, state.output.shape)
    shapes |= dict.fromkeys((*SUMMED[:-1], "deferred", "defaulted", "deferral"), (len(plan.creditors), n))
    shapes["left"] = state.gone.shape
    return Month(**{field.name: np.zeros(shapes.get(field.name, (n,))) for field in fields(Month)})
