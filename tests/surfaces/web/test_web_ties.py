"""Pages of ties: what they show is what their twins hold; charts hold what the table holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from backstay.surfaces.web import create_app
from backstay.surfaces.web.models import BreaksOut, MatrixOut, TiesOut
from tests.surfaces.web.conftest import BASE
from tests.ties.broken import broken_ledger


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = create_app(broken_ledger(tmp_path_factory.mktemp("broken") / "l"))
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as made:
        yield made


def test_a_government_shows_its_backers_by_channel(client: TestClient) -> None:
    view = TiesOut.model_validate(client.get("/states/VEN/ties.json").json())
    page = client.get("/states/VEN/ties").text
    assert view.ties
    for tie in view.ties:
        assert tie.interval95[0] <= tie.interval80[0] <= tie.level <= tie.interval80[1] <= tie.interval95[1]
        assert tie.other == tie.backer
        assert tie.trend in page
    assert {"all", "forces"} <= {tie.channel for tie in view.ties}


def test_what_moved_a_tie_opens(client: TestClient) -> None:
    view = TiesOut.model_validate(client.get("/states/VEN/ties.json").json())
    claims = [claim for tie in view.ties for mover in tie.moved_by for claim in mover.claims]
    assert claims
    assert client.get(f"/claims/{claims[0]}.json").status_code == 200


def test_a_backer_shows_whom_it_holds_up(client: TestClient) -> None:
    view = TiesOut.model_validate(client.get("/backers/RUS.json").json())
    assert view.backing
    assert {tie.backer for tie in view.ties} == {"RUS"}


def test_charts_hold_what_the_tables_hold(client: TestClient) -> None:
    view = TiesOut.model_validate(client.get("/states/VEN/ties.json").json())
    points = client.get("/states/VEN/ties.vl.json").json()["data"]["values"]
    last = {point["tie"]: point["level"] for point in points if "level" in point}
    assert set(last.values()) <= {tie.level for tie in view.ties}
    cells = MatrixOut.model_validate(client.get("/world.json").json()).cells
    assert len(client.get("/world.vl.json").json()["data"]["values"]) == len(cells)


def test_breaks_are_listed(client: TestClient) -> None:
    view = BreaksOut.model_validate(client.get("/breaks.json").json())
    assert view.total == len(view.breaks)


def test_breaks_are_found_by_government_backer_channel_direction_and_day(broken: TestClient) -> None:
    every = BreaksOut.model_validate(broken.get("/breaks.json").json()).breaks
    assert every
    for query, passes in (
        ("client=Venezuela", lambda each: each.client == "VEN"),
        ("backer=RUS&effect=cuts", lambda each: each.backer == "RUS" and each.effect == "cuts"),
        ("channel=arms", lambda each: each.channel == "arms"),
        (f"since={every[0].last}", lambda each: each.last >= every[0].last),
        ("client=NZL", lambda each: each.client == "NZL"),
    ):
        found = BreaksOut.model_validate(broken.get(f"/breaks.json?{query}").json())
        assert found.breaks == [each for each in every if passes(each)], query
        assert found.total == len(found.breaks)


def test_the_form_of_breaks_keeps_what_was_asked(broken: TestClient) -> None:
    page = broken.get("/breaks?client=Venezuela&effect=cuts").text
    assert 'name="client" type="text" value="Venezuela"' in page
    assert '<option value="cuts" selected>' in page
    assert "/breaks?client=VEN" in broken.get("/states/VEN/ties").text
    assert "No break passes these filters" in broken.get("/breaks?client=NZL").text
    assert broken.get("/breaks.json?channel=plots").status_code == 400


def test_a_government_of_which_nothing_is_told_is_a_plain_error(client: TestClient) -> None:
    answer = client.get("/states/NZL/ties.json")
    assert answer.status_code == 404
    assert "nothing that moves a tie" in answer.json()["error"]["message"]
