"""Weapons by their designations."""

from __future__ import annotations

from datetime import date

import pytest

from backstay.knowledge import Knowledge
from backstay.knowledge.equipment import equipment_of


@pytest.mark.parametrize(
    ("phrase", "origin"),
    [
        ("two Su-30MK2s", "RUS"), ("S-300VM", "RUS"), ("T-72B1V", "RUS"), ("F-16s", "USA"), ("a B-52", "USA"),
        ("Bayraktar TB2", "TUR"), ("Shahed-136s", "IRN"), ("J-20s", "CHN"), ("Rafales", "FRA"), ("Leopard 2s", "DEU"),
    ],
)  # fmt: skip
def test_the_maker_is_known(phrase: str, origin: str) -> None:
    found = equipment_of(phrase)
    assert found is not None
    assert found.origin == origin


@pytest.mark.parametrize(
    "phrase",
    ["G-20", "COVID-19", "Article 5", "the deal", "Patricia", "a C-section", "MI6", "S&P 500", "Abrams", "Archer"],
)
def test_other_signs_are_no_weapons(phrase: str) -> None:
    assert equipment_of(phrase) is None


def test_the_answer_does_not_give_the_maker_for_the_owner() -> None:
    found = Knowledge.load().resolve("two Su-30s", on=date(2019, 6, 3))
    assert found is not None
    assert (found.party.state, found.party.sector) == (None, ("MIL",))
    assert "made in Russia" in found.why
    assert "whose they are is not said" in found.why
