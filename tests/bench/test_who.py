"""The tasks `actors` and `names`: their arithmetic by hand, and floors on the data that they were tuned on."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from bench.actors import answer_of, day_of, holds
from bench.holders import holders_task
from bench.quality import main
from bench.scoring import SHARED

ACTORS = SHARED / "data" / "actors"


def told(argv: list[str], capsys: pytest.CaptureFixture[str], code: int = 0) -> dict:
    assert main(argv) == code
    (line,) = capsys.readouterr().out.splitlines()
    return json.loads(line)


def case(phrase: str, checks: list, **rest: object) -> str:
    row = {"input": phrase, "context": "", "known_country": "", "date": "2019-06-03", "as_of": "", "checks": checks}
    return json.dumps({**row, **rest})


def test_cases_are_scored_by_state_first_sector_and_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, kept = tmp_path / "cases.jsonl", tmp_path / "kept.jsonl"
    rows = [
        case("the Venezuelan army", [["country", "eq", "VEN"], ["code_1", "eq", "MIL"]]),
        case("Venezuela", [["country", "eq", "VEN"], ["code_1", "eq", ""]]),
        case("Caracas", [["code_1", "eq", "GOV"]]),
        case("IMF", [["country", "eq", "IGO"]]),
        case("Hezbollah", [["code_1", "in", ["PTY", "REB"]], ["country", "ne", "GBR"], ["title", "eq", "Hezbollah"]]),
        case("the defence minister", [["country", "eq", "COL"], ["code_2", "eq", "MIL"]], known_country="Colombia"),
        case("the defence minister", [["country", "eq", "COL"]], context="It was said in Bogota, Colombia."),
        case("Rosneft", [["country", "eq", "USA"], ["code_1", "eq", "BUS"]]),
        case("a teapot", [["resolved", "eq", False]]),
        case("the Kremlin", [["resolved", "eq", False]]),
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    answer = told(["actors", str(path), "--predictions", str(kept)], capsys)
    assert {k: answer[k] for k in ("state", "sector", "whole", "abstain", "n")} == {
        "state": round(6 / 7, 4), "sector": 1.0, "whole": round(7 / 8, 4), "abstain": 0.5, "n": 10,
    }  # fmt: skip
    assert [json.loads(line)["phrase"] for line in kept.read_text().splitlines()] == ["Rosneft", "the Kremlin"]


def test_the_day_of_a_case() -> None:
    assert day_of("October 1, 2021") == day_of("2021-10-01") == day_of("1 October 2021") == date(2021, 10, 1)
    assert day_of("today", "2022-08-01 (assumed)") == date(2022, 8, 1)
    assert day_of("today") is None


def test_no_answer_is_unknown_and_no_state() -> None:
    answer = answer_of(None)
    assert holds(("code_1", "eq", "UNK"), answer)
    assert holds(("country", "eq", ""), answer)
    assert not holds(("country", "eq", "IGO"), answer)


def test_pairs_are_scored_by_f1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(
        "schema,name1,name2,is_match\nPerson,Igor Sechin,Sechin Igor,true\nPerson,Igor Sechin,Wang Yi,false\n"
        "Person,Wang Yi,Igor Sechin,true\n"
    )
    answer = told(["names", str(path)], capsys)
    assert (answer["f1"], answer["n"]) == (round(2 / 3, 4), 3)


@pytest.mark.parametrize(
    ("argv", "error"),
    [
        (["actors", "/nowhere.jsonl"], "does not exist"),
        (["names", "/nowhere.csv"], "does not exist"),
    ],
)
def test_what_is_missing_is_told(argv: list[str], error: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(argv, capsys, 2)
    assert error in answer["error"]
    assert answer["hint"]


def test_another_form_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_text('{"phrase": "x"}')
    (tmp_path / "b.csv").write_text("a,b\n1,2\n")
    assert "not in the form" in told(["actors", str(tmp_path / "a.jsonl")], capsys, 2)["error"]
    assert "holds no pairs" in told(["names", str(tmp_path / "b.csv")], capsys, 2)["error"]


FLOORS = [
    (
        "actors", "gold_actor_cases_half.jsonl", "48baf476be6664a2890fef6bed353afe72fd491c89aef5d59b95dea65db7502a",
        {"state": 0.91, "sector": 0.855, "whole": 0.845, "abstain": 1.0},
    ),
    ("names", "name_pairs.csv", "cfec1e99b182337f0a9931191e6bae2a7e88694b4c3da0a2ebff3d7e4a9c84e6", {"f1": 0.93}),
]  # fmt: skip


@pytest.mark.shared
@pytest.mark.skipif(not ACTORS.is_dir(), reason="the development data is not beside the checkout")
@pytest.mark.parametrize(("task", "file", "digest", "floors"), FLOORS, ids=["actors", "names"])
def test_who_is_told_no_worse_than_it_was(
    *, task: str, file: str, digest: str, floors: dict, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hashlib.sha256((ACTORS / file).read_bytes()).hexdigest() == digest
    answer = told([task, str(ACTORS / file)], capsys)
    reached = {key: answer[key] for key in floors}
    assert all(reached[key] >= floor for key, floor in floors.items()), reached


PAGES = {
    "a": ("2015-07-14", "Iranian Foreign Minister Mohammad Javad Zarif said on Monday that he was glad."),
    "b": ("2015-07-20", "Iranian Foreign Minister Mohammad Javad Zarif said it again."),
    "c": ("2013-08-22", "Former Egyptian President Hosni Mubarak said nothing."),
    "d": ("2015-07-14", "In 2006 Defense Secretary Donald Rumsfeld said so."),
    "e": ("2012-05-01", "Defense Secretary Leon Panetta told us. British Home Secretary Jane Roe said no."),
    "f": ("2012-05-01", "Ruritanian President Rudolf Rassendyll said no. Store Vice President John Doe said yes."),
}


def test_holders_are_asked_of_pages_that_speak_of_their_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, kept = tmp_path / "pages.jsonl", tmp_path / "kept.jsonl"
    lines = "".join(json.dumps({"ID": name, "date": day, "text": text}) + "\n" for name, (day, text) in PAGES.items())
    path.write_text(lines, encoding="utf-8")
    answer = told(["holders", str(path), "--predictions", str(kept)], capsys)
    rows = [json.loads(line) for line in kept.read_text().splitlines()]
    assert [(r["page"], r["state"], r["name"], r["answer"]) for r in rows] == [
        ("a", "IRN", "Mohammad Javad Zarif", "right"),
        ("e", "GBR", "Jane Roe", "wrong"),
        ("e", "USA", "Leon Panetta", "right"),
    ]
    assert {k: answer[k] for k in ("right", "known", "n", "wrong", "not_in_the_base")} == {
        "right": round(2 / 3, 4), "known": 1.0, "n": 3, "wrong": 1, "not_in_the_base": 0,
    }  # fmt: skip


@pytest.mark.shared
@pytest.mark.skipif(not ACTORS.is_dir(), reason="the development data is not beside the checkout")
def test_the_base_has_the_holders_whom_the_press_has() -> None:
    archive = SHARED / "data" / "news" / "international_2012_2020.jsonl.gz"
    answer = holders_task(archive, archive, None)
    assert answer["n"] >= 800
    assert answer["right"] >= 0.965
    assert answer["known"] >= 0.935
    assert answer["one_answer"] >= 0.98
