"""The annotated parts of articles: labels in the vocabulary, offsets inside their texts, and no word of a publisher."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from backstay.records import MODES, Certainty, Channel, Effect, EventType, SourceKind, Stance, Status
from bench.scoring import SHARED
from training.reader.annotated import load_annotated
from training.reader.base import plain_title

FOLDER = Path(__file__).resolve().parents[2] / "training" / "reader" / "annotated"
UNSEEN, HELD = FOLDER.parent / "unseen", FOLDER.parent / "held"


def rows_of(folder: Path) -> list[dict[str, Any]]:
    paths = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


ROWS = [row for folder in (FOLDER, UNSEEN, HELD) for row in rows_of(folder)]
CLAIMS = [(row, claim) for row in ROWS for claim in row["claims"]]


def test_every_part_is_there_once() -> None:
    assert len(ROWS) > 2000
    assert len({(row["article"], row.get("from", 0)) for row in ROWS}) == len(ROWS)


def test_labels_are_in_the_vocabulary() -> None:
    for _, claim in CLAIMS:
        event_type = EventType(claim["event_type"])
        assert claim["mode"] is None or claim["mode"] in MODES.get(event_type, ())
        assert claim["channel"] is None or Channel(claim["channel"])
        assert claim["effect"] is None or Effect(claim["effect"])
        assert Status(claim["status"])
        assert Certainty(claim["certainty"])
        for source in claim["sources"]:
            assert SourceKind(source["kind"])
            assert Stance(source["stance"])
        for side in ("backer", "client"):
            assert claim[side] is None or re.fullmatch(r"[A-Z]{3}", claim[side])


def test_offsets_lie_inside_the_text() -> None:
    for row, claim in CLAIMS:
        assert 0 <= claim["start"] < claim["end"] <= row["length"] + 400
        for party in (claim["actor"], claim["recipient"]):
            assert party is None or 0 <= party["at"][0] <= party["at"][1]


def test_no_words_of_the_articles_are_kept() -> None:
    kept = {"start", "end", "actor", "recipient", "event_type", "mode", "channel", "backer", "client", "effect"}
    kept |= {"status", "certainty", "sources"}
    for row, claim in CLAIMS:
        assert set(row) - {"from"} == {"article", "length", "sha256", "claims"}
        assert set(claim) == kept
        names = [source.get("name", "") for source in claim["sources"]]
        names += [(claim[role] or {}).get("entity") or "" for role in ("actor", "recipient")]
        assert all(len(name.split()) <= 12 for name in names)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the development data is not beside the checkout")
def test_texts_and_labels_meet_and_no_development_text_is_among_them() -> None:
    documents = [each for folder in (FOLDER, UNSEEN, HELD) for each in load_annotated(folder)]
    assert len(documents) == len(ROWS)
    for document in documents:
        assert all(claim["end"] <= len(document.text) for claim in document.claims)
    titles = {plain_title(document.text.partition("\n")[0]) for document in documents}
    for part in ("dev", "train"):
        index = json.loads((SHARED / "gold" / part / "index.json").read_text(encoding="utf-8"))
        assert not titles & {plain_title(entry["title"]) for entry in index}
