"""Units as a case file writes them, and the standard ones that the engine counts in.

Money is in millions of US dollars (USD m), flows of money in USD m a month, spans in months of 365.25 / 12 days.
Volumes keep the unit of their stream: what a stream earns is volume x price x `earning_factor`.
"""

from __future__ import annotations

DAYS = 365.25 / 12
"""Days in the engine's month."""

MONEY = {"USD bn": 1000.0, "USD m": 1.0, "USD": 1e-6}
_PERIODS = {"day": DAYS, "month": 1.0, "quarter": 1 / 3, "year": 1 / 12}
MONEY_FLOW = {f"{money}/{period}": size * times for money, size in MONEY.items() for period, times in _PERIODS.items()}
PEOPLE = {"persons": 1.0}
SHARE = {"share": 1.0, "%": 0.01}
SPAN = {"days": 1 / DAYS, "months": 1.0, "years": 12.0}

VOLUME: dict[str, tuple[str, float]] = {
    "kb/d": ("bbl", 1000 * DAYS),
    "b/d": ("bbl", DAYS),
    "mb/d": ("bbl", 1e6 * DAYS),
    "mb/month": ("bbl", 1e6),
    "mb/year": ("bbl", 1e6 / 12),
    "kt/month": ("t", 1000.0),
    "kt/year": ("t", 1000.0 / 12),
    "mt/year": ("t", 1e6 / 12),
    "t/year": ("t", 1 / 12),
    "bcm/year": ("kcm", 1e6 / 12),
    "mcm/d": ("kcm", 1000 * DAYS),
    "koz/year": ("oz", 1000.0 / 12),
    "carats/year": ("ct", 1 / 12),
    "GWh/month": ("MWh", 1000.0),
    "TWh/year": ("MWh", 1e6 / 12),
}
"""Volume units: what is counted, and how many of it a month one unit is."""
PRICE: dict[str, str] = {
    "USD/bbl": "bbl",
    "USD/t": "t",
    "USD/kcm": "kcm",
    "USD/oz": "oz",
    "USD/ct": "ct",
    "USD/MWh": "MWh",
}

KINDS = {"money": MONEY, "money a period": MONEY_FLOW, "people": PEOPLE, "a share": SHARE, "a span": SPAN}


def earning_factor(volume_unit: str, price_unit: str) -> float | None:
    """USD m a month that one unit of volume earns at a price of one; None where the two do not count the same thing."""
    counted, monthly = VOLUME[volume_unit]
    return monthly / 1e6 if PRICE[price_unit] == counted else None
