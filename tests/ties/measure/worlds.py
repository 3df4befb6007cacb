"""Signals for tests of the measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import polars as pl

from backstay.ties.signals import schema

START = date(2015, 1, 1)


def signals(
    days: Iterable[int], *, tie: tuple[str, str, str] = ("RUS", "VEN", "forces"), push: float = 0.5, tag: str = "e"
) -> pl.DataFrame:
    """One signal for each day, counted from `START`, with an id of its own."""
    rows = [
        (START + timedelta(day), *tie, push, 1.0, START + timedelta(day), f"{tag}{number}")
        for number, day in enumerate(days)
    ]
    return pl.DataFrame(rows, schema=schema(), orient="row")


def steady(
    counts: Sequence[int], *, tie: tuple[str, str, str] = ("RUS", "VEN", "forces"), push: float = 0.5
) -> pl.DataFrame:
    """So many signals in each month from `START` on."""
    days = [
        (date(START.year + month // 12, month % 12 + 1, 1 + number * 28 // count) - START).days
        for month, count in enumerate(counts)
        for number in range(count)
    ]
    return signals(days, tie=tie, push=push, tag="/".join(tie) + str(push))
