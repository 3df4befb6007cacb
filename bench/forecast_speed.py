"""How fast the forecaster takes in a day and answers: `python -m bench.speed --forecast FILE`."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from backstay.outlook.next_party import FILE, QUICK, Forecaster, read_events
from backstay.outlook.next_party.store import load, save
from backstay.records.errors import UsageError
from backstay.records.exchange import JsonObject

_DAYS = 5  # days that are taken in
_ASKED = 20  # questions after each


def forecast_speed(path: Path, known: int = 500_000) -> JsonObject:
    """Train on the first `known` events of a file, then time the days that follow, and questions after each.

    `update_seconds` is of the slowest day, `query_ms` the median of all questions and `query_ms_worst` the slowest,
    which is the first of its day as a rule. `save_seconds` and `load_seconds` are those of keeping the forecaster with
    its ledger and of finding it there, `kept_mb` what it takes up; `*_cpu` is processor time, which a busy machine
    stretches less.
    """
    import numpy as np

    events = read_events(path)
    days = np.unique(events.day)
    if len(days) <= _DAYS + 1:
        raise UsageError(f"{path} has events of {len(days)} days", hint=f"More than {_DAYS + 1} are wanted.")
    last = days[min(int(np.searchsorted(days, events.day[min(known, len(events) - 1)])), len(days) - _DAYS)]
    begun = time.perf_counter()
    forecaster = Forecaster.train(events.before(int(last)), QUICK)
    trained = time.perf_counter() - begun
    updates: list[float] = []
    cpu: list[float] = []
    queries: list[float] = []
    queries_cpu: list[float] = []
    for day, part in events.part(events.day >= last).days():
        if len(updates) == _DAYS:
            break
        begun, used = time.perf_counter(), time.process_time()
        forecaster.update(part)
        updates.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - used)
        for i in range(0, len(part), max(1, len(part) // _ASKED)):
            begun, used = time.perf_counter(), time.process_time()
            relation, source = part.relations[int(part.relation[i])], part.names[int(part.source[i])]
            forecaster.rank(day + 1, relation, source=source)
            queries.append((time.perf_counter() - begun) * 1000)
            queries_cpu.append((time.process_time() - used) * 1000)
    return {
        "events": len(events.before(int(last))),
        "parties": len(forecaster.names),
        "quick_training_seconds": round(trained, 1),
        "update_seconds": round(max(updates), 3),
        "update_seconds_cpu": round(max(cpu), 3),
        "query_ms": round(statistics.median(queries), 1),
        "query_ms_worst": round(max(queries), 1),
        "query_ms_cpu": round(statistics.median(queries_cpu), 1),
        "query_ms_worst_cpu": round(max(queries_cpu), 1),
        "n": len(queries),
        **_kept(forecaster),
    }


def _kept(forecaster: Forecaster) -> JsonObject:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        begun = time.perf_counter()
        save(forecaster, path)
        saved = time.perf_counter()
        assert load(path) is not None
        return {
            "save_seconds": round(saved - begun, 2),
            "load_seconds": round(time.perf_counter() - saved, 2),
            "kept_mb": round(path.stat().st_size / 1e6, 1),
        }
