"""One month of every path at once. `tests/outlook/solvency/plain.py` is the same model in plain Python, path by path.

The order: output, price, use at home; what lenders lift in kind; cash down the ladder; arrears; who stops, defers,
leaves; staff. The equations are in docs/explanation/solvency.md.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from .plan import IMPORTS, INVOICES, Plan
from .state import State

if TYPE_CHECKING:
    from .arrays import Array

    Values = dict[str, Array]

SMALL = 1e-9
_OF_STREAMS = ("output", "price", "used", "sold")
_SUMMED = ("lifted", "opened", "interest", "billed", "lent", "due", "paid", "log_chance")
OWED = 0.005
"""USD m under which nothing is owed that one could fail to pay."""
TREND_STAYS = 0.98
"""How much of an unexplained trend of output lasts into the next month: half of it is gone after three years."""
LEAST = 1e-6
"""The chance that a path is held to have given to what it had for impossible and which happened."""
LIFTING_STAYS = 0.3
"""How much of a month's odd liftings lasts into the next."""
PEAK_FADES = 0.99
"""A peak of income is forgotten at this rate a month."""


@dataclass(frozen=True, slots=True)
class Shocks:
    """Random numbers of one month: standard normals for streams (S: output, trend, price), lifting (K) and staff (F),
    and uniforms for creditors (K) and backers (B). Last axis: paths.
    """

    output: Array
    trend: Array
    price: Array
    lifting: Array
    staff: Array
    creditors: Array
    backers: Array


@dataclass(slots=True)
class Month:
    """What happened in one month. Volumes in stream units (S, paths); money in USD m (K, paths) or (paths,).

    For every creditor: owed after = owed before + opened + interest + billed + lent - paid. `settled` says whether a
    default, deferral or exit happened; `log_chance` is the log of the chance of the events of a month of history.
    """

    output: Array
    price: Array
    used: Array
    sold: Array
    lifted: Array
    opened: Array
    interest: Array
    billed: Array
    lent: Array
    due: Array
    paid: Array
    deferred: Array
    income: Array
    cash: Array
    imports: Array
    coverage: Array
    encumbrance: Array
    stress: Array
    defaulted: Array
    deferral: Array
    left: Array
    log_chance: Array


def step(plan: Plan, state: State, row: int, shocks: Shocks, values: Values, month: Month | None = None) -> Month:
    """Move `state` on by the month `row`, in place, and say what happened, in the arrays of `month` where given."""
    month = month or _empty(plan, state)
    for name in _SUMMED:
        getattr(month, name).fill(0.0)
    _sell(plan, state, row, shocks, values, month)
    _owe(plan, state, row, month)
    _lift(plan, state, row, shocks, values, month)
    _pay(plan, state, row, values, month)
    _events(plan, state, row, shocks, values, month)
    _staff(plan, state, shocks, values, month)
    return month


def _empty(plan: Plan, state: State) -> Month:
    n = state.paths
    shapes: dict[str, tuple[int, ...]] = dict.fromkeys(_OF_STREAMS, state.output.shape)
    shapes |= dict.fromkeys((*_SUMMED[:-1], "deferred", "defaulted", "deferral"), (len(plan.creditors), n))
    shapes["left"] = state.gone.shape
    return Month(**{field.name: np.zeros(shapes.get(field.name, (n,))) for field in fields(Month)})


