"""A small made-up world whose events follow rules, with chance from a fixed seed."""

from __future__ import annotations

import numpy as np

from backstay.outlook.next_party import Events

COUNTRIES = ("Avalon", "Brobdingnag", "Cimmeria", "Laputa", "Ruritania", "Zenda")
SECTORS = ("Police", "Citizen", "Ministry", "Army")
NAMES = [*COUNTRIES, *(f"{sector} ({country})" for country in COUNTRIES for sector in SECTORS), "Rudolf", "Flavia"]
RELATIONS = ["visit", "host a visit", "accuse", "arrest"]


def world(days: int = 60, daily: int = 25, seed: int = 4) -> Events:
    """Countries visit a neighbour and are hosted next; police arrest citizens of their own country; some noise."""
    random = np.random.default_rng(seed)
    quads = []
    for day in range(days):
        for _ in range(daily):
            a = int(random.integers(6))
            b = (a + 1 + int(random.random() < 0.2)) % 6
            kind = int(random.integers(4))
            if kind < 2:
                quads.append((a, kind, b, day) if kind == 0 else (b, kind, a, day))
            elif kind == 2:
                quads.append((a, 2, int(random.integers(len(NAMES))), day))
            else:
                quads.append((6 + 4 * a, 3, 6 + 4 * a + 1, day))
    return Events.of_quads(NAMES, RELATIONS, np.unique(np.array(quads, np.int64), axis=0))
