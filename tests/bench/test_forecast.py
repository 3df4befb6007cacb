"""The forecasting task from end to end, and a floor on a slice of real events."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from backstay.outlook.next_party import Settings
from backstay.outlook.next_party.ranker import RankerSettings
from bench.forecast import forecast_task, interval, scores_of
from bench.graphs import load_graph
from bench.quality import main
from bench.scoring import SCORER, SHARED
from tests.outlook.next_party.world import NAMES, RELATIONS, world

ICEWS14 = SHARED / "data" / "events" / "icews14"
SMALL = Settings(
    questions=2000,
    ranker_from=0.7,
    warm_up=0.5,
    ranker=RankerSettings(networks=1),
)


def write_graph(folder: Path, splits: dict[str, np.ndarray]) -> None:
    """A folder in the field's form.

    Some files plain, some packed; times in hours, and a fifth column that says nothing.
    """
    for stem, names in (("entity2id", NAMES), ("relation2id", RELATIONS)):
        text = "".join(f"{name}\t{i}\n" for i, name in enumerate(names))
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
    for stem, rows in splits.items():
        text = "".join("\t".join(map(str, (*row[:3], row[3] * 24, -1))) + "\n" for row in rows)
        with gzip.open(folder / f"{stem}.txt.gz", "wt", encoding="utf-8") as out:
            out.write(text)


def quads(low: int, high: int) -> np.ndarray:
    made = world().part((world().day >= low) & (world().day < high))
    return np.stack([made.source, made.relation, made.target, made.day], axis=1)


def test_the_last_split_is_scored_beside_the_baseline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_graph(tmp_path, {"train": quads(0, 30), "valid": quads(30, 35)})
    kept = tmp_path / "ranks"
    assert main(["forecast", str(tmp_path), "--predictions", str(kept)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"mrr", "hits1", "hits3", "hits10", "seconds", "peak_mb", "baseline_mrr"} <= told.keys()
    assert told["split"] == "valid"
    assert told["n"] == 2 * len(quads(30, 35)) == len(kept.read_text().splitlines())
    assert told["mrr_low"] <= told["mrr"] <= told["mrr_high"]
    assert 0 < told["hits1"] <= told["hits3"] <= told["hits10"] <= 1


def test_a_test_split_is_scored_where_there_is_one(tmp_path: Path) -> None:
    write_graph(tmp_path, {"train": quads(0, 25), "valid": quads(25, 28), "test": quads(28, 30)})
    graph = load_graph(tmp_path)
    assert list(graph.splits) == ["train", "valid", "test"]
    assert graph.splits["test"][:, 3].tolist() == sorted(quads(28, 30)[:, 3].tolist())  # hours are days again
    assert forecast_task(tmp_path, SCORER, None, settings=SMALL)["split"] == "test"


def test_a_folder_without_a_split_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_graph(tmp_path, {"train": quads(0, 5)})
    assert main(["forecast", str(tmp_path)]) == 2
    assert "valid" in json.loads(capsys.readouterr().out)["error"]


def test_scores_and_their_interval() -> None:
    ranks = {0: np.array([1.0, 2.0]), 1: np.array([4.0, 20.0])}
    assert scores_of(ranks) == {"mrr": 0.45, "hits1": 0.25, "hits3": 0.5, "hits10": 0.75}
    low, high = interval(ranks)
    assert np.isclose(low, 0.15)
    assert np.isclose(high, 0.75)


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not ICEWS14.is_dir(), reason="the development data is not beside the checkout")
def test_floor_on_two_days_of_real_events(tmp_path: Path) -> None:
    packed = (ICEWS14 / "train.txt.gz").read_bytes() + (ICEWS14 / "valid.txt.gz").read_bytes()
    assert hashlib.sha256(packed).hexdigest()[:12] == "d854def49f0e"
    for name in ("entity2id", "relation2id", "valid"):
        (tmp_path / f"{name}.txt.gz").write_bytes((ICEWS14 / f"{name}.txt.gz").read_bytes())
    with gzip.open(ICEWS14 / "train.txt.gz", "rt", encoding="utf-8") as lines:
        late = [line for line in lines if int(line.split()[3]) >= 240 * 24]
    (tmp_path / "train.txt").write_text("".join(late), encoding="utf-8")
    score = forecast_task(tmp_path, SCORER, None, settings=SMALL, last_days=2)
    assert score["mrr"] >= 0.40
    assert score["hits10"] >= 0.55
    assert score["mrr"] >= score["baseline_mrr"] + 0.05
