"""The world as a network: the strongest ties, as drawn, as a table and as the twin hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from backstay.surfaces.web import create_app
from backstay.surfaces.web.models import MatrixOut, NetworkTie
from backstay.surfaces.web.tie_network import DASHES, ROW, THICKEST, THINNEST, TOP, dashes, drawing
from tests.ties.broken import broken_ledger


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return broken_ledger(tmp_path_factory.mktemp("world") / "l")


@pytest.fixture(scope="module")
def client(broken: Path) -> Iterator[TestClient]:
    with TestClient(create_app(broken), base_url="http://127.0.0.1:8600", raise_server_exceptions=False) as made:
        yield made


def test_each_tie_is_a_line_a_row_and_in_the_twin(client: TestClient) -> None:
    view = MatrixOut.model_validate(client.get("/world.json").json())
    page = client.get("/world").text
    assert {tie.backer for tie in view.network.ties} == {cell.backer for cell in view.cells} == {"RUS", "CHN", "CUB"}
    assert {tie.channel for tie in view.network.ties} == {"arms", "finance", "diplomacy"}
    assert page.count('class="tie-reach"') == len(view.network.ties)
    for tie in view.network.ties:
        assert len(re.findall(f'href="{re.escape(tie.address)}"', page)) == 2
        backer = client.get(tie.address.partition("#")[0]).text
        assert f'id="{tie.address.partition("#")[2]}"' in backer
    assert "3 strongest of 3 ties" in page


def test_one_channel_alone(client: TestClient) -> None:
    view = MatrixOut.model_validate(client.get("/world.json?channel=arms").json())
    assert [(tie.backer, tie.channel) for tie in view.network.ties] == [("RUS", "arms")]
    assert "through arms" in client.get("/world?channel=arms").text
    none = client.get("/world?channel=aid&as_of=2014-06-01")
    assert none.status_code == 200
    assert "No tie through aid is told of enough" in none.text


@pytest.mark.parametrize("wrong", ["channel=love", "strongest=9", "strongest=61", "strongest=many"])
def test_what_cannot_be_drawn_is_refused(client: TestClient, wrong: str) -> None:
    assert client.get(f"/world?{wrong}").status_code in {400, 422}
    assert client.get(f"/world.json?{wrong}").status_code in {400, 422}


def tie(backer: str, client: str, channel: str | None, level: float) -> NetworkTie:
    return NetworkTie(
        backer=backer, backer_name=backer, backer_address="/b", client=client, client_name=client, client_address="/c",
        channel=channel, level=level, interval80=(level - 0.2, level + 0.2), trend="steady", arrow="→", signals=9,
        address="/t",
    )  # fmt: skip


TIES = st.lists(
    st.builds(
        tie,
        st.sampled_from("ABCDEF"),
        st.sampled_from("ABCDEF"),
        st.sampled_from([*filter(None, DASHES), None]),
        st.floats(-5, 5),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda each: (each.backer, each.client),
)


@given(TIES)
def test_a_drawing_holds_every_tie_and_no_two_names_on_one_place(ties: list[NetworkTie]) -> None:
    drawn = drawing(ties)
    assert [edge.tie for edge in drawn.edges] == ties
    for side, named in ((drawn.backers, {t.backer for t in ties}), (drawn.clients, {t.client for t in ties})):
        assert sorted(node.state for node in side) == sorted(named)
        places = sorted(node.y for node in side)
        assert all(later - one >= ROW - 0.2 for one, later in pairwise(places))
        assert places[0] >= TOP
        assert places[-1] <= drawn.height
    assert all(THINNEST <= edge.width <= THICKEST for edge in drawn.edges)
    firmest = max(drawn.edges, key=lambda edge: abs(edge.tie.level))
    assert firmest.width == max(edge.width for edge in drawn.edges)
    assert drawn == drawing(ties)


def test_lines_that_need_not_cross_do_not() -> None:
    ties = [tie("A", "Z", "arms", 1), tie("B", "Y", "arms", 2), tie("C", "X", "arms", 3)]
    drawn = drawing(ties)
    assert [node.state for node in drawn.clients] == [
        {"A": "Z", "B": "Y", "C": "X"}[node.state] for node in drawn.backers
    ]


def test_channels_differ_without_their_colour() -> None:
    assert len({dashes(channel, 3.0) for channel in DASHES}) == len(DASHES)
