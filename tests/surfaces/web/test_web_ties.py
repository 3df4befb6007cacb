"""Pages of ties: what they show is what their twins hold; charts hold what the table holds."""

from __future__ import annotations

from fastapi.testclient import TestClient

from backstay.surfaces.web.models import BreaksOut, MatrixOut, TiesOut


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


def test_a_government_of_which_nothing_is_told_is_a_plain_error(client: TestClient) -> None:
    answer = client.get("/states/NZL/ties.json")
    assert answer.status_code == 404
    assert "nothing that moves a tie" in answer.json()["error"]["message"]
