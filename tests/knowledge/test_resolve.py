"""Who a mention is, at a date: the cases that a reader of news meets every day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backstay.knowledge import Knowledge
from backstay.records import IGO_CODES, SECTORS

DAY = date(2019, 6, 3)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


@pytest.mark.parametrize(
    ("mention", "state", "sector"),
    [
        ("Venezuela", "VEN", "GOV"),
        ("the Venezuelans", "VEN", "GOV"),
        ("Palestinians", "PSE", "CVL"),
        ("U.S.", "USA", "GOV"),
        ("US", "USA", "GOV"),
        ("the UAE", "ARE", "GOV"),
        ("DPRK", "PRK", "GOV"),
        ("Caracas", "VEN", "GOV"),
        ("the Kremlin", "RUS", "GOV"),
        ("Downing Street", "GBR", "GOV"),
        ("the Élysée", "FRA", "GOV"),
        ("the Soviet Union", "RUS", "GOV"),
        ("Kosovo", "XKX", "GOV"),
        ("Taiwan", "TWN", "GOV"),
        ("the State Department", "USA", "GOV"),
        ("Congress", "USA", "LEG"),
        ("the Venezuelan defence minister", "VEN", "GOV"),
        ("Russia’s foreign ministry", "RUS", "GOV"),
        ("a person close to the Russian defense ministry", "RUS", "GOV"),
        ("the Revolutionary Guards", "IRN", "MIL"),
        ("the Israeli military", "ISR", "MIL"),
        ("Assad's forces", "SYR", "MIL"),
        ("the Maduro government", "VEN", "GOV"),
        ("Mr. Maduro's regime", "VEN", "GOV"),
        ("the government of Qatar", "QAT", "GOV"),
        ("Rostec", "RUS", "BUS"),
        ("Rosoboronexport", "RUS", "BUS"),
        ("PDVSA", "VEN", "BUS"),
        ("Wagner", "RUS", "UAF"),
        ("ISIS", None, "REB"),
        ("Hamas militants", "PSE", "REB"),
        ("the United Nations Security Council", None, "IGO"),
        ("NATO", None, "IGO"),
        ("EU leaders", None, "IGO"),
        ("European leaders", None, "GOV"),
        ("Reuters", "GBR", "JRN"),
        ("Sen. Jane Nobody", "USA", "LEG"),
    ],
)
def test_state_and_first_sector(knowledge: Knowledge, mention: str, state: str | None, sector: str) -> None:
    found = knowledge.resolve(mention, on=DAY)
    assert found is not None
    assert (found.party.state, found.party.sector[0]) == (state, sector), found.why


@pytest.mark.parametrize(
    ("mention", "on", "name", "sector"),
    [
        ("Padrino", DAY, "Vladimir Padrino López", "GOV"),
        ("Putin", DAY, "Vladimir Putin", "GOV"),
        ("President Obama", date(2014, 1, 1), "Barack Obama", "GOV"),
        ("former President Obama", DAY, "Barack Obama", "ELI"),
        ("Trump", date(2019, 4, 1), "Donald Trump", "GOV"),
        ("Trump", date(2022, 4, 1), "Donald Trump", "ELI"),
        ("Iran's foreign minister, Javad Zarif", DAY, "Mohammad Javad Zarif", "GOV"),
        ("Theresa May", date(2018, 1, 1), "Theresa May", "GOV"),
    ],
)
def test_persons_at_a_date(knowledge: Knowledge, mention: str, on: date, name: str, sector: str) -> None:
    found = knowledge.resolve(mention, on=on)
    assert found is not None
    assert found.kind == "person"
    assert (found.name, found.party.sector[0]) == (name, sector), found.why


def test_backed_by_a_state_is_not_that_state(knowledge: Knowledge) -> None:
    rebels = knowledge.resolve("US-backed rebels", on=date(2014, 1, 1))
    assert rebels is not None
    assert rebels.party.sector[0] == "REB"
    assert rebels.party.state is None
    helicopters = knowledge.resolve("Russian-made helicopters", on=DAY)
    assert helicopters is not None
    assert helicopters.party.state is None
    in_play = knowledge.resolve("US-backed rebels", on=date(2014, 1, 1), near=("USA", "SYR"))
    assert in_play is not None
    assert in_play.party.state == "SYR"


def test_states_in_play_settle_what_names_none(knowledge: Knowledge) -> None:
    assert knowledge.resolve("the government", on=DAY).party.state is None
    assert knowledge.resolve("the government", on=DAY, near=("VEN", "RUS")).party.state == "VEN"
    assert knowledge.resolve("other countries", on=DAY, near=("VEN",)).party.state is None
    assert knowledge.resolve("Kurdish forces", on=DAY, near=("USA", "SYR")).party.state == "SYR"
    assert knowledge.resolve("Kurdish forces in Iraq", on=DAY, near=("SYR",)).party.state == "IRQ"


@pytest.mark.parametrize("mention", ["", "  ", "he", "us", "They", "…", "Zzyzx Qwfpgj", "a demand"])
def test_says_no(knowledge: Knowledge, mention: str) -> None:
    assert knowledge.resolve(mention, on=DAY) is None


def test_why_is_in_plain_words(knowledge: Knowledge) -> None:
    why = knowledge.resolve("Maduro", on=DAY).why
    assert "Nicolás Maduro" in why
    assert "of Venezuela" in why
    assert "2013" in why
    assert why.endswith(")")  # the source


def test_sectors_of_phrases(knowledge: Knowledge) -> None:
    assert knowledge.sectors("rebels") == ("REB",)
    assert knowledge.sectors("the central bank") == ("GOV",)
    assert knowledge.sectors("a green idea") == ()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.none() | st.dates(), st.lists(st.sampled_from(["USA", "VEN", "SYR"]), max_size=3))
def test_any_text_gets_an_answer_of_the_right_form(text: str, on: date | None, near: list[str]) -> None:
    found = Knowledge.load().resolve(text, on=on, near=near)
    if found is not None:
        assert 0 <= found.score <= 1
        assert found.why
        assert set(found.party.sector) <= set(SECTORS)
        assert found.party.state is None or Knowledge.load().state_name(found.party.state)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["Maduro", "the Russian army", "Padrino", "Rostec", "the government"]), st.dates())
def test_same_question_same_answer(mention: str, on: date) -> None:
    assert Knowledge.load().resolve(mention, on=on) == Knowledge.load().resolve(mention, on=on)


def test_organisations_that_back_governments_have_names_too() -> None:
    knowledge = Knowledge.load()
    assert {code: knowledge.state_name(code) for code in ("EUR", "UNO", "NAT")} == IGO_CODES
    assert knowledge.state_code("eur") == "EUR"


@pytest.mark.parametrize(
    ("mention", "on", "state", "sectors"),
    [
        ("Taliban", date(2019, 1, 1), "AFG", ("REB",)),
        ("the Taliban", date(2022, 5, 1), "AFG", ("GOV", "REB")),
        ("the Taliban government", date(2022, 5, 1), "AFG", ("GOV", "REB")),
        ("Hayat Tahrir al-Sham", date(2020, 1, 1), "SYR", ("REB",)),
        ("Sudan People's Liberation Army", date(2000, 1, 1), "SDN", ("REB",)),
        ("Sudan People's Liberation Army", date(2015, 1, 1), "SSD", ("MIL",)),
    ],
)
def test_a_movement_is_what_it_was_on_the_day(
    knowledge: Knowledge, mention: str, on: date, state: str, sectors: tuple[str, ...]
) -> None:
    found = knowledge.resolve(mention, on=on)
    assert found is not None
    assert (found.party.state, found.party.sector) == (state, sectors), found.why


@pytest.mark.parametrize(
    ("mention", "state", "sector"),
    [
        ("the president of the Bundestag", "DEU", "LEG"),
        ("a spokesman for Hamas", "PSE", "REB"),
        ("the head of Rosneft", "RUS", "BUS"),
        ("the director of the CIA", "USA", "SPY"),
        ("members of Boko Haram", "NGA", "REB"),
        ("Hezbollah gunmen", "LBN", "REB"),
        ("a Turkish intelligence agency official", "TUR", "SPY"),
        ("an ex-Pakistani minister", "PAK", "ELI"),
        ("the Supreme Court of Kenya", "KEN", "JUD"),
        ("the Congress of Peru", "PER", "LEG"),
        ("a Harvard student from Kenya", "KEN", "EDU"),
        ("U.S. Army spokesman Lt. Col. John Nobody", "USA", "MIL"),
        ("thousands of Syrian refugees", "SYR", "REF"),
        ("Kabul University", "AFG", "EDU"),
        ("Pristina", "XKX", "GOV"),
        ("an Irishman", "IRL", "CVL"),
        ("two Spaniards", "ESP", "CVL"),
        ("the ruling Cambodian People's Party", "KHM", "PTY"),
        ("Chinese coast guard vessels", "CHN", "MIL"),
        ("two Su-30s", None, "MIL"),
        ("a Venezuelan F-16 jet", "VEN", "MIL"),
    ],
)
def test_heads_and_what_they_stand_for(knowledge: Knowledge, mention: str, state: str | None, sector: str) -> None:
    found = knowledge.resolve(mention, on=DAY)
    assert found is not None
    assert (found.party.state, found.party.sector[0]) == (state, sector), found.why


@pytest.mark.parametrize("mention", ["Kim Jong Un", "President Kim Jong Un", "Hun Sen", "Prime Minister Hun Sen"])
def test_a_name_may_end_in_a_word_for_a_title(knowledge: Knowledge, mention: str) -> None:
    found = knowledge.resolve(mention, on=DAY)
    assert found is not None
    assert found.kind == "person", found.why


@pytest.mark.parametrize(
    ("mention", "before", "after"),
    [
        ("Juan Manuel Santos", date(2018, 8, 1), date(2019, 1, 1)),
        ("Dmitry Medvedev", date(2019, 12, 1), date(2023, 1, 1)),
    ],
)
def test_a_head_of_government_ends_where_the_next_begins(
    knowledge: Knowledge, mention: str, before: date, after: date
) -> None:
    one, two = knowledge.resolve(mention, on=before), knowledge.resolve(mention, on=after)
    assert one is not None
    assert two is not None
    assert (one.party.sector[0], one.party.state) == ("GOV", two.party.state)


def test_after_the_last_look_the_answer_says_that_it_does_not_know(knowledge: Knowledge) -> None:
    known = knowledge.resolve("Sergei Lavrov", on=date(2022, 1, 1))
    later = knowledge.resolve("Sergei Lavrov", on=date(2027, 1, 1))
    assert known is not None
    assert later is not None
    assert "not known since" not in known.why
    assert "last seen in office on 2026-05-17, not known since" in later.why
    assert later.score < known.score


@given(
    mention=st.sampled_from(["Emmanuel Macron", "Sergei Lavrov", "Kwasi Kwarteng", "Xi Jinping"]),
    days=st.integers(0, 3000),
)
def test_nothing_is_said_of_days_after_the_last_look_as_if_it_were_known(mention: str, days: int) -> None:
    found = Knowledge.load().resolve(mention, on=date.fromordinal(date(2026, 5, 18).toordinal() + days))
    assert found is not None
    assert "not known since" in found.why or "not in that post on the day" in found.why


@settings(max_examples=50)
@given(st.text(max_size=30), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
@example("Tin Aung Myint Oo", date(2007, 5, 1))  # of a sector that CAMEO has and PLOVER has not
def test_any_text_has_an_answer_that_is_well_formed_or_none(text: str, on: date) -> None:
    found = Knowledge.load().resolve(text, on=on)
    if found:
        assert set(found.party.sector) <= set(SECTORS)
        assert 0 < found.score <= 1
        assert found.why


@pytest.mark.parametrize(
    ("mention", "state"),
    [
        ("the leaders of Germany", "DEU"),
        ("leaders in Iran", "IRN"),
        ("the head of the U.S. House of Representatives Ways and Means Committee", "USA"),
        ("the House Foreign Affairs Committee", "USA"),
        ("hawks in Congress", "USA"),
        ("several Democratic presidential candidates", "USA"),
        ("Iran hawks in Congress", "USA"),
        ("Cuban-American legislators", "USA"),
        ("Latin American governments", None),
        ("Central American migrants", None),
        ("Doha, Qatar", "QAT"),
        ("Qatar, Oman", None),
    ],
)
def test_words_that_name_no_state_or_seem_to_name_another(
    knowledge: Knowledge, mention: str, state: str | None
) -> None:
    found = knowledge.resolve(mention, on=DAY, near=("ISR", "SYR"))
    assert (found.party.state if found else None) == state


@pytest.mark.parametrize(
    ("outlet", "state"),
    [
        ("CNN (Web News)", "USA"),
        ("New York Times - News", "USA"),
        ("The Hill", "USA"),
        ("Christian Science Monitor", "USA"),
        ("The Guardian", "GBR"),
        ("Guest Writer - Right", None),
        ("Iran", None),
    ],
)
def test_the_state_of_an_outlet_by_its_name(knowledge: Knowledge, outlet: str, state: str | None) -> None:
    assert knowledge.outlet_state(outlet) == state


def test_a_part_of_the_world_is_not_the_united_states(knowledge: Knowledge) -> None:
    assert [f.text for f in knowledge.scan("Latin America and Central American states met South Americans.")] == []
    assert [f.text for f in knowledge.scan("Latin Americans met an American.")] == ["American"]
