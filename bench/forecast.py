"""Who does what to whom next, scored as the field scores it: `python -m bench.quality forecast DIR`."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.outlook.next_party.baseline import Recurrency, filtered_ranks
from backstay.outlook.next_party.events import Events
from backstay.outlook.next_party.evidence import Questions
from backstay.outlook.next_party.forecaster import Forecaster
from backstay.outlook.next_party.questions import questions_of
from backstay.outlook.next_party.training import Settings
from backstay.records.errors import UsageError
from backstay.records.exchange import JsonObject

from .graphs import load_graph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ranks = NDArray[np.float64]

Scores = Callable[[Questions], Iterator[tuple[slice, "Floats"]]]
_DRAWS = 1000


def forecast_task(
    folder: Path, _scorer: Path, keep: Path | None, *, settings: Settings | None = None, last_days: int | None = None
) -> JsonObject:
    """Train on all splits before the last, score the last day by day: each day is asked before it is taken in.

    `last_days` scores only so many days of it. `seconds` are those of training and scoring the forecaster, without
    the baseline.
    """
    graph = load_graph(folder)
    *earlier, scored = graph.splits
    if not earlier:
        raise UsageError(f"{folder} has one split", hint="There must be train and valid.")
    before = Events.of_quads(graph.names, graph.relations, _joined([graph.splits[name] for name in earlier]))
    after = Events.of_quads(graph.names, graph.relations, graph.splits[scored])
    if last_days:
        after = after.before(int(after.day.min()) + last_days)
    begun = time.perf_counter()
    forecaster = Forecaster.train(before, settings)
    trained = time.perf_counter()
    ranks = walk(after, forecaster.scores, lambda _day, part: forecaster.update(part))
    done = time.perf_counter()
    baseline = Recurrency(len(graph.names), len(graph.relations))
    baseline.train(before, 4 if last_days else 15)
    baseline_ranks = walk(after, baseline.scores, baseline.update)
    if keep:
        keep.write_text("".join(f"{day}\t{rank:g}\n" for day, part in ranks.items() for rank in part), encoding="utf-8")
    low, high = interval(ranks)
    return {
        **scores_of(ranks),
        "mrr_low": round(low, 4),
        "mrr_high": round(high, 4),
        "baseline_mrr": scores_of(baseline_ranks)["mrr"],
        "split": scored,
        "n": sum(len(part) for part in ranks.values()),
        "seconds": round(done - begun, 1),
        "train_seconds": round(trained - begun, 1),
        "baseline_seconds": round(time.perf_counter() - done, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def walk(events: Events, scores: Scores, update: Callable[[int, Events], None]) -> dict[int, Ranks]:
    """Filtered ranks of every event's both ends, by day."""
    import numpy as np

    found = {}
    for day, part in events.days():
        asked = questions_of(day, part)
        ranks = []
        for at, block in scores(asked.questions):
            question, party = asked.part(at.start, at.stop)
            ranks.append(filtered_ranks(block, question, party))
        found[day] = np.concatenate(ranks)
        update(day, part)
    return found


def scores_of(ranks: dict[int, Ranks]) -> JsonObject:
    """Mean reciprocal rank and the share within the first 1, 3 and 10."""
    import numpy as np

    every = np.concatenate(list(ranks.values()))
    hits = {f"hits{k}": round(float((every <= k).mean()), 4) for k in (1, 3, 10)}
    return {"mrr": round(float((1 / every).mean()), 4), **hits}


def interval(ranks: dict[int, Ranks], share: float = 0.9) -> tuple[float, float]:
    """Bounds of the mean reciprocal rank over days drawn with replacement (a bootstrap by origin)."""
    import numpy as np

    gain = np.array([(1 / part).sum() for part in ranks.values()])
    count = np.array([len(part) for part in ranks.values()])
    drawn = np.random.default_rng(3).integers(0, len(gain), (_DRAWS, len(gain)))
    means = gain[drawn].sum(axis=1) / count[drawn].sum(axis=1)
    low, high = np.quantile(means, [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)


def _joined(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    import numpy as np

    return np.concatenate(parts)
