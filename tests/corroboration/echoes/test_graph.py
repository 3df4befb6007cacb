"""The graph of relays: edges between reports, ways back, loops, false quotations."""

from __future__ import annotations

import pytest

from backstay.corroboration.echoes import occasions, path_back, relate
from backstay.knowledge import Knowledge
from backstay.records import RelayKind, SourceKind
from tests.corroboration.echoes.make import report

STORY = (
    "Rostec has cut its staff in Venezuela to a few dozen people from about 1,000, a person close to the Russian "
    "defense ministry said. The advisers had trained soldiers and kept Sukhoi jets in the air at the Barcelona base."
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def test_a_relay_is_tied_to_the_report_of_the_outlet_it_names(knowledge: Knowledge) -> None:
    first = report(f"Rostec leaves\n\n{STORY}", "The Wall Street Journal", "2019-06-02")
    later = report(
        "Rostec has a few dozen people left in Venezuela, The Wall Street Journal reported.", day="2019-06-03"
    )
    says = [relay for relay in relate([later, first], knowledge) if relay.report == later.id]
    assert {(relay.to, relay.kind) for relay in says} == {(first.id, RelayKind.SAYS)}
    path = path_back(later.id, relate([later, first], knowledge))
    assert [step.report for step in path.steps] == [later.id, first.id]
    assert path.steps[-1].source_kind is SourceKind.ANONYMOUS
    assert not path.looped


def test_words_that_the_report_does_not_hold_are_shown_as_such(knowledge: Knowledge) -> None:
    first = report(f"Rostec leaves\n\n{STORY}", "The Wall Street Journal", "2019-06-02")
    true = "Rostec “has cut its staff in Venezuela to a few dozen people”, The Wall Street Journal reported."
    false = "Rostec “has shot its own staff in Venezuela at dawn”, The Wall Street Journal reported."
    for sentence, held in ((true, True), (false, False)):
        later = report(sentence, day="2019-06-03")
        says = [relay for relay in relate([first, later], knowledge) if relay.report == later.id]
        assert [relay.supported for relay in says] == [held]


def test_a_copy_goes_back_to_the_earliest(knowledge: Knowledge) -> None:
    texts = [
        report(f"{STORY} {word} ends it here.", f"Paper {word}", f"2019-06-0{day}")
        for day, word in ((2, "One"), (3, "Two"), (4, "Three"))
    ]
    copies = [relay for relay in relate(texts, knowledge) if relay.kind is RelayKind.COPY]
    assert {(relay.report, relay.to) for relay in copies} == {(texts[1].id, texts[0].id), (texts[2].id, texts[0].id)}
    for relay in copies:
        text = next(each.text for each in texts if each.id == relay.report)
        assert text[relay.start : relay.end] == relay.quote


def test_loops_end(knowledge: Knowledge) -> None:
    one = report("Rostec has left Venezuela for good with all its staff, Reuters reported.", "TASS", "2019-06-03")
    other = report("Rostec has left Venezuela for good with all its staff, TASS reported.", "Reuters", "2019-06-03")
    relays = relate([one, other], knowledge)
    for each in (one, other):
        path = path_back(each.id, relays)
        assert path.looped
        assert len(path.steps) <= 2


def test_an_unnamed_source_described_alike_with_the_same_numbers_may_be_the_same(knowledge: Knowledge) -> None:
    named = report(
        "Rostec down to a few dozen\n\nRostec has cut its staff in Venezuela to a few dozen people from about 1,000, "
        "a person close to the Russian defense ministry told The Wall Street Journal.",
        "Northmoor Wire",
    )
    silent = report(
        "Rostec leaves a few dozen in Venezuela\n\nRostec has cut its staff there to a few dozen from about 1,000, "
        "a person close to the Russian defence ministry said.",
        "Lakeshore Morning",
    )
    alike = [relay for relay in relate([named, silent], knowledge) if relay.kind is RelayKind.ALIKE]
    assert {(relay.report, relay.source) for relay in alike} == {(silent.id, "The Wall Street Journal")}
    assert all(0.5 <= relay.probability < 0.9 for relay in alike)


def test_one_source_weeks_apart_is_two_tellings(knowledge: Knowledge) -> None:
    reports = [
        report(f"Venezuela pays again, Reuters reported on its debt of ${n} billion.", f"Paper {n}", day)
        for n, day in ((1, "2019-06-03"), (2, "2019-06-10"), (3, "2019-10-01"))
    ]
    told = occasions(relate(reports, knowledge))
    assert told[0] == told[1] != told[2]


def test_nothing_has_no_relays(knowledge: Knowledge) -> None:
    assert relate([], knowledge) == ()
    assert path_back("r1", ()).steps == ()
