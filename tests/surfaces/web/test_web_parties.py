"""The pages on parties: what the knowledge file holds, what claims say, and odd ids."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstay.ledger import Ledger
from backstay.records import Channel, EventType, Mention, Participant, Party
from backstay.surfaces.web import create_app
from backstay.surfaces.web.models import PartiesOut, PartyOut
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
