"""The outlook of a government and the scoreboard: pages, twins, charts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstay.ledger import Ledger
from backstay.outlook import BANDS, band, outlooks, remember, score_due
from backstay.surfaces.web import create_app
from tests.outlook.frames import FIRST, rows, write
from tests.surfaces.web.conftest import BASE


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = write(tmp_path_factory.mktemp("outlook") / "l", rows())
    with Ledger.open(path, write=True) as opened:
        for days in (150, 250, 364):
            remember(opened, outlooks(opened, "VEN", FIRST + timedelta(days=days)))
        score_due(opened)
    with TestClient(create_app(path), base_url=BASE, raise_server_exceptions=False) as made:
        yield made


def test_the_outlook_gives_numbers_words_base_rates_and_reasons(site: TestClient) -> None:
    view = site.get("/states/VEN/outlook.json").json()
    assert {line["backer"] for line in view["lines"]} == {"RUS", "CHN"} or {"RUS"}
    for line in view["lines"]:
        low, high = band(line["word"])
        assert low <= line["probability"] <= high
        assert line["low"] <= line["probability"] <= line["high"]
    page = site.get("/states/VEN/outlook")
    assert page.status_code == 200
    assert any(word in page.text for _, word in BANDS)
    assert "Base rate" in page.text
    assert view["questions"][0]["rule"].split(" dated")[0][:20] in page.text


def test_evidence_that_is_a_claim_is_linked_and_opens(site: TestClient) -> None:
    view = site.get("/states/VEN/outlook.json").json()
    evidence = {id for line in view["lines"] for mover in line["moved_by"] for id in mover["evidence"]}
    assert evidence
    page = site.get("/states/VEN/outlook").text
    for id in evidence:
        assert f'href="/claims/{id}"' in page
        assert site.get(f"/claims/{id}", follow_redirects=True).status_code == 200


def test_an_earlier_day_shows_the_outlook_of_that_day(site: TestClient) -> None:
    day = (FIRST + timedelta(days=200)).isoformat()
    view = site.get("/states/VEN/outlook.json", params={"as_of": day}).json()
    assert view["made"] == day
    assert all(forecast["made"] <= day for forecast in view["history"])


def test_the_history_is_on_the_page_with_what_came(site: TestClient) -> None:
    view = site.get("/states/VEN/outlook.json").json()
    assert {forecast["outcome"] for forecast in view["history"]} >= {None, 1}
    page = site.get("/states/VEN/outlook").text
    assert "open until" in page


def test_the_scoreboard_shows_failures_and_open_questions(site: TestClient) -> None:
    view = site.get("/scoreboard.json").json()
    assert view["made"] == view["scored"] + view["open_total"] > 0
    assert view["scores"]
    off = [abs(case["probability"] - case["outcome"]) for case in view["furthest_off"]]
    assert off == sorted(off, reverse=True)
    page = site.get("/scoreboard").text
    assert "Furthest off" in page
    assert "Open questions" in page


def test_forecasts_from_past_days_are_shown_with_what_came(tmp_path: Path) -> None:
    path = write(tmp_path / "l", rows(months=30))
    with TestClient(create_app(path), base_url=BASE) as old:
        _shows_what_came(old)


def _shows_what_came(site: TestClient) -> None:
    view = site.get("/scoreboard/past.json").json()
    assert view["forecasts"] == sum(score["cases"] for score in view["scores"]) > 0
    assert view["first"] < view["last"]
    counted = sum(word["cases"] for word in view["words"])
    assert counted == sum(score["cases"] for score in view["scores"] if score["effect"] != "keeps")
    assert all(word["low"] <= word["said"] <= word["high"] for word in view["words"])
    page = site.get("/scoreboard/past").text
    assert "What the words came to" in page
    assert "Furthest off" in page
    assert 'href="/scoreboard/past"' in site.get("/scoreboard").text
    _is_a_chart(site, "/scoreboard/past.vl.json")


def test_the_likeliest_cuts_of_all_come_first(site: TestClient) -> None:
    for within in (30, 90, 365):
        view = site.get("/outlook.json", params={"within": within}).json()
        for lines, effect in ((view["cuts"], "cuts"), (view["builds"], "builds")):
            assert {(line["effect"], line["horizon_days"]) for line in lines} == {(effect, within)}
            chances = [line["probability"] for line in lines]
            assert chances == sorted(chances, reverse=True)
    page = site.get("/outlook").text
    assert 'href="/states/VEN/outlook"' in page
    assert 'href="/outlook?within=365"' in page
    assert site.get("/outlook", params={"within": 7}).status_code == 400


def test_of_a_ledger_without_a_past_the_page_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "l", rows()[:3])
    with TestClient(create_app(path), base_url=BASE) as young:
        page = young.get("/scoreboard/past")
        assert page.status_code == 200
        assert "No forecast can be tested yet" in page.text


@pytest.mark.parametrize("address", ["/states/VEN/outlook.vl.json", "/scoreboard/reliability.vl.json"])
def test_the_charts_are_vega_lite_with_their_data(site: TestClient, address: str) -> None:
    _is_a_chart(site, address)


def _is_a_chart(site: TestClient, address: str) -> None:
    spec = site.get(address).json()
    assert spec["$schema"].endswith("vega-lite/v6.json")
    assert spec["encoding"]["color"]["scale"]["domain"]
    assert spec.get("data", spec["layer"][0].get("data"))["values"]


def test_a_government_links_to_its_outlook(site: TestClient) -> None:
    assert 'href="/states/VEN/outlook"' in site.get("/states/VEN").text


def test_without_evidence_the_page_says_so(site: TestClient) -> None:
    page = site.get("/states/CUB/outlook")
    assert page.status_code == 200
    assert "enough evidence for a forecast" in page.text


def test_a_name_that_is_no_state_is_refused(site: TestClient) -> None:
    assert site.get("/states/Nowhere/outlook").status_code == 400
