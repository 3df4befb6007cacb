"""How probable a break must be to be told, for each rate of false alarms: counted on simulated ties without breaks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from backstay.records import Effect
from backstay.ties.measure.breaks import WINDOW, alarms, chances
from backstay.ties.measure.panel import Panel, panel
from backstay.ties.measure.periods import Period
from backstay.ties.measure.settings import YEAR, Settings
from backstay.ties.measure.simulate import World, simulate, span

RATES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
_TRIED = np.concatenate([np.arange(0.01, 0.1, 0.005), np.arange(0.1, 0.96, 0.01)])
_SIZE = {Period.DAY: (300, 400), Period.WEEK: (400, 160), Period.MONTH: (400, 84), Period.YEAR: (1500, 12)}
"""Ties of each class of burstiness in all, and periods."""


def quiet(settings: Settings, period: Period, seed: int) -> list[Panel]:
    """Ties without breaks, as many of each class of burstiness as the settings say."""
    ties, periods = _SIZE[period]
    found = []
    for number, (burst, share) in enumerate(zip(settings.bursts, settings.burst_shares, strict=True)):
        world = World(
            max(round(ties * share), 4), periods, period, (1.0, 300.0), settings.drift, 0.0, 1.0,
            0.0 if burst >= 50 else burst, gaps=0.0, volume=0.0, echoes=0.0,
        )  # fmt: skip
        first, last = span(world)
        found.append(panel(simulate(world, seed + number)[0], period, last, since=first, overall=False))
    return found


def thresholds(settings: Settings, seed: int) -> tuple[tuple[str, tuple[tuple[float, float], ...]], ...]:
    """For each period: false alarms a year and the probability that gives so many, the rarest first."""
    return tuple((str(period), _of_period(settings, period, seed)) for period in Period)


def _of_period(settings: Settings, period: Period, seed: int) -> tuple[tuple[float, float], ...]:
    calm = replace(settings, thresholds=())
    kinds = np.concatenate([chances(each, calm) for each in quiet(settings, period, seed)], axis=1)
    ties, periods = kinds.shape[1:3]
    years = ties * (periods - WINDOW[period]) * period.days / YEAR
    alarmed = [
        sum(len(alarms(kinds[kind, row], Effect.CUTS, row, least)) for kind in range(4) for row in range(ties)) / years
        for least in _TRIED
    ]
    falling = np.maximum.accumulate(np.asarray(alarmed)[::-1])
    logs = np.log(np.maximum(falling, 1e-6))
    at = [float(np.interp(np.log(rate), logs, _TRIED[::-1])) for rate in RATES]
    print(period, [(rate, round(least, 3)) for rate, least in zip(RATES, at, strict=True)], flush=True)
    return tuple((rate, round(least, 4)) for rate, least in zip(RATES, at, strict=True))
