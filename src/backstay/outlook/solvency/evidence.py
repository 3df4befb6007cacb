"""How much a dated fact speaks for a path: y = quantity x exp(bias of the source) x noise, if the source is right.

A fact is a mixture: with the reliability of its source (the letter of its Admiralty grade) it is right, up to the noise
of the matter (the number, or its own interval); else it says little. Figures that contradict each other are choices
in the mixture and never averaged. A denial lowers the odds that what it denies is right: less so by an interested
party. Facts of one origin count once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from .case import EVENTS, OTHER, Fact
from .parameters import Z90

if TYPE_CHECKING:
    from numpy.random import Generator

    from .arrays import Array

RELIABLE = {"A": 0.99, "B": 0.95, "C": 0.7, "D": 0.45, "E": 0.25, "F": 0.4}
NOISE = {"1": 0.02, "2": 0.04, "3": 0.1, "4": 0.2, "5": 0.4, "6": 0.3}
DENIAL_ODDS = {"A": 0.1, "B": 0.25, "C": 0.4, "D": 0.6, "E": 0.8, "F": 0.8}
MODEL_ERROR = {
    "production": 0.04, "use": 0.05, "exports": 0.08, "price": 0.02, "imports": 0.15, "shipped": 0.2, "paid": 0.2,
    "debt": 0.03, "arrears": 0.2, "reserves": 0.08, "staff": 0.3,
}  # fmt: skip
"""Spread, in the logarithm, of what moves a quantity and is not in the model, by the time a fact tells of it."""
SURPRISE = ((1.0, 0.8), (4.0, 0.2))
"""The model's error is as told with the second chance, or so many times as wide: now and then much happens unseen."""
BROAD = 1.0
"""Spread, in the logarithm, of what a fact that is wrong says of the truth."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A fact that bears on a quantity, with the chance that it is right."""

    fact: Fact
    reliable: float

    @property
    def noise(self) -> tuple[float, float]:
        """Standard deviations in the logarithm, below and above the value."""
        figure = self.fact.figure
        assert figure
        own = NOISE[self.fact.grade[1]]
        low = math.log(figure.value / figure.low) / Z90 if figure.low and figure.low < figure.value else own
        high = math.log(figure.high / figure.value) / Z90 if figure.high and figure.high > figure.value else own
        return max(low, 0.01), max(high, 0.01)

    def assimilate(self, modelled: Array, source: Generator, stale: float = 1.0) -> tuple[Array, Array]:
        """For each path: the log of how likely the fact is, and by how much to move the log of the quantity.

        A path is believed up to the model's own error (`MODEL_ERROR`, times `stale`). It takes the fact for wrong, or
        for right in one of its alternatives, in proportion to how likely each is; only in the latter case does it move
        towards it.
        """
        figure = self.fact.figure
        assert figure
        logs = np.log(np.maximum(modelled, 1e-9))
        error = MODEL_ERROR[self.fact.kind] * stale
        low, high = self.noise
        values = [value for value in (figure.value, *figure.alternatives) if value > 0]
        parts = [
            (math.log(value) - self.fact.bias, error * wide, self.reliable * share / len(values))
            for value in values
            for wide, share in SURPRISE
        ]
        likely = np.stack(
            [share * _density(logs, aim, math.hypot(low, wide), math.hypot(high, wide)) for aim, wide, share in parts]
            + [(1 - self.reliable) * _density(logs, parts[0][0], BROAD, BROAD)]
        )
        likely += 1e-30
        total = likely.sum(axis=0)
        taken = (source.random(len(logs)) * total < np.cumsum(likely, axis=0)).argmax(axis=0)
        aim = np.array([*(part[0] for part in parts), 0.0])[taken]
        wide = np.array([*(part[1] for part in parts), 0.0])[taken]
        noise = np.where(logs < aim, low, high)
        share = wide**2 / (wide**2 + noise**2)
        left = wide * noise / np.hypot(wide, noise) * source.standard_normal(len(logs))
        move = np.where(taken < len(parts), share * (aim - logs) + left, 0.0)
        return np.log(total), np.where(modelled > 1e-6, move, 0.0)


def _density(logs: Array, centre: float, low: float, high: float) -> Array:
    """A normal density whose width differs below and above its centre."""
    gap = logs - centre
    width = np.where(gap < 0, low, high)
    dense: Array = np.exp(-0.5 * (gap / width) ** 2) / (0.5 * (low + high) * math.sqrt(2 * math.pi))
    return dense


def weigh(facts: Iterable[Fact]) -> list[Weighed]:
    """The facts that bear on quantities, with reliabilities after denials; the best of each origin and day alone."""
    listed = list(facts)
    best: dict[tuple[str, str, str, object], Fact] = {}
    for fact in listed:
        if fact.kind in EVENTS + OTHER or fact.figure is None or fact.figure.value <= 0:
            continue
        key = (fact.origin or fact.id, fact.kind, fact.about, fact.day)
        if key not in best or fact.grade < best[key].grade:
            best[key] = fact
    weighed = {fact.id: Weighed(fact, RELIABLE[fact.grade[0]]) for fact in best.values()}
    for denial in listed:
        if denial.kind == "denial" and denial.denies in weighed:
            weighed[denial.denies] = _denied(weighed[denial.denies], denial)
    return list(weighed.values())


def _denied(weighed: Weighed, denial: Fact) -> Weighed:
    times = DENIAL_ODDS[denial.grade[0]]
    odds = weighed.reliable / (1 - weighed.reliable) * (math.sqrt(times) if denial.interested else times)
    return replace(weighed, reliable=odds / (1 + odds))
