"""The engine against plain Python, and its accounts against arithmetic."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from backstay.outlook.solvency.parameters import book
from backstay.outlook.solvency.plan import Plan, make_plan
from backstay.outlook.solvency.run import draw_shocks, generator, run
from backstay.outlook.solvency.scenario import Scenario
from backstay.outlook.solvency.state import State, begin
from backstay.outlook.solvency.stepping import Month, step
from tests.outlook.solvency.cases import small
from tests.outlook.solvency.plain import PlainPath, of_path, of_shocks

CENT = 1e-8
"""A cent in USD m."""
STRESS = Scenario(name="stress", price=0.5, output=0.6, sanctions=2, cuts_credit=True, grace={"bonds": 6}, cut=("x",))


def start(paths: int, scenario: Scenario = STRESS, horizon: int = 110) -> tuple[Plan, State, dict[str, Any]]:
    """Paths at the first month of a plan with ten months of history and then a scenario."""
    plan = make_plan(small(), date(2012, 10, 31), horizon, scenario)
    parameters = book(plan.case, [creditor.id for creditor in plan.creditors])
    values = parameters.values(parameters.draw(generator(7, 0), paths))
    return plan, begin(plan, values, generator(7, 1)), values


@pytest.mark.parametrize("scenario", [Scenario(), STRESS], ids=["baseline", "stress"])
def test_fifty_paths_are_those_of_plain_python(scenario: Scenario) -> None:
    plan, state, values = start(50, scenario)
    plain = [PlainPath(plan, of_path(state, p), {n: float(v[p]) for n, v in values.items()}) for p in range(50)]
    source = generator(3, 0)
    happened = 0
    for row in range(plan.months):
        shocks = draw_shocks(plan, source, 50)
        month = step(plan, state, row, shocks, values)
        happened += int(month.defaulted.sum() + month.deferral.sum() + month.left.sum())
        told = [path.step(row, of_shocks(shocks, p)) for p, path in enumerate(plain)]
        if row % 5 and row != plan.months - 1:
            continue  # what differs stays in the state and shows in a later month
        for f in fields(Month):
            if f.name != "stress":
                ours = getattr(month, f.name)
                theirs = np.moveaxis(np.array([each[f.name] for each in told], dtype=float), 0, -1)
                np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9, err_msg=f"{f.name} in month {row}")
        for f in fields(State):
            theirs = np.moveaxis(np.array([path.s[f.name] for path in plain], dtype=float), 0, -1)
            np.testing.assert_allclose(getattr(state, f.name), theirs, rtol=1e-9, atol=1e-9, err_msg=f.name)
    assert happened > 50


scenarios = st.builds(
    Scenario,
    name=st.just("drawn"),
    price=st.floats(0.05, 3),
    output=st.floats(0.01, 2),
    sanctions=st.none() | st.floats(0, 3),
    cuts_credit=st.none() | st.booleans(),
    grace=st.dictionaries(st.sampled_from(["bonds", "banks", "state-loan", "notes"]), st.integers(1, 36), max_size=2),
    lends=st.dictionaries(st.sampled_from(["banks", "state-loan", "fuel"]), st.floats(0, 500), max_size=2),
    cut=st.lists(st.sampled_from(["x", "y", "z"]), max_size=2, unique=True).map(tuple),
)


@given(scenario=scenarios, seed=st.integers(0, 10_000), width=st.floats(0.2, 1.6))
@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_the_accounts_hold_to_the_cent(scenario: Scenario, seed: int, width: float) -> None:
    """Whatever the scenario and however wild the parameters: shipped, paid, owed and kept add up on every path."""
    plan, state, values = start(40, scenario, horizon=40)
    parameters = book(plan.case, [creditor.id for creditor in plan.creditors])
    wild = replace(parameters, priors=tuple(parameters.priors))
    draws = wild.draw(generator(seed, 0), 40)
    centre = np.array([prior.centre for prior in wild.priors])[:, None]
    values = wild.values(centre + width * (draws - centre))
    source = generator(seed, 1)
    for row in range(plan.months):
        before = state.take(slice(None))
        month = step(plan, state, row, draw_shocks(plan, source, 40), values)
        check_debts(before, state, month)
        check_cash(plan, before, state, month)
        check_volumes(plan, month)


def check_debts(before: State, after: State, month: Month) -> None:
    owed_before, owed = before.balance + before.arrears, after.balance + after.arrears
    added = month.opened + month.interest + month.billed + month.lent
    assert np.abs(owed_before + added - month.paid - owed).max() <= CENT
    # Arrears go only by payment or by a deferral that folds them into the balance.
    assert np.abs(before.arrears + month.due - month.paid - month.deferred - after.arrears).max() <= CENT
    assert (month.deferred[~month.deferral] == 0).all()
    for stock in (after.balance, after.arrears, month.due, month.paid, month.interest, month.lent, month.billed):
        assert stock.min() >= 0
    assert (month.paid <= before.arrears + month.due + CENT).all()


def check_cash(plan: Plan, before: State, after: State, month: Month) -> None:
    cash = [k for k, creditor in enumerate(plan.creditors) if creditor.kind != "in-kind"]
    paid = month.paid[cash].sum(axis=0)
    come = month.cash + month.lent.sum(axis=0)
    assert np.abs(before.reserves + come - paid - month.imports - after.reserves).max() <= CENT
    assert after.reserves.min() >= 0
    assert month.imports.min() >= 0
    worth = sum(month.sold[s] * month.price[s] * x.factor for s, x in enumerate(plan.case.streams))
    assert np.abs(worth + plan.case.other_income.value - month.cash).max() <= CENT


def check_volumes(plan: Plan, month: Month) -> None:
    assert month.sold.min() >= 0
    assert month.used.min() >= 0
    assert month.lifted.min() >= 0
    for s, stream in enumerate(plan.case.streams):
        mine = [k for group in plan.in_kind for k in group if plan.stream[k] == s]
        gone = month.used[s] + month.sold[s] + month.lifted[mine].sum(axis=0)
        assert np.abs(gone - month.output[s]).max() <= 1e-9 * max(1.0, float(month.output[s].max()))
        for k in mine:
            assert np.abs(month.lifted[k] * month.price[s] * stream.factor - month.paid[k]).max() <= CENT


def test_the_same_seed_gives_the_same_paths_however_many_run() -> None:
    plan, state, values = start(300)
    rows = range(plan.history, plan.months)
    first, _ = run(plan, state, values, rows=rows, seed=5)
    again, _ = run(plan, state, values, rows=rows, seed=5)
    other, _ = run(plan, state, values, rows=rows, seed=6)
    for name, kept in first.series.items():
        assert np.array_equal(kept, again[name]), name
    assert not np.array_equal(first["output"], other["output"])


def test_a_creditor_who_lifts_for_himself_is_paid_before_one_in_cash_when_exports_fall() -> None:
    plan, state, values = start(200, Scenario(name="poor", price=0.4, output=0.4), horizon=36)
    paths, _ = run(
        plan, state, values, rows=range(plan.history + 36), seed=1, keep=("paid", "due", "arrears", "reserves")
    )
    names = [creditor.id for creditor in plan.creditors]
    share = paths["paid"][-24:].sum(axis=(0, 2)) / np.maximum(paths["due"][-24:].sum(axis=(0, 2)), 1e-9)
    assert share[names.index("banks")] > share[names.index("bonds")]
    assert paths["arrears"][-1, names.index("works")].mean() > 0
