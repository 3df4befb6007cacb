"""Floors on the development data; they only rise."""

from __future__ import annotations

from pathlib import Path

import pytest

from backstay.knowledge import Knowledge
from training.knowledge.base import ACTORS
from training.knowledge.measure import gold_cases, score

GOLD = ACTORS.parents[1] / "gold"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ACTORS.is_dir(), reason="the development data (../shared) is not beside the checkout"),
]


def test_participants_of_annotated_claims() -> None:
    knowledge = Knowledge.load()
    result = score(knowledge, list(gold_cases(GOLD / "train", knowledge)))
    assert result["state"] >= 0.90
    assert result["sector"] >= 0.875
    assert result["whole"] >= 0.82


def test_build_gives_the_same_bytes(tmp_path: Path) -> None:
    from backstay.knowledge.files import shipped
    from training.knowledge.__main__ import collect
    from training.knowledge.write import write

    one, two = tmp_path / "one.sqlite", tmp_path / "two.sqlite"
    base = collect()
    write(base, one)
    write(base, two)
    assert one.read_bytes() == two.read_bytes()
    shipped = shipped("knowledge.sqlite").read_bytes()
    assert one.read_bytes()[100:] == shipped[100:]  # the first 100 bytes name the SQLite version that wrote the file
