"""What surfaces are given: whole, in plain JSON, and resting on facts."""

from __future__ import annotations

import json
from datetime import date

import pytest

from backstay.outlook.solvency.scenario import Scenario
from backstay.outlook.solvency.view import default_day, solvency
from backstay.records.errors import UsageError
from tests.outlook.solvency.cases import small

DAY = date(2013, 6, 30)


def test_the_view_holds_every_answer_as_a_distribution() -> None:
    case = small()
    view = solvency(case, as_of=DAY, months=12, scenarios=[Scenario("poor", price=0.6)], paths=200, fit_paths=300)
    assert json.loads(json.dumps(view)) == view
    assert [run["name"] for run in view["scenarios"]] == ["baseline", "poor"]
    for run in view["scenarios"]:
        assert run["months"][0] == "2013-07-01"
        assert len(run["months"]) == 12
        for fan in run["series"].values():
            for low, middle, high in zip(fan["low"], fan["middle"], fan["high"], strict=True):
                assert low <= middle <= high
        assert {creditor["id"] for creditor in run["creditors"]} == {creditor.id for creditor in case.creditors}
        for creditor in run["creditors"]:
            assert 0 <= creditor["chances"]["default"] <= 1
            assert 0 <= creditor["share_paid"]["low"] <= creditor["share_paid"]["high"] <= 1
    works = next(c for c in view["scenarios"][0]["creditors"] if c["id"] == "works")
    assert works["in_default_now"] == 1
    assert works["facts"] == ["late-2013"]
    assert {fact["id"] for fact in view["rests_on"]} == {"out-2012", "owed-2012", "late-2013"}
    assert {seen["fact"] for seen in view["foretold"]} == {"out-2012", "owed-2012"}
    assert [cut["backer"] for cut in view["if_cut"]] == ["x", "y", "z"]
    assert view["if_cut"][0]["fuel_lost"] == 15
    assert any(change["change"] == "price 20% lower" and change["cash"] < 0 for change in view["sensitivity"])


def test_the_ladder_is_in_order_and_adds_up_to_what_is_paid() -> None:
    view = solvency(small(), as_of=DAY, months=6, paths=200, fit_paths=200, deep=False)
    ladder = view["scenarios"][0]["ladder"]
    assert [row["rank"] for row in ladder] == sorted(row["rank"] for row in ladder)
    assert {"imports", "bonds", "banks"} <= {row["id"] for row in ladder}


def test_a_day_is_taken_from_the_facts_and_a_horizon_is_bounded() -> None:
    assert default_day(small()) == date(2013, 3, 15)
    with pytest.raises(UsageError, match="cannot be looked ahead"):
        solvency(small(), as_of=DAY, months=500)


def test_the_same_question_has_the_same_answer() -> None:
    asked = {"as_of": DAY, "months": 6, "paths": 100, "fit_paths": 150, "deep": False}
    assert solvency(small(), **asked) == solvency(small(), **asked)
