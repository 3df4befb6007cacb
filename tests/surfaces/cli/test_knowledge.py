"""`backstay knowledge`: a table is added, and its parties are shown."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Backstay


def test_a_name_is_shown_on_its_day(backstay: Backstay) -> None:
    run = backstay("knowledge", "show", "the Taliban", "--on", "2022-05-01", "--json")
    assert run.code == 0, run.err
    found = json.loads(run.out)
    assert (found["state"], found["sectors"]) == ("AFG", ["GOV", "REB"])
    assert "Nothing is known" in backstay("knowledge", "show", "Xqzw Vvkj").out
    assert "is no day" in backstay("knowledge", "show", "the Taliban", "--on", "someday").err


def test_a_table_is_added_and_used(backstay: Backstay, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("kind,name,state,sectors\nfirm,Examplecorp,VEN,BUS\n", encoding="utf-8")
    env = {"XDG_DATA_HOME": str(tmp_path / "data")}
    run = backstay("knowledge", "add", table, env=env)
    assert run.code == 0, run.err
    assert "Kept as" in run.out
    assert "Examplecorp: firm, VEN, BUS" in backstay("knowledge", "show", "Examplecorp", env=env).out
    table.write_text("kind,name,state\nfirm,Examplecorp,XQX\n", encoding="utf-8")
    run = backstay("knowledge", "add", table, env=env)
    assert run.code == 2
    assert "line 2" in run.err
