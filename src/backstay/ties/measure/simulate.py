"""Ties whose course is known: seeded counts with drift, gaps, bursts of echoes and breaks, to hold the measure
against.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .periods import Period
from .settings import YEAR

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    Generator = np.random.Generator
    Array = NDArray[np.float64]

FIRST = date(2010, 1, 1)
"""A simulated world begins in the period of this day."""


@dataclass(frozen=True, slots=True)
class World:
    """What is simulated. `rates`: lowest and highest rate a year that a tie starts with, drawn evenly on a log scale.

    `drift`: standard deviation of the log rate over a year. `breaks`: chance of one a year, each multiplying or
    dividing the rate by `size`. `burst`: size of the negative binomial (0: Poisson). `gaps`: share of periods without
    any report. `volume`: standard deviation of reporting's log volume over a year. `echoes`: share of acts that are
    told again, up to a hundred times.
    """

    ties: int = 200
    periods: int = 96
    period: Period = Period.MONTH
    rates: tuple[float, float] = (6.0, 240.0)
    drift: float = 0.3
    breaks: float = 0.3
    size: float = 2.5
    burst: float = 2.0
    gaps: float = 0.05
    volume: float = 0.2
    echoes: float = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """`rates`: the true rate a year of each tie and period, (N, T). `broke`: where a break falls, 1 up, -1 down, (N,
    T). `volume`: how much is reported, relative to the first year, (T,).
    """

    rates: Array
    broke: Array
    volume: Array


def simulate(world: World, seed: int) -> tuple[pl.DataFrame, Truth]:
    """Signals of ties that all act for one another's clients, in the form of `ties.signals`, and the truth."""
    import numpy as np

    rng = np.random.default_rng(seed)
    rates, broke = _rates(world, rng)
    years = world.period.days / YEAR
    volume = np.exp(np.cumsum(rng.normal(0, world.volume * years**0.5, world.periods)))
    volume[: world.period.a_year] = 1.0
    volume = np.where(rng.random(world.periods) < world.gaps, 0.0, volume)
    expected = rates * volume * years
    if world.burst:
        expected = expected * rng.gamma(world.burst, 1 / world.burst, expected.shape)
    return _signals(rng.poisson(expected), world, rng), Truth(rates, broke, volume)


def _rates(world: World, rng: Generator) -> tuple[Array, Array]:
    import numpy as np

    shape = (world.ties, world.periods)
    years = world.period.days / YEAR
    begin = rng.uniform(np.log(world.rates[0]), np.log(world.rates[1]), (world.ties, 1))
    broke = np.where(rng.random(shape) < world.breaks * years, rng.choice([-1.0, 1.0], shape), 0.0)
    broke[:, 0] = 0
    steps = rng.normal(0, world.drift * years**0.5, shape) + broke * np.log(world.size)
    steps[:, 0] = 0
    return np.exp(begin + np.cumsum(steps, axis=1)), broke


def _signals(counts: NDArray[np.int64], world: World, rng: Generator) -> pl.DataFrame:
    """One signal an act, and its echoes: the same id on the days after."""
    import numpy as np
    import polars as pl

    first = world.period.number(FIRST)
    tie = np.repeat(np.arange(world.ties), counts.sum(axis=1))
    at = np.concatenate([np.repeat(np.arange(world.periods), row) for row in counts])
    told = 1 + np.where(rng.random(len(tie)) < world.echoes, (rng.pareto(1.0, len(tie)) * 3).astype(int).clip(1, 99), 0)
    act = np.repeat(np.arange(len(tie)), told)
    starts = np.array([world.period.start(first + t) for t in range(world.periods)], dtype="datetime64[D]")
    days = starts[at[act]]
    return pl.DataFrame(
        {
            "day": days,
            "backer": [f"B{number:05d}" for number in tie[act]],
            "client": [f"C{number:05d}" for number in tie[act]],
            "channel": "forces",
            "push": 0.5,
            "weight": 1.0,
            "known": days,
            "id": [f"e{number}" for number in act],
        }
    ).with_columns(pl.col("day").cast(pl.Date), pl.col("known").cast(pl.Date))


def span(world: World) -> tuple[date, date]:
    """The first and the last day of a simulated world."""
    first = world.period.number(FIRST)
    return world.period.start(first), world.period.start(first + world.periods) - timedelta(1)
