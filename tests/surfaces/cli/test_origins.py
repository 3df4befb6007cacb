"""`backstay origins`: tellings with what shows them."""

from __future__ import annotations

import json
from pathlib import Path

from backstay.ledger import ClaimRow
from tests.surfaces.cli.conftest import ESCAPE, Backstay


def test_the_first_account_and_its_relay_are_one(backstay: Backstay, ledger: Path) -> None:
    done = backstay("origins", "Venezuela", "--ledger", ledger)
    assert (done.code, done.err) == (0, "")
    assert "The Wall Street Journal, first told 2019-06-02" in done.out
    assert "2 claims in 2 reports" in done.out
    assert "Relay has it from The Wall Street Journal" in done.out
    assert "counted so far, in 4 claims" in done.out
    assert ESCAPE not in done.out


def test_as_json_with_all_evidence(backstay: Backstay, ledger: Path, rows: list[ClaimRow]) -> None:
    found = json.loads(backstay("origins", "VEN", "--json", "--ledger", ledger).out)
    assert sorted(claim for each in found["origins"] for claim in each["claims"]) == sorted(r.claim.id for r in rows)
    first = found["origins"][0]
    assert first["reports"] == ["r1account", "r2relay"]
    (relay,) = [each for each in first["evidence"] if each["report"] == "r2relay"]
    assert (relay["goes_back_to"], relay["to"], relay["kind"]) == ("The Wall Street Journal", "r1account", "says")
    assert relay["quote"] == "Rostec all but left, the WSJ says."[relay["start"] : relay["end"]]


def test_of_one_report(backstay: Backstay, ledger: Path) -> None:
    found = json.loads(backstay("origins", "--report", "r3", "--json", "--ledger", ledger).out)
    assert [each["reports"] for each in found["origins"]] == [["r3denial"]]


def test_it_asks_whose_origins(backstay: Backstay, ledger: Path) -> None:
    done = backstay("origins", "--ledger", ledger)
    assert done.code == 2
    assert "Name a government" in done.err
    done = backstay("origins", "France", "--ledger", ledger)
    assert done.code == 1
    assert "No claim fits." in done.err
