"""A case as of a day, laid out by month: what the engine is given and does not work out itself.

Nothing that became known after the day is in it: creditors, terms, sanctions, events and prices are cut off there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from .case import Case, Creditor, Fact
from .months import first_day, last_day, month_of
from .prices import benchmark
from .scenario import BASELINE, Scenario

if TYPE_CHECKING:
    from .arrays import Array

IMPORTS = -1
"""The place of critical imports in the ladder, where creditors are named by their row."""
CASH, IN_KIND, INVOICES = 0, 1, 2
_KINDS = {"cash": CASH, "in-kind": IN_KIND, "invoices": INVOICES}


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows are months (T), columns streams (S), creditors (K) or backers (B). `history`: months whose events are known.

    Money in USD m, flows a month. `bench` is the log of a benchmark price, NaN where it is to be drawn. `opened`: the
    month (row) in which a creditor's balance is first owed. `ladder`: rows of creditors paid in cash, those of one rank
    together, and IMPORTS; `in_kind` the same for what is lifted. `late_months`: months of dues in arrears that count as
    as late as can be.
    """

    case: Case
    as_of: date
    first: int
    history: int
    months: int
    level: Array
    credit_cut: Array
    bench: Array
    price_times: Array
    output_times: Array
    creditors: tuple[Creditor, ...]
    kind: tuple[int, ...]
    stream: tuple[int, ...]
    backer: tuple[int, ...]
    opened: tuple[int, ...]
    service: Array
    floor: Array
    cap: Array
    lends: Array
    interest_only: Array
    grace_given: Array
    in_kind: tuple[tuple[int, ...], ...]
    ladder: tuple[tuple[int, ...], ...]
    rank_place: Array
    late_months: Array
    deferral_months: Array
    defers: Array
    stake: Array
    confidence: Array
    default_seen: Array
    deferral_seen: Array
    exit_seen: Array
    exit_forced: Array
    facts: tuple[Fact, ...]
    rate_month: Array
    opening: dict[int, tuple[int, ...]]

    def is_open(self, row: int) -> Array:
        """Which creditors are owed anything yet in a month; shape (K, 1)."""
        import numpy as np

        return (np.array(self.opened) <= row)[:, None]

    def year_pull(self, row: int) -> Array:
        """Weight of a month in yearly means: all of it in a creditor's first month, when nothing else is known."""
        import numpy as np

        return np.where(np.array(self.opened) >= row, 1.0, 1 / 12)[:, None]

    def day(self, row: int) -> date:
        """The first day of a row's month."""
        return first_day(self.first + row)


def make_plan(case: Case, as_of: date, horizon: int, scenario: Scenario = BASELINE) -> Plan:
    """The case as known before the end of `as_of`, for `horizon` months after its month."""
    import numpy as np

    first, now = month_of(case.start), month_of(as_of)
    history = max(0, now - first + 1)
    months = history + horizon
    facts = tuple(f for f in case.facts if f.known <= as_of and f.day <= as_of)
    creditors = tuple(c for c in case.creditors if c.known <= as_of and month_of(c.opened) <= now)
    start = (month_of(scenario.start) if scenario.start else first + history) - first
    start = max(start, history)
    shape = (months, len(creditors))
    plan = Plan(
        case=case,
        as_of=as_of,
        first=first,
        history=history,
        months=months,
        level=_sanctions(case, as_of, first, months, "level"),
        credit_cut=_sanctions(case, as_of, first, months, "cuts_credit"),
        bench=_bench(case, as_of, first, months),
        price_times=np.ones(months),
        output_times=np.ones(months),
        creditors=creditors,
        kind=tuple(_KINDS[c.kind] for c in creditors),
        stream=tuple(_index([s.id for s in case.streams], c.stream) for c in creditors),
        backer=tuple(_index([b.id for b in case.backers], c.backer, -1) for c in creditors),
        opened=tuple(max(0, month_of(c.opened) - first) for c in creditors),
        service=np.zeros(shape),
        floor=np.zeros(shape),
        cap=np.zeros(shape),
        lends=np.zeros(shape),
        interest_only=np.zeros(shape, dtype=bool),
        grace_given=np.zeros(shape),
        in_kind=_groups(creditors, in_kind=True),
        ladder=_ladder(case, creditors),
        rank_place=_rank_place(creditors),
        late_months=np.array([c.grace + 5 for c in creditors], dtype=float),
        deferral_months=np.array([c.deferral_months for c in creditors], dtype=float),
        defers=np.array([c.kind != "invoices" for c in creditors], dtype=bool),
        stake=np.array([b.stake for b in case.backers], dtype=float),
        confidence=np.array([b.confidence for b in case.backers], dtype=float),
        default_seen=_seen(facts, "default", [c.id for c in creditors], first, months),
        deferral_seen=_seen(facts, "deferral", [c.id for c in creditors], first, months),
        exit_seen=_seen(facts, "exit", [b.id for b in case.backers], first, months),
        exit_forced=np.zeros((months, len(case.backers)), dtype=bool),
        facts=facts,
        rate_month=np.array([c.rate for c in creditors], dtype=float)[:, None] / 12,
        opening=_opening(creditors, first),
    )
    _lay_terms(plan)
    return _with_scenario(plan, scenario, start)


