"""The pages on parties and the map: what the knowledge file holds, what claims say, odd ids, places that are gone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstay.ledger import Ledger
from backstay.records import Channel, EventType, Mention, Participant, Party, Place
from backstay.surfaces.web import create_app
from backstay.surfaces.web.desk import knowledge
from backstay.surfaces.web.models import MapOut, PartiesOut, PartyOut
from backstay.surfaces.web.pages.map import HEIGHT, WIDTH, outlines, project
from tests.surfaces.web.web_ledgers import READER, make_claim, make_report, outcome

BASE = "http://127.0.0.1:8600"
ODD = "own:firm:a/b c?d#e%&é"


@pytest.fixture(scope="module")
def odd_client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path = tmp_path_factory.mktemp("party") / "odd.backstay"
    report = make_report(
        "Rosneft lent Acme money.", published=date(2019, 6, 3), outlet="Gazette", title="A loan", url=None
    )
    claim = make_claim(
        report,
        "Rosneft lent Acme money",
        actor=Participant(Mention("Rosneft"), Party("Rosneft", "firm:rosneft", "RUS", ("BUS", "GOV"))),
        recipient=Participant(Mention("Acme"), Party("<b>Acme</b>", ODD, "VEN", ("BUS",))),
        event_type=EventType.AID,
        channel=Channel.FINANCE,
        backer="RUS",
        client="VEN",
    )
    with Ledger.open(path, write=True) as ledger:
        ledger.write([outcome(report, [claim])], reader=READER)
    return TestClient(create_app(Path(path)), base_url=BASE, raise_server_exceptions=False)


def test_a_party_has_its_names_posts_and_relatives_with_sources(odd_client: TestClient) -> None:
    firm = PartyOut.model_validate(odd_client.get("/parties/firm:rosneft.json").json())
    assert (firm.name, firm.kind, firm.state) == ("Rosneft", "firm", "RUS")
    assert [parent.id for parent in firm.parents] == ["RUS"]
    assert "firm:rosneft-trading" in {child.id for child in firm.children}
    assert firm.source
    assert [(tie.backer, tie.client, tie.channel, tie.claims) for tie in firm.ties] == [("RUS", "VEN", "finance", 1)]
    assert firm.claims_total == len(firm.claims) == 1
    person = PartyOut.model_validate(odd_client.get("/parties/Q58132.json").json())
    president = next(post for post in person.posts if "president" in post.title.lower())
    assert (person.name, president.state, president.since[:4]) == ("Nicolás Maduro", "VEN", "2013")
    assert all(post.source for post in person.posts)


def test_an_id_with_any_character_leads_from_the_list_to_its_page_and_on(odd_client: TestClient) -> None:
    found = PartiesOut.model_validate(odd_client.get("/parties.json").json())
    card = next(card for card in found.parties if card.id == ODD)
    page = odd_client.get(card.address)
    assert page.status_code == 200
    assert "&lt;b&gt;Acme&lt;/b&gt;" in page.text
    assert "<b>Acme" not in page.text
    twin = page.text.partition('rel="alternate" type="application/json" href="')[2].partition('"')[0]
    whole = PartyOut.model_validate(odd_client.get(twin).json())
    assert (whole.id, whole.kind, whole.claims_total) == (ODD, "unknown", 1)
    listed = odd_client.get(whole.ties[0].address)
    assert "Rosneft lent Acme money" in listed.text


def test_a_party_is_linked_from_the_panel_of_its_claim(odd_client: TestClient) -> None:
    claim = odd_client.get("/claims.json").json()["claims"][0]
    panel = odd_client.get(claim["address"], follow_redirects=True).text
    assert 'href="/parties/firm:rosneft"' in panel


def test_a_name_that_the_list_lacks_is_looked_up_among_other_names(odd_client: TestClient) -> None:
    found = PartiesOut.model_validate(odd_client.get("/parties.json", params={"q": "Acme Nobody"}).json())
    assert found.parties == []
    found = PartiesOut.model_validate(odd_client.get("/parties.json", params={"q": "Rostekh"}).json())
    assert [card.id for card in found.parties] == ["firm:rostec"]


def test_what_nobody_knows_is_not_found(odd_client: TestClient) -> None:
    assert odd_client.get("/parties/firm:no-such.json").status_code == 404
    assert odd_client.get("/parties/firm:rosneft.json", params={"as_of": "2018-01-01"}).json()["claims_total"] == 0


@pytest.fixture(scope="module")
def mapped_client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path = tmp_path_factory.mktemp("map") / "mapped.backstay"
    report = make_report(
        "Russian planes landed in Caracas. A bank moved.", published=date(2019, 6, 3), outlet=None, title=None, url=None
    )
    there = Place("VEN", "Caracas", "geonames:3646738")
    gone = Place("VEN", "Nowhere", "geonames:1")
    claims = [
        make_claim(report, "Russian planes landed in Caracas", backer="RUS", client="VEN", where=there),
        make_claim(report, "A bank moved", backer="RUS", client="MLT", where=gone),
    ]
    with Ledger.open(path, write=True) as ledger:
        ledger.write([outcome(report, claims)], reader=READER)
    return TestClient(create_app(Path(path)), base_url=BASE, raise_server_exceptions=False)


def test_the_map_has_a_spot_a_shade_and_a_row_for_what_claims_name(mapped_client: TestClient) -> None:
    view = MapOut.model_validate(mapped_client.get("/map.json").json())
    assert {card.state for card in view.states} >= {"RUS", "VEN", "MLT"}
    (place,) = view.places
    assert (place.name, place.state, round(place.latitude), round(place.longitude)) == ("Caracas", "VEN", 10, -67)
    assert view.places_total == 2
    page = mapped_client.get("/map").text
    assert page.count('class="spot"') == 1
    assert 'class="land d5"' in page
    assert "Too small to be drawn" in page.partition("Malta")[0]
    assert "Russian planes landed in Caracas" in mapped_client.get(place.address).text
    assert "A bank moved" not in mapped_client.get(place.address).text


def test_every_outline_is_of_a_state_and_lies_in_the_drawing() -> None:
    shapes = outlines()
    assert set(shapes) - {""} <= knowledge().state_codes
    assert {"VEN", "RUS", "USA", "CHN", "SYR"} <= set(shapes)
    across, down = project(10.5, -66.9)
    points = [tuple(map(float, p.split(","))) for p in re.findall(r"[-\d.]+,[-\d.]+", shapes["VEN"])]
    assert min(x for x, _ in points) < across < max(x for x, _ in points)
    assert min(y for _, y in points) < down < max(y for _, y in points)
    every = [tuple(map(float, p.split(","))) for path in shapes.values() for p in re.findall(r"[-\d.]+,[-\d.]+", path)]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in every)
    for path in shapes.values():  # no outline runs across the whole drawing where the 180th meridian cuts it
        steps = [float(p.split(",")[0]) for ring in path.split("M") for p in re.findall(r"[-\d.]+,[-\d.]+", ring)]
        assert path.count("M") > 1 or max(steps) - min(steps) < WIDTH / 2
    for ring in shapes["RUS"].split("M")[1:]:
        across_ring = [float(p.split(",")[0]) for p in re.findall(r"[-\d.]+,[-\d.]+", ring)]
        assert max(across_ring) - min(across_ring) < 0.9 * WIDTH
