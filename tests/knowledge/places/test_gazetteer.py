"""The gazetteer's file: whole, small, quick, sourced; a clear error where it is not."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.knowledge.files import shipped
from backstay.knowledge.places.gazetteer import KINDS, SOURCES, Gazetteer
from backstay.knowledge.places.keys import place_key
from backstay.knowledge.places.sphere import kilometres
from backstay.records.errors import ModelMissing

PLACES = shipped("places.sqlite")
degrees = st.tuples(st.floats(-85, 85), st.floats(-180, 180))
OPENING = """
import time
from backstay.knowledge.places.gazetteer import Gazetteer
begun = time.process_time()
Gazetteer().find("Paris")
print(time.process_time() - begun)
"""


@pytest.fixture
def rows() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{PLACES.as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def sealed(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    path.with_suffix(".sha256").write_text(f"{hashlib.sha256(content).hexdigest()}  {path.name}\n")
    return path


def test_small_and_sourced() -> None:
    assert PLACES.stat().st_size < 12_000_000
    page = (PLACES.parent / "PLACES.md").read_text(encoding="utf-8")
    assert all(f"`{source}`" in page for source in SOURCES)
    assert "CC BY 4.0" in page


def test_every_place_is_on_the_earth_and_of_a_known_kind(rows: sqlite3.Connection) -> None:
    (lat, lon, least, kind, source) = rows.execute(
        "SELECT max(abs(latitude)), max(abs(longitude)), min(population), max(kind), max(source) FROM place"
    ).fetchone()
    assert lat <= 900_000
    assert lon <= 1_800_000
    assert least >= 0
    assert kind < len(KINDS)
    assert source < len(SOURCES)


def test_names_divisions_and_states_point_to_places(rows: sqlite3.Connection) -> None:
    for query in (
        "SELECT count(*) FROM name WHERE id NOT IN (SELECT id FROM place)",
        "SELECT count(*) FROM short WHERE id NOT IN (SELECT id FROM place)",
        "SELECT count(*) FROM place WHERE division IS NOT NULL AND division NOT IN (SELECT id FROM place)",
        "SELECT count(*) FROM place WHERE state IS NOT NULL AND state NOT IN (SELECT n FROM state)",
        "SELECT count(*) FROM state WHERE length(code) <> 3",
    ):
        assert rows.execute(query).fetchone()[0] == 0, query


def test_every_state_has_a_place(rows: sqlite3.Connection) -> None:
    assert rows.execute(f"SELECT count(*) FROM place WHERE kind = {KINDS.index('state')}").fetchone()[0] > 190


@pytest.mark.parametrize(
    ("name", "kind", "state"),
    [("Caracas", "capital", "VEN"), ("US", "state", "USA"), ("Ky.", "division", "USA"), ("Bombay", "town", "IND"),
     ("St. Paul", "town", "USA"), ("Rapides Parish", "county", "USA"), ("Québec", "division", "CAN")],
)  # fmt: skip
def test_names_are_found(name: str, kind: str, state: str) -> None:
    assert any(n.place.kind == kind and n.place.state == state for n in Gazetteer.load().find(name))


def test_names_of_two_letters_count_in_their_own_case_only() -> None:
    assert {n.place.kind for n in Gazetteer.load().find("US")} == {"state"}
    assert Gazetteer.load().find("Us") == ()
    assert Gazetteer.load().find("") == ()


def test_names_come_back_by_id() -> None:
    gazetteer = Gazetteer.load()
    for name in ("Caracas", "Paris", "Texas", "Hmeimim"):
        for named in gazetteer.find(name):
            assert gazetteer.place(named.place.id) == named.place
    with pytest.raises(KeyError):
        gazetteer.place(-1)


def test_it_opens_in_no_time() -> None:
    told = [
        subprocess.run([sys.executable, "-c", OPENING], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert min(map(float, told)) < 0.3


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="missing") as caught:
        Gazetteer(tmp_path / "places.sqlite")
    assert "python -m training.places" in caught.value.hint


def test_not_the_one_that_it_should_be(tmp_path: Path) -> None:
    path = sealed(tmp_path / "places.sqlite", b"one thing")
    path.write_bytes(b"another")
    with pytest.raises(ModelMissing, match="should be"):
        Gazetteer(path)


@pytest.mark.parametrize("content", [b"no database at all, but long enough to look at" * 40, b""])
def test_damaged(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ModelMissing, match=r"damaged|version"):
        Gazetteer(sealed(tmp_path / "places.sqlite", content))


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(text: str) -> None:
    key = place_key(text)
    assert place_key(key) == key


@given(degrees, degrees)
def test_distances_are_the_same_both_ways(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert kilometres(a, b) == pytest.approx(kilometres(b, a))
    assert kilometres(a, a) == 0
    assert kilometres(a, b) >= 0
