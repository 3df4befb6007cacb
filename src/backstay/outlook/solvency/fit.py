"""Fitting to dated facts: a particle filter over the history of a case.

Paths run month by month from the start of the case to the day; after each month they are weighted by how well they
agree with the facts of that month (`evidence`) and by the chance they gave to the defaults, deferrals and exits that
happened. When too few carry the weight, paths are drawn anew by it; parameters move a little about their priors all the
time, so that paths stay apart and what was learnt fades (artificial evolution: Gordon, Salmond and Smith 1993; Liu and
West 2001). A month's facts move stocks towards what they tell, up to the model's own error: the proposal that is best
for one step (Doucet, Godsill and Andrieu 2000). Only facts known by the day are seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ...records.errors import UsageError
from .case import FLOWS, Case, Fact
from .evidence import Weighed, weigh
from .months import month_of
from .parameters import Book, book
from .plan import Plan, make_plan
from .price_fit import learn_price
from .run import draw_shocks, generator
from .state import State, begin
from .stepping import Month, step

if TYPE_CHECKING:
    from numpy.random import Generator

    from .arrays import Array

PATHS = 3000
FEW = 0.5
"""Draw anew when fewer than this share of the paths carry the weight."""
DRIFT = 3
"""Months between two moves of the parameters."""
TEMPER = 0.05
"""Where a month's facts would leave under this share of the paths, their weight is lowered until it does not."""
OFTEN, MOST_STALE = 6, 72
"""Months: a quantity that is told this often is off by the model's own error; the error grows until it is this old."""
_RING = 12


@dataclass(frozen=True, slots=True)
class Seen:
    """A fact against what the paths said of it before they saw it: median and central 80% interval, in its unit."""

    fact: str
    told: float
    low: float
    middle: float
    high: float
    reliable: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """Paths at the end of the day's month, alike enough to what was known to go on from."""

    case: Case
    as_of: date
    book: Book
    state: State
    draws: Array
    seen: tuple[Seen, ...]
    facts: tuple[Fact, ...]
    seed: int

    @property
    def values(self) -> dict[str, Array]:
        """Parameters by name, one value for each path."""
        return self.book.values(self.draws)


def fit(case: Case, as_of: date, *, paths: int = PATHS, seed: int = 0, without: Iterable[str] = ()) -> Fitted:
    """Paths fitted to what was known on a day; facts named in `without` are left out.

    Raises UsageError for a day before the case begins or without a creditor.
    """
    left_out = set(without)
    if left_out:
        case = replace(case, facts=tuple(fact for fact in case.facts if fact.id not in left_out))
    plan = make_plan(case, as_of, 0)
    if plan.history < 1 or not plan.creditors:
        raise UsageError(
            f"On {as_of} this case has not begun: it starts on {case.start}.", hint="Take a later day for --as-of."
        )
    parameters = book(case, [creditor.id for creditor in plan.creditors])
    source = generator(seed, 1)
    draws = parameters.draw(source, paths)
    state = begin(plan, parameters.values(draws), source)
    return _Filter(plan, parameters, draws, state, source).run(seed)


