"""Whether two names mean the same: spellings, order, initials, forms, and what holds for any two texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.knowledge import same_name

SAME = [
    ("Sergey Chemezov", "Sergei Chemezov", "Person"),
    ("Сергей Чемезов", "Sergey Chemezov", "Person"),
    ("Chemezov, Sergey", "Sergey Chemezov", "Person"),
    ("S. Chemezov", "Sergey Chemezov", "Person"),
    ("Vladimir Padrino Lopez", "Vladimir Padrino López", "Person"),
    ("Gen. Vladimir Padrino", "Vladimir Padrino", "Person"),
    ("Nicolas Maduro Moros", "Nicolás Maduro", "Person"),
    ("Khalifa Hifter", "Khalifa Haftar", "Person"),
    ("Qassim Suleimani", "Qasem Soleimani", "Person"),
    ("Mohamed Morsy", "Mohammed Morsi", "Person"),
    ("Rosneft OAO", "Open Joint Stock Company Rosneft", "Company"),
    ("Petroleos de Venezuela, S.A.", "Petróleos de Venezuela SA", "Company"),
    ("The Boeing Company", "Boeing Company", "Company"),
    ("Ernst & Young", "Ernst and Young", "Company"),
    ("Organisation of American States", "Organization of American States", "Organization"),
    ("OAS", "Organization American States", "Organization"),
    ("MV Sea Falcon", "Sea Falcon", "Vessel"),
]
OTHER = [
    ("Hugo Chávez", "Adán Chávez", "Person"),
    ("Igor Sechin", "Igor Sergun", "Person"),
    ("Salman bin Khalid", "Khalid bin Salman", "Person"),
    ("习近平", "习近朋", "Person"),
    ("Bank of Venezuela", "Bank of Vietnam", "Company"),
    ("Allianz AG", "Allianz GmbH", "Company"),
    ("Norinco Aviation", "Norinco Shipping", "Company"),
    ("Sea Falcon", "Lady Grace", "Vessel"),
]


@pytest.mark.parametrize(("one", "two", "schema"), SAME)
def test_the_same(one: str, two: str, schema: str) -> None:
    match = same_name(one, two, schema=schema)
    assert match.same, match
    assert match.why


@pytest.mark.parametrize(("one", "two", "schema"), OTHER)
def test_others(one: str, two: str, schema: str) -> None:
    match = same_name(one, two, schema=schema)
    assert not match.same, match
    assert match.why


def test_the_reason_names_what_differs() -> None:
    assert "'sergei' for 'sergey'" in same_name("Sergei Lavrov", "Sergey Lavrov").why
    assert "each has a word that the other lacks" in same_name("Raúl Castro", "Fidel Castro").why
    assert "other numbers" in same_name("Snow Storm 1", "Snow Storm 2", schema="Vessel").why


TEXTS = st.text(max_size=40)
WORDS = st.lists(st.text("abcdefghijklmnoprstuvyzé", min_size=3, max_size=9), min_size=2, max_size=4)


@settings(deadline=None)  # the first letter of a script loads its table
@given(TEXTS, TEXTS)
def test_any_two_texts_have_a_score_and_their_order_does_not_matter(one: str, two: str) -> None:
    match = same_name(one, two)
    assert 0 <= match.score <= 1
    assert match.same == (match.score >= 0.5)
    assert match == same_name(two, one)


@given(WORDS)
def test_a_name_is_itself_in_any_case(words: list[str]) -> None:
    name = " ".join(words)
    assert same_name(name, name.upper()).same
    assert same_name(name, name.title(), schema="Company").same
