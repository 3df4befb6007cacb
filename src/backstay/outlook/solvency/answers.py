"""Answers from paths: fans over time, who is paid, months until a contract fails, chances, consequences of a tie cut.

Every number is of a distribution: quantiles over paths, or the share of paths in which something happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .case import EVENTS
from .fit import Fitted
from .months import first_day
from .outlook import Ahead, look_ahead
from .scenario import BASELINE, Scenario

if TYPE_CHECKING:
    from .arrays import Array

Json = dict[str, Any]
QUANTILES = {"low": 0.1, "lower": 0.25, "middle": 0.5, "upper": 0.75, "high": 0.9}
WHOLE = {
    "coverage": "free earnings over what is due in cash and critical imports",
    "encumbrance": "share of export earnings lifted for debts in kind",
    "cash": "free earnings, USD m a month",
    "imports": "imports, USD m a month",
    "reserves": "reserves, USD m",
}


def answers(ahead: Ahead) -> Json:
    """All answers of one scenario, ready for JSON. Money in USD m, volumes in stream units."""
    months = [first_day(ahead.plan.first + ahead.paths.first + row).isoformat() for row in range(ahead.paths.months)]
    return {
        "name": ahead.scenario.name,
        "months": months,
        "series": {name: fan(ahead.paths[name]) for name in WHOLE},
        "streams": [
            {"id": s.id, "unit": s.volume_unit, "price_unit": s.price_unit, "output": fan(ahead.paths["output"][:, i]),
             "price": fan(ahead.paths["price"][:, i])}
            for i, s in enumerate(ahead.plan.case.streams)
        ],
        "creditors": [_creditor(ahead, k) for k in range(len(ahead.plan.creditors))],
        "backers": [_backer(ahead, b) for b in range(len(ahead.plan.case.backers))],
        "staff": [
            {"id": c.id, "name": c.name, "backer": c.backer, "arms": c.arms, "staff": fan(ahead.paths["staff"][:, f]),
             "upkeep": fan(ahead.paths["upkeep"][:, f])}
            for f, c in enumerate(ahead.plan.case.crews)
        ],
        "ladder": _ladder(ahead),
    }  # fmt: skip


def fan(values: Array) -> dict[str, list[float]]:
    """Quantiles over paths, month by month, of an array (months, paths)."""
    found = np.quantile(values, list(QUANTILES.values()), axis=-1)
    return {name: [_short(value) for value in row] for name, row in zip(QUANTILES, found, strict=True)}


def _short(value: float) -> float:
    """Four significant digits: more would be a show of knowledge."""
    return float(f"{float(value):.4g}")


def spread(values: Array) -> Json:
    """Quantiles of one number over paths."""
    return {name: _short(np.quantile(values, at)) for name, at in QUANTILES.items()}


def _creditor(ahead: Ahead, k: int) -> Json:
    creditor, plan, paths = ahead.plan.creditors[k], ahead.plan, ahead.paths
    months = paths.months
    state = ahead.start
    asked = np.maximum(paths["due"][:, k].sum(axis=0) + state.arrears[k], 1e-9)
    fails = failing(ahead, creditor.id)
    return {
        "id": creditor.id,
        "name": creditor.name,
        "kind": creditor.kind,
        "rank": creditor.rank,
        "backer": creditor.backer,
        "in_default_now": round(float(state.stopped[k].mean()), 3),
        "owed_now": spread(state.balance[k] + state.arrears[k]),
        "owed": fan(paths["debt"][:, k]),
        "arrears": fan(paths["arrears"][:, k]),
        "paid": fan(paths["paid"][:, k]),
        "share_paid": spread(np.minimum(paths["paid"][:, k].sum(axis=0) / asked, 1.0)),
        "chances": {kind: round(ahead.chance(kind, creditor.id, months), 3) for kind in ("default", "deferral")},
        "months_until_it_fails": _until(fails, months),
        "facts": list(dict.fromkeys([*creditor.facts, *(f.id for f in plan.facts if f.about == creditor.id)])),
    }


def failing(ahead: Ahead, creditor: str) -> Array:
    """The month (from 1) in which a contract fails: a default, or its backer leaves; 0 where it does neither."""
    first = ahead.first_month("default", creditor)
    k = ahead.rows("default").index(creditor)
    stopped = ahead.start.stopped[k] > 0
    first = np.where(stopped, 1, first)
    b = ahead.plan.backer[k]
    if b >= 0:
        left = ahead.first_month("exit", ahead.plan.case.backers[b].id)
        first = np.where((left > 0) & ((first == 0) | (left < first)), left, first)
    return first


def _until(first: Array, months: int) -> Json:
    """Share that fails within the horizon, and months by which a tenth, a quarter, half of all paths have failed."""
    failed = np.sort(np.where(first > 0, first, months + 1))
    by = {name: int(failed[min(int(at * len(failed)), len(failed) - 1)]) for name, at in QUANTILES.items()}
    return {
        "fails_within": round(float((first > 0).mean()), 3),
        "months": {name: month if month <= months else None for name, month in by.items()},
    }


def _backer(ahead: Ahead, b: int) -> Json:
    backer = ahead.plan.case.backers[b]
    mine = [k for k, each in enumerate(ahead.plan.backer) if each == b]
    state = ahead.start
    owed = (state.balance[mine] + state.arrears[mine]).sum(axis=0)
    others = np.minimum(state.gone.sum(axis=0) - state.gone[b], 1.0)
    end = np.minimum(
        (ahead.paths["left"].any(axis=0).sum(axis=0) - ahead.paths["left"][:, b].any(axis=0)) + others, 1.0
    )
    return {
        "id": backer.id,
        "name": backer.name,
        "state": backer.state,
        "exposure": spread(owed),
        "has_left_now": round(float(state.gone[b].mean()), 3),
        "chance_exit": round(ahead.chance("exit", backer.id, ahead.paths.months), 3),
        "stake": spread(backer.stake * (1 - backer.confidence * end)),
        "facts": list(dict.fromkeys([*backer.facts, *(f.id for f in ahead.plan.facts if f.about == backer.id)])),
    }


def _ladder(ahead: Ahead) -> list[Json]:
    """What each place in the ladder gets a month (mean over paths), oil in kind first: for a stacked chart."""
    plan, paths = ahead.plan, ahead.paths
    rows = [(c.rank, c.id, c.name, paths["paid"][:, k]) for k, c in enumerate(plan.creditors)]
    rows.append((plan.case.imports_rank, "imports", "Imports", paths["imports"]))
    rows.sort(key=lambda row: row[0])
    return [
        {"rank": rank, "id": name, "name": words, "paid": [_short(v) for v in values.mean(axis=1)]}
        for rank, name, words, values in rows
    ]


def sensitivities(fitted: Fitted, months: int, *, paths: int = 1000) -> list[Json]:
    """What moves the answers: each change alone, against the baseline with the same chances drawn."""
    base = look_ahead(fitted, months, paths=paths)
    level = float(base.plan.level[-1])
    changes = [
        Scenario("price 20% lower", price=0.8),
        Scenario("price 20% higher", price=1.2),
        Scenario("output 20% lower", output=0.8),
        Scenario("sanctions one level harder", sanctions=min(3.0, level + 1), cuts_credit=True),
        Scenario("sanctions lifted", sanctions=0.0, cuts_credit=False),
    ]
    lender = _largest_in_kind(fitted, base)
    if lender:
        changes.append(Scenario(f"a year of grace from {lender}", grace={lender: 12}))
    return [_change(base, look_ahead(fitted, months, change, paths=paths)) for change in changes]


def _largest_in_kind(fitted: Fitted, ahead: Ahead) -> str | None:
    owed = np.median(fitted.state.balance + fitted.state.arrears, axis=1)
    rows = [k for k, c in enumerate(ahead.plan.creditors) if c.kind == "in-kind"]
    return ahead.plan.creditors[max(rows, key=lambda k: owed[k])].id if rows else None


def _change(base: Ahead, other: Ahead) -> Json:
    last = slice(-6, None)
    found: Json = {"change": other.scenario.name}
    for name in ("coverage", "encumbrance", "cash"):
        found[name] = _short(np.median(other.paths[name][last]) - np.median(base.paths[name][last]))
    months = base.paths.months
    for kind in EVENTS:
        gaps = {
            about: round(other.chance(kind, about, months) - base.chance(kind, about, months), 3)
            for about in base.rows(kind)
        }
        found[kind] = {about: gap for about, gap in gaps.items() if abs(gap) >= 0.01}
    return found


def consequences(fitted: Fitted, backer: str, months: int, *, paths: int = 1000) -> Json:
    """What follows if a backer's tie is cut now: fuel, cash, arms upkeep, imports, the others' stakes and exits."""
    base = look_ahead(fitted, months, BASELINE, paths=paths)
    cut = look_ahead(fitted, months, Scenario(f"{backer} cuts its tie", cut=(backer,)), paths=paths)
    row = base.rows("exit").index(backer)
    who = base.plan.case.backers[row]
    found: Json = {"backer": backer, "name": who.name, "months": months}
    for name in ("cash", "imports", "coverage", "encumbrance", "reserves"):
        found[name] = {"baseline": spread(base.paths[name][-1]), "cut": spread(cut.paths[name][-1])}
    found["fuel_lost"] = who.supplies
    found["upkeep"] = [
        {"id": crew.id, "arms": crew.arms, "baseline": spread(base.paths["upkeep"][-1, f]),
         "cut": spread(cut.paths["upkeep"][-1, f]), "staff_baseline": spread(base.paths["staff"][-1, f]),
         "staff_cut": spread(cut.paths["staff"][-1, f])}
        for f, crew in enumerate(base.plan.case.crews)
    ]  # fmt: skip
    before, after = ({each["id"]: each for each in answers(run)["backers"]} for run in (base, cut))
    found["others"] = [
        {
            "id": name,
            "name": before[name]["name"],
            "stake": {"baseline": before[name]["stake"], "cut": after[name]["stake"]},
            "chance_exit": {"baseline": before[name]["chance_exit"], "cut": after[name]["chance_exit"]},
        }
        for name in before
        if name != backer
    ]
    return found


def ranked(ahead: Ahead) -> Sequence[tuple[str, float]]:
    """Creditors by their chance of not being paid, the likeliest first."""
    months = ahead.paths.months
    chances = [(creditor.id, ahead.chance("default", creditor.id, months)) for creditor in ahead.plan.creditors]
    return sorted(chances, key=lambda pair: -pair[1])
