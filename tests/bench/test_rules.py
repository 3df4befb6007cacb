"""The tasks `dates` and `amounts`: their arithmetic by hand, and floors on the data that the rules were tuned on."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from bench.amounts import read_gold, read_sentence, score_quantities
from bench.quality import main
from bench.scoring import SHARED
from bench.units import canonical

OWN = Path(__file__).parents[1] / "reading/data/amounts.jsonl"
READING = SHARED / "data" / "reading"
TML = """<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2013-03-22">March 22, 2013</TIMEX3></DCT><TEXT>
He <EVENT eid="e1">left</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2013-03-21">Thursday</TIMEX3> after
<TIMEX3 tid="t2" type="DURATION" value="P3D">about three days</TIMEX3> &amp; came back in
<TIMEX3 tid="t3" type="DATE" value="1812">2011</TIMEX3>, if <TIMEX3 tid="t4" type="DATE" value="PAST_REF">ever</TIMEX3>.
</TEXT></TimeML>
"""


def told(argv: list[str], capsys: pytest.CaptureFixture[str], code: int = 0) -> dict:
    assert main(argv) == code
    (line,) = capsys.readouterr().out.splitlines()
    return json.loads(line)


def test_dates_are_scored_by_span_and_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.tml").write_text(TML)
    kept = tmp_path / "kept.jsonl"
    answer = told(["dates", str(tmp_path), "--predictions", str(kept)], capsys)
    # Four gold, three found: all three overlap, two have equal bounds, and two the right value.
    assert {k: answer[k] for k in ("relaxed_f1", "strict_f1", "value_f1", "n")} == {
        "relaxed_f1": round(6 / 7, 4), "strict_f1": round(4 / 7, 4), "value_f1": round(4 / 7, 4), "n": 4,
    }  # fmt: skip
    assert answer["seconds"] >= 0
    differing = [json.loads(line)["gold"][0] for line in kept.read_text().splitlines()]
    assert differing == [
        "about three days",
        "2011",
        "ever",
    ]


def test_amounts_are_scored_by_value_unit_and_change() -> None:
    entries = [
        {
            "text": "Output fell by 20 percent to 300 tanks, and $5 was paid.",
            "quantities": [
                {"value": "20", "normalized_unit": "percentage", "kind": "change", "change": "="},
                {"value": "300", "normalized_unit": "ship", "kind": "to"},
                {"value": "5", "normalized_unit": "dollar", "change": "~"},
                {"value": "7", "normalized_unit": "-"},
            ],
        }
    ]
    score = score_quantities(entries)
    # Four gold, three found: three values; the unit of the tanks and the sign of the money are wrong.
    assert {k: score[k] for k in ("value_f1", "unit_f1", "change_f1", "n")} == {
        "value_f1": round(6 / 7, 4), "unit_f1": round(4 / 7, 4), "change_f1": round(4 / 7, 4), "n": 4,
    }  # fmt: skip


def test_without_a_statement_of_change_only_the_shape_counts() -> None:
    gold = [{"value": "40-50", "normalized_unit": "euro"}, {"value": "3", "normalized_unit": "dollar per year"}]
    assert score_quantities([{"text": "It cost 40 to 50 euros, or $3 a year.", "quantities": gold}])["change_f1"] == 1
    assert score_quantities([{"text": "It cost 40 to 50 euros, or $3.", "quantities": gold}])["change_f1"] == 0.5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("small friendly deal", "deals", True),
        ("canadian dollar", "dollar", False),
        ("square metre", "metres", False),
        ("km", "kilometre", True),
        ("barrels per day", "barrel per day", True),
        ("dollar per share", "dollar", False),
        ("metric ton", "tonnes", True),
        ("-", "", True),
    ],
)
def test_units_are_the_same_by_measure_or_by_head_noun(one: str, other: str, same: bool) -> None:
    assert (canonical(one) == canonical(other)) is same


def test_ranges_and_vague_words() -> None:
    (gold,) = read_gold({"quantities": [{"value": "1,000-2000", "normalized_unit": "ship"}]})
    assert (gold.low, gold.high, gold.kind, gold.sign) == (1000, 2000, "", "")
    assert read_sentence("A few of them saw several ships.") == []


def test_our_own_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(["amounts", str(OWN)], capsys)
    assert set(answer) == {"value_f1", "unit_f1", "change_f1", "n", "seconds"}
    assert answer["n"] == sum(len(json.loads(line)["quantities"]) for line in OWN.read_text().splitlines())
    floors = {"value_f1": 0.98, "unit_f1": 0.94, "change_f1": 0.97}
    assert all(answer[key] >= floor for key, floor in floors.items()), answer


@pytest.mark.parametrize(
    ("argv", "error"),
    [
        (["amounts", "/nowhere.json"], "holds no sentences"),
        (["dates", "/nowhere"], "holds no TimeML"),
    ],
)
def test_what_is_missing_is_told(argv: list[str], error: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(argv, capsys, 2)
    assert error in answer["error"]
    assert answer["hint"]


def test_another_form_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text('[{"sentence": "x"}]')
    (tmp_path / "b.json").write_text('[{"text": "x", "quantities": [{"value": "many"}]}]')
    (tmp_path / "c.tml").write_text("<TimeML></TimeML>")
    assert "not in the form" in told(["amounts", str(tmp_path / "a.json")], capsys, 2)["error"]
    assert "no value" in told(["amounts", str(tmp_path / "b.json")], capsys, 2)["error"]
    assert "no creation time" in told(["dates", str(tmp_path)], capsys, 2)["error"]


def fingerprint(files: list[Path]) -> str:
    """sha256 over the files in order, so that floors are held against the data that they were measured on."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


FLOORS = [
    (
        "dates", "timex_platinum_half", "*.tml", "d4d25f387e933a518ac6abe2bd549c605349fbd4ef0a3553e8097b263b45603c",
        {"relaxed_f1": 0.97, "strict_f1": 0.955, "value_f1": 0.88},
    ),
    (
        "amounts", "quantities", "*.json", "ab4b1a13223b63976bacb0521eec4f1a823b875c724055c1fa2346a68d67b5a2",
        {"value_f1": 0.945, "unit_f1": 0.915, "change_f1": 0.945},
    ),
]  # fmt: skip


@pytest.mark.shared
@pytest.mark.skipif(not READING.is_dir(), reason="the development data is not beside the checkout")
@pytest.mark.parametrize(("task", "folder", "names", "digest", "floors"), FLOORS, ids=["dates", "amounts"])
def test_the_rules_read_no_worse_than_they_did(
    *, task: str, folder: str, names: str, digest: str, floors: dict, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fingerprint(sorted((READING / folder).glob(names))) == digest
    answer = told([task, str(READING / folder)], capsys)
    reached = {key: answer[key] for key in floors}
    assert all(reached[key] >= floor for key, floor in floors.items()), reached


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "gold" / "dev").is_dir(), reason="the development data is not beside the checkout")
def test_articles_are_read_no_worse_than_they_were(capsys: pytest.CaptureFixture[str]) -> None:
    dev = str(SHARED / "gold" / "dev")
    amounts, dates = told(["amounts", dev], capsys), told(["dates", dev], capsys)
    assert (amounts["n"], dates["n"]) == (72, 83)
    floors = {"located": 0.93, "recall": 0.91, "exact": 0.93, "unit": 0.87, "kind": 0.68}
    assert all(amounts[key] >= floor for key, floor in floors.items()), amounts
    floors = {"located": 0.97, "start": 0.84, "both": 0.79, "precision": 0.93}
    assert all(dates[key] >= floor for key, floor in floors.items()), dates
