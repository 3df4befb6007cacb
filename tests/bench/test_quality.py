"""The quality tasks from end to end, with the real reader on a text of our own, and with the real scorer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.quality import main
from bench.scoring import SCORER, SHARED

TEXT = (
    "Russia sent 99 servicemen to Venezuela on Saturday, the Russian foreign ministry said.\n\n"
    "China granted Venezuela a loan of $5 billion.\n"
)
GOLD = {
    "doc": "one", "id": "c1", "quote": "Russia sent 99 servicemen to Venezuela on Saturday",
    "actor": {"text": "Russia", "entity": None, "state": "RUS", "sector": ["GOV"]},
    "recipient": {"text": "Venezuela", "entity": None, "state": "VEN", "sector": ["GOV"]},
    "event_type": "MOBILIZE", "channel": "forces", "backer": "RUS", "client": "VEN", "effect": "builds",
    "status": "happened", "certainty": "certain",
    "sources": [{"name": "", "kind": "outlet", "stance": "asserts"}],
    "amounts": [{"text": "99", "low": 99, "high": 99, "unit": "persons", "of": "", "kind": "level", "approx": False}],
    "when": {"text": "on Saturday", "start": "2019-03-23", "end": "2019-03-23", "precision": "day"},
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_text(TEXT)
    (tmp_path / "index.json").write_text(json.dumps([{"name": "one", "published": "2019-03-25", "outlet": "A Paper"}]))
    (tmp_path / "claims.jsonl").write_text(json.dumps(GOLD) + "\n")
    return tmp_path


def told(argv: list[str], capsys: pytest.CaptureFixture[str]) -> dict:
    assert main(argv) == 0
    (line,) = capsys.readouterr().out.splitlines()
    return json.loads(line)


@pytest.mark.shared
def test_claims_are_read_with_their_date_and_scored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not SCORER.exists():
        pytest.skip(f"the development data is not beside the checkout: {SCORER}")
    kept = folder / "kept.jsonl"
    answer = told(["claims", str(folder), "--predictions", str(kept)], capsys)
    assert answer["n"] == 1
    assert answer["seconds"] > 0
    claims = [json.loads(line) for line in kept.read_text().splitlines()]
    assert answer["predicted"] == len(claims) >= 2
    assert answer["span"]["recall"] == 1
    assert answer["attributes"]["when"] == {"right": 1.0, "of": 1}, "the publication date settles Saturday"
    assert {c["doc"] for c in claims} == {"one"}
    assert all(TEXT[c["start"] : c["end"]] == c["quote"] for c in claims)


@pytest.mark.shared
def test_a_quote_that_is_not_in_the_text_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not SCORER.exists():
        pytest.skip(f"the development data is not beside the checkout: {SCORER}")
    (folder / "claims.jsonl").write_text(json.dumps({**GOLD, "quote": "Nobody sent anything"}) + "\n")
    assert main(["claims", str(folder)]) == 2
    assert "quote not in one" in json.loads(capsys.readouterr().out)["error"]


@pytest.mark.shared
def test_the_founding_report_claim_by_claim(capsys: pytest.CaptureFixture[str]) -> None:
    gold = SHARED / "gold" / "seed.jsonl"
    if not gold.exists():
        pytest.skip(f"the development data is not beside the checkout: {gold}")
    answer = told(["seed", str(gold)], capsys)
    assert answer["n"] == len(answer["claims"]) == 30
    assert set(answer["found"]) == {
        c["id"] for c in answer["claims"] if c["span"] and (c["dyad"] or c["type"] or c["channel"])
    }
    assert not set(answer["missed_of_wanted"]) & set(answer["found"])
    assert answer["score"]["gold"] == 30


def test_events_are_coded_and_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "pairs.tsv"
    table.write_text(
        "marked_sentence\tsource\ttarget\tgold_penta\tgold_root\n"
        "<s>Israeli warplanes</s> bombed <t>Hamas positions</t> in Gaza on Sunday.\tx\ty\t4\tASSAULT\n"
        "<s>The United States</s> imposed sanctions on <t>Iran</t>.\tx\ty\t4\tSANCTION\n"
        "<s>The president</s> met <t>his Turkish counterpart</t> in Ankara.\tx\ty\t1\tCONSULT\n"
    )
    answer = told(["events", str(table)], capsys)
    assert answer["n"] == 3
    assert set(answer) == {"root_f1", "quad_f1", "binary_f1", "n", "seconds"}
    assert all(0 <= answer[k] <= 1 for k in ("root_f1", "quad_f1", "binary_f1"))
    assert answer["binary_f1"] == 1, "bombing is conflict, a meeting is not"
