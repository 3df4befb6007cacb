"""The engine's month in plain Python, one path at a time: the oracle of the vectorised one.

It takes the same plan, the same starting state, the same parameters and the same random numbers, and was written from
docs/explanation/solvency.md, with loops where the engine has arrays.
"""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

from backstay.outlook.solvency.plan import IMPORTS, INVOICES, Plan
from backstay.outlook.solvency.run import draw_shocks, generator
from backstay.outlook.solvency.state import State
from backstay.outlook.solvency.stepping import Shocks

SMALL, OWED, LEAST = 1e-9, 0.005, 1e-6
LIFTING_STAYS, TREND_STAYS, PEAK_FADES = 0.3, 0.98, 0.99


def logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(min(-x, 700.0)))


def clip(x: float, low: float, high: float) -> float:
    return min(max(x, low), high)


class PlainPath:
    """One path. `state` and `values` hold plain numbers and lists of them."""

    def __init__(self, plan: Plan, state: dict[str, Any], values: dict[str, float]) -> None:
        self.plan, self.s, self.v = plan, state, values
        self.creditors, self.backers, self.crews = plan.creditors, plan.case.backers, plan.case.crews

    def step(self, row: int, z: dict[str, list[float]]) -> dict[str, Any]:
        zeros = [0.0] * len(self.creditors)
        m: dict[str, Any] = {
            name: list(zeros) for name in ("lifted", "opened", "interest", "billed", "lent", "due", "paid", "deferred")
        }
        self.sell(row, z, m)
        self.owe(row, m)
        self.lift(row, z, m)
        self.pay(row, m)
        self.events(row, z, m)
        self.staff(z, m)
        return m

    def sell(self, row: int, z: dict[str, list[float]], m: dict[str, Any]) -> None:
        plan, s, v = self.plan, self.s, self.v
        level, cut = float(plan.level[row]), float(plan.credit_cut[row])
        year = max(s["income"] * 12, 1.0)
        owed = sum(s["arrears"][k] for k, kind in enumerate(plan.kind) if kind == INVOICES)
        strain = min(owed / year, 2.0)
        fall = v["decline"] + v["drag_arrears"] * strain + v["drag_credit"] * cut + v["drag_sanctions"] * level
        response = math.exp(v["use_response"] * math.log(min(year / s["year_start"], 2.0)))
        m["price"], m["output"], m["used"], m["sold"], m["income"] = [], [], [], [], 0.0
        for i, stream in enumerate(plan.case.streams):
            s["trend"][i] = TREND_STAYS * s["trend"][i] + v["trend_vol"] * math.sqrt(1 / 12) * z["trend"][i]
            s["output"][i] += v["output_vol"] * math.sqrt(1 / 12) * z["output"][i] - (fall - s["trend"][i]) / 12
            known = float(plan.bench[row, i])
            if math.isnan(known):
                s["bench"][i] += v["price_pull"] / 12 * (s["bench_mean"][i] - s["bench"][i])
                s["bench"][i] += v["price_vol"] * math.sqrt(1 / 12) * z["price"][i]
            else:
                s["bench"][i] = known
            bench = math.exp(s["bench"][i]) * float(plan.price_times[row])
            price = max(bench - v[f"discount:{stream.id}"] - v[f"sanction_discount:{stream.id}"] * level, 0.1 * bench)
            output = math.exp(s["output"][i]) * float(plan.output_times[row])
            s["use"][i] += (s["use_start"][i] * response - s["use"][i]) / max(v["use_lag"], 1.0)
            need = s["use"][i]
            for b, backer in enumerate(self.backers):
                if backer.stream == stream.id:
                    need += backer.supplies * s["gone"][b]
            used = min(need, output)
            m["price"].append(price)
            m["output"].append(output)
            m["used"].append(used)
            m["sold"].append(output - used)
            m["income"] += (output - used) * price * stream.factor

    def owe(self, row: int, m: dict[str, Any]) -> None:
        s = self.s
        for k, creditor in enumerate(self.creditors):
            if row < self.plan.opened[k]:
                continue
            if row == self.plan.opened[k]:
                m["opened"][k] = s["opening"][k]
            m["interest"][k] = (s["balance"][k] + s["arrears"][k]) * creditor.rate / 12
            m["lent"][k] = float(self.plan.lends[row, k]) * self.willing(k)
            s["balance"][k] += m["opened"][k] + m["interest"][k] + m["lent"][k]

    def willing(self, k: int) -> float:
        s, b = self.s, self.plan.backer[k]
        if b < 0:
            return 1.0 - s["stopped"][k]
        others = sum(s["gone"]) - s["gone"][b]
        stake = self.backers[b].stake * (1 - self.backers[b].confidence * min(others, 1.0))
        loss = s["arrears"][k] / max(s["balance"][k] + s["arrears"][k], SMALL)
        return 1.0 if stake >= loss and not s["stopped"][k] and not s["gone"][b] else 0.0

    def here(self, k: int) -> float:
        b = self.plan.backer[k]
        return 1.0 - self.s["gone"][b] if b >= 0 else 1.0

    def fall_due(self, row: int, k: int, contract: float, m: dict[str, Any]) -> None:
        s = self.s
        if self.plan.interest_only[row, k] or s["grace"][k] > 0:
            contract = min(contract, m["interest"][k])
        m["due"][k] = min(contract, s["balance"][k]) * self.here(k)
        s["balance"][k] -= m["due"][k]

    def lift(self, row: int, z: dict[str, list[float]], m: dict[str, Any]) -> None:
        plan, s, v = self.plan, self.s, self.v
        for group in plan.in_kind:
            i = plan.stream[group[0]]
            worth = max(m["price"][i] * plan.case.streams[i].factor, SMALL)
            wanted = {}
            for k in group:
                if row < plan.opened[k]:
                    continue
                volume = clip(float(plan.service[row, k]) / worth, float(plan.floor[row, k]), float(plan.cap[row, k]))
                s["lifting"][k] *= LIFTING_STAYS
                s["lifting"][k] += math.sqrt(1 - LIFTING_STAYS**2) * z["lifting"][k]
                size = v[f"service:{self.creditors[k].id}"] * math.exp(v["lifting_noise"] * s["lifting"][k])
                self.fall_due(row, k, volume * worth * size, m)
                catching = v["catch_up"] * s["arrears"][k] * self.here(k)
                wanted[k] = (m["due"][k] + catching) * (1 - s["stopped"][k])
            total = sum(wanted.values())
            share = min(m["sold"][i] * worth / max(total, SMALL), 1.0)
            for k, want in wanted.items():
                m["paid"][k] = want * share
                m["lifted"][k] = m["paid"][k] / worth
                m["sold"][i] = max(m["sold"][i] - m["lifted"][k], 0.0)
                s["arrears"][k] = max(s["arrears"][k] + m["due"][k] - m["paid"][k], 0.0)

    def cash_wanted(self, row: int, k: int, m: dict[str, Any]) -> float:
        plan, s, v = self.plan, self.s, self.v
        size = v[f"service:{self.creditors[k].id}"] * float(plan.service[row, k])
        if plan.kind[k] != INVOICES:
            self.fall_due(row, k, size, m)
            return (m["due"][k] + v["catch_up"] * s["arrears"][k]) * (1 - s["stopped"][k])
        i = plan.stream[k]
        m["due"][k] = s["balance"][k]
        work = size * self.here(k) * (0.5 if s["stopped"][k] else 1.0)
        m["billed"][k] = work * m["output"][i] / max(s["output_start"][i], SMALL)
        s["balance"][k] = m["billed"][k]
        return (m["due"][k] + v["catch_up"] * s["arrears"][k]) * (v["part_paid"] if s["stopped"][k] else 1.0)

    def pay(self, row: int, m: dict[str, Any]) -> None:
        plan, s, v = self.plan, self.s, self.v
        streams = plan.case.streams
        free = sum(m["sold"][i] * m["price"][i] * stream.factor for i, stream in enumerate(streams))
        free += plan.case.other_income.value
        floor = v["reserve_floor"] * s["reserves_start"]
        purse = free + sum(m["lent"]) + v["reserve_draw"] * max(s["reserves"] - floor, 0.0)
        need = v["import_floor"] * s["imports_start"]
        dues, spent = need, 0.0
        for group in plan.ladder:
            if group == (IMPORTS,):
                m["imports"] = min(need, purse)
                purse -= m["imports"]
                spent += m["imports"]
                continue
            wanted = {k: self.cash_wanted(row, k, m) for k in group if row >= plan.opened[k]}
            share = min(purse / max(sum(wanted.values()), SMALL), 1.0)
            for k, want in wanted.items():
                dues += m["due"][k]
                m["paid"][k] = want * share
                purse = max(purse - m["paid"][k], 0.0)
                spent += m["paid"][k]
                s["arrears"][k] = max(s["arrears"][k] + m["due"][k] - m["paid"][k], 0.0)
        wish = min(max(v["import_appetite"] * s["free"] - need, 0.0), purse)
        m["imports"] += wish
        s["reserves"] = max(s["reserves"] + free + sum(m["lent"]) - spent - wish, 0.0)
        m["cash"], m["coverage"] = free, free / max(dues, SMALL)
        lifted = sum(m["paid"][k] for group in plan.in_kind for k in group)
        m["encumbrance"] = lifted / max(m["income"], SMALL)
        s["income"] += (m["income"] - s["income"]) / 12
        s["free"] += (free - s["free"]) / 12
        for k in range(len(self.creditors)):
            pull = 1.0 if row <= plan.opened[k] else 1 / 12
            s["paid"][k] += (m["paid"][k] - s["paid"][k]) * pull
            s["due"][k] += (m["due"][k] - s["due"][k]) * pull

    def events(self, row: int, z: dict[str, list[float]], m: dict[str, Any]) -> None:
        plan, s, v = self.plan, self.s, self.v
        year = max(s["income"] * 12, 1.0)
        s["peak"] = max(s["peak"] * PEAK_FADES, year)
        stress = max(1.0 - min(m["coverage"], 1.0), 1.0 - year / s["peak"])
        history = row < plan.history
        m["defaulted"], m["deferral"], m["log_chance"] = [], [], 0.0
        for k, creditor in enumerate(self.creditors):
            debt = s["balance"][k] + s["arrears"][k]
            owing = debt > OWED and plan.opened[k] <= row
            late = min(s["arrears"][k] / max(s["due"][k] * (creditor.grace + 5), SMALL), 1.0)
            fail = defer = 0.0
            if owing and not s["stopped"][k]:
                fail = logistic(
                    v["default_base"]
                    + v["default_stress"] * stress
                    + v["default_credit"] * float(plan.credit_cut[row])
                    + v["default_sanctions"] * float(plan.level[row]) / 3
                    + v["default_rank"] * float(plan.rank_place[k])
                    - v["default_hold"] * creditor.hold
                    + v["default_arrears"] * late
                )
            can_defer = owing and s["grace"][k] <= 0 and creditor.kind != "invoices"
            if can_defer:
                much = v["deferral_forbearance"] + v["deferral_exposure"] * min(debt / year, 1.0)
                strain = v["deferral_stress"] * stress + much * max(stress, late) + v["deferral_arrears"] * late
                defer = min(logistic(v["deferral_base"] + creditor.forbearance * strain), 1.0 - fail)
            given = float(plan.grace_given[row, k])
            if history:
                failed = bool(plan.default_seen[row, k]) and owing and not s["stopped"][k]
                deferred = bool(plan.deferral_seen[row, k]) and owing
                chance = (
                    fail if plan.default_seen[row, k] else defer if plan.deferral_seen[row, k] else 1 - fail - defer
                )
                m["log_chance"] += math.log(max(chance, LEAST))
            else:
                u = z["creditors"][k]
                failed = u < fail and not (given and owing)
                deferred = (fail <= u < fail + defer) or bool(given and owing)
            self.settle(k, failed, deferred, given, m)
        self.leave(row, z, m, sum(s["arrears"]) / year)

    def settle(self, k: int, failed: bool, deferred: bool, given: float, m: dict[str, Any]) -> None:
        s = self.s
        m["defaulted"].append(failed)
        m["deferral"].append(deferred)
        s["grace"][k] = max(s["grace"][k] - 1, 0.0)
        if failed:
            s["stopped"][k], s["grace"][k] = 1.0, 0.0
        if deferred:
            m["deferred"][k] = s["arrears"][k]
            s["balance"][k] += s["arrears"][k]
            s["arrears"][k], s["stopped"][k] = 0.0, 0.0
            s["grace"][k] = given if given > 0 else float(self.creditors[k].deferral_months)

    def leave(self, row: int, z: dict[str, list[float]], m: dict[str, Any], arrears: float) -> None:
        plan, s, v = self.plan, self.s, self.v
        before = list(s["gone"])
        m["left"] = []
        for b, backer in enumerate(self.backers):
            others = min(sum(before) - before[b], 1.0)
            stake = backer.stake * (1 - backer.confidence * others)
            chance = 0.0
            if not before[b]:
                chance = logistic(
                    v["exit_base"]
                    + v["exit_encumbrance"] * m["encumbrance"]
                    + v["exit_arrears"] * min(arrears, 1.0)
                    + v["exit_sanctions"] * float(plan.level[row]) / 3
                    - v["exit_stake"] * stake
                    + v["exit_others"] * others
                )
            if row < plan.history:
                left = bool(plan.exit_seen[row, b]) and not before[b]
                m["log_chance"] += math.log(max(chance if plan.exit_seen[row, b] else 1.0 - chance, LEAST))
            else:
                left = z["backers"][b] < chance or (bool(plan.exit_forced[row, b]) and not before[b])
            m["left"].append(left)
            if left:
                s["gone"][b] = 1.0

    def staff(self, z: dict[str, list[float]], m: dict[str, Any]) -> None:
        s, v = self.s, self.v
        names = [creditor.id for creditor in self.creditors]
        backers = [backer.id for backer in self.backers]
        for f, crew in enumerate(self.crews):
            if crew.creditor not in names:
                continue
            k = names.index(crew.creditor)
            served = min(s["paid"][k] / max(s["due"][k], SMALL), 1.0)
            here = 1.0 - s["gone"][backers.index(crew.backer)] if crew.backer in backers else 1.0
            s["backlog"][f] -= min(s["backlog"][f], m["paid"][k])
            work = s["backlog"][f] / crew.backlog if crew.backlog else 0.0
            above = max(s["staff_start"][f] - crew.floor, 0.0)
            wanted = (crew.floor + above * (crew.share_backlog * work + (1 - crew.share_backlog) * served)) * here
            lag = max(v[f"lag:{crew.id}"], 1.0) if wanted < s["staff"][f] else 12.0
            s["staff"][f] += (wanted - s["staff"][f]) / lag
            s["staff"][f] *= math.exp(v["staff_noise"] * z["staff"][f])
            s["upkeep"][f] += (served * here - s["upkeep"][f]) / 24


def of_path(state: State, path: int) -> dict[str, Any]:
    """One path's state as plain numbers and lists."""
    return {f.name: getattr(state, f.name)[..., path].tolist() for f in fields(state)}


def of_shocks(shocks: Shocks, path: int) -> dict[str, list[float]]:
    """One path's random numbers."""
    return {f.name: getattr(shocks, f.name)[..., path].tolist() for f in fields(shocks)}


def plain_paths(
    plan: Plan, state: State, values: dict[str, Any], rows: range
) -> tuple[list[PlainPath], list[list[dict[str, list[float]]]]]:
    """Paths of plain Python from a state, and the random numbers of each for the months `rows`."""
    count = state.paths
    paths = [PlainPath(plan, of_path(state, p), {n: float(v[p]) for n, v in values.items()}) for p in range(count)]
    months = [draw_shocks(plan, generator(0, row), count) for row in rows]
    return paths, [[of_shocks(month, p) for month in months] for p in range(count)]
