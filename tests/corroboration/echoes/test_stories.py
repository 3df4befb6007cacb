"""Stories told again in other words."""

from __future__ import annotations

from datetime import date, timedelta

from backstay.corroboration.echoes import Telling, stories

DAY = date(2019, 6, 3)
STAFF = (
    Telling("Rostec cuts staff in Venezuela", "Rostec has withdrawn its advisers from Caracas, bar a few dozen.", DAY),
    Telling("Russian arms maker leaves Caracas", "Only a few dozen Rostec advisers remain in Venezuela.", DAY),
)
TANKER = Telling(
    "Tanker seized off Gibraltar", "Royal Marines boarded an Iranian tanker bound for Syria at Gibraltar.", DAY
)


def test_a_story_in_other_words_is_one_story() -> None:
    assert stories([*STAFF, TANKER]) == [[0, 1], [2]]


def test_order_does_not_matter() -> None:
    assert stories([TANKER, *reversed(STAFF)]) == [[0], [1, 2]]


def test_the_same_words_a_month_later_are_another_story() -> None:
    later = Telling(STAFF[0].title, STAFF[0].text, DAY + timedelta(days=30))
    assert stories([STAFF[0], later]) == [[0], [1]]


def test_each_is_in_one_group_and_nothing_gives_nothing() -> None:
    assert stories([]) == []
    many = [*STAFF, TANKER, Telling("", "", None), Telling("", "", DAY)]
    assert sorted(place for group in stories(many) for place in group) == list(range(len(many)))


def test_an_undated_report_may_join_a_close_copy() -> None:
    undated = Telling(STAFF[0].title, STAFF[0].text, None)
    assert stories([STAFF[0], undated]) == [[0, 1]]
