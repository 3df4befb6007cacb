"""The benchmark's own pull and volatility, from the ten years of months before the day.

Prices are given in a history, so the filter learns nothing of them; a regression of monthly changes of the log price on
its level does, and its likelihood is joined with the priors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .parameters import Book
from .prices import benchmark

if TYPE_CHECKING:
    from numpy.random import Generator

    from .arrays import Array
    from .plan import Plan

MONTHS = 120


def learn_price(plan: Plan, book: Book, draws: Array, source: Generator) -> None:
    """Redraw `price_pull`, `price_vol` and `price_mean` in place. With several benchmarks the first is taken."""
    names = [stream.benchmark for stream in plan.case.streams if stream.benchmark]
    centre = {prior.name: prior for prior in book.priors}
    paths = draws.shape[1]
    for name in ("price_pull", "price_vol", "price_mean"):
        prior = centre[name]
        draws[book.row(name)] = prior.centre + prior.spread * source.standard_normal(paths)
    if not names:
        return
    series = benchmark(names[0])
    last = plan.first + plan.history
    logs = np.array([np.log(series[m]) for m in range(last - MONTHS, last - 1) if m in series])
    if len(logs) < 24:
        return
    change, level = np.diff(logs), logs[:-1] - logs.mean()
    slope = float(level @ change / (level @ level))
    left = change - slope * level
    freedom = len(left) - 2
    spread = np.sqrt(left @ left / freedom)
    _join(book, draws, "price_vol", float(np.log(spread * np.sqrt(12))), np.sqrt(1 / (2 * freedom)), source)
    error = spread / np.sqrt(level @ level)
    pull = max(-slope, 0.25 * error) * 12
    _join(book, draws, "price_pull", float(np.log(pull)), max(float(error * 12 / pull), 0.3), source)


def _join(book: Book, draws: Array, name: str, centre: float, spread: float, source: Generator) -> None:
    """The prior times a normal likelihood."""
    prior = book.priors[book.row(name)]
    weight, known = 1 / spread**2, 1 / prior.spread**2
    mean = (weight * centre + known * prior.centre) / (weight + known)
    draws[book.row(name)] = mean + source.standard_normal(draws.shape[1]) / np.sqrt(weight + known)
