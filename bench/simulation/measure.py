"""Credence against known truth, at every copying rate, beside counting, voting and a model that is blind to copies.

    python -m bench.simulation.measure [--seeds 3] [--first 3] [--events 600] [--json FILE]

prints one JSON object. `log_score` is the mean log loss in nats (lower is better), `ece` the expected calibration error
in ten bins, as the mean distance between what was believed and what was so.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from backstay.corroboration.credence.model import SHIPPED, Weights

from .cases import Case, blind_to_copies, cases, probabilities
from .world import Rates, world

RATES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
BINS = 10
Beliefs = dict[str, list[float]]


def believed(found: Sequence[Case], weights: Weights = SHIPPED) -> Beliefs:
    """What each way of believing makes of the cases, as chances."""
    return {
        "credence": probabilities([case.seen for case in found], weights),
        "copy-blind": probabilities([case.blind for case in found], blind_to_copies(weights)),
        "majority": [_majority(case) for case in found],
        "counting": [_counting(case) for case in found],
    }


def _majority(case: Case) -> float:
    """Share of reports that are for it, with one more of each kind."""
    return (case.reports + 1) / (case.reports + case.against + 2)


def _counting(case: Case) -> float:
    """The more reports, the likelier: one is worth an even chance, each doubling halves the doubt that is left."""
    return 1 - 0.5 / max(1, case.reports)


def fitted(chances: Sequence[float], so: Sequence[bool]) -> tuple[float, float]:
    """The straight line over log odds that makes these chances fit best: the most a belief can be helped by scaling."""
    from scipy.optimize import minimize

    odds = [_logit(chance) for chance in chances]

    def loss(line: Any) -> float:
        return log_score([_scaled(each, line) for each in odds], so)

    best = minimize(loss, (0.0, 1.0), method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-5})
    return float(best.x[0]), float(best.x[1])


def _scaled(odds: float, line: Any) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, line[0] + line[1] * odds))))


def _logit(chance: float) -> float:
    kept = min(1 - 1e-6, max(1e-6, chance))
    return math.log(kept / (1 - kept))


def log_score(chances: Sequence[float], so: Sequence[bool]) -> float:
    """Mean log loss in nats; a chance is kept a millionth away from certainty."""
    return -sum(
        math.log(min(1.0, max(1e-6, chance if true else 1 - chance))) for chance, true in zip(chances, so, strict=True)
    ) / len(so)


def bins(chances: Sequence[float], so: Sequence[bool]) -> list[dict[str, float]]:
    """Ten bins of equal width: how many, what was believed on average, and how many were so."""
    found = []
    for place in range(BINS):
        inside = [(c, t) for c, t in zip(chances, so, strict=True) if min(BINS - 1, int(c * BINS)) == place]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            found.append({"n": len(inside), "believed": mean, "so": sum(t for _, t in inside) / len(inside)})
    return found


def calibration_error(chances: Sequence[float], so: Sequence[bool]) -> float:
    """Expected calibration error over the bins."""
    return sum(each["n"] * abs(each["believed"] - each["so"]) for each in bins(chances, so)) / len(so)


def measure(
    seeds: Sequence[int],
    events: int,
    rates: Sequence[float] = RATES,
    weights: Weights = SHIPPED,
    note: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """The report: for each copying rate and way of believing, `log_score` and `ece`; and credence's bins over all.

    Voting and counting are also given the best straight line for the very cases that they are scored on (`... fitted`),
    which is more than they could have in earnest.
    """
    rows, all_chances, all_so = [], list[float](), list[bool]()
    for rate in rates:
        found, beliefs = list[Case](), dict[str, list[float]]()
        copied = reports = 0
        for seed in seeds:
            made = world(seed, Rates(copying=rate, events=events))
            copied, reports = copied + made.copied, reports + made.copied + made.first_hand
            own = cases(made)
            found += own
            for name, chances in believed(own, weights).items():
                beliefs.setdefault(name, []).extend(chances)
        so = [case.so for case in found]
        for name in ("majority", "counting", "copy-blind"):
            line = fitted(beliefs[name], so)
            beliefs[f"{name} fitted"] = [_scaled(_logit(chance), line) for chance in beliefs[name]]
        all_chances += beliefs["credence"]
        all_so += so
        row = {"copying": rate, "copied": copied / reports, "events": len(found), "so": sum(so) / len(so)}
        scores = {n: {"log_score": log_score(c, so), "ece": calibration_error(c, so)} for n, c in beliefs.items()}
        rows.append({**row, "scores": scores})
        note(f"{rate}: {json.dumps(scores['credence'])}")
    return {
        "seeds": list(seeds),
        "rows": rows,
        "all": {"log_score": log_score(all_chances, all_so), "ece": calibration_error(all_chances, all_so)},
        "bins": bins(all_chances, all_so),
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Credence against known truth.")
    parser.add_argument("--seeds", type=int, default=3, help="how many worlds at each copying rate")
    parser.add_argument("--first", type=int, default=3, help="the first seed")
    parser.add_argument("--events", type=int, default=600, help="occurrences that could be told in each")
    parser.add_argument("--json", type=Path, help="also keep it here")
    given = parser.parse_args()
    begun = time.process_time()
    seeds = range(given.first, given.first + given.seeds)
    report = measure(seeds, given.events, note=lambda line: print(line, file=sys.stderr))
    report["cpu_seconds"] = round(time.process_time() - begun, 1)
    text = json.dumps(report, indent=1)
    if given.json:
        given.json.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
