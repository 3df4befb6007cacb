"""The solvency engine measured: what it would have foreseen of a case, and how fast it runs."""

from __future__ import annotations

import os
import time
from datetime import date
from importlib import import_module
from pathlib import Path

from backstay.records.exchange import JsonObject

PATHS, MONTHS, PLAIN_PATHS = 10_000, 120, 50
HELPERS = "tests.outlook.solvency"
"""Where the case of eight creditors and the plain-Python reference of the engine are kept."""


def solvency_task(case: Path, _scorer: Path | None = None, _keep: Path | None = None) -> JsonObject:
    """The rolling-origin back-test of a case: balances, events, order of default, staff. `n`: what was foreseen."""
    from backstay.outlook.solvency.cases import find_case
    from backstay.outlook.solvency.report import backtest

    begun = time.perf_counter()
    found = backtest(find_case(str(case)))
    events = found["events"]
    return {
        "balances": found["balances"],
        "events": events["scores"],
        "misses": events["misses"],
        "order": [{name: line[name] for name in ("origin", "came", "right", "ranked")} for line in found["order"]],
        "order_right": sum(line["right"] for line in found["order"]),
        "staff": found["staff"],
        "n": found["balances"]["n"] + len(events["each"]),
        "seconds": round(time.perf_counter() - begun, 3),
    }


def solvency_speed(paths: int = PATHS, months: int = MONTHS, plain_paths: int = PLAIN_PATHS) -> JsonObject:
    """Seconds of CPU on one core for `paths` of `months` with eight creditors, and the ratio to plain Python a path.

    The best of three runs of the engine; the reference runs `plain_paths` once.
    """
    from backstay.outlook.solvency.parameters import book
    from backstay.outlook.solvency.plan import make_plan
    from backstay.outlook.solvency.run import generator, run
    from backstay.outlook.solvency.state import begin

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    case = import_module(f"{HELPERS}.cases").small()
    plan = make_plan(case, date(2012, 6, 30), months)
    rows = range(plan.history, plan.history + months)
    parameters = book(case, [creditor.id for creditor in plan.creditors])
    values = parameters.values(parameters.draw(generator(0, 0), paths))
    state = begin(plan, values, generator(0, 1))
    taken = []
    for _ in range(3):
        begun = time.process_time()
        run(plan, state, values, rows=rows, seed=0)
        taken.append(time.process_time() - begun)
    plain = _plain_seconds(
        plan, state.take(slice(0, plain_paths)), {n: v[:plain_paths] for n, v in values.items()}, rows
    )
    return {
        "paths": paths,
        "months": months,
        "creditors": len(plan.creditors),
        "seconds": round(min(taken), 3),
        "plain_paths": plain_paths,
        "plain_seconds": round(plain, 3),
        "ratio": round(plain / plain_paths / (min(taken) / paths), 1),
    }


def _plain_seconds(plan: object, state: object, values: object, rows: range) -> float:
    """Seconds of CPU of the plain-Python reference, with the drawing of chances left out."""
    helper = import_module(f"{HELPERS}.plain")
    paths, shocks = helper.plain_paths(plan, state, values, rows)
    begun = time.process_time()
    for path, drawn in zip(paths, shocks, strict=True):
        for row, each in zip(rows, drawn, strict=True):
            path.step(row, each)
    return time.process_time() - begun
