"""How fast ties are measured: synthetic events of ten years, levels of all dyads by month, then one more day."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backstay.records.exchange import JsonObject

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

EVENTS, DAY_EVENTS, YEARS, STATES = 50_000_000, 100_000, 10, 200
_FIRST = 2010
_CHANNELS = ("diplomacy", "trade", "aid", "forces", "finance", "pressure")
_PUSHES = (0.1, 0.2, 0.35, 0.5, 0.6, 0.7, -0.2, -0.4, -0.5, -0.7, -0.9)
CORES = 2


def measure_ties(events: int = EVENTS, day_events: int = DAY_EVENTS) -> JsonObject:
    """Seconds for `events` events (making them is left out), and for those of a day more; peak memory in MB."""
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:CORES]))
    import polars as pl

    from backstay.ties.measure.panel import OVERALL, of_sums, summed
    from backstay.ties.measure.periods import Period
    from backstay.ties.measure.rolling import begin, carry_on

    parts, summing, worked = [], 0.0, 0.0
    for frame in _years(events):
        begun, ticks = time.perf_counter(), time.process_time()
        parts.append(summed(frame, Period.MONTH, overall=True).filter(pl.col("channel") == OVERALL))
        summing += time.perf_counter() - begun
        worked += time.process_time() - ticks
    last = date(_FIRST + YEARS - 1, 12, 30)
    day = _events(day_events, last + timedelta(1), 1, seed=YEARS)
    begun, ticks = time.perf_counter(), time.process_time()
    sums = pl.concat(parts)
    panel = of_sums(sums, (_FIRST - 1970) * 12, last, Period.MONTH)
    rolling = begin(sums, panel)
    levels = time.perf_counter() - begun
    worked += time.process_time() - ticks
    begun, ticks = time.perf_counter(), time.process_time()
    carried = carry_on(rolling, day, last + timedelta(1))
    return {
        "events": events,
        "ties": panel.ties.height,
        "months": int(panel.ahead.shape[1]),
        "seconds": round(summing + levels, 1),
        "processor_seconds": round(worked, 1),
        "summing_seconds": round(summing, 1),
        "levels_seconds": round(levels, 1),
        "day_events": day_events,
        "day_seconds": round(time.perf_counter() - begun, 1),
        "day_processor_seconds": round(time.process_time() - ticks, 1),
        "day_ties": carried.panel.ties.height,
        "cores": CORES,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def _years(events: int) -> Iterator[pl.DataFrame]:
    for number in range(YEARS):
        first = date(_FIRST + number, 1, 1)
        yield _events(events // YEARS, first, 364, seed=number)


def _events(count: int, first: date, days: int, seed: int) -> pl.DataFrame:
    """Signals whose states are as unevenly common as in the news (a power law)."""
    import numpy as np
    import polars as pl

    rng = np.random.default_rng(seed)
    common = 1 / np.arange(1, STATES + 1) ** 0.9
    common /= common.sum()
    backer = rng.choice(STATES, count, p=common).astype(np.uint32)
    client = ((backer + 1 + rng.choice(STATES - 1, count)) % STATES).astype(np.uint32)
    names = [f"S{number:02X}" for number in range(STATES)]

    def named(values: tuple[str, ...] | list[str], codes: NDArray[np.uint32]) -> pl.Series:
        return pl.Series(values, dtype=pl.String).gather(pl.Series(codes))

    day = pl.Series(np.datetime64(first) + rng.integers(0, days, count).astype("timedelta64[D]")).cast(pl.Date)
    frame = pl.DataFrame(
        {
            "day": day,
            "backer": named(names, backer),
            "client": named(names, client),
            "channel": named(_CHANNELS, rng.integers(0, len(_CHANNELS), count).astype(np.uint32)),
            "push": np.asarray(_PUSHES)[rng.integers(0, len(_PUSHES), count)],
            "known": day,
        }
    )
    return frame.with_columns(weight=pl.lit(1.0), id=pl.format("{}-{}", pl.lit(seed), pl.int_range(pl.len())))
