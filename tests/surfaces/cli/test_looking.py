"""Looking into a ledger: claims, explain, reports, export."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polars as pl
import pytest

from backstay.ledger import ClaimRow
from backstay.records.exchange import claim_from_json, claim_to_json
from tests.corroboration.make import CUT
from tests.surfaces.cli.conftest import Backstay


def one_line(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


def test_claims_as_a_table(backstay: Backstay, ledger: Path, rows: list[ClaimRow]) -> None:
    done = backstay("claims", "--ledger", ledger)
    assert (done.code, done.err) == (0, "")
    for row in rows:
        assert row.claim.id[:10] in done.out
    assert "4 of 4 claims" in done.out


def test_claims_as_json_are_the_claims(backstay: Backstay, ledger: Path, rows: list[ClaimRow]) -> None:
    done = backstay("claims", "--format", "json", "--ledger", ledger)
    assert [claim_from_json(json.loads(line)) for line in done.out.splitlines()] == [row.claim for row in rows]


@pytest.mark.parametrize(
    ("options", "reports"),
    [
        (("--channel", "arms"), {"r4hostile"}),
        (("--channel", "FORCES", "--denied"), {"r3denial"}),
        (("--not-denied", "--type", "retreat", "--effect", "cuts"), {"r1account", "r2relay"}),
        (("--source", "wall street"), {"r1account", "r2relay"}),
        (("--party", "rostec", "--text", "exaggerated"), {"r3denial"}),
        (("--since", "2019-06-03", "--until", "2019-06-03"), {"r2relay"}),
        (("--report", "r3"), {"r3denial"}),
        (("--limit", "1"), {"r1account"}),
        (("--as-of", "2019-06-02", "--channel", "forces"), {"r1account"}),
    ],
)
def test_filters(backstay: Backstay, ledger: Path, options: tuple[str, ...], reports: set[str]) -> None:
    done = backstay("claims", *options, "--format", "json", "--ledger", ledger)
    assert {json.loads(line)["doc"] for line in done.out.splitlines()} == reports


def test_states_go_by_name_or_code(backstay: Backstay, ledger: Path) -> None:
    for state in ("Venezuela", "ven"):
        options = ("--backer", "Russia", "--client", state, "--state", "RUS")
        done = backstay("claims", *options, "--format", "json", "--ledger", ledger)
        assert len(done.out.splitlines()) == 4
    assert backstay("claims", "--state", "Atlantis", "--ledger", ledger).code == 2


def test_no_cell_of_the_csv_is_a_formula(backstay: Backstay, ledger: Path) -> None:
    done = backstay("claims", "--format", "csv", "--ledger", ledger)
    lines = list(csv.DictReader(io.StringIO(done.out)))
    hostile = next(line for line in lines if line["report"] == "r4hostile")
    assert hostile["quote"].startswith("'=cmd")
    assert hostile["outlet"] == "'-Outlet"
    assert hostile["source"] == "'@SUM(1+1)"
    assert not [cell for line in lines for cell in line.values() if cell.startswith(tuple("=+-@\t\r"))]
    assert "\x1b" not in done.out


@pytest.mark.parametrize("command", [("claims",), ("reports",), ("explain", "ID")])
def test_no_page_drives_the_terminal(
    backstay: Backstay, ledger: Path, rows: list[ClaimRow], command: tuple[str, ...]
) -> None:
    hostile = next(row.claim.id for row in rows if row.claim.report == "r4hostile")
    done = backstay(*(hostile if word == "ID" else word for word in command), "--ledger", ledger)
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "\x07" not in done.out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_without_unicode_still_shows_everything_it_can(
    backstay: Backstay, ledger: Path, encoding: str
) -> None:
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    shown = backstay("claims", "--ledger", ledger, env=env)
    assert shown.code == 0
    assert "Rostec (RUS)" in shown.out
    data = backstay("claims", "--format", "json", "--ledger", ledger, env=env)
    assert "será" in data.out  # data for programs is UTF-8 always


def test_explain_shows_the_sentence_in_its_place(backstay: Backstay, ledger: Path, rows: list[ClaimRow]) -> None:
    claim = rows[0].claim
    done = backstay("explain", claim.id[:8], "--ledger", ledger)
    told = one_line(done.out)
    assert f"»{CUT}«, said a person close" in told
    assert "line 3, characters 17 to" in told
    assert "24 to 60 persons" in told
    assert "the verb “cut” with staff as its object (0.91)" in told
    assert "no word settles it" in told
    assert "https://r1account.example/story" in told
    chain = told[told.index("Who says so") :]
    assert chain.index("The Wall Street Journal") < chain.index("a person close to the Russian defense ministry")


def test_explain_as_json(backstay: Backstay, ledger: Path, rows: list[ClaimRow]) -> None:
    told = json.loads(backstay("explain", rows[0].claim.id, "--json", "--ledger", ledger).out)
    assert told["claim"] == claim_to_json(rows[0].claim)
    assert told["place"] == {
        "line": 3,
        "before": "Moscow, Sunday.\n\n",
        "clause": CUT,
        "after": ", said a person close to the ministry.\nMore follows.",
    }


def test_explain_knows_no_such_claim(backstay: Backstay, ledger: Path) -> None:
    done = backstay("explain", "cfff", "--ledger", ledger)
    assert (done.code, done.out) == (1, "")
    assert "cfff" in done.err


def test_reports(backstay: Backstay, ledger: Path) -> None:
    lines = backstay("reports", "--json", "--ledger", ledger).out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["r1account", "r2relay", "r3denial", "r4hostile"]
    assert json.loads(lines[3])["published"] is None
    table = backstay("reports", "--outlet", "wall", "--ledger", ledger).out
    assert "Title of r1account" in table
    assert "r2relay" not in table


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_export_to_a_file(backstay: Backstay, ledger: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"claims.{ending}"
    done = backstay("export", out, "--ledger", ledger)
    assert (done.code, done.out) == (0, "")
    assert "4 claims written" in done.err
    assert list(tmp_path.iterdir()) == [out]
    if ending == "parquet":
        assert pl.read_parquet(out)["report"].to_list() == ["r1account", "r2relay", "r3denial", "r4hostile"]
    else:
        assert len(out.read_text().splitlines()) == (4 if ending == "jsonl" else 5)


def test_export_plover_to_standard_output(backstay: Backstay, ledger: Path) -> None:
    done = backstay("export", "--format", "plover", "--channel", "forces", "--ledger", ledger)
    assert [json.loads(line)["event"] for line in done.out.splitlines()] == [["RETREAT"], ["RETREAT"]]
    assert "2 events written" in done.err
    assert "left out 1: denied" in done.err


def test_export_where_it_cannot_write(backstay: Backstay, ledger: Path, tmp_path: Path) -> None:
    missing = backstay("export", tmp_path / "no" / "claims.csv", "--ledger", ledger)
    assert missing.code == 2
    assert "cannot be written" in missing.err
    nameless = backstay("export", tmp_path / "claims.xyz", "--ledger", ledger)
    assert nameless.code == 2
    assert "--format" in nameless.err