def _sell(plan: Plan, state: State, row: int, shocks: Shocks, values: Values, month: Month) -> None:
    """Output, price, use at home, and what is left to sell."""
    level, cut = plan.level[row], plan.credit_cut[row]
    year = np.maximum(state.income * 12, 1.0)
    owed = np.zeros(state.paths)
    for k, kind in enumerate(plan.kind):
        if kind == INVOICES:
            owed = owed + state.arrears[k]
    strain = np.minimum(owed / year, 2.0)
    fall = (
        values["decline"]
        + values["drag_arrears"] * strain
        + values["drag_credit"] * cut
        + values["drag_sanctions"] * level
    )
    response = np.exp(values["use_response"] * np.log(np.minimum(year / state.year_start, 2.0)))
    gross = np.zeros(state.paths)
    for s, stream in enumerate(plan.case.streams):
        state.trend[s] = TREND_STAYS * state.trend[s] + values["trend_vol"] * np.sqrt(1 / 12) * shocks.trend[s]
        state.output[s] += values["output_vol"] * np.sqrt(1 / 12) * shocks.output[s] - (fall - state.trend[s]) / 12
        known = plan.bench[row, s]
        if np.isnan(known):
            pull = values["price_pull"] / 12
            noise = values["price_vol"] * np.sqrt(1 / 12) * shocks.price[s]
            state.bench[s] += pull * (state.bench_mean[s] - state.bench[s]) + noise
        else:
            state.bench[s] = known
        bench = np.exp(state.bench[s]) * plan.price_times[row]
        less = values[f"discount:{stream.id}"] + values[f"sanction_discount:{stream.id}"] * level
        month.price[s] = np.maximum(bench - less, 0.1 * bench)
        month.output[s] = np.exp(state.output[s]) * plan.output_times[row]
        state.use[s] += (state.use_start[s] * response - state.use[s]) / np.maximum(values["use_lag"], 1.0)
        need = state.use[s]
        for b, backer in enumerate(plan.case.backers):
            if backer.supplies and backer.stream == stream.id:
                need = need + backer.supplies * state.gone[b]
        month.used[s] = np.minimum(need, month.output[s])
        month.sold[s] = month.output[s] - month.used[s]
        gross = gross + month.sold[s] * month.price[s] * stream.factor
    month.income = gross


def _owe(plan: Plan, state: State, row: int, month: Month) -> None:
    """Interest and new loans, before anything is due."""
    np.add(state.balance, state.arrears, out=month.interest)
    month.interest *= plan.rate_month
    state.balance += month.interest
    for k in plan.opening.get(row, ()):
        month.opened[k] = state.opening[k]
        state.balance[k] += month.opened[k]
    for k in range(len(plan.creditors)):
        lends = plan.lends[row, k]
        if lends and row >= plan.opened[k]:
            month.lent[k] = lends * _willing(plan, state, k)
            state.balance[k] += month.lent[k]


def _willing(plan: Plan, state: State, k: int) -> Array:
    """A backer lends while the stake that his loans protect is worth more than the loss that he must expect on them."""
    b = plan.backer[k]
    if b < 0:
        still: Array = 1.0 - state.stopped[k]
        return still
    others = state.gone.sum(axis=0) - state.gone[b]
    backer = plan.case.backers[b]
    stake = backer.stake * (1 - backer.confidence * np.minimum(others, 1.0))
    debt = state.balance[k] + state.arrears[k]
    loss = state.arrears[k] / np.maximum(debt, SMALL)
    return np.where((stake >= loss) & (state.stopped[k] == 0) & (state.gone[b] == 0), 1.0, 0.0)


def _here(plan: Plan, state: State, k: int) -> Array | float:
    """1 while the creditor's backer has not left, else 0."""
    b = plan.backer[k]
    return 1.0 - state.gone[b] if b >= 0 else 1.0


