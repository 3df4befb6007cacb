"""Toponyms found, and resolved: what is a place, which one, and an explicit no."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.knowledge.places import Located, Outlet, Places
from backstay.knowledge.places.sphere import kilometres

WORDS = (
    "Paris|Texas|Washington|Post|the|in|near|Georgia|Tech|St.|Paul|Main|Street|,|.|Russian|Venezuela's|U.S.|Lake|County|"
    "said|Mr.|John|Zürich|al-Tanf|(|12|\n"
).split("|")
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.load()


def names(places: Places, text: str) -> list[str]:
    return [m.text for m in places.find(text) if not m.demonym]


def where(places: Places, text: str, name: str, nth: int = 0, outlet: Outlet | None = None) -> Located:
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    (answer,) = places.resolve(text, [(start, start + len(name))], outlet=outlet)
    return answer


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Paris Hilton flew to Paris on Monday.", ["Paris"]),
        ("The Washington Post said that troops had left Mosul.", ["Mosul"]),
        ("The Georgia Tech team played in Atlanta.", ["Atlanta"]),
        ("Michael Jordan visited Chad.", ["Chad"]),
        ("Russian troops came to Venezuela in March.", ["Venezuela"]),
        ("Ships sailed through the Taiwan Strait and the South China Sea.", ["Taiwan Strait", "South China Sea"]),
        ("He lives in St. Paul, Minn., and works in Ramsey County.", ["St. Paul", "Minn.", "Ramsey County"]),
        ("The mayor may reform the police, said one.", []),
        ("", []),
    ],
)
def test_what_is_a_place(places: Places, text: str, wanted: list[str]) -> None:
    assert names(places, text) == wanted


def test_a_demonym_is_marked_and_is_no_place(places: Places) -> None:
    text = "The Russian envoy met Syrian officers in Damascus."
    assert [(m.text, m.demonym) for m in places.find(text)] == [
        ("Russian", True), ("Syrian", True), ("Damascus", False),
    ]  # fmt: skip
    assert [mention.text for mention, _ in places.read(text)] == ["Damascus"]
    assert places.is_demonym("Russian")
    assert places.is_demonym("Texans")
    assert not places.is_demonym("Russia")
    assert not places.is_demonym("Atlantis")


def test_a_container_right_after_tells_towns_apart_and_holds_for_the_text(places: Places) -> None:
    text = "He was born in Paris, Texas. He never left Paris."
    first, later = where(places, text, "Paris"), where(places, text, "Paris", 1)
    assert first.division == later.division == "Texas"
    assert "names Texas right after it" in first.why
    assert where(places, "He flew to Paris.", "Paris").state == "FRA"


def test_what_else_the_text_names_tells_states_and_divisions_apart(places: Places) -> None:
    here = where(places, "Georgia and Russia signed a ceasefire in Tbilisi.", "Georgia")
    there = where(places, "Voters in Georgia went to the polls in Atlanta, Savannah and Macon.", "Georgia")
    assert (here.state, there.state, there.division) == ("GEO", "USA", "Georgia")
    valencia = where(places, "Protesters in Caracas, Maracaibo and Valencia called on Venezuela's army.", "Valencia")
    assert valencia.state == "VEN"
    assert valencia.place is not None
    assert valencia.place.source == "geonames"


def test_the_outlet_helps_where_the_text_is_silent(places: Places) -> None:
    text = "Richmond police arrested a man on Tuesday."
    home = where(places, text, "Richmond", outlet=Outlet(home=(37.75, -84.29)))
    assert home.division == "Kentucky"
    assert "at home there" in home.why
    british = where(places, "A fire broke out in Lancaster.", "Lancaster", outlet=Outlet(domain="example.co.uk"))
    assert british.state == "GBR"


def test_an_outlets_home_comes_from_the_names_of_all_its_articles(places: Places) -> None:
    articles = [
        "A man from Richmond was held in Berea, police in Madison County said.",
        "The Richmond council met. Berea and Waco sent guests.",
        "Schools in Madison County close on Monday, in Berea too.",
    ]
    home = places.home(articles)
    assert home is not None
    assert kilometres(home, (37.75, -84.29)) < 60
    assert places.home(["It rained."]) is None
    assert places.home([]) is None


def test_an_explicit_no(places: Places) -> None:
    lost = where(places, "They met in Qwertzuiop.", "Qwertzuiop")
    assert (lost.place, lost.at, lost.score) == (None, None, 0.0)
    assert "not in the gazetteer" in lost.why
    text = "He moved from Aleppo to Qwertzuiop, near Idlib."
    about = where(places, text, "Qwertzuiop")
    assert about.place is None
    assert about.at is not None
    assert kilometres(about.at, (36.0, 36.9)) < 100
    assert 0 < about.score < 0.5


def test_a_street_is_no_town_of_its_name(places: Places) -> None:
    text = "The house on Memphis Street in Alexandria, Louisiana, burned."
    street = where(places, text, "Memphis Street")
    assert street.place is None
    assert street.at is not None
    assert kilometres(street.at, (31.31, -92.45)) < 161


def test_bases_seas_and_nicknames_are_there(places: Places) -> None:
    text = "Jets flew from Hmeimim over the Black Sea."
    assert where(places, text, "Hmeimim").state == "SYR"
    sea = where(places, text, "Black Sea")
    assert sea.place is not None
    assert (sea.place.kind, sea.place.source, sea.state) == ("sea", "own", "")


@settings(max_examples=60, deadline=None)
@given(texts)
def test_mentions_stand_where_they_say(text: str) -> None:
    mentions = Places.load().find(text)
    end = 0
    for m in mentions:
        assert end <= m.start < m.end <= len(text)
        assert text[m.start : m.end] == m.text
        assert 0 < m.score <= 1
        end = m.end


@settings(max_examples=40, deadline=None)
@given(texts, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=4), st.sampled_from(["", "a.ca"]))
def test_every_span_is_answered_once_and_in_order(text: str, spans: list[tuple[int, int]], domain: str) -> None:
    spans = [(min(s), max(s)) for s in spans]
    answers = Places.load().resolve(text, spans, outlet=Outlet(domain=domain))
    assert [a.text for a in answers] == [text[s:e] for s, e in spans]
    for a in answers:
        assert 0 <= a.score <= 1
        assert a.why
        assert a.place is None or a.at == (a.place.latitude, a.place.longitude)
        assert a.at is None or (-90 <= a.at[0] <= 90 and -180 <= a.at[1] <= 180)


def test_the_same_text_gets_the_same_answer(places: Places) -> None:
    text = "Springfield, Columbus and Franklin County met Washington County in Salem."
    spans = [(m.start, m.end) for m in places.find(text)]
    assert places.resolve(text, spans) == Places.load().resolve(text, spans)
