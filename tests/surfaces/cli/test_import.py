"""`backstay import` as a user meets it: known forms, a map, facts, mistakes, and what is said of bad rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ledger.fresh import fresh
from tests.sources.tables import icews, icews_row
from tests.surfaces.cli.conftest import ESCAPE, Backstay


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "events.tab"
    rows = [icews_row(1), icews_row(2, CAMEO_Code="010"), icews_row(3, Event_Date="yesterday", Source_Name=ESCAPE)]
    path.write_text(icews(*rows), encoding="utf-8")
    return path


def test_events_in_twice_and_the_doctor_finds_them_sound(backstay: Backstay, tmp_path: Path, table: Path):
    ledger = tmp_path / "l"
    first = backstay("import", table, "--ledger", ledger)
    assert first.code == 0, first.err
    assert "icews, 3 rows" in first.err
    assert "Kept: 2 events. Already there: 0." in first.err
    assert "1 no-date" in first.err
    assert "row 3:" in first.err
    assert "\x1b" not in first.err
    again = backstay("import", table, "--ledger", ledger, "--json")
    (told,) = json.loads(again.out)["files"]
    assert (told["kept"], told["already_there"], told["skipped"]) == (0, 2, {"no-date": 1})
    doctor = backstay("doctor", "--ledger", ledger)
    assert "2 imported events and 0 imported facts" in doctor.out


def test_facts_by_a_map_with_constants(backstay: Backstay, tmp_path: Path):
    table = tmp_path / "troops.csv"
    table.write_text("host,year,n\nVenezuela,2011,3\nAtlantis,2012,3\n", encoding="utf-8")
    options = "--map client=host -m year=year -m value=n --set backer=USA -s channel=forces -s unit=persons".split()
    done = backstay("import", table, *options, "--known", "90", "--ledger", fresh(tmp_path / "l"))
    assert done.code == 0, done.err
    assert "troops, 2 rows" in done.err
    assert "Kept: 1 fact." in done.err
    assert "Atlantis" in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--map", "day"], "no pair"),
        (["--map", "colour=red"], "no column of ours"),
        (["--map", "day=when"], "code or event"),
        (["--known", "soon"], "when rows were known"),
    ],
)
def test_mistakes_are_told_with_what_to_do(
    backstay: Backstay, tmp_path: Path, table: Path, options: list[str], said: str
):
    done = backstay("import", table, *options, "--ledger", tmp_path / "l")
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_no_file_or_no_row_at_all_is_exit_3_and_makes_no_ledger(backstay: Backstay, tmp_path: Path):
    absent = backstay("import", tmp_path / "absent.tab", "--ledger", tmp_path / "l")
    assert absent.code == 3
    assert not (tmp_path / "l").exists()
    bad = tmp_path / "bad.tab"
    bad.write_text(icews(icews_row(1, CAMEO_Code="love")), encoding="utf-8")
    assert backstay("import", bad, "--ledger", fresh(tmp_path / "m")).code == 3