def _lift(plan: Plan, state: State, row: int, shocks: Shocks, values: Values, month: Month) -> None:
    """What is due in kind and lifted from what could be sold, by rank; those of one rank share what is there."""
    for group in plan.in_kind:
        s = plan.stream[group[0]]
        worth = np.maximum(month.price[s] * plan.case.streams[s].factor, SMALL)
        wanted = {}
        for k in group:
            if row < plan.opened[k]:
                continue
            volume = np.minimum(np.maximum(plan.service[row, k] / worth, plan.floor[row, k]), plan.cap[row, k])
            state.lifting[k] = LIFTING_STAYS * state.lifting[k] + np.sqrt(1 - LIFTING_STAYS**2) * shocks.lifting[k]
            size = values[f"service:{plan.creditors[k].id}"] * np.exp(values["lifting_noise"] * state.lifting[k])
            here = _here(plan, state, k)
            _fall_due(plan, state, row, k, volume * worth * size, here, month)
            wanted[k] = (month.due[k] + values["catch_up"] * state.arrears[k] * here) * (1 - state.stopped[k])
        share = _share(wanted, month.sold[s] * worth)
        for k, want in wanted.items():
            month.paid[k] = want * share
            month.lifted[k] = month.paid[k] / worth
            month.sold[s] = np.maximum(month.sold[s] - month.lifted[k], 0.0)
            state.arrears[k] = np.maximum(state.arrears[k] + month.due[k] - month.paid[k], 0.0)


def _share(wanted: dict[int, Array], there: Array) -> Array | float:
    """The share of what several want that can be had, 0..1."""
    if not wanted:
        return 1.0
    total = np.zeros(len(there))
    for want in wanted.values():
        total = total + want
    return np.minimum(there / np.maximum(total, SMALL), 1.0)


def _fall_due(plan: Plan, state: State, row: int, k: int, contract: Array, here: Array | float, month: Month) -> None:
    """Move what is due from the balance: no more than is owed, in a grace interest alone, nothing to who has left."""
    if plan.interest_only[row, k]:
        contract = np.minimum(contract, month.interest[k])
    else:
        contract = np.where(state.grace[k] > 0, np.minimum(contract, month.interest[k]), contract)
    month.due[k] = np.minimum(contract, state.balance[k]) * here
    state.balance[k] -= month.due[k]


def _pay(plan: Plan, state: State, row: int, values: Values, month: Month) -> None:
    """Cash down the ladder: what one place leaves goes to the next. Arrears are what is left unpaid."""
    sold = np.zeros(state.paths)
    for s, stream in enumerate(plan.case.streams):
        sold = sold + month.sold[s] * month.price[s] * stream.factor
    free = sold + plan.case.other_income.value
    purse = free.copy()
    for k in range(len(plan.creditors)):
        purse = purse + month.lent[k]
    floor = values["reserve_floor"] * state.reserves_start
    purse = purse + values["reserve_draw"] * np.maximum(state.reserves - floor, 0.0)
    need = values["import_floor"] * state.imports_start
    dues = need.copy()
    spent = np.zeros(state.paths)
    for group in plan.ladder:
        if group == (IMPORTS,):
            month.imports = np.minimum(need, purse)
            purse = purse - month.imports
            spent = spent + month.imports
            continue
        wanted = {k: _cash_wanted(plan, state, row, k, values, month) for k in group if row >= plan.opened[k]}
        share = _share(wanted, purse)
        for k, want in wanted.items():
            dues = dues + month.due[k]
            month.paid[k] = want * share
            purse = np.maximum(purse - month.paid[k], 0.0)
            spent = spent + month.paid[k]
            state.arrears[k] = np.maximum(state.arrears[k] + month.due[k] - month.paid[k], 0.0)
    wish = np.minimum(np.maximum(values["import_appetite"] * state.free - need, 0.0), purse)
    month.imports = month.imports + wish
    lent = month.lent.sum(axis=0)
    state.reserves = np.maximum(state.reserves + free + lent - spent - wish, 0.0)
    month.cash = free
    month.coverage = free / np.maximum(dues, SMALL)
    lifted = np.zeros(state.paths)
    for group in plan.in_kind:
        for k in group:
            lifted = lifted + month.paid[k]
    month.encumbrance = lifted / np.maximum(month.income, SMALL)
    state.income += (month.income - state.income) / 12
    state.free += (free - state.free) / 12
    pull = plan.year_pull(row)
    state.paid += (month.paid - state.paid) * pull
    state.due += (month.due - state.due) * pull


