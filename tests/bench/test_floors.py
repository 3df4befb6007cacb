"""Quality floors, each held against the fingerprint of the data that it was measured on. They only rise; the figures of
the day are in the README.
"""

from __future__ import annotations

import hashlib
import tarfile
from pathlib import Path

import pytest

from bench.calibration import calibration_task
from bench.overreading import overreading_task
from bench.parts import attribution_task, events_task, factuality_task, relation_task, spans_task
from bench.quality import claims_task, seed_task
from bench.scoring import SCORER, SHARED
from training.reader.annotated import load_annotated
from training.reader.held import PARTS, write

READING = SHARED / "data" / "reading"
DEV = SHARED / "gold" / "dev"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DEV.is_dir(), reason="the development data is not beside the checkout"),
]


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def below(score: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    return {name: score[name] for name, floor in floors.items() if score[name] < floor}


def test_claims_of_the_development_texts() -> None:
    assert fingerprint(DEV / "claims.jsonl") == "f146f1444b4f"
    score = claims_task(DEV, SCORER, None)
    reached = {level: score[level]["f1"] for level in ("span", "dyad", "coded", "tie")}
    assert not below(reached, {"span": 0.765, "dyad": 0.58, "coded": 0.42, "tie": 0.5})


def test_event_types_of_the_development_texts_are_as_likely_as_told() -> None:
    assert fingerprint(DEV / "claims.jsonl") == "f146f1444b4f"
    score = calibration_task(DEV, SCORER, None)["event_type"]
    assert score["ece"] <= 0.07  # with so few clauses luck alone makes .05, and one time in twenty .07


@pytest.mark.slow
def test_event_types_of_parts_of_articles_are_as_likely_as_told(tmp_path: Path) -> None:
    assert fingerprint(sorted(PARTS.glob("*.jsonl"))[0]) == "9c4451640918"
    write(load_annotated(PARTS), tmp_path / "held")
    assert calibration_task(tmp_path / "held", SCORER, None)["event_type"]["ece"] <= 0.05


def test_the_founding_report() -> None:
    gold = SHARED / "gold" / "seed.jsonl"
    assert fingerprint(gold) == "b0d1fb05536c"
    score = seed_task(gold, SCORER, None)["score"]
    reached = {"span": score["span"]["recall"], "tie": score["tie"]["f1"]}
    assert not below(reached, {"span": 0.90, "tie": 0.51})


def test_event_types_of_pairs_that_were_never_trained_on() -> None:
    path = READING / "plv_train.tsv"
    assert fingerprint(path) == "e38b83b099f6"
    assert not below(events_task(path, SCORER, None, kept=True), {"root_f1": 0.85, "quad_f1": 0.91, "binary_f1": 0.965})


def test_relations_of_pairs_that_were_never_trained_on() -> None:
    path = READING / "aw_train.tsv"
    assert fingerprint(path) == "f9ab025688a7"
    assert not below(relation_task(path, SCORER, None, kept=True), {"f1": 0.925})


def test_spans_of_sentences_that_were_never_trained_on() -> None:
    path = READING / "cameo_ner_train.txt"
    assert fingerprint(path) == "3a21505a4d70"
    assert not below(spans_task(path, SCORER, None, kept=True), {"f1": 0.775})


@pytest.mark.slow
def test_attributions(tmp_path: Path) -> None:
    archive = READING / "polnear" / "dev.tar.gz"
    assert fingerprint(archive) == "b1222b95a2dc"
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    score = attribution_task(tmp_path, SCORER, None)
    assert not below(score, {"source_f1": 0.80, "cue_f1": 0.75, "content_f1": 0.70})


@pytest.mark.parametrize(
    ("name", "digest", "floor"), [("uw_dev", "72bd1a5215e2", 0.825), ("uds_ih2_dev", "86cda0c53e69", 0.81)]
)
def test_factuality(name: str, digest: str, floor: float) -> None:
    path = READING / "factuality" / f"{name}.jsonl.gz"
    assert fingerprint(path) == digest
    assert not below(factuality_task(path, SCORER, None), {"r": floor})


@pytest.mark.slow
def test_little_is_claimed_on_pages_without_politics() -> None:
    path = Path(__file__).resolve().parents[2] / "bench" / "data" / "unpolitical.json"
    assert fingerprint(path) == "df1a4972db07"
    assert overreading_task(path, SCORER, None)["claims_per_1000_words"] <= 0.9
