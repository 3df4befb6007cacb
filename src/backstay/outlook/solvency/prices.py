"""Monthly benchmark prices that ship with the package (US Energy Information Administration, under the PDDL)."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from .months import month_of


@cache
def benchmark(name: str) -> dict[int, float]:
    """Price in USD a barrel by month number. `name`: brent or wti."""
    from datetime import date

    text = (files(__package__) / "data" / "prices.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {month_of(date.fromisoformat(row["month"] + "-01")): float(row[name]) for row in rows if row[name]}