def _cash_wanted(plan: Plan, state: State, row: int, k: int, values: Values, month: Month) -> Array:
    """What falls due in cash this month, and what the client would pay of it and of arrears if it had the cash."""
    here = _here(plan, state, k)
    size = values[f"service:{plan.creditors[k].id}"] * plan.service[row, k]
    served = 1 - state.stopped[k]
    if plan.kind[k] == INVOICES:
        _bill(plan, state, k, size * here * (1 - 0.5 * state.stopped[k]), month)
        served = served + state.stopped[k] * values["part_paid"]
    else:
        _fall_due(plan, state, row, k, size, here, month)
    wanted: Array = (month.due[k] + values["catch_up"] * state.arrears[k]) * served
    return wanted


def _bill(plan: Plan, state: State, k: int, size: Array, month: Month) -> None:
    """Invoices: what was billed last month is due; new work is billed in step with output, half after a default."""
    s = plan.stream[k]
    month.due[k] = state.balance[k].copy()
    month.billed[k] = size * (month.output[s] / np.maximum(state.output_start[s], SMALL))
    state.balance[k] = month.billed[k].copy()


def _logistic(x: Array) -> Array:
    """In place."""
    np.negative(x, out=x)
    np.minimum(x, 700.0, out=x)
    np.exp(x, out=x)
    x += 1.0
    return np.reciprocal(x, out=x)


def _events(plan: Plan, state: State, row: int, shocks: Shocks, values: Values, month: Month) -> None:
    """Who is stopped, who defers, who leaves. In months of history what is known happens, and its chance is kept."""
    year = np.maximum(state.income * 12, 1.0)
    state.peak = np.maximum(state.peak * PEAK_FADES, year)
    month.stress = np.maximum(1.0 - np.minimum(month.coverage, 1.0), 1.0 - year / state.peak)
    debt = state.balance + state.arrears
    owing = debt > OWED
    owing &= plan.is_open(row)
    late = state.due * plan.late_months[:, None]
    np.maximum(late, SMALL, out=late)
    np.divide(state.arrears, late, out=late)
    np.minimum(late, 1.0, out=late)
    running = owing & (state.stopped == 0)
    fail = _default_chance(plan, row, late, month.stress, values)
    fail *= running
    can_defer = owing & (state.grace <= 0)
    can_defer &= plan.defers[:, None]
    exposure = np.minimum(debt / year, 1.0)
    defer = _deferral_chance(plan, late, exposure, month.stress, values)
    defer *= can_defer
    if row < plan.history:
        np.minimum(defer, 1.0 - fail, out=defer)
        defaults, deferrals = plan.default_seen[row][:, None], plan.deferral_seen[row][:, None]
        failed, deferred = defaults & running, deferrals & owing
        chance = np.where(defaults, fail, np.where(deferrals, defer, 1.0 - fail - defer))
        month.log_chance += np.log(np.maximum(chance, LEAST)).sum(axis=0)
    else:
        failed = shocks.creditors < fail
        defer += fail
        deferred = (shocks.creditors < defer) & ~failed
        for k in np.flatnonzero(plan.grace_given[row]):
            deferred[k] |= owing[k]
            failed[k] &= ~owing[k]
    _settle(plan, state, row, failed, deferred, month)
    _leave(plan, state, row, shocks, values, month, state.arrears.sum(axis=0) / year)


def _default_chance(plan: Plan, row: int, late: Array, stress: Array, values: Values) -> Array:
    """The chance (creditors, paths) that payment to one stops this month: the worse the nearer to the ladder's end."""
    common = (
        values["default_base"]
        + values["default_stress"] * stress
        + values["default_credit"] * plan.credit_cut[row]
        + values["default_sanctions"] * (plan.level[row] / 3)
    )
    pull: Array = late * values["default_arrears"]
    for k, creditor in enumerate(plan.creditors):
        pull[k] += common + (values["default_rank"] * plan.rank_place[k] - values["default_hold"] * creditor.hold)
    return _logistic(pull)


