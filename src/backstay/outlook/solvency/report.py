"""The whole back-test of a case: balances, events, the order of default, staff with and without a denial."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import numpy as np

from .answers import ranked, spread
from .backtest import HORIZON, Chance, balances, chances
from .case import Case
from .fit import fit
from .outlook import look_ahead
from .scores import score_balances, score_chances

Json = dict[str, Any]
MISSED_BELOW, MISSED_ABOVE = 0.25, 0.5


BALANCE_PATHS, CHANCE_PATHS = 8000, 3000
"""Paths behind each balance and each chance: enough that another seed says much the same."""


def backtest(case: Case, *, seed: int = 0) -> Json:
    """Everything that can be back-tested in a case; every miss is in it. Takes about a minute."""
    told = balances(case, seed=seed, paths=BALANCE_PATHS)
    said = chances(case, seed=seed, paths=CHANCE_PATHS)
    each = [{**_plain(asdict(row)), "off": round(abs(row.middle - row.told) / row.told, 4)} for row in told]
    return {
        "case": case.id,
        "balances": {**score_balances(told), "each": each},
        "events": {
            "horizon_months": HORIZON,
            "scores": score_chances(said),
            "misses": [_plain(asdict(row)) for row in said if _missed(row)],
            "each": [_plain(asdict(row)) for row in said],
        },
        "order": order(case, seed=seed),
        "staff": staff(case, seed=seed),
    }


def _plain(row: Json) -> Json:
    return {
        name: value.isoformat() if isinstance(value, date) else round(value, 4) if isinstance(value, float) else value
        for name, value in row.items()
    }


def _missed(row: Chance) -> bool:
    return row.chance < MISSED_BELOW if row.came else row.chance > MISSED_ABOVE


def order(case: Case, *, seed: int = 0, months: int = 24, paths: int = CHANCE_PATHS) -> list[Json]:
    """Before each default: creditors by their chance of one, and whether who failed was above all who never did."""
    found = []
    defaults = {f.about: f.day for f in case.facts if f.kind == "default"}
    for about, day in sorted(defaults.items(), key=lambda pair: pair[1]):
        origin = day - timedelta(days=90)
        if origin <= case.start:
            continue
        ahead = look_ahead(fit(case, origin, seed=seed, paths=paths), months)
        line = [(name, round(chance, 3)) for name, chance in ranked(ahead) if _running(ahead, name)]
        never = [name for name, _ in line if name not in defaults]
        names = [name for name, _ in line]
        right = about in names and all(names.index(about) < names.index(other) for other in never)
        words = ", ".join(f"{name} {chance:.0%}" for name, chance in line)
        found.append(
            {
                "origin": origin.isoformat(),
                "came": about,
                "day": day.isoformat(),
                "ranked": line,
                "right": right,
                "words": f"{about} failed on {day}; likeliest to fail within {months} months: {words}.",
            }
        )
    return found


def _running(ahead: Any, name: str) -> bool:
    return bool(ahead.start.stopped[ahead.rows("default").index(name)].mean() < 0.5)


def staff(case: Case, *, seed: int = 0, paths: int = CHANCE_PATHS) -> list[Json]:
    """For each denied figure: the interval before it, and at the end of its month with and without the denial."""
    found: list[Json] = []
    denials = {f.denies: f.id for f in case.facts if f.kind == "denial"}
    for fact in case.facts:
        if fact.kind != "staff" or fact.id not in denials or fact.figure is None:
            continue
        row = [crew.id for crew in case.crews].index(fact.about)
        last = (fact.day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        before = fit(case, fact.day.replace(day=1) - timedelta(days=1), seed=seed, paths=paths)
        spreads = {
            "before": _spread(before.state.staff[row]),
            "with_denial": _spread(fit(case, last, seed=seed, paths=paths).state.staff[row]),
            "without_denial": _spread(
                fit(case, last, seed=seed, paths=paths, without=[denials[fact.id]]).state.staff[row]
            ),
        }
        words = "; ".join(f"{name.replace('_', ' ')} {s['low']:g} to {s['high']:g}" for name, s in spreads.items())
        found.append({"fact": fact.id, "told": fact.figure.value, **spreads,
                      "words": f"Staff on {last}, told as {fact.figure.value:g}: {words}."})  # fmt: skip
    return found


def _spread(values: Any) -> Json:
    return spread(np.asarray(values))
