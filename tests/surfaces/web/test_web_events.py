"""Events on the web: the list, one event, its twin, the chart of its numbers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstay.corroboration import Prior, Priors, find_event, keeping, kept_priors, write_priors
from backstay.ledger import Ledger
from backstay.records import Amount, AmountKind, Channel, Effect, EventType, Source, SourceKind
from backstay.surfaces.web import create_app
from backstay.surfaces.web.models import EventOut, EventsOut
from tests.surfaces.web.conftest import BASE
from tests.surfaces.web.web_ledgers import (
    FIRM,
    OUTLET,
    READER,
    VENEZUELA,
    founding,
    make_claim,
    make_report,
    outcome,
    write_small,
)

CLAIMS = founding().claims
HEADLINE, CUT, DENIAL = CLAIMS[0], CLAIMS[1], CLAIMS[3]
EVENT = f"/events/e{CUT.id[1:]}"
"""What the text puts three years back: told by the Journal, with numbers."""
DENIED = f"/events/e{HEADLINE.id[1:]}"
"""What the headline says, and the firm denies."""
HOSTILE = "<script>alert(1)</script>"


def event(client: TestClient, path: str = EVENT) -> EventOut:
    return EventOut.model_validate(client.get(f"{path}.json").json())


def test_the_twin_holds_the_event_whole(client: TestClient, small_ledger: Path) -> None:
    view = event(client)
    with Ledger.open(small_ledger) as ledger:
        made, _ = find_event(ledger, "e" + CUT.id[1:])
    assert view.card.id == made.id
    assert made.credence
    assert view.card.credence.probability == made.credence.probability
    assert view.card.credence.reason == made.credence.reason
    assert {step.claim for step in view.steps} == {*made.claims, *made.against, *made.declines}
    assert view.lead.claim.id == made.claims[0]
    assert [telling.source for telling in view.tellings] == [origin.source for origin in made.origins]
    assert view.tellings[0].source == "The Harbour Journal"


def test_a_denial_stands_on_the_page_of_what_it_denies(client: TestClient) -> None:
    view = event(client, DENIED)
    assert [card.claim.id for card in view.denials] == [DENIAL.id]
    page = client.get(DENIED).text
    assert "The firm said the report was false" in page
    assert "denied by The firm" in page


def test_the_page_shows_spread_numbers_and_why(client: TestClient) -> None:
    page, view = client.get(EVENT).text, event(client)
    for step in view.steps:
        assert f'href="{step.address}"' in page
    assert "a few dozen" in page
    assert "about 1,000" in page
    assert f"{round(view.card.credence.probability * 100)}%" in page
    assert "80" not in view.card.credence.reason
    assert view.card.credence.reason.split(".")[0][:40] in page


def test_an_event_is_found_by_any_claim_of_it(client: TestClient) -> None:
    view = event(client)
    for step in view.steps:
        assert event(client, f"/events/e{step.claim[1:]}").card.id == view.card.id


def test_a_claim_and_a_government_lead_to_events(client: TestClient) -> None:
    assert founding().report
    panel = client.get(f"/claims/{CUT.id}").text
    assert f'href="{EVENT}"' in panel
    assert 'href="/events?state=VEN"' in client.get("/states/VEN").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("channel=forces&effect=cuts", 2),
        ("denied=yes", 1),
        ("client=VEN&backer=RUS&channel=finance", 2),
        ("state=Cuba", 1),
        ("since=2020-01-01", 1),
        ("source=harbour", 2),
        ("party=borealis&text=dozen", 1),
        ("least=0.999", 0),
        ("event_type=sanction", 1),
    ],
)
def test_filters(client: TestClient, query: str, found: int) -> None:
    view = EventsOut.model_validate(client.get(f"/events.json?{query}").json())
    assert view.paging.total == len(view.events) == found
    page = client.get(f"/events?{query}")
    assert page.status_code == 200
    assert all(f'href="{card.address}"' in page.text for card in view.events)


def test_as_of_a_day_nothing_later_counts(client: TestClient) -> None:
    assert EventsOut.model_validate(client.get("/events.json?as_of=2019-06-02").json()).events == []
    then = EventsOut.model_validate(client.get("/events.json?as_of=2019-06-03").json())
    assert {card.last_told for card in then.events} == {date(2019, 6, 3)}
    assert all("as_of=2019-06-03" in card.address for card in then.events)


def test_the_chart_holds_what_the_table_holds(client: TestClient) -> None:
    spec = client.get(f"{EVENT}/amounts.vl.json?unit=persons").json()
    values = spec["data"]["values"]
    assert {(value["low"], value["high"]) for value in values} == {(24, 60), (900, 1100)}
    assert spec["layer"][0]["encoding"]["x2"]["field"] == "high"
    assert client.get(f"{EVENT}/amounts.vl.json?unit=bananas").json()["data"]["values"] == []


def test_the_chart_is_valid_vega_lite(client: TestClient) -> None:
    import altair

    spec = client.get(f"{EVENT}/amounts.vl.json").json()
    altair.LayerChart.from_dict({**spec, "$schema": altair.SCHEMA_URL}, validate=True)


def test_a_large_ledger_asks_for_a_government_until_its_events_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backstay.surfaces.web.pages.events.SMALL", 3)
    monkeypatch.setattr("backstay.surfaces.web.pages.events.keep_events", lambda _shelf: None)
    path = write_small(tmp_path / "l")
    with TestClient(create_app(path), base_url=BASE) as fresh:
        view = EventsOut.model_validate(fresh.get("/events.json").json())
        assert view.events == []
        assert [card.state for card in view.choose][:1] == ["VEN"]
        assert 'href="/events?state=VEN"' in fresh.get("/events").text
        assert fresh.get("/events.json?state=VEN").json()["events"]
        with Ledger.open(path) as ledger, keeping(ledger, kept_priors(path)) as kept:
            assert kept
            kept.renew()
        assert len(EventsOut.model_validate(fresh.get("/events.json").json()).events) == 7


def test_priors_kept_with_the_ledger_count_at_the_next_request(tmp_path: Path) -> None:
    path = write_small(tmp_path / "l")
    with TestClient(create_app(path), base_url=BASE) as client:
        before = event(client).card.credence
        write_priors(path, Priors({"The Harbour Journal": Prior(0.1, 50)}))
        after = event(client).card.credence
    assert after.probability < before.probability
    assert after.source == "E"


def test_text_from_outside_is_text(tmp_path: Path) -> None:
    report = make_report(
        f"Borealis cut {HOSTILE} staff",
        published=date(2019, 6, 3),
        outlet=HOSTILE,
        title=HOSTILE,
        url="javascript:alert(1)",
    )
    claim = make_claim(
        report,
        f"Borealis cut {HOSTILE} staff",
        actor=FIRM,
        recipient=VENEZUELA,
        event_type=EventType.RETREAT,
        channel=Channel.FORCES,
        backer="RUS",
        client="VEN",
        effect=Effect.CUTS,
        sources=(OUTLET, Source(HOSTILE, SourceKind.PERSON)),
        amounts=(Amount(HOSTILE, 10, 20, HOSTILE, HOSTILE, AmountKind.TO), Amount("y", 30, 40, HOSTILE)),
    )
    path = tmp_path / "l"
    with Ledger.open(path, write=True) as ledger:
        ledger.write([outcome(report, (claim,))], reader=READER)
    with TestClient(create_app(path), base_url=BASE) as client:
        for address in ("/events", f"/events/e{claim.id[1:]}"):
            page = client.get(address)
            assert page.status_code == 200
            assert HOSTILE not in page.text
            assert "javascript:" not in page.text
        spec = client.get(f"/events/e{claim.id[1:]}/amounts.vl.json")
        assert json.loads(spec.text)["data"]["values"][0]["text"] == HOSTILE
