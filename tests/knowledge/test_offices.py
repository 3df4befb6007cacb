"""Which office a title means, and who held it on a day."""

from __future__ import annotations

from datetime import date

import pytest

from backstay.knowledge import Knowledge
from backstay.knowledge.offices import Office, office_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Foreign Minister", "Minister of Foreign Affairs"),
        ("Foreign Secretary", "Secretary of State for Foreign and Commonwealth Affairs"),
        ("Home Secretary", "Secretary of State for the Home Department"),
        ("Defense Secretary", "Secretary of Defence"),
        ("CIA Director", "Director of the CIA"),
        ("National Security Adviser", "National Security Advisor"),
        ("Prime Minister", "President of the Government"),
        ("President", "president of the Palestinian Authority"),
    ],
)
def test_one_office_in_two_wordings(one: str, other: str) -> None:
    assert office_of(one) == office_of(other)
    assert office_of(one) is not None


@pytest.mark.parametrize(
    "title",
    [
        "Deputy Prime Minister",
        "Spouse of the President",
        "Secretary of State of Texas",
        "President of the National Assembly",
        "president of the European Council",
        "Minister for Defence Equipment, Support and Technology",
        "Chief of Staff to the Vice-President",
        "minister",
        "teapot",
        "",
    ],
)
def test_titles_of_others_are_no_such_office(title: str) -> None:
    assert office_of(title) is None


def test_an_office_covers_a_part_of_it() -> None:
    both = office_of("Minister of Economic Affairs and Finance")
    finance = Office("minister", frozenset(("finance",)))
    assert both is not None
    assert both.covers(finance)
    assert not finance.covers(both)


@pytest.mark.parametrize(
    ("title", "state", "on", "names"),
    [
        ("Foreign Minister", "IRN", date(2015, 7, 14), ["Mohammad Javad Zarif"]),
        ("Secretary of State", "USA", date(2017, 2, 2), ["Rex Tillerson"]),
        ("Secretary of State", "USA", date(1805, 1, 1), []),
        ("Minister of Teapots", "USA", date(2017, 2, 2), []),
    ],
)
def test_who_held_an_office_on_a_day(title: str, state: str, on: date, names: list[str]) -> None:
    assert [holder.entity.name for holder in Knowledge.load().holders(title, state, on)] == names


@pytest.mark.parametrize(
    ("title", "state", "on", "name"),
    [
        ("Vice President", "USA", date(2018, 5, 1), "Mike Pence"),  # "Michael R. Pence" in another source
        ("Prime Minister", "GBR", date(2018, 5, 1), "Theresa May"),
        ("Chancellor", "AUT", date(2021, 6, 1), "Sebastian Kurz"),  # whom a source has as "elected chancellor"
    ],
)
def test_several_sources_have_one_holder(title: str, state: str, on: date, name: str) -> None:
    found = Knowledge.load().holders(title, state, on)
    assert found
    assert {holder.entity.name for holder in found} == {name}
