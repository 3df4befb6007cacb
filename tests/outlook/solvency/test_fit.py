"""The filter: it sees nothing after its day, takes conflicting figures as alternatives, and heeds denials."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from backstay.outlook.solvency.case import Fact, Figure
from backstay.outlook.solvency.evidence import weigh
from backstay.outlook.solvency.fit import fit
from backstay.outlook.solvency.outlook import look_ahead
from backstay.outlook.solvency.run import generator
from backstay.outlook.solvency.scenario import Scenario
from backstay.records.errors import UsageError
from tests.outlook.solvency.cases import small

END = date(2013, 6, 30)


def fact(name: str, kind: str, value: float, day: date, **more: object) -> Fact:
    figure = Figure(value) if kind != "denial" else None
    return replace(Fact(name, kind, day, day, "B2", figure=figure, said_by="x"), **more)  # type: ignore[arg-type]


@given(day=st.dates(date(2012, 3, 1), date(2013, 5, 31)), value=st.floats(1, 90_000))
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_a_fit_never_sees_what_became_known_later(day: date, value: float) -> None:
    case = small()
    later = fact("later", "debt", value, day, about="banks", known=date(2013, 6, 1))
    event = fact("event", "default", 1, date(2013, 6, 1), about="bonds")
    told = replace(case, facts=(*case.facts, later, event))
    first, second = fit(case, date(2013, 5, 31), paths=60), fit(told, date(2013, 5, 31), paths=60)
    assert np.array_equal(first.state.balance, second.state.balance)
    assert np.array_equal(first.draws, second.draws)


def test_a_told_balance_is_believed_and_conflicting_ones_stay_apart() -> None:
    fitted = fit(small(), END, paths=1500)
    owed = fitted.state.balance[0] + fitted.state.arrears[0]
    # 18 and 11.5bn are told of the same day: paths gather at both, few in between.
    near = [
        float(((owed > low) & (owed < high)).mean())
        for low, high in ((9_500, 13_000), (13_500, 15_500), (16_000, 20_500))
    ]
    assert near[0] > 0.08
    assert near[2] > 0.08
    assert near[1] < min(near[0], near[2])


def test_a_default_that_happened_has_happened_on_every_path() -> None:
    case = small()
    fitted = fit(case, END, paths=300)
    works = [creditor.id for creditor in case.creditors].index("works")
    assert (fitted.state.stopped[works] == 1).all()
    before = fit(case, date(2013, 2, 28), paths=300)
    assert (before.state.stopped[works] == 0).all()


def test_a_denial_lowers_belief_an_interested_one_less() -> None:
    told = fact("told", "staff", 36, END, about="advisers")
    plain = weigh([told])[0].reliable
    denied = weigh([told, fact("no", "denial", 0, END, denies="told")])[0].reliable
    by_party = weigh([told, fact("no", "denial", 0, END, denies="told", interested=True)])[0].reliable
    assert denied < by_party < plain


def test_facts_of_one_origin_count_once() -> None:
    told = fact("a", "staff", 36, END, about="advisers", origin="one")
    echo = replace(told, id="b", grade="C3")
    assert [weighed.fact.id for weighed in weigh([told, echo])] == ["a"]
    assert len(weigh([told, replace(echo, origin="two")])) == 2


def test_a_fact_moves_paths_towards_it_and_a_doubtful_one_less() -> None:
    logs = np.full(4000, 1000.0)
    sure = weigh([fact("a", "debt", 1100, END, about="banks", grade="A1")])[0]
    doubtful = weigh([fact("a", "debt", 1100, END, about="banks", grade="D4")])[0]
    moved = [float(np.mean(w.assimilate(logs, generator(1))[1])) for w in (sure, doubtful)]
    assert 0 < moved[1] < moved[0] <= np.log(1.1) + 0.01


def test_a_day_before_the_case_is_refused() -> None:
    with pytest.raises(UsageError, match="has not begun"):
        fit(small(), date(2011, 1, 1))


def test_scenarios_move_what_they_should() -> None:
    fitted = fit(small(), END, paths=600)
    base = look_ahead(fitted, 24)
    poor = look_ahead(fitted, 24, Scenario("poor", price=0.5))
    cut = look_ahead(fitted, 24, Scenario("cut", cut=("y",)))
    grace = look_ahead(fitted, 24, Scenario("grace", grace={"banks": 24}))
    assert np.median(poor.paths["coverage"][-1]) < np.median(base.paths["coverage"][-1])
    assert cut.chance("exit", "y", 1) == 1.0
    assert np.median(cut.paths["staff"][-1]) < np.median(base.paths["staff"][-1])
    assert cut.chance("exit", "x", 24) > base.chance("exit", "x", 24)
    assert grace.paths["paid"][:, 0].mean() < base.paths["paid"][:, 0].mean()
    assert grace.chance("deferral", "banks", 1) == 1.0
