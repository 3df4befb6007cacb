"""Every page and its twin, on a small ledger."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from backstay.ledger import Ledger
from backstay.records import Channel, Effect
from backstay.records.exchange import claim_to_json
from backstay.surfaces.web import create_app
from backstay.surfaces.web.models import ErrorOut, OverviewOut, ReportOut, StateOut
from tests.surfaces.web.web_ledgers import (
    READER,
    founding,
    later,
    make_claim,
    make_report,
    outcome,
    undated,
    write_small,
)

BASE = "http://127.0.0.1:8600"
REPORT = founding().report
CLAIMS = founding().claims
CUT = CLAIMS[1]
NOT_PAGES = {
    "/favicon.ico",
    "/openapi.json",
    "/claims.csv",
    "/states/{code}/timeline.vl.json",
    "/events/{event}/spread.vl.json",
    "/watch.atom",
    "/watch/feed.json",
    "/states/{code}/ties.vl.json",
    "/backers/{code}/ties.vl.json",
    "/world.vl.json",
    "/states/{code}/solvency.vl.json",
    "/events/{event}/amounts.vl.json",
    "/states/{code}/outlook.vl.json",
    "/scoreboard/reliability.vl.json",
    "/scoreboard/past.vl.json",
}
FILLED = {"{id}": REPORT.id if REPORT else "", "{code}": "VEN"}


def addresses(app: FastAPI) -> set[str]:
    return {context.path for context in iter_route_contexts(app.routes) if context.path}


def twin(path: str) -> str:
    return "/index.json" if path == "/" else f"{path}.json"


def test_every_page_has_a_twin_and_every_twin_a_page(app: FastAPI) -> None:
    known = addresses(app) - NOT_PAGES - {"/static"}
    pages = {path for path in known if not path.endswith(".json")}
    assert {"/", "/reports", "/reports/{id}", "/claims", "/claims/{id}", "/states/{code}", "/search"} <= pages
    assert {twin(path) for path in pages} == known - pages


@pytest.mark.parametrize("path", ["/", "/reports", f"/reports/{FILLED['{id}']}", "/claims", "/events",
                                  f"/events/e{CUT.id[1:]}", "/states", "/states/VEN",
                                  "/states/VEN/ties", "/states/VEN/outlook", "/scoreboard", "/scoreboard/past",
                                  "/outlook", "/outlook?within=365",
                                  "/backers/RUS", "/breaks", "/world",
                                  "/parties", "/parties?q=rostec", "/parties/firm:rosneft", "/parties/Q58132", "/map",
                                  "/search", "/search?q=firm", "/skipped", "/watch", "/about"])  # fmt: skip
def test_every_page_answers_and_links_to_its_twin(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    bare, _, query = path.partition("?")
    address = twin(bare) + (f"?{query}" if query else "")
    assert f'<a href="{address}">This page as JSON</a>' in page.text
    answer = client.get(address)
    assert answer.status_code == 200
    assert "as_of" in answer.json()


def test_every_twin_is_described(client: TestClient, app: FastAPI) -> None:
    described = client.get("/openapi.json").json()["paths"]
    twins = {path for path in addresses(app) if path.endswith(".json") and path not in NOT_PAGES}
    twins = {path.replace(":path}", "}") for path in twins}
    assert twins <= set(described)
    for path in twins:
        answers = described[path]["get"]["responses"]
        assert answers["200"]["content"]["application/json"]["schema"]["$ref"]
        assert answers["404"]["content"]["application/json"]["schema"]["$ref"].endswith("/ErrorOut")


def test_overview_counts_what_the_ledger_holds(client: TestClient) -> None:
    view = OverviewOut.model_validate(client.get("/index.json").json())
    assert (view.reports, view.claims, view.skipped) == (3, 8, 1)
    first = view.states[0]
    assert first.name == "Venezuela"
    assert first.held + first.pressed == client.get("/claims.json?client=VEN").json()["paging"]["total"]
    assert [card.title for card in view.latest] == ["A new loan", "Arms firm cuts its people in Venezuela", None]


def test_a_report_holds_its_text_and_claims_whole(client: TestClient) -> None:
    view = client.get(f"/reports/{REPORT.id}.json").json()
    assert view["text"] == REPORT.text
    assert view["claims"] == [claim_to_json(claim) for claim in sorted(CLAIMS, key=lambda c: (c.start, c.id))]
    assert all(view["text"][claim["start"] : claim["end"]] == claim["quote"] for claim in view["claims"])


def test_every_claim_of_a_report_has_a_mark_that_opens_it(client: TestClient) -> None:
    page = client.get(f"/reports/{REPORT.id}").text
    for claim in CLAIMS:
        assert f'id="{claim.id}"' in page
        assert f'href="/reports/{REPORT.id}?claim={claim.id}#{claim.id}"' in page
    marked = re.findall(r'data-covering="([^"]+)"', page)
    nested = [covering for covering in marked if " " in covering]
    assert nested == [f"{CLAIMS[2].id} {CUT.id}"]


def test_the_chosen_claim_is_shown_with_all_that_is_known(client: TestClient) -> None:
    page = client.get(f"/reports/{REPORT.id}?claim={CUT.id}").text
    panel = page[page.index('<aside id="panel"') : page.index("</aside>")]
    chain = [
        panel.index(name) for name in ("The Evening Ledger", "The Harbour Journal", "a person close to the ministry")
    ]
    assert chain == sorted(chain)
    numbers = ("24 to 60 persons", "900 to 1,100 persons", "after the change", "0.83")
    others = ("“three years ago”", "cuts", "staff of an arms firm: forces", "said to have happened")
    for words in (*numbers, *others, "Caracas can no longer pay"):
        assert words in " ".join(panel.split()), words


def test_a_part_of_the_page_is_given_to_htmx_only(client: TestClient) -> None:
    address = f"/reports/{REPORT.id}?claim={CUT.id}"
    part = client.get(address, headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith("<aside")
    assert "HX-Request" in part.headers["vary"]
    back = client.get(address, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert back.text.startswith("<!doctype html>")


def test_a_claim_is_shown_in_its_report(client: TestClient) -> None:
    answer = client.get(f"/claims/{CUT.id}?as_of=2019-06-03", follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/reports/{REPORT.id}?claim={CUT.id}&as_of=2019-06-03#{CUT.id}"
    assert client.get(f"/claims/{CUT.id}.json").json()["card"]["claim"] == claim_to_json(CUT)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", 8),
        ("state=USA", 1),
        ("state=Venezuela", 8),
        ("party=borealis", 4),
        ("channel=forces", 4),
        ("channel=none", 0),
        ("channel=backing&client=VEN", 7),
        ("channel=pressure", 1),
        ("event_type=retreat", 3),
        ("source=harbour", 2),
        ("backer=RUS&client=VEN&effect=cuts&said=real", 3),
        ("client=VEN&said=ahead", 1),
        ("client=VEN&said=against", 1),
        ("denied=yes", 1),
        ("denied=no", 7),
        ("since=2020-01-01", 1),
        ("until=2019-12-31", 6),
        ("text=trainers", 1),
        ("as_of=2019-12-31", 6),
    ],
)
def test_filters(client: TestClient, query: str, wanted: int) -> None:
    assert client.get(f"/claims.json?{query}").json()["paging"]["total"] == wanted
    page = client.get(f"/claims?{query}").text
    assert page.count('class="claim k-') == wanted
    rows = list(csv.DictReader(io.StringIO(client.get(f"/claims.csv?{query}").text)))
    assert len(rows) == wanted


def test_empty_fields_of_a_form_filter_nothing(client: TestClient) -> None:
    assert client.get("/claims.json?state=&channel=&since=&until=&denied=&as_of=").json()["paging"]["total"] == 8
    assert client.get("/reports.json?outlet=&since=&text=").json()["paging"]["total"] == 3


def test_every_number_of_a_government_opens_to_as_many_claims(client: TestClient) -> None:
    view = StateOut.model_validate(client.get("/states/VEN.json").json())
    assert view.brief
    for row in view.timeline.rows:
        path, _, query = row.address.partition("?")
        assert client.get(f"{path}.json?{query}").json()["paging"]["total"] == row.claims
    for side in (*view.brief["backers"], *view.brief["pressure"]):
        for line in side["lines"]:
            for said, moves in (("real", line["moved"]), ("ahead", line["ahead"])):
                for moved in moves:
                    query = f"client=VEN&backer={side['state']}&channel={line['channel'] or 'none'}"
                    query += f"&effect={moved['effect']}&said={said}"
                    assert f"/claims?{query}".replace("&", "&amp;") in client.get("/states/VEN").text
                    assert client.get(f"/claims.json?{query}").json()["paging"]["total"] == moved["claims"]


def test_pressure_stands_apart_and_denials_are_listed(client: TestClient) -> None:
    view = StateOut.model_validate(client.get("/states/venezuela.json").json())
    assert view.brief
    assert [backer["state"] for backer in view.brief["pressure"]] == ["USA"]
    assert [word["claim"] for word in view.denials] == [CLAIMS[3].id]
    assert view.timeline.undated == 1
    russia = StateOut.model_validate(client.get("/states/RUS.json").json())
    assert russia.brief is None
    assert [(line.client, line.channel, line.claims) for line in russia.backs] == [
        ("VEN", "forces", 4),
        ("VEN", "finance", 2),
    ]


def test_the_chart_holds_what_the_table_holds(client: TestClient) -> None:
    rows = client.get("/states/VEN.json").json()["timeline"]["rows"]
    spec = client.get("/states/VEN/timeline.vl.json").json()
    points = spec["data"]["values"]
    assert [(p["from"], p["claims"], p["address"]) for p in points] == [
        (r["first"], r["claims"], r["address"]) for r in rows
    ]
    assert spec["description"]
    assert "url" not in spec["data"]


def test_as_of_is_carried_through_links(client: TestClient) -> None:
    page = client.get("/states/VEN?as_of=2019-12-31").text
    assert "what was known on <strong>31 December 2019</strong>" in page
    inside = [a for a in re.findall(r'href="(/[^"#]*)', page) if not a.startswith(("/static", "/openapi"))]
    without = [a for a in inside if "as_of=2019-12-31" not in a]
    assert without == ["/states/VEN"], "only the link that shows everything leaves the day out"
    assert client.get("/index.json?as_of=2019-12-31").json()["reports"] == 1
    assert client.get("/reports/" + later().report.id + "?as_of=2019-12-31").status_code == 404


def test_a_server_started_for_a_day_shows_nothing_later(small_ledger: Path) -> None:
    with TestClient(create_app(small_ledger, as_of=date(2019, 12, 31)), base_url=BASE) as client:
        assert client.get("/index.json").json()["reports"] == 1
        assert client.get("/index.json?as_of=2030-01-01").json()["reports"] == 1
        assert client.get("/index.json?as_of=2018-01-01").json()["reports"] == 0


def test_search_finds_governments_parties_reports_and_claims(client: TestClient) -> None:
    assert [s["state"] for s in client.get("/search.json?q=venez").json()["states"]] == ["VEN"]
    found = client.get("/search.json?q=borealis").json()
    assert [(p["name"], p["state"]) for p in found["parties"]] == [("Borealis", "RUS")]
    assert [r["id"] for r in found["reports"]] == [REPORT.id]
    assert len(found["claims"]) == 1
    assert "Nothing in this ledger" in client.get("/search?q=zzzz").text


def test_not_read(client: TestClient) -> None:
    view = client.get("/skipped.json").json()
    assert view["counts"] == {"no-article": 1}
    assert view["skipped"][0]["address"] == "folder/broken.html"
    assert client.get("/skipped.json?reason=empty").json()["skipped"] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reports/r0000", 404),
        ("/claims/c0000", 404),
        ("/events/e0000", 404),
        ("/events?least=2", 400),
        ("/events?channel=gossip", 400),
        (f"/reports/{FILLED['{id}']}?claim=c0000", 404),
        ("/states/FRA", 404),
        ("/nothing/here", 404),
        ("/states/Atlantis", 400),
        ("/claims?state=Atlantis", 400),
        ("/claims?channel=gossip", 400),
        ("/claims?since=yesterday", 400),
        ("/claims?page=0", 400),
        ("/?as_of=tomorrow", 400),
        ("/search?q=" + "x" * 201, 400),
    ],
)
def test_errors_are_plain_words_and_one_shape(client: TestClient, path: str, status: int) -> None:
    bare, _, query = path.partition("?")
    page, answer = client.get(path), client.get(f"{twin(bare)}?{query}")
    assert page.status_code == answer.status_code == status
    problem = ErrorOut.model_validate(answer.json()).error
    assert problem.status == status
    assert problem.message
    assert problem.hint
    assert "<h1>" in page.text
    assert "Traceback" not in page.text + answer.text


def test_nothing_can_be_written(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = client.request(method, "/claims.json")
        assert answer.status_code == 405
        assert ErrorOut.model_validate(answer.json()).error.status == 405
    assert client.head("/claims").status_code == 200


def test_a_missing_ledger_says_what_to_do_and_appears_once_there(tmp_path: Path) -> None:
    where = tmp_path / "later.backstay"
    with TestClient(create_app(where), base_url=BASE, raise_server_exceptions=False) as client:
        page, answer = client.get("/"), client.get("/index.json")
        assert page.status_code == answer.status_code == 503
        assert "backstay " in ErrorOut.model_validate(answer.json()).error.hint
        assert "There is no ledger yet" in page.text
        assert client.get("/about").status_code == 200
        write_small(where)
        assert client.get("/index.json").json()["reports"] == 3


def test_a_damaged_ledger_says_what_to_do(tmp_path: Path) -> None:
    where = write_small(tmp_path / "bad.backstay")
    (where / "catalog.sqlite").write_bytes(b"not a database at all" * 500)
    with TestClient(create_app(where), base_url=BASE, raise_server_exceptions=False) as client:
        answer = client.get("/index.json")
        assert answer.status_code == 503
        problem = ErrorOut.model_validate(answer.json()).error
        assert problem.hint
        assert "Traceback" not in client.get("/").text


def test_what_a_reading_run_finishes_shows_up(tmp_path: Path) -> None:
    where = tmp_path / "growing.backstay"
    with Ledger.open(where, write=True) as writer:
        writer.write([founding()], reader=READER)
        with TestClient(create_app(where), base_url=BASE) as client:
            assert client.get("/index.json").json()["reports"] == 1
            assert client.get("/claims.json?client=VEN&said=real").json()["paging"]["total"] == 4
            writer.write([later(), undated()], reader=READER)
            assert client.get("/index.json").json()["reports"] == 3
            assert client.get("/claims.json?client=VEN&said=real").json()["paging"]["total"] == 6


def test_an_empty_ledger_says_how_to_fill_it(tmp_path: Path) -> None:
    where = tmp_path / "empty.backstay"
    Ledger.open(where, write=True).close()
    with TestClient(create_app(where), base_url=BASE) as client:
        for path in ("/", "/reports", "/claims", "/states"):
            page = client.get(path)
            assert page.status_code == 200
            assert "backstay read" in page.text


def test_paging_covers_everything_once(tmp_path: Path) -> None:
    text = "\n".join(f"Moscow lent Caracas {number} dollars." for number in range(120))
    report = make_report(text, published=date(2020, 1, 1), outlet="Tide Wire", title="Loans", url=None)
    claims = [
        make_claim(report, f"Moscow lent Caracas {number} dollars", channel=Channel.FINANCE, backer="RUS", client="VEN",
                   effect=Effect.BUILDS)
        for number in range(120)
    ]  # fmt: skip
    where = tmp_path / "many.backstay"
    with Ledger.open(where, write=True) as writer:
        writer.write([outcome(report, claims)], reader=READER)
    with TestClient(create_app(where), base_url=BASE) as client:
        for start in ("/claims.json", "/claims.json?said=real"):
            seen, address = [], start
            while address:
                view = client.get(address).json()
                seen += [card["claim"]["id"] for card in view["claims"]]
                address = view["paging"]["next"]
            assert sorted(seen) == sorted(claim.id for claim in claims)
        beyond = client.get("/claims.json?page=99").json()
        assert beyond["claims"] == []
        assert beyond["paging"]["previous"] == "/claims.json?page=3"
        assert len(list(csv.reader(io.StringIO(client.get("/claims.csv").text)))) == 121


def test_models_hold_what_twins_send(client: TestClient) -> None:
    ReportOut.model_validate(client.get(f"/reports/{REPORT.id}.json").json())
