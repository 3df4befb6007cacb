"""Whom a report says it has it from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backstay.corroboration.echoes import relays_of
from backstay.knowledge import Knowledge
from backstay.records import Relay, RelayKind, SourceKind
from tests.corroboration.echoes.make import report


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def shown(text: str, knowledge: Knowledge, **fields: str) -> list[Relay]:
    return relays_of(report(text, **fields), knowledge)


@pytest.mark.parametrize(
    "sentence",
    [
        "Rostec has cut its staff in Venezuela, The Wall Street Journal reported.",
        "Rostec has cut its staff in Venezuela, according to The Wall Street Journal.",
        "Rostec has cut its staff, a person close to the ministry told The Wall Street Journal.",
        "The Wall Street Journal said on Sunday that Rostec had cut its staff in Venezuela.",
        "Citing The Wall Street Journal, state television said that Rostec had left.",
    ],
)
def test_the_outlet_that_is_named_is_where_it_comes_from(sentence: str, knowledge: Knowledge) -> None:
    (relay, *_) = shown(sentence, knowledge)
    assert (relay.source, relay.source_kind, relay.kind) == (
        "The Wall Street Journal",
        SourceKind.OUTLET,
        RelayKind.SAYS,
    )
    assert relay.quote == sentence
    assert relay.probability > 0.5


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("“We have to talk,” the envoy said in an interview with the Jerusalem Post.", "Jerusalem Post"),
        ("Workers have left the plant, reports the Straits Times.", "Straits Times"),
        ("In remarks to Folha, the minister said that the loan was off.", "Folha de S.Paulo"),
        ("A letter obtained by the Washington Examiner asks for more tanks.", "Washington Examiner"),
        ("Two planes have landed, Syrian state television said.", "Syrian state television"),
        ("Two planes have landed, according to state-run news agency Xinhua.", "Xinhua"),
        ("The minister told the Lebanese TV station Al Manar that the missiles had come.", "Al-Manar"),
        ("Speaking on Radio Farda, the general said that the advisers would stay.", "Radio Farda"),
        ("The Nation reported that the advisers had gone.", "The Nation"),
    ],
)
def test_outlets_of_all_kinds_are_seen_to_tell(sentence: str, source: str, knowledge: Knowledge) -> None:
    assert {relay.source for relay in shown(sentence, knowledge) if relay.source_kind is SourceKind.OUTLET} == {source}


@pytest.mark.parametrize(
    "sentence",
    [
        "The nation said farewell to its president.",
        "The soldiers left after liberation, and the economist said so.",
        "According to a CNN poll, most people fear a war.",
        "The Australian prime minister visited The Hague with Sun Li.",
    ],
)
def test_words_that_mean_other_things_are_no_outlets(sentence: str, knowledge: Knowledge) -> None:
    assert not [relay for relay in shown(sentence, knowledge) if relay.source_kind is SourceKind.OUTLET]


def test_the_times_is_the_one_that_was_named(knowledge: Knowledge) -> None:
    text = "The Washington Times reported the sale. The buyer denied it, a clerk told the Times."
    assert {relay.source for relay in shown(text, knowledge)} == {"Washington Times"}


def test_only_the_clause_after_the_outlet_is_the_outlets(knowledge: Knowledge) -> None:
    text = "The minister flew home after Reuters reported that two ships had left the port."
    (relay,) = shown(text, knowledge)
    assert (relay.source, relay.quote) == ("Reuters", "after Reuters reported that two ships had left the port.")


def test_a_paragraph_quoted_whole_is_its_outlets(knowledge: Knowledge) -> None:
    led = "Trouble at the plant\n\nFrom Haaretz: Two ships left. Nobody was aboard.\nWe think so too."
    assert [relay.quote for relay in shown(led, knowledge)][1:] == [
        "From Haaretz: Two ships left.",
        "Nobody was aboard.",
    ]
    credited = "Trouble at the plant\n\nTwo ships left. Nobody was aboard. (AP)\nWe think so too."
    assert {relay.source for relay in shown(credited, knowledge)} == {"Associated Press"}
    assert "We think so too." not in {relay.quote for relay in shown(credited, knowledge)}


def test_a_report_that_the_page_then_names(knowledge: Knowledge) -> None:
    text = (
        "Ships leave\n\nTwo ships have left the port, according to a report. “They were empty,” a clerk told Reuters."
    )
    assert {relay.source for relay in shown(text, knowledge)} == {"Reuters"}


def test_whoever_denies_a_report_does_not_tell_it_through_its_outlet(knowledge: Knowledge) -> None:
    text = "Reuters reported that the ships had left. The minister denied the report on Sunday."
    last = [relay for relay in shown(text, knowledge) if relay.quote.startswith("The minister")]
    assert {relay.source_kind for relay in last} <= {SourceKind.OFFICE, SourceKind.ANONYMOUS, SourceKind.PERSON}


def test_the_edge_opens_its_sentence_and_says_through_whom(knowledge: Knowledge) -> None:
    text = (
        "Rostec leaves\n\nRostec has a few dozen people there, Reuters reported, citing a person close to the ministry."
    )
    relay = shown(text, knowledge)[-1]
    assert text[relay.start : relay.end] == relay.quote
    assert (relay.source, relay.via, relay.via_kind) == (
        "Reuters",
        "a person close to the ministry",
        SourceKind.ANONYMOUS,
    )


def test_the_newspaper_and_the_sources_are_those_of_before(knowledge: Knowledge) -> None:
    text = (
        "China grants Venezuela time\n\nChina has agreed to a deferral, three sources told Reuters. The payments come "
        "to $3 billion a year, the sources said. The agency did not say how long it would last."
    )
    assert {relay.source for relay in shown(text, knowledge)} == {"Reuters"}
    assert len(shown(text, knowledge)) == 4


def test_what_the_page_says_itself_is_no_relay(knowledge: Knowledge) -> None:
    assert shown("Two planes landed near Caracas on Saturday. Soldiers unloaded them.", knowledge) == []


def test_its_own_outlet_is_no_relay(knowledge: Knowledge) -> None:
    text = "Rostec has cut its staff, people familiar with the matter told Reuters."
    assert {relay.source_kind for relay in shown(text, knowledge, outlet="Reuters")} == {SourceKind.ANONYMOUS}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("CARACAS (Reuters) - Two planes landed near the capital.", "Reuters"),
        ("Two planes landed.\n\nThe Associated Press contributed to this report.", "Associated Press"),
        ("Two planes landed.\n\n© 2019 Agence France-Presse", "Agence France-Presse"),
    ],
)
def test_an_agencys_credit(text: str, source: str, knowledge: Knowledge) -> None:
    credit = [relay for relay in shown(text, knowledge) if relay.kind is RelayKind.CREDIT]
    assert [relay.source for relay in credit] == [source]


def test_a_byline_and_a_translation(knowledge: Knowledge) -> None:
    assert shown("Two planes landed.", knowledge, byline="By Reuters")[0].kind is RelayKind.CREDIT
    told = shown("Two planes landed.\n\nTranslated from the Spanish by El Nacional", knowledge)
    assert [(relay.kind, relay.source) for relay in told] == [(RelayKind.TRANSLATION, "El Nacional")]


def test_a_saved_page_whose_address_is_another_outlets(knowledge: Knowledge) -> None:
    page = report("Two planes landed.", "The Example Herald", url="https://www.reuters.com/world/planes")
    assert relays_of(page, knowledge) == []  # an address that somebody gave says nothing
    (relay,) = relays_of(replace(page, provenance={"url": "page"}), knowledge)
    assert (relay.kind, relay.source, relay.start) == (RelayKind.CANONICAL, "Reuters", None)
    own = replace(page, outlet="Reuters", provenance={"url": "page"})
    assert relays_of(own, knowledge) == []
