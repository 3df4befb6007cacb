"""`backstay ties` and `backstay breaks`, end to end."""

from __future__ import annotations

import json
from pathlib import Path

from tests.surfaces.cli.conftest import Backstay


def test_ties_of_a_government(backstay: Backstay, ledger: Path) -> None:
    run = backstay("ties", "Venezuela", "--ledger", ledger)
    assert run.code == 0, run.err
    assert "Who holds up the government of Venezuela (VEN)" in run.out
    assert "forces" in run.out


def test_the_same_as_json(backstay: Backstay, ledger: Path) -> None:
    run = backstay("ties", "VEN", "--json", "--ledger", ledger)
    told = json.loads(run.out)
    assert told["state"] == "VEN"
    for tie in told["ties"]:
        assert tie["low95"] <= tie["low"] <= tie["level"] <= tie["high"] <= tie["high95"]


def test_breaks(backstay: Backstay, ledger: Path) -> None:
    assert backstay("breaks", "--ledger", ledger).code == 0
    assert "breaks" in json.loads(backstay("breaks", "--json", "--ledger", ledger).out)


def test_a_name_that_is_no_state(backstay: Backstay, ledger: Path) -> None:
    run = backstay("ties", "Atlantis", "--ledger", ledger)
    assert run.code == 2
    assert "not the name or code of a state" in run.err
