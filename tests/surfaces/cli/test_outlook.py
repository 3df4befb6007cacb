"""`backstay outlook` and `backstay backtest`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backstay.outlook import band
from tests.outlook.frames import rows, write
from tests.surfaces.cli.conftest import Backstay


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("outlook") / "l", rows())


def test_outlook_says_what_is_likely_and_keeps_it(backstay: Backstay, told: Path) -> None:
    done = backstay("outlook", "Venezuela", "--ledger", told)
    assert (done.code, done.err) == (0, "")
    assert "RUS" in done.out
    assert "What moved the chance" in done.out
    assert "On the record:" in done.out
    again = backstay("outlook", "VEN", "--ledger", told)
    assert "On the record: 0 new forecasts" in again.out


def test_outlook_of_all_names_the_likeliest_cuts_first(backstay: Backstay, told: Path) -> None:
    done = backstay("outlook", "--horizon", "365", "--no-keep", "--ledger", told)
    assert (done.code, done.err) == (0, "")
    assert "Likeliest to be cut within 365 days" in done.out
    assert "Likeliest to be built up" in done.out
    view = json.loads(backstay("outlook", "--json", "--no-keep", "--ledger", told).out)
    assert view["state"] is None
    assert {each["client"] for each in view["outlooks"]} == {"VEN"}
    kept = backstay("outlook", "--ledger", told)
    assert "On the record:" in kept.out
    of_backer = json.loads(backstay("outlook", "--backer", "RUS", "--json", "--no-keep", "--ledger", told).out)
    assert {each["backer"] for each in of_backer["outlooks"]} == {"RUS"}


def test_outlook_as_json_has_all_horizons(backstay: Backstay, told: Path) -> None:
    done = backstay("outlook", "VEN", "--json", "--no-keep", "--ledger", told)
    view = json.loads(done.out)
    assert {each["horizon_days"] for each in view["outlooks"]} == {30, 90, 365}
    for each in view["outlooks"]:
        if each["enough"]:
            low, high = band(each["word"])
            assert low <= each["probability"] <= high


def test_hindsight_is_not_kept(backstay: Backstay, told: Path) -> None:
    done = backstay("outlook", "VEN", "--as-of", "2021-08-01", "--ledger", told)
    assert done.code == 0
    assert "On the record" not in done.out


def test_a_horizon_that_is_none_is_refused(backstay: Backstay, told: Path) -> None:
    done = backstay("outlook", "VEN", "--horizon", "7", "--ledger", told)
    assert done.code == 2
    assert "30, 90, 365" in done.err


def test_backtest_scores_past_days(backstay: Backstay, told: Path) -> None:
    done = backstay("backtest", "VEN", "--since", "2021-06-01", "--json", "--ledger", told)
    view = json.loads(done.out)
    assert view["forecasts"] == sum(score["cases"] for score in view["scores"]) > 0
    table = backstay("backtest", "VEN", "--since", "2021-06-01", "--step", "60", "--ledger", told)
    assert table.code == 0
    assert "skill" in table.out


def test_backtest_of_a_ledger_too_young_says_so(backstay: Backstay, told: Path) -> None:
    done = backstay("backtest", "--since", "2030-01-01", "--ledger", told)
    assert done.code == 0
    assert "No forecast can be tested" in done.out