def _deferral_chance(plan: Plan, late: Array, exposure: Array, stress: Array, values: Values) -> Array:
    """The chance that a creditor puts off what is due: in stress, if he would rather, more if he has much to lose."""
    pull = np.empty_like(exposure)
    pull[:] = values["deferral_base"]
    for k, creditor in enumerate(plan.creditors):
        if creditor.forbearance:
            much = values["deferral_forbearance"] + values["deferral_exposure"] * exposure[k]
            strain = values["deferral_stress"] * stress + much * np.maximum(stress, late[k])
            pull[k] += creditor.forbearance * (strain + values["deferral_arrears"] * late[k])
    return _logistic(pull)


def _settle(plan: Plan, state: State, row: int, failed: Array, deferred: Array, month: Month) -> None:
    """A default stops payment and ends a grace; a deferral folds arrears into the balance and begins a grace."""
    month.defaulted, month.deferral = failed, deferred
    month.deferred.fill(0.0)
    state.grace -= 1.0
    np.maximum(state.grace, 0.0, out=state.grace)
    places = failed.nonzero()
    state.stopped[places] = 1.0
    state.grace[places] = 0.0
    places = deferred.nonzero()
    moved = state.arrears[places]
    month.deferred[places] = moved
    state.balance[places] += moved
    state.arrears[places] = 0.0
    state.stopped[places] = 0.0
    months = np.where(plan.grace_given[row] > 0, plan.grace_given[row], plan.deferral_months)
    state.grace[places] = months[places[0]]


def _leave(plan: Plan, state: State, row: int, shocks: Shocks, values: Values, month: Month, arrears: Array) -> None:
    """Backers who leave, each in view of how many had left before the month."""
    if not plan.case.backers:
        return
    others = np.minimum(state.gone.sum(axis=0) - state.gone, 1.0)
    stake = plan.stake[:, None] * (1 - plan.confidence[:, None] * others)
    common = (
        values["exit_base"]
        + values["exit_encumbrance"] * month.encumbrance
        + values["exit_arrears"] * np.minimum(arrears, 1.0)
        + values["exit_sanctions"] * (plan.level[row] / 3)
    )
    here = state.gone == 0
    chance = _logistic(common - values["exit_stake"] * stake + values["exit_others"] * others) * here
    if row < plan.history:
        left = plan.exit_seen[row][:, None] & here
        gave = np.where(plan.exit_seen[row][:, None], chance, 1.0 - chance)
        month.log_chance += np.log(np.maximum(gave, LEAST)).sum(axis=0)
    else:
        left = (shocks.backers < chance) | (plan.exit_forced[row][:, None] & here)
    month.left = left
    state.gone = np.where(left, 1.0, state.gone)


def _staff(plan: Plan, state: State, shocks: Shocks, values: Values, month: Month) -> None:
    """Staff follows the work left and the share of invoices paid, with a lag; down slowly, up within a year."""
    names = [creditor.id for creditor in plan.creditors]
    backers = [backer.id for backer in plan.case.backers]
    for f, crew in enumerate(plan.case.crews):
        if crew.creditor not in names:
            continue
        k = names.index(crew.creditor)
        served = np.minimum(state.paid[k] / np.maximum(state.due[k], SMALL), 1.0)
        here = 1.0 - state.gone[backers.index(crew.backer)] if crew.backer in backers else 1.0
        state.backlog[f] -= np.minimum(state.backlog[f], month.paid[k])
        work = state.backlog[f] / crew.backlog if crew.backlog else 0.0
        above = np.maximum(state.staff_start[f] - crew.floor, 0.0)
        wanted = (crew.floor + above * (crew.share_backlog * work + (1 - crew.share_backlog) * served)) * here
        lag = np.where(wanted < state.staff[f], np.maximum(values[f"lag:{crew.id}"], 1.0), 12.0)
        state.staff[f] += (wanted - state.staff[f]) / lag
        state.staff[f] *= np.exp(values["staff_noise"] * shocks.staff[f])
        state.upkeep[f] += (served * here - state.upkeep[f]) / 24