class _Filter:
    """The paths on their way through history."""

    def __init__(self, plan: Plan, parameters: Book, draws: Array, state: State, source: Generator) -> None:
        self.plan, self.book, self.draws, self.state, self.source = plan, parameters, draws, state, source
        self.values = parameters.values(draws)
        self.log_weight = np.zeros(state.paths)
        self.ring: dict[str, list[Array]] = defaultdict(list)
        self.seen: list[Seen] = []
        self.told: dict[tuple[str, str], int] = {}
        self.by_month: dict[int, list[Weighed]] = defaultdict(list)
        for weighed in weigh(plan.facts):
            self.by_month[month_of(weighed.fact.day) - plan.first].append(weighed)
        self.wanted = sorted({w.fact.kind for each in self.by_month.values() for w in each} & set(FLOWS))

    def run(self, seed: int) -> Fitted:
        plan = self.plan
        month: Month | None = None
        for row in range(plan.history):
            if row % DRIFT == 0:
                self.draws = self.book.drift(self.draws, self.source, DRIFT)
                self.values = self.book.values(self.draws)
            month = step(plan, self.state, row, draw_shocks(plan, self.source, self.state.paths), self.values, month)
            self._remember(month)
            self._learn(self.by_month.get(row, ()), month)
        self._draw_anew()
        learn_price(plan, self.book, self.draws, self.source)
        return Fitted(plan.case, plan.as_of, self.book, self.state, self.draws, tuple(self.seen), plan.facts, seed)

    def _remember(self, month: Month) -> None:
        for kind in self.wanted:
            self.ring[kind] = [*self.ring[kind][1 - _RING :], flow(kind, month).copy()]

    def _learn(self, facts: Iterable[Weighed], month: Month) -> None:
        gained = month.log_chance.copy()
        for weighed in facts:
            modelled = self._quantity(weighed.fact)
            if modelled is None:
                continue
            self.seen.append(self._seen(weighed, modelled))
            likely, move = weighed.assimilate(modelled, self.source, self._stale(weighed.fact))
            gained += likely
            self._move(weighed.fact, np.exp(move))
        self.log_weight += _tempered(gained, self.log_weight)
        if _effective(self.log_weight) < FEW * self.state.paths:
            self._draw_anew()

    def _stale(self, fact: Fact) -> float:
        """How much wider the model's error has grown since a quantity was last told: with the root of time."""
        month = month_of(fact.day)
        last = self.told.get((fact.kind, fact.about), self.plan.first)
        self.told[fact.kind, fact.about] = month
        return float(np.sqrt(min(max(month - last, OFTEN), MOST_STALE) / OFTEN))

    def _quantity(self, fact: Fact) -> Array | None:
        """The quantity that a fact is about on every path; None where the plan does not have it."""
        rows = self._rows(fact)
        if rows is None:
            return None
        if fact.kind in FLOWS:
            past = self.ring[fact.kind][-fact.over :]
            mean: Array = np.mean([each[rows] if each.ndim > 1 else each for each in past], axis=0)
            return mean
        state = self.state
        if fact.kind == "debt":
            debt: Array = state.balance[rows] + state.arrears[rows]
            return debt
        stock: Array = getattr(state, fact.kind)
        one: Array = stock[rows] if stock.ndim > 1 else stock
        return one

    def _move(self, fact: Fact, times: Array) -> None:
        """Restate a stock, or a level that a flow follows, as the fact has it. What is derived from others stays."""
        row, state = self._rows(fact), self.state
        if fact.kind == "debt":
            state.balance[row] *= times
            state.arrears[row] *= times
        elif fact.kind == "reserves":
            state.reserves *= times
        elif fact.kind in ("production", "exports"):
            state.output[row] += np.log(times)
        elif fact.kind == "price" and not self.plan.case.streams[row or 0].benchmark:
            state.bench[row] += np.log(times)
        elif fact.kind in ("use", "staff", "arrears"):
            getattr(state, fact.kind)[row] *= times

    def _rows(self, fact: Fact) -> int | None:
        """The row of what a fact is about among streams, creditors or crews; 0 for what has no rows."""
        plan = self.plan
        if fact.kind in ("imports", "reserves"):
            return 0
        if fact.kind == "staff":
            names = [crew.id for crew in plan.case.crews]
        elif fact.kind in ("debt", "arrears", "shipped", "paid"):
            names = [creditor.id for creditor in plan.creditors]
        else:
            names = [stream.id for stream in plan.case.streams]
        return names.index(fact.about) if fact.about in names else None

    def _seen(self, weighed: Weighed, modelled: Array) -> Seen:
        low, middle, high = weighted_quantiles(modelled * np.exp(weighed.fact.bias), self.log_weight, (0.1, 0.5, 0.9))
        told = weighed.fact.figure.value if weighed.fact.figure else 0.0
        return Seen(weighed.fact.id, told, low, middle, high, weighed.reliable)

    def _draw_anew(self) -> None:
        """Systematic draws by weight."""
        weight = _weights(self.log_weight)
        paths = len(weight)
        places = (self.source.random() + np.arange(paths)) / paths
        chosen = np.minimum(np.searchsorted(np.cumsum(weight), places), paths - 1)
        self.state = self.state.take(chosen)
        self.draws = self.draws[:, chosen]
        self.values = self.book.values(self.draws)
        for kind, past in self.ring.items():
            self.ring[kind] = [each[..., chosen] for each in past]
        self.log_weight = np.zeros(paths)


def flow(kind: str, month: Month) -> Array:
    """A flow of the month, as facts name it."""
    if kind == "exports":
        return month.output - month.used
    names: Mapping[str, str] = {"production": "output", "use": "used", "shipped": "lifted"}
    value: Array = getattr(month, names.get(kind, kind))
    return value


def _weights(logs: Array) -> Array:
    raised = np.exp(logs - logs.max())
    weight: Array = raised / raised.sum()
    return weight


def _effective(logs: Array) -> float:
    return float(1 / np.sum(_weights(logs) ** 2))


def _tempered(gained: Array, before: Array) -> Array:
    """The gain in log weight, lowered by halves until enough paths carry the weight."""
    least = min(TEMPER * len(gained), 0.5 * _effective(before))
    for _ in range(7):
        if _effective(before + gained) >= least:
            break
        gained = gained * 0.7
    return gained


def weighted_quantiles(values: Array, logs: Array, at: tuple[float, ...]) -> tuple[float, ...]:
    """Quantiles of weighted values."""
    order = np.argsort(values)
    passed = np.cumsum(_weights(logs)[order])
    return tuple(float(values[order][min(int(np.searchsorted(passed, q)), len(values) - 1)]) for q in at)
