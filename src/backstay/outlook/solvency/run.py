"""Runs of the engine over many months: shocks, chunks of paths, and what is kept of each month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from .plan import Plan
from .state import State
from .stepping import Month, Shocks, step

if TYPE_CHECKING:
    from numpy.random import Generator

    from .arrays import Array

    Values = dict[str, Array]

CHUNK = 10_000
"""Paths that are moved on together: enough that calls cost little beside the numbers, few enough for the memory."""
KEPT = (
    "output", "price", "cash", "imports", "coverage", "encumbrance", "due", "paid", "arrears", "debt", "defaulted",
    "deferral", "left", "reserves", "staff", "upkeep",
)  # fmt: skip
_STATES = {"arrears", "reserves", "staff", "upkeep"}


@dataclass(frozen=True, slots=True)
class Paths:
    """What was kept of a run: by name, an array (months, paths) or (months, rows, paths), beginning at row `first`."""

    plan: Plan
    first: int
    series: dict[str, Array]

    def __getitem__(self, name: str) -> Array:
        return self.series[name]

    @property
    def months(self) -> int:
        """Months in the run."""
        return int(self.series["reserves"].shape[0])


def generator(seed: int, *key: int) -> Generator:
    """Random numbers for a seed and a place in the work, the same on every machine."""
    return np.random.Generator(np.random.SFC64([seed, *key]))


def draw_shocks(plan: Plan, source: Generator, paths: int) -> Shocks:
    """One month's random numbers."""
    streams, creditors = len(plan.case.streams), len(plan.creditors)
    crews, backers = len(plan.case.crews), len(plan.case.backers)
    lifters = [k for group in plan.in_kind for k in group]
    normals = source.standard_normal((3 * streams + crews + len(lifters), paths))
    uniforms = source.random((creditors + backers, paths))
    lifting = np.zeros((creditors, paths))
    lifting[lifters] = normals[3 * streams + crews :]
    return Shocks(
        output=normals[:streams],
        trend=normals[streams : 2 * streams],
        price=normals[2 * streams : 3 * streams],
        lifting=lifting,
        staff=normals[3 * streams : 3 * streams + crews],
        creditors=uniforms[:creditors],
        backers=uniforms[creditors:],
    )


def run(
    plan: Plan, state: State, values: Values, *, rows: range, seed: int, keep: Sequence[str] = KEPT, exact: bool = False
) -> tuple[Paths, State]:
    """Move all paths through the months `rows`. Gives what was kept and the last state; the first is left as it was.

    Kept in single precision unless `exact`. The same seed gives the same paths, however many others run with them.
    """
    kept: dict[str, Array] = {}
    ends = []
    for number, begin in enumerate(range(0, state.paths, CHUNK)):
        part = slice(begin, min(begin + CHUNK, state.paths))
        chunk = state.take(part)
        mine = {name: value[part] for name, value in values.items()}
        source = generator(seed, number)
        month: Month | None = None
        for place, row in enumerate(rows):
            month = step(plan, chunk, row, draw_shocks(plan, source, chunk.paths), mine, month)
            for name in keep:
                value = _value(name, chunk, month)
                if name not in kept:
                    kind = value.dtype if value.dtype == bool or exact else np.float32
                    kept[name] = np.empty((len(rows), *value.shape[:-1], state.paths), dtype=kind)
                kept[name][place, ..., part] = value
        ends.append(chunk)
    last = State(*(np.concatenate([getattr(end, f.name) for end in ends], axis=-1) for f in fields(State)))
    return Paths(plan, rows.start, kept), last


def _value(name: str, state: State, month: Month) -> Array:
    if name == "debt":
        return state.balance + state.arrears
    value: Array = getattr(state if name in _STATES else month, name)
    return value
