"""Where events take place: towns, facilities, what is left or invaded; adjectives and other names are no places."""

from __future__ import annotations

import pytest

from backstay.knowledge import Knowledge
from backstay.knowledge.places import settle
from backstay.reading.parties import Cast
from backstay.reading.scenes import Scenes
from backstay.records import EventType, Place


def scene(text: str, event_type: EventType = EventType.CONSULT) -> Place | None:
    cast = Cast(Knowledge.load(), text, None)
    return Scenes(text, cast.near, cast.names_in).at((0, len(text)), event_type)


WAR = (
    "Rebels were shelled in Aleppo. Talks in Geneva went nowhere. Jets struck villages in Idlib. Fighters left homes "
    "in Syria. The troops will be withdrawn. Ministers condemned it."
)


@pytest.mark.parametrize(
    ("clause", "event_type", "state"),
    [
        ("The troops will be withdrawn", EventType.RETREAT, "SYR"),
        ("Ministers condemned it", EventType.ACCUSE, None),
        ("Talks in Geneva", EventType.CONSULT, "CHE"),
        ("Rebels were shelled in Aleppo", EventType.ASSAULT, "SYR"),
    ],
)
def test_fighting_without_a_place_is_where_the_rest_is(clause: str, event_type: EventType, state: str | None) -> None:
    cast = Cast(Knowledge.load(), WAR, None)
    start = WAR.index(clause)
    found = Scenes(WAR, cast.near, cast.names_in).at((start, start + len(clause)), event_type)
    assert (found.state if found else None) == state
    if found and clause.startswith("The troops"):
        assert (found.text, found.place_id) == ("", None)  # the state, and no place that the words would show


def test_few_places_tell_nothing_of_the_rest() -> None:
    text = "Rebels were shelled in Aleppo. Jets struck villages in Libya. The troops will be withdrawn."
    cast = Cast(Knowledge.load(), text, None)
    start = text.index("The troops")
    assert Scenes(text, cast.near, cast.names_in).at((start, start + 28), EventType.RETREAT) is None


@pytest.mark.parametrize(
    ("text", "event_type", "state", "words"),
    [
        ("Russian planes landed at Maiquetia airport", EventType.COOPERATE, "VEN", "Maiquetia"),
        ("Syrian forces shelled rebels in Idlib", EventType.ASSAULT, "SYR", "Idlib"),
        ("The leaders met in Caracas", EventType.CONSULT, "VEN", "Caracas"),
        ("America and Russia announced their agreement in Geneva", EventType.COOPERATE, "CHE", "Geneva"),
        ("America's delegates met in Geneva, Illinois", EventType.CONSULT, "USA", "Geneva"),
        ("Ministers met in the Hague on Monday", EventType.CONSULT, "NLD", "Hague"),
        ("Leaders met in London, Canada said on Monday", EventType.CONSULT, "GBR", "London"),
        ("President Trump spoke in Charlottesville", EventType.CONSULT, "USA", "Charlottesville"),
        ("The ministers met in the Philippines last week", EventType.CONSULT, "PHL", "Philippines"),
        ("The U.S. would withdraw its troops from Syria", EventType.RETREAT, "SYR", "Syria"),
        ("In 1994 the envoy went to Pyongyang for talks", EventType.CONSULT, "PRK", "Pyongyang"),
        ("What if China invades Taiwan", EventType.ASSAULT, "TWN", "Taiwan"),
        ("Venezuela's president spoke in Valencia", EventType.CONSULT, "VEN", "Valencia"),
        ("Spain's king spoke in Valencia", EventType.CONSULT, "ESP", "Valencia"),
    ],
)
def test_a_place_is_found(text: str, event_type: EventType, state: str, words: str) -> None:
    found = scene(text, event_type)
    assert found is not None
    assert (found.state, found.text) == (state, words)
    assert found.place_id


@pytest.mark.parametrize(
    "text",
    [
        "Lopez had sought refuge in the Spanish embassy",
        "They met in May",
        "whether he obstructed justice in the Russia probe",
        "provisions in the Obama administration's deal",
        "it will develop into a Free Trade Area of the Pacific",
        "a letter from Russia",
        "in Xqzzyk they met",
        "Al Qaeda has not attacked a target in the West",
        "their military buildup in the East and South China Seas",
        "Obama's first visit to America's friends in an Arab country",
        "Obama will deliver a speech at the University of Yangon",
    ],
)
def test_what_is_no_place_of_the_event_is_left(text: str) -> None:
    assert scene(text) is None


def test_a_name_of_several_places_is_settled_by_the_state_in_play_or_not_at_all() -> None:
    in_play = settle("Valencia", ("VEN",), 0.8)
    assert in_play is not None
    assert in_play.state == "VEN"
    assert settle("San José", (), 0.999) is None
    assert settle("Spanish", (), 0.5) is None
