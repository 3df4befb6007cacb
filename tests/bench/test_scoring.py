"""The scores' arithmetic, held against sums done by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backstay.records import EventType
from backstay.records.errors import UsageError
from bench.quality import main
from bench.scoring import (
    SCORER,
    binary_of,
    compare_claims,
    load_scorer,
    macro_f1,
    quad_of,
    root_of,
    same_chain,
    score_events,
    unmark,
)
from bench.speed import count_words, load_texts, rate

E = EventType


@pytest.mark.parametrize(
    ("marked", "sentence", "source", "target"),
    [
        ("<s>Russia</s> armed <t>Syria</t>.", "Russia armed Syria.", "Russia", "Syria"),
        ("<t>Syria</t> was armed by <s>Russia</s>.", "Syria was armed by Russia.", "Russia", "Syria"),
        ("<s>The <t>US</t> army</s> left.", "The US army left.", "The US army", "US"),
        ("<s>Iran</s> told <t>Iraq</t> and <t>Oman</t>.", "Iran told Iraq and Oman.", "Iran", "Iraq"),
    ],
)
def test_marks_become_spans(marked: str, sentence: str, source: str, target: str) -> None:
    got = unmark(marked)
    assert got.sentence == sentence
    assert [got.sentence[slice(*span)] for span in (got.source, got.target)] == [source, target]


def test_a_missing_mark_is_looked_for_and_else_empty() -> None:
    found = unmark("<s>Iran</s> told Iraq.", "Iran", "Iraq")
    assert found.sentence[slice(*found.target)] == "Iraq"
    assert unmark("<s>Iran</s> spoke.", "Iran", "Iraq").target == (0, 0)
    assert unmark("Nobody</s> spoke.").sentence == "Nobody spoke."


def test_event_types_become_the_classes_of_2018() -> None:
    assert {root_of(E.CONCEDE), root_of(E.RETREAT)} == {"YIELD"}
    assert root_of(E.AID) == "AID"
    assert [quad_of(e) for e in (E.AGREE, E.CONCEDE, E.RETREAT, E.COOPERATE, E.THREATEN, E.ASSAULT, E.STATE)] == [
        1, 2, 2, 2, 3, 4, 0,
    ]  # fmt: skip
    assert [binary_of(q) for q in (1, 2, 3, 4, 0)] == ["cooperation"] * 2 + ["conflict"] * 2 + [""]


def test_macro_f1_by_hand() -> None:
    # a: 1 hit of 2 gold and 1 told -> 2/3.  b: 1 hit of 1 gold and 2 told -> 2/3.  c: none -> 0.  x is no gold label.
    assert macro_f1("aabc", "abbx") == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert macro_f1("ab", "ab") == 1
    assert macro_f1("", "") == 0
    with pytest.raises(UsageError, match="2 gold labels"):
        macro_f1("ab", "a")


def test_event_scores_by_hand() -> None:
    roots, quads = ["YIELD", "YIELD", "AID", "ASSAULT"], [2, 2, 2, 4]
    got = [E.CONCEDE, E.RETREAT, E.COERCE, E.COERCE]
    # roots: YIELD 1, AID 0, ASSAULT 0.  quads: 2 has 2 hits of 3 gold, 2 told -> .8; 4 has 1 of 1 and 2 told -> 2/3.
    assert score_events(roots, quads, got) == {
        "root_f1": 0.3333,
        "quad_f1": round((0.8 + 2 / 3) / 2, 4),
        "binary_f1": round((0.8 + 2 / 3) / 2, 4),
    }


def source(name: str, kind: str = "outlet") -> dict[str, str]:
    return {"name": name, "kind": kind, "stance": "asserts"}


@pytest.mark.parametrize(
    ("gold", "got", "same"),
    [
        ([source("")], [source("")], True),
        ([source(""), source("The Wall Street Journal")], [source(""), source("Wall Street Journal")], True),
        ([source(""), source("Rostec", "office")], [source(""), source("Rostec", "person")], False),
        ([source(""), source("The Wall Street Journal")], [source("")], False),
        ([source("")], [source("Reuters")], False),
        (
            [source("a person close to the Russian defense ministry", "anonymous")],
            [source("person close to the defense ministry", "anonymous")],
            True,
        ),
    ],
)
def test_chains_agree_by_kind_length_and_words(gold: list, got: list, same: bool) -> None:
    assert same_chain(gold, got) is same


def claim(**fields: object) -> dict[str, object]:
    rus, ven = (
        {"text": t, "entity": None, "state": s, "sector": []} for t, s in (("Russia", "RUS"), ("Caracas", "VEN"))
    )
    base = {
        "doc": "a", "id": "g1", "quote": "Russia sent 99 men", "start": 0, "end": 18, "actor": rus, "recipient": ven,
        "event_type": "COOPERATE", "channel": "forces", "backer": "RUS", "client": "VEN", "effect": "builds",
        "status": "happened", "certainty": "certain", "sources": [source("")], "when": None,
        "amounts": [{"text": "99", "low": 99, "high": 99, "unit": "persons", "kind": "level"}],
    }  # fmt: skip
    return {**base, **fields}


@pytest.mark.shared
class TestAgainstTheScorer:
    @pytest.fixture(autouse=True)
    def scorer(self) -> None:
        if not SCORER.exists():
            pytest.skip(f"the development data is not beside the checkout: {SCORER}")
        self.scorer = load_scorer(SCORER)

    def test_each_gold_claim_gets_its_own_claim(self) -> None:
        gold = [claim(), claim(id="g2", start=40, end=60, amounts=[])]
        got = [claim(id="p1", event_type="AID", amounts=[]), claim(id="p2", start=100, end=120)]
        first, second = compare_claims(self.scorer, gold, got)
        kept = ("span", "dyad", "type", "channel", "tie", "chain", "amounts")
        assert {k: first[k] for k in kept} == {
            "span": True, "dyad": True, "type": False, "channel": True, "tie": True, "chain": True, "amounts": False,
        }  # fmt: skip
        assert second == {"id": "g2", "span": False}

    def test_the_best_of_two_overlapping_claims_is_taken(self) -> None:
        got = [claim(id="p1", event_type="AID", channel=None), claim(id="p2", start=9)]
        (only,) = compare_claims(self.scorer, [claim()], got)
        assert only["type"]
        assert only["channel"]


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["claims", "/nowhere", "--scorer", "/nowhere.py"], "no scorer at /nowhere.py"),
        (["events", "/nowhere.tsv"], "/nowhere.tsv does not exist"),
    ],
)
def test_what_is_missing_is_told_as_json(argv: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    answer = json.loads(capsys.readouterr().out)
    assert told in answer["error"]
    assert answer["hint"]


def test_a_table_of_another_form_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "events.tsv"
    path.write_text("sentence\tlabel\nRussia left\t1\n")
    assert main(["events", str(path)]) == 2
    assert "no marked pairs" in json.loads(capsys.readouterr().out)["error"]


def test_texts_for_speed_come_from_lines_or_folders(tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"text": "one two three"}\n{"text": "four"}\n')
    assert count_words(load_texts(lines, 5)) == 4
    assert count_words(load_texts(lines, 1)) == 3
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "b.txt").write_text("five six")
    assert count_words(load_texts(folder, 5)) == 2
    assert rate(3000, 2) == 1500
    lines.write_text('{"title": "no text"}\n')
    with pytest.raises(UsageError, match="line 1"):
        load_texts(lines, 1)
