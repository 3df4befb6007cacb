"""Scores of back-tests: mean absolute errors of balances, Brier scores of chances against what is easy to beat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .backtest import Balance, Chance
from .case import EVENTS

Json = dict[str, Any]


def score_balances(rows: Sequence[Balance]) -> Json:
    """Mean absolute error of the median as a share of what was told; the same of straight lines where there are any.

    Against a line the same balances are compared: those with two balances before them. `inside`: share within the
    central 80% interval.
    """
    if not rows:
        return {"n": 0}
    both = [row for row in rows if row.line is not None]
    return {
        "n": len(rows),
        "mae": _mean(abs(row.middle - row.told) / row.told for row in rows),
        "inside": _mean(float(row.low <= row.told <= row.high) for row in rows),
        "n_with_line": len(both),
        "mae_with_line": _mean(abs(row.middle - row.told) / row.told for row in both),
        "mae_line": _mean(abs((row.line or 0) - row.told) / row.told for row in both),
        "mae_fitted_line": _mean(abs((row.fitted_line or 0) - row.told) / row.told for row in both),
    }


def _mean(values: Any) -> float | None:
    listed = list(values)
    return round(float(np.mean(listed)), 4) if listed else None


def score_chances(rows: Sequence[Chance]) -> Json:
    """Brier scores by kind of event and over all: ours, the rate's, and that of a logistic curve of coverage alone.

    Rate and curve are fitted to the very rows that they are scored on, so to beat them is harder than it would be to
    beat either as known on the day.
    """
    scored = {kind: _score([row for row in rows if row.kind == kind]) for kind in EVENTS}
    scored["all"] = _together(list(scored.values()))
    return scored


def _score(rows: Sequence[Chance]) -> Json:
    if not rows:
        return {"n": 0, "came": 0}
    came = np.array([float(row.came) for row in rows])
    said = np.array([row.chance for row in rows])
    curve = coverage_curve(np.array([row.coverage for row in rows]), came)
    return {
        "n": len(rows),
        "came": int(came.sum()),
        "brier": round(float(((said - came) ** 2).mean()), 4),
        "brier_base_rate": round(float(((came.mean() - came) ** 2).mean()), 4),
        "brier_coverage": round(float(((curve - came) ** 2).mean()), 4),
        "mean_said": round(float(said.mean()), 4),
    }


def _together(parts: Sequence[Json]) -> Json:
    filled = [part for part in parts if part["n"]]
    total = sum(part["n"] for part in filled)
    joined: Json = {"n": total, "came": sum(part["came"] for part in filled)}
    for name in ("brier", "brier_base_rate", "brier_coverage"):
        joined[name] = round(sum(part[name] * part["n"] for part in filled) / total, 4) if total else None
    return joined


def coverage_curve(coverage: Any, came: Any) -> Any:
    """Chances from coverage alone: a logistic curve by maximum likelihood, barely penalised."""
    from sklearn.linear_model import LogisticRegression

    if len(set(came)) < 2:
        return np.full(len(came), came.mean())
    model = LogisticRegression(C=1e4).fit(np.log(np.maximum(coverage, 0.01))[:, None], came)
    return model.predict_proba(np.log(np.maximum(coverage, 0.01))[:, None])[:, 1]
