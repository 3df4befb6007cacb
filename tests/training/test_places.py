"""The builders of the gazetteer: their tables, their arithmetic, and a recogniser that learns."""

from __future__ import annotations

import pytest

from backstay.knowledge.places.gazetteer import KINDS

recognise = pytest.importorskip("training.places.recognise")
towns = pytest.importorskip("training.places.towns")
tables = pytest.importorskip("training.places.rows")


@pytest.mark.parametrize(
    ("name", "cells"),
    [("divisions.tsv", 5), ("regions.tsv", 6), ("states.tsv", 4), ("written.tsv", 3), ("demonyms.tsv", 4)],
)
def test_tables_are_whole(name: str, cells: int) -> None:
    rows = list(tables.table(name))
    assert rows
    assert {len(row) for row in rows} == {cells}


@pytest.mark.parametrize(("name", "at"), [("divisions.tsv", 3), ("regions.tsv", 4), ("states.tsv", 1)])
def test_coordinates_are_on_the_earth(name: str, at: int) -> None:
    for row in tables.table(name):
        assert abs(float(row[at])) <= 90, row
        assert abs(float(row[at + 1])) <= 180, row


def test_regions_are_of_known_kinds_and_said_once() -> None:
    rows = list(tables.table("regions.tsv"))
    assert {row[2] for row in rows} <= set(KINDS)
    assert len({row[0] for row in rows}) == len(rows)


def test_the_middle_is_between_the_outermost_towns() -> None:
    around = [{"latitude": float(x), "longitude": 10.0 - x} for x in range(10)] + [{"latitude": 90.0, "longitude": 9.0}]
    assert towns.middle(around) == (5.0, 5.5)


def test_the_recogniser_learns_what_tells_toponyms() -> None:
    def example(n: int, *names: str, right: bool) -> object:
        return recognise.Example(n, names, right, 1.0)

    given = [example(n, "bias", "p=in", right=True) for n in range(20)]
    given += [example(n, "bias", "p=mr", right=False) for n in range(20)]
    given += [example(0, "bias", "rare", right=False)]
    weights = recognise.learn(given)
    assert weights["p=in"] > 0 > weights["p=mr"]
    assert "rare" not in weights
    assert recognise.learn(given) == weights
