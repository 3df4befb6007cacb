"""Floors of echoes, stories told again and relays, each held against the fingerprint of its data. They only rise."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bench.chains import chains_task
from bench.echoes import LABELS, echoes_task
from bench.relays import TABLE, relays_task
from bench.scoring import SCORER, SHARED
from bench.stories import stories_task

STORIES = SHARED / "data" / "reading" / "stories_basil_half.jsonl.gz"
ARCHIVE = SHARED / "data" / "news" / "international_2012_2020.jsonl.gz"
shared = [
    pytest.mark.shared,
    pytest.mark.skipif(not STORIES.is_file(), reason="the development data is not beside the checkout"),
]


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def below(score: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    return {name: score[name] for name, floor in floors.items() if score[name] < floor}


def _marked(function):
    for mark in shared:
        function = mark(function)
    return function


@_marked
def test_stories_told_again() -> None:
    assert fingerprint(STORIES) == "41c94368125a"
    assert not below(stories_task(STORIES, SCORER, None), {"ari": 0.97, "bcubed_f1": 0.98})


@_marked
def test_pairs_that_share_text() -> None:
    assert fingerprint(ARCHIVE) == "8b7d1da8e0c3"
    assert fingerprint(LABELS) == "af03a9796542"
    assert not below(echoes_task(ARCHIVE, SCORER, None, labelled=True), {"precision": 0.97, "recall": 0.95})


def test_tellings_of_the_demo_dossier() -> None:
    assert fingerprint(TABLE) == "01aa9e9e2e4c"
    assert not below(relays_task(TABLE, SCORER, None), {"bcubed_f1": 0.95, "relayed_found": 0.95, "own_kept": 0.90})


@_marked
def test_outlets_that_pages_have_it_from() -> None:
    folder = SHARED / "gold" / "dev"
    assert fingerprint(folder / "claims.jsonl") == "f146f1444b4f"
    assert not below(chains_task(folder, SCORER, None), {"precision": 0.75, "recall": 0.77, "f1": 0.77})
