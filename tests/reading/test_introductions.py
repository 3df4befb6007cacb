"""Who somebody is whom only the report introduces, whose "his country" is, and who "we" is."""

from datetime import date

import pytest

from backstay.knowledge import Knowledge
from backstay.reading.parties import Cast
from backstay.records import Participant


def who(text: str, words: str, *, nth: int = 0, speaker: str = "") -> Participant:
    cast = Cast(Knowledge.load(), text, date(2016, 3, 1))
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    said = cast.who((text.index(speaker), text.index(speaker) + len(speaker))).participant if speaker else None
    return cast.who((start, start + len(words)), speaker=said).participant


@pytest.mark.parametrize(
    "text",
    [
        "Pentagon spokesman Orvel Quast spoke in Cairo. Egypt heard Quast.",
        "Orvel Quast, the Pentagon spokesman, spoke in Cairo. Egypt heard Quast.",
    ],
)
def test_a_surname_is_whom_the_report_introduces(text: str) -> None:
    assert who(text, "Quast", nth=1).party.state == "USA"


def test_a_name_that_nobody_introduces_has_no_state() -> None:
    assert who("Orvel Quast spoke in Cairo. Egypt heard Quast.", "Quast", nth=1).party.state is None


def test_no_verb_before_a_name_makes_a_title() -> None:
    assert who("Iran attacked Quast in Cairo. Egypt heard Quast.", "Quast", nth=1).party.state is None


def test_his_country_is_that_of_whom_he_is() -> None:
    text = "Bashar al-Assad spoke to envoys of Iran, Iraq and Oman, and he said that his country is safe."
    assert who(text, "his country").party.state == "SYR"


def test_our_troops_are_the_speakers() -> None:
    text = "Vladimir Putin said of Syria, Iran and Iraq: we keep our own naval forces there."
    assert who(text, "our own naval forces", speaker="Vladimir Putin").party.state == "RUS"


def test_us_in_capitals_is_a_state() -> None:
    text = "Vladimir Putin said that US troops would leave Syria."
    assert who(text, "US troops", speaker="Vladimir Putin").party.state == "USA"
    assert who(text, "US", speaker="Vladimir Putin").party.state == "USA"


def test_people_without_a_state_are_of_the_state_that_the_report_is_about() -> None:
    about_sudan = "Sudan shut its airport. Khartoum blamed Egypt, and Sudan fired on hundreds of protesters."
    assert who(about_sudan, "hundreds of protesters").party.state == "SDN"
    about_many = "Sudan, Egypt, Kenya and Chad met. They heard hundreds of protesters."
    assert who(about_many, "hundreds of protesters").party.state is None
    assert who(about_sudan.replace("hundreds of protesters", "foreign nations"), "foreign nations").party.state is None


def test_we_without_a_known_speaker_are_the_state_that_the_report_is_about() -> None:
    text = "Sudan shut its airport. Khartoum blamed Egypt. “Sudan is safe, and we fear nobody,” a man in Sudan said."
    assert who(text, "we").party.state == "SDN"


def test_the_council_is_the_one_that_was_named() -> None:
    text = "The United Nations Security Council met on Sudan. Egypt asked the council to act."
    assert who(text, "the council").party.entity == "United Nations Security Council"


def test_kurdish_militia_is_not_the_last_group_named() -> None:
    text = "Islamic State lost ground in Syria to the Kurdish militia."
    assert who(text, "the Kurdish militia").party.entity is None


def test_nobody_calls_the_united_states_a_regime() -> None:
    text = "The United States spoke of Syria before Washington named the regime."
    assert who(text, "the regime").party.state == "SYR"
    assert who(text.replace("the regime", "the coalition"), "the coalition").party.state is None
