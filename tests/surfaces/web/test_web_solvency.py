"""A government's solvency page, its twin and its charts."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

PAGE = "/states/VEN/solvency"
DAY = "as_of=2019-06-30"


def test_the_page_says_what_its_twin_says(client: TestClient) -> None:
    page, twin = client.get(f"{PAGE}?{DAY}"), client.get(f"{PAGE}.json?{DAY}").json()
    assert page.status_code == 200
    assert twin["day"] == "2019-06-30"
    assert [run["name"] for run in twin["scenarios"]] == ["baseline"]
    for creditor in twin["scenarios"][0]["creditors"]:
        assert creditor["name"].replace("'", "&#39;") in page.text
    assert all(fact["known"] <= "2019-06-30" for fact in twin["rests_on"])
    assert page.text.count("data-spec=") == 6
    assert twin["backtest"]["balances"]["mae"] < 0.15
    assert f'href="{PAGE}' in client.get("/states/VEN").text


def test_a_what_if_stands_beside_the_baseline(client: TestClient) -> None:
    asked = f"{DAY}&price=60&sanctions=3&grace=china-oil-loans&grace_months=12&cut=rosneft"
    twin = client.get(f"{PAGE}.json?{asked}").json()
    base, what_if = twin["scenarios"]
    assert what_if["name"].startswith("What if: price at 60%")
    assert what_if["backers"][1]["chance_exit"] == 1
    assert what_if["series"]["cash"]["middle"][-1] < base["series"]["cash"]["middle"][-1]
    page = client.get(f"{PAGE}?{asked}").text
    assert 'type="range" min="20" max="200" step="5" value="60"' in page
    assert '<option value="rosneft" selected>' in page


@pytest.mark.parametrize("chart", ["coverage", "encumbrance", "cash", "reserves", "ladder", "staff0"])
def test_charts_are_vega_lite_with_their_data(client: TestClient, chart: str) -> None:
    spec = client.get(f"{PAGE}.vl.json?{DAY}&price=60&chart={chart}").json()
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    rows = spec["data"]["values"]
    assert {row["of"] for row in rows} == set(spec["encoding"]["color"]["scale"]["domain"])
    assert spec["description"]
    assert not re.search(r"#[0-9a-f]{6}", str(spec))


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/states/RUS/solvency", 404, "no solvency case"),
        (f"{PAGE}?price=cheap", 400, "is no price"),
        (f"{PAGE}?price=5000", 400, "is no price"),
        (f"{PAGE}?cut=<b>", 400, "is no backer"),
        (f"{PAGE}?months=9999", 400, "is no months"),
        (f"{PAGE}?as_of=2001-01-01", 400, "has not begun"),
        (f"{PAGE}.vl.json?chart=x", 400, "is no chart"),
        (f"{PAGE}.vl.json?chart=staffx", 400, "is no chart"),
    ],
)
def test_what_cannot_be_shown_is_said_in_words(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.text
    assert "<b>" not in answer.text or "no backer" not in words
