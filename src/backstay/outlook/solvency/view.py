"""Everything that a surface shows of a case on a day, ready for JSON: command line, page and twin take this."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ...records.errors import UsageError
from .answers import answers, consequences, sensitivities
from .case import OTHER, Case, Fact
from .fit import PATHS, Fitted, Seen, fit
from .outlook import look_ahead
from .scenario import BASELINE, Scenario

Json = dict[str, Any]
MOST_MONTHS = 120
RUN_PATHS = 2000


def default_day(case: Case) -> date:
    """The day of the last thing that a case tells of: the day as of which one looks unless one says another."""
    return max((fact.day for fact in case.facts), default=case.start)


_KEPT: dict[tuple[int, date, int, int, tuple[str, ...]], tuple[Case, Fitted]] = {}
_MOST_KEPT = 24


def fitted(case: Case, as_of: date, *, paths: int = PATHS, seed: int = 0, without: Sequence[str] = ()) -> Fitted:
    """`fit`, remembered: the same case (object), day and seed give the same paths. Raises UsageError."""
    key = (id(case), as_of, paths, seed, tuple(without))
    kept = _KEPT.get(key)
    if kept is None or kept[0] is not case:
        kept = (case, fit(case, as_of, paths=paths, seed=seed, without=without))
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
        _KEPT[key] = kept
    return kept[1]


def solvency(
    case: Case,
    *,
    as_of: date | None = None,
    months: int = 24,
    scenarios: Sequence[Scenario] = (),
    paths: int = RUN_PATHS,
    fit_paths: int = PATHS,
    seed: int = 0,
    without: Sequence[str] = (),
    deep: bool = True,
) -> Json:
    """The solvency of a client as of a day: the baseline, scenarios beside it, and what they rest on.

    `months` ahead (1 to 120); `without`: facts to leave out; `deep`: also sensitivities and the consequences of each
    tie cut. Raises UsageError for a horizon or a day that cannot be used.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise UsageError(f"{months} months cannot be looked ahead.", hint=f"Take 1 to {MOST_MONTHS}.")
    day = as_of or default_day(case)
    found = fitted(case, day, paths=fit_paths, seed=seed, without=without)
    runs = [look_ahead(found, months, scenario, paths=paths) for scenario in (BASELINE, *scenarios)]
    view: Json = {
        "case": case.id,
        "state": case.state,
        "name": case.name,
        "as_of": day.isoformat(),
        "months": months,
        "paths": min(paths, fit_paths),
        "scenarios": [answers(run) for run in runs],
        "rests_on": rests_on(case, found.facts),
        "foretold": [_foretold(seen) for seen in found.seen],
        "without": list(without),
    }
    if deep:
        view["sensitivity"] = sensitivities(found, months)
        here = [b.id for row, b in enumerate(case.backers) if found.state.gone[row].mean() < 0.5]
        view["if_cut"] = [consequences(found, backer, months) for backer in here]
    return view


def rests_on(case: Case, facts: Sequence[Fact]) -> list[Json]:
    """The facts that were known, each with what it is about, who says it, grade and how it is used."""
    return [
        {
            "id": fact.id,
            "kind": fact.kind,
            "about": fact.about or fact.denies or None,
            "date": fact.day.isoformat(),
            "known": fact.known.isoformat(),
            "value": fact.figure.value if fact.figure else None,
            "low": fact.figure.low if fact.figure else None,
            "high": fact.figure.high if fact.figure else None,
            "alternatives": list(fact.figure.alternatives) if fact.figure else [],
            "unit": standard_unit(case, fact),
            "said_by": fact.said_by,
            "attribution": fact.attribution or None,
            "grade": fact.grade,
            "status": fact.status or None,
            "url": fact.url or None,
            "note": fact.note or None,
            "used": fact.kind not in OTHER or fact.kind == "denial" or _named(case, fact.id),
        }
        for fact in sorted(facts, key=lambda fact: (fact.day, fact.id))
    ]


def standard_unit(case: Case, fact: Fact) -> str | None:
    """The unit in which the view gives a fact's value."""
    if fact.figure is None:
        return None
    if fact.kind in ("debt", "arrears", "reserves"):
        return "USD m"
    if fact.kind in ("imports", "paid"):
        return "USD m/month"
    if fact.kind == "staff":
        return "persons"
    stream = next((s for s in case.streams if s.id == fact.about), case.streams[0])
    return stream.price_unit if fact.kind == "price" else stream.volume_unit


def _named(case: Case, name: str) -> bool:
    """Does a part of the case rest on this fact?"""
    named = [part.facts for part in case.creditors] + [part.facts for part in case.backers]
    named += [part.facts for part in case.sanctions]
    named += [terms.facts for creditor in case.creditors for terms in creditor.terms]
    return any(name in facts for facts in named)


def _foretold(seen: Seen) -> Json:
    return {
        "fact": seen.fact,
        "told": float(f"{seen.told:.4g}"),
        "low": float(f"{seen.low:.4g}"),
        "middle": float(f"{seen.middle:.4g}"),
        "high": float(f"{seen.high:.4g}"),
        "believed": round(seen.reliable, 2),
    }
