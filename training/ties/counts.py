"""Counts to fit to: dyad-years of all states (2002 to 2010), and dyad-months of twenty states (2005 to 2014)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LEAST_ACTS = 20
"""Ties with fewer acts in all say nothing of how a rate drifts or jumps."""
_YEARS, _MONTHS = (2002, 2010), (2005, 119)


def samples(events: Path, ties: int, seed: int) -> Iterator[tuple[Floats, Floats, float]]:
    """Counts (N, T), exposure in years (N, T) and length of a period in years, for acts for and against in both
    tables.
    """
    rng = np.random.default_rng(seed)
    table = pl.read_parquet(events / "icews_dyad_years_2002_2012.parquet").with_columns(pl.col("year").cast(pl.Int32))
    table = table.filter(pl.col("year") <= _YEARS[1]).sort("i", "j", "year")
    for name in ("matlCoop", "matlConf"):
        yield _sample(table[name].to_numpy().reshape(-1, _YEARS[1] - _YEARS[0] + 1), 1.0, ties, rng)
    named = pl.read_parquet(events / "icews_named.parquet").filter(
        (pl.col("set") == "s20") & (pl.col("source_country") != pl.col("target_country"))
    )
    month = (pl.col("date").dt.year().cast(pl.Int32) - _MONTHS[0]) * 12 + pl.col("date").dt.month().cast(pl.Int32) - 1
    for sign in (1, -1):
        summed = (
            named.filter(pl.col("goldstein") * sign > 0).group_by("source_country", "target_country", at=month).len()
        )
        dyads = summed.select("source_country", "target_country").unique().sort("source_country", "target_country")
        placed = summed.join(dyads.with_row_index("row"), on=["source_country", "target_country"])
        counts = np.zeros((dyads.height, _MONTHS[1]))
        counts[placed["row"].to_numpy(), placed["at"].to_numpy()] = placed["len"].to_numpy()
        yield _sample(counts, 1 / 12, ties, rng)


def _sample(
    counts: NDArray[np.float64], years: float, ties: int, rng: np.random.Generator
) -> tuple[Floats, Floats, float]:
    total = counts.sum(axis=0)
    busy = np.flatnonzero(counts.sum(axis=1) >= LEAST_ACTS)
    picked = np.sort(rng.choice(busy, min(ties, len(busy)), replace=False))
    exposure = np.tile((total / total.mean() * years).astype(np.float32), (len(picked), 1))
    return counts[picked].astype(np.float32), exposure, years