def _index(names: list[str], name: str, default: int = 0) -> int:
    return names.index(name) if name in names else default


def _by_rank(creditors: tuple[Creditor, ...]) -> list[int]:
    return sorted(range(len(creditors)), key=lambda k: (creditors[k].rank, k))


def _groups(creditors: tuple[Creditor, ...], *, in_kind: bool) -> tuple[tuple[int, ...], ...]:
    """Creditors of one rank (and, in kind, of one stream), the first in the ladder first."""
    groups: dict[tuple[int, str], list[int]] = {}
    for k in _by_rank(creditors):
        creditor = creditors[k]
        if (creditor.kind == "in-kind") == in_kind:
            groups.setdefault((creditor.rank, creditor.stream if in_kind else ""), []).append(k)
    return tuple(tuple(group) for group in groups.values())


def _ladder(case: Case, creditors: tuple[Creditor, ...]) -> tuple[tuple[int, ...], ...]:
    cash = _groups(creditors, in_kind=False)
    before = [group for group in cash if creditors[group[0]].rank < case.imports_rank]
    return (*before, (IMPORTS,), *(group for group in cash if group not in before))


def _opening(creditors: tuple[Creditor, ...], first: int) -> dict[int, tuple[int, ...]]:
    """Which creditors begin to be owed in which month (row)."""
    rows: dict[int, tuple[int, ...]] = {}
    for k, creditor in enumerate(creditors):
        row = max(0, month_of(creditor.opened) - first)
        rows[row] = (*rows.get(row, ()), k)
    return rows


def _rank_place(creditors: tuple[Creditor, ...]) -> Array:
    import numpy as np

    ranks = np.array([c.rank for c in creditors], dtype=float)
    wide = max(1.0, float(ranks.max() - ranks.min())) if len(ranks) else 1.0
    place: Array = (ranks - ranks.min()) / wide if len(ranks) else ranks
    return place


def _sanctions(case: Case, as_of: date, first: int, months: int, what: str) -> Array:
    import numpy as np

    found = np.zeros(months)
    for sanction in case.sanctions:
        if sanction.start > as_of:
            continue
        begin = max(0, month_of(sanction.start) - first)
        ended = sanction.until is not None and sanction.until <= as_of
        end = month_of(sanction.until) - first if ended and sanction.until else months
        found[begin:end] = np.maximum(found[begin:end], float(getattr(sanction, what)))
    return found


def _bench(case: Case, as_of: date, first: int, months: int) -> Array:
    """Log benchmark prices up to the last whole month by `as_of`; NaN afterwards, and where there is no benchmark."""
    import numpy as np

    found = np.full((months, len(case.streams)), np.nan)
    for column, stream in enumerate(case.streams):
        if stream.benchmark:
            series = benchmark(stream.benchmark)
            for row in range(months):
                if last_day(first + row) <= as_of and first + row in series:
                    found[row, column] = np.log(series[first + row])
    return found


def _seen(facts: tuple[Fact, ...], kind: str, names: list[str], first: int, months: int) -> Array:
    import numpy as np

    found = np.zeros((months, len(names)), dtype=bool)
    for fact in facts:
        row = month_of(fact.day) - first
        if fact.kind == kind and fact.about in names and 0 <= row < months:
            found[row, names.index(fact.about)] = True
    return found


def _lay_terms(plan: Plan) -> None:
    for k, creditor in enumerate(plan.creditors):
        plan.service[:, k] = creditor.service
        plan.floor[:, k], plan.cap[:, k] = creditor.floor, creditor.cap
        plan.lends[:, k] = creditor.lends
        for terms in creditor.terms:
            if terms.known > plan.as_of:
                continue
            begin = max(0, month_of(terms.start) - plan.first)
            end = month_of(terms.until) - plan.first + 1 if terms.until else plan.months
            for name in ("service", "floor", "cap", "lends"):
                value = getattr(terms, name)
                if value is not None:
                    getattr(plan, name)[begin:end, k] = value
            plan.interest_only[begin:end, k] = terms.interest_only
        plan.lends[plan.credit_cut > 0, k] = 0.0


def _with_scenario(plan: Plan, scenario: Scenario, start: int) -> Plan:
    plan.price_times[start:] *= scenario.price
    plan.output_times[start:] *= scenario.output
    if scenario.sanctions is not None:
        plan.level[start:] = scenario.sanctions
    if scenario.cuts_credit is not None:
        plan.credit_cut[start:] = float(scenario.cuts_credit)
    if start < plan.months:
        for k, creditor in enumerate(plan.creditors):
            plan.grace_given[start, k] = scenario.grace.get(creditor.id, 0)
            if creditor.id in scenario.lends:
                plan.lends[start:, k] = scenario.lends[creditor.id]
        for b, backer in enumerate(plan.case.backers):
            plan.exit_forced[start, b] = backer.id in scenario.cut
    return replace(plan)
