"""Whose "lawmakers", "we" and "protesters" are, by the outlet and the sentence; whom a surname and a list mean."""

from datetime import date

import pytest

from backstay.knowledge import Knowledge
from backstay.reading.parties import Cast
from backstay.reading.reader import Page
from backstay.records import Party, Report, report_id


def who(text: str, words: str, *, outlet: str | None = None) -> Party:
    start = text.rindex(words)
    knowledge = Knowledge.load()
    cast = Cast(knowledge, text, date(2018, 3, 1), knowledge.outlet_state(outlet) if outlet else None)
    return cast.who((start, start + len(words))).participant.party


ABROAD = "Egypt and Washington spoke of Iran. On Monday {} objected to the visit."


@pytest.mark.parametrize("words", ["lawmakers", "a group of senators", "administration officials", "federal judges"])
def test_domestic_words_are_of_the_outlets_country(words: str) -> None:
    text = ABROAD.format(words)
    assert who(text, words, outlet="CNN (Web News)").state == "USA"
    assert who(text.replace("Washington", "Oman"), words, outlet="CNN (Web News)").state != "USA"


def test_domestic_words_with_a_state_are_of_that_state() -> None:
    text = ABROAD.format("Iranian lawmakers")
    assert who(text, "Iranian lawmakers", outlet="CNN (Web News)").state == "IRN"


def test_we_that_nobody_says_is_the_outlets_country() -> None:
    text = "Iran shut its port. Iran blamed Egypt. We know little of Iran."
    assert who(text, "We", outlet="The New York Times - Opinion").state == "USA"
    assert who(text, "We").state == "IRN"
    assert who(text.replace("We know", "Our troops know"), "Our troops", outlet="The Guardian").state == "GBR"


def test_people_on_the_ground_are_of_the_state_that_the_sentence_names() -> None:
    text = "Sudan shut its port. Sudan blamed Kenya. Sudan and Khartoum mourn. In Tunisia, thousands of people marched."
    assert who(text, "thousands of people").state == "TUN"
    assert who(text.replace("In Tunisia", "In Tunisia and Oman"), "thousands of people").state == "SDN"


def test_a_surname_is_a_name_of_the_report() -> None:
    text = "Egypt heard Bashar al-Assad. Iran listened as Assad spoke, and on Monday he left."
    assert who(text, "he").state == "SYR"
    assert who("Egypt and Iran listened as Trump spoke, and on Monday he left.", "he").state == "USA"
    assert who("In May Egypt and Iran listened, and on Monday he left.", "he").state is None


def test_part_of_somebody_elses_name_is_no_surname() -> None:
    text = "Egypt and Iran listened as Orvel Trump spoke, and on Monday he left."
    assert who(text, "he").state is None


def test_a_pronoun_goes_back_to_the_first_name_of_the_sentence_before() -> None:
    text = "Vladimir Putin met Emmanuel Macron. He spoke of Iran."
    assert who(text, "He").state == "RUS"


@pytest.mark.parametrize(
    ("words", "state"),
    [("Syria and Iraq", "SYR"), ("the leaders of Germany, France and Italy", "DEU"), ("Doha, Qatar", "QAT")],
)
def test_a_list_of_states_is_read_as_its_first(words: str, state: str) -> None:
    assert who(f"The envoys of Oman met {words} on Monday.", words).state == state


@pytest.mark.parametrize(
    ("outlet", "url", "state"),
    [
        ("Guest Writer", "https://www.nytimes.com/2018/03/01/opinion/x.html", "USA"),
        (None, "https://www.theguardian.com/x", "GBR"),
        ("CNN", "https://www.theguardian.com/x", "USA"),
        ("Guest Writer", "https://nobody.example/x", "IRN"),
        (None, None, "IRN"),
    ],
)
def test_a_guests_we_is_of_the_paper_whose_address_it_has(outlet: str | None, url: str | None, state: str) -> None:
    text = "Iran shut its port. Iran blamed Egypt. We know little of Iran."
    page = Page(Knowledge.load(), Report(report_id(text, url), text, url=url, outlet=outlet))
    start = text.index("We")
    assert page.cast.who((start, start + 2)).participant.party.state == state
