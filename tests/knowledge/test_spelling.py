"""The last look at names that nothing answers to as they are written."""

from __future__ import annotations

from datetime import date

import pytest

from backstay.knowledge import Knowledge

DAY = date(2019, 6, 3)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


@pytest.mark.parametrize(
    ("mention", "state", "sector"),
    [
        ("Venezeulan", "VEN", "GOV"),
        ("Ukrainains", "UKR", "CVL"),
        ("Lashkar-e-Toiba", "PAK", "REB"),
        ("humen traffickers", None, "CRM"),
        ("parliamentariens", None, "LEG"),
    ],
)
def test_a_slip_is_seen_through_and_told(knowledge: Knowledge, mention: str, state: str | None, sector: str) -> None:
    found = knowledge.resolve(mention, on=DAY)
    assert found is not None
    assert (found.party.state, found.party.sector[0]) == (state, sector), found.why


@pytest.mark.parametrize(
    "mention", ["Georgi", "Brazile", "a demnd", "Marina Velasco Duarte", "xqzwv", "mechanics of it"]
)
def test_what_is_only_alike_stays_unknown(knowledge: Knowledge, mention: str) -> None:
    assert knowledge.resolve(mention, on=DAY) is None


def test_the_reason_says_that_it_is_a_guess(knowledge: Knowledge) -> None:
    found = knowledge.resolve("Venezeulan", on=DAY)
    assert found is not None
    assert "taken for a spelling of 'Venezuelan'" in found.why
    assert found.score < 0.7
