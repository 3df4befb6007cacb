"""The knowledge file: present, whole, light; a clear error where it is not."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from backstay.knowledge import Knowledge
from backstay.knowledge.files import shipped
from backstay.knowledge.load import SCHEMA_VERSION
from backstay.records.errors import ModelMissing, UsageError

SHIPPED = shipped("knowledge.sqlite")


def test_codes_and_names_of_states() -> None:
    knowledge = Knowledge.load()
    assert {
        knowledge.state_code(x) for x in ("Venezuela", "ven", "VEN", "venezuela", "Bolivarian Republic of Venezuela")
    } == {"VEN"}
    assert knowledge.state_code("UK") == "GBR"
    assert knowledge.state_code("Atlantis") is None
    assert knowledge.state_code("") is None
    assert knowledge.state_name("rus") == "Russia"
    with pytest.raises(UsageError, match="no state with the code 'XXX'"):
        knowledge.state_name("XXX")


def test_small_and_sourced() -> None:
    assert SHIPPED.stat().st_size < 10_000_000
    with sqlite3.connect(f"{SHIPPED.as_uri()}?mode=ro", uri=True) as connection:
        for table in ("entity", "alias", "post", "agent"):
            orphans = connection.execute(f"SELECT count(*) FROM {table} WHERE source NOT IN (SELECT id FROM source)")
            assert orphans.fetchone()[0] == 0, table
        named = {row[0] for row in connection.execute("SELECT id FROM source")}
    page = (SHIPPED.parent / "SOURCES.md").read_text(encoding="utf-8")
    assert all(f"`{source}`" in page for source in named)


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="missing") as caught:
        Knowledge(tmp_path / "knowledge.sqlite")
    assert "python -m training.knowledge" in caught.value.hint


@pytest.mark.parametrize("content", [b"no database at all, but long enough to look at" * 40, b""])
def test_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "knowledge.sqlite"
    path.write_bytes(content)
    with pytest.raises(ModelMissing, match=r"damaged|version|read"):
        Knowledge(path)


def test_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "knowledge.sqlite"
    path.write_bytes(SHIPPED.read_bytes()[:40_000])
    with pytest.raises(ModelMissing):
        Knowledge(path)


def test_of_another_version(tmp_path: Path) -> None:
    path = tmp_path / "knowledge.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
        connection.execute("CREATE TABLE x (y)")
    with pytest.raises(ModelMissing, match=f"version {SCHEMA_VERSION + 1}"):
        Knowledge(path)


def test_threads_share_one() -> None:
    knowledge = Knowledge.load()
    names = [
        f"{given} {surname}" for given in ("John", "Mary", "Ali", "Ivan") for surname in ("Smith", "Khan", "Petrov")
    ]
    wanted = [knowledge.resolve(n) for n in names]
    answers: list[list[object]] = []
    threads = [
        threading.Thread(target=lambda: answers.append([Knowledge().resolve(n) for n in names])) for _ in range(2)
    ]
    threads += [
        threading.Thread(target=lambda: answers.append([knowledge.resolve(n) for n in names])) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [wanted] * 5
