"""`backstay watch` and its page and feeds, from what is watched to the alert."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from fastapi.testclient import TestClient

from backstay.surfaces.web import create_app
from tests.ledger.fresh import fresh
from tests.surfaces.cli.conftest import Backstay
from tests.ties.broken import broken_ledger

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return broken_ledger(tmp_path_factory.mktemp("broken") / "l")


def test_from_what_is_watched_to_alerts_page_and_feeds(backstay: Backstay, broken: Path):
    added = backstay("watch", "--add", "Venezuela", "--backer", "RUS", "--since", "2011-06-01", "--ledger", broken)
    assert added.out == "VEN: ties to RUS, found from 2011-06-01 on\n"
    early = backstay("watch", "--as-of", "2013-06-30", "--ledger", broken)
    assert early.out == "Nothing new.\n"
    first = backstay("watch", "--ledger", broken)
    assert first.code == 0, first.err
    assert "Russia: backing of Venezuela through arms weakened" in first.out
    assert backstay("watch", "--ledger", broken).out == "Nothing new.\n"
    told = [json.loads(line) for line in backstay("watch", "--all", "--json", "--ledger", broken).out.splitlines()]
    (stop,) = [each for each in told if each["effect"] == "cuts"]
    assert (stop["backer"], stop["client"], stop["channel"]) == ("RUS", "VEN", "arms")
    refused = backstay("watch", "--webhook", "http://127.0.0.1:9/", "--ledger", broken)
    assert refused.code == 3
    assert "private network" in refused.err
    with TestClient(create_app(broken), base_url="http://127.0.0.1:8600") as client:
        view = client.get("/watch.json").json()
        assert [each["id"] for each in view["alerts"]] == [each["id"] for each in reversed(told)]
        assert stop["title"] in client.get("/watch").text
        feed = Xml.fromstring(client.get("/watch.atom").content)
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        items = client.get("/watch/feed.json")
        assert items.headers["content-type"].startswith("application/feed+json")
        assert [item["id"] for item in items.json()["items"]] == ids
        assert f"urn:backstay:alert:{stop['id']}" in ids
        assert feed.findtext(f"{ATOM}updated") >= "2014"
        assert client.get("/watch.json", params={"as_of": "2013-06-30"}).json()["alerts"] == []


def test_mistakes_are_told_with_what_to_do(backstay: Backstay, tmp_path: Path):
    ledger = fresh(tmp_path / "l")
    nothing = backstay("watch", "--ledger", ledger)
    assert nothing.code == 2
    assert "--add" in nothing.err
    assert backstay("watch", "--add", "Atlantis", "--ledger", ledger).code == 2
    assert "not watched" in backstay("watch", "--remove", "VEN", "--ledger", ledger).err
    assert backstay("watch", "--list", "--ledger", ledger).out == "Nothing is watched.\n"
