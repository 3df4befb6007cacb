"""`backstay solvency` and `backstay case`, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.outlook.solvency.cases import SMALL

from .conftest import Backstay


def test_a_case_is_checked_and_worked_out(backstay: Backstay, tmp_path: Path) -> None:
    case = tmp_path / "small.yaml"
    case.write_text(SMALL, encoding="utf-8")
    checked = backstay("case", "check", case)
    assert checked.code == 0, checked.err
    assert "is in order: Angola" in checked.out
    scenario = tmp_path / "poor.yaml"
    scenario.write_text("name: poor\nprice: 0.5\n", encoding="utf-8")
    run = backstay("solvency", case, "--as-of", "2013-06-30", "--months", "12", "--scenario", scenario)
    assert run.code == 0, run.err
    for words in (
        "Can Angola pay? As known on 2013-06-30",
        "baseline",
        "poor",
        "Policy banks",
        "If X cuts its tie",
        "Rests on",
    ):
        assert words in run.out
    told = json.loads(backstay("solvency", case, "--as-of", "2013-06-30", "--months", "6", "--json").out)
    assert (told["state"], told["months"]) == ("AGO", 6)


@pytest.mark.slow
def test_the_back_test_is_told_in_words(backstay: Backstay, tmp_path: Path) -> None:
    case = tmp_path / "small.yaml"
    case.write_text(SMALL, encoding="utf-8")
    run = backstay("solvency", case, "--backtest")
    assert run.code == 0, run.err
    assert "What would have been foreseen for Angola" in run.out
    assert "{" not in run.out


def test_errors_name_lines(backstay: Backstay, tmp_path: Path) -> None:
    case = tmp_path / "bad.yaml"
    case.write_text(SMALL.replace("balance: 2 USD bn", "balance: 2", 1), encoding="utf-8")
    run = backstay("case", "check", case)
    assert run.code == 2
    assert "the unit is missing" in run.err
    assert "line 2" in run.err
    assert backstay("solvency", "Atlantis").code == 2
    run = backstay("solvency", "VEN", "--as-of", "2001-01-01")
    assert run.code == 2
    assert "has not begun" in run.err


def test_a_case_is_begun_from_facts(backstay: Backstay, tmp_path: Path) -> None:
    table = tmp_path / "facts.csv"
    table.write_text(
        "id,date,kind,quantity,value,unit,who_says,grade\n1,2016-12-31,debt,Owed debt to Sonangol,4,USD bn,x,B1\n"
    )
    out = tmp_path / "new.yaml"
    run = backstay("case", "new", "Angola", "--facts", table, "--out", out)
    assert run.code == 0, run.err
    assert "sonangol" in out.read_text(encoding="utf-8")
    assert "nothing stands after the colon" in backstay("case", "check", out).err
    assert backstay("case", "new", "Angola", "--out", out).code == 2
