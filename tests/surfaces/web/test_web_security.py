"""Text from outside stays text, and only those who should ask are answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstay.ledger import Ledger, Outcome
from backstay.records import (
    Amount,
    Channel,
    Claim,
    Effect,
    EventType,
    Mention,
    Participant,
    Party,
    Place,
    Published,
    Reason,
    Report,
    Skipped,
    Source,
    SourceKind,
    Stance,
    When,
)
from backstay.surfaces.web import create_app
from backstay.surfaces.web.hosts import is_local
from backstay.surfaces.web.render import safe_link
from backstay.surfaces.web.security import host_name
from tests.surfaces.web.web_ledgers import READER

BASE = "http://127.0.0.1:8600"
EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}{%x%}javascript:alert(3)"
TEXT = f"{EVIL} was said. {EVIL}"
PAGES = ("/", "/states", "/reports", "/reports/revil", "/reports/revil?claim=cevil", "/claims", "/states/VEN",
         "/search?q=script", "/skipped", "/about")  # fmt: skip


def evil_claim(id_: str, stance: Stance) -> Claim:
    who = Participant(Mention(EVIL, 0, len(EVIL)), Party(EVIL, EVIL, "RUS", (EVIL,)))
    return Claim(
        id_,
        "revil",
        0,
        len(EVIL),
        EVIL,
        who,
        who,
        EventType.AID,
        mode=EVIL,
        channel=Channel.ARMS,
        backer="RUS",
        client="VEN",
        effect=Effect.CUTS,
        sources=(Source(EVIL, SourceKind.OUTLET), Source(EVIL, SourceKind.PERSON, stance)),
        amounts=(Amount(EVIL, 1, None, EVIL, EVIL),),
        when=When(EVIL, date(2019, 1, 1), date(2019, 1, 2)),
        where=Place("VEN", EVIL, EVIL),
        because="cevil" if id_ != "cevil" else "cother",
        score=0.5,
        reasons=(Reason(EVIL, EVIL, 0.5),),
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    where: Path = tmp_path_factory.mktemp("hostile") / "evil.backstay"
    report = Report(
        id="revil",
        text=TEXT,
        url="javascript:alert(4)//" + EVIL,
        outlet=EVIL,
        title=EVIL,
        byline=EVIL,
        published=Published(date(2019, 6, 3)),
        language=EVIL,
        sha256=EVIL,
        provenance={EVIL: EVIL},
    )
    skipped = Skipped(EVIL, EVIL, EVIL)
    claims = (evil_claim("cevil", Stance.ASSERTS), evil_claim("cother", Stance.DENIES))
    with Ledger.open(where, write=True) as ledger:
        ledger.write([Outcome("i1", EVIL, report, claims), Outcome("i2", EVIL, skipped=skipped)], reader=READER)
    with TestClient(create_app(where), base_url=BASE) as client:
        yield client


class Seen(HTMLParser):
    """Collects what would run or lead elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str | None] = []
        self.handlers: list[str] = []
        self.links: list[str] = []
        self.styles = 0
        self.inline = ""
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in_script = tag == "script"
        if tag == "script":
            self.scripts.append(given.get("src"))
        self.styles += tag == "style" or "style" in given
        self.handlers += [name for name in given if name.startswith("on")]
        self.links += [
            value or "" for name, value in attrs if name in ("href", "src", "action", "hx-get", "hx-push-url")
        ]

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.inline += data.strip()


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    return parser


@pytest.mark.parametrize("path", PAGES)
def test_hostile_text_stays_text_on_every_page(hostile: TestClient, path: str) -> None:
    page = hostile.get(path)
    assert page.status_code == 200
    found = seen(page.text)
    assert all(src and src.startswith("/static/") for src in found.scripts)
    assert found.inline == ""
    assert found.handlers == []
    assert found.styles == 0
    assert all(link.startswith(("/", "#")) for link in found.links), found.links
    assert "<img src=x" not in page.text
    assert "49" not in re.findall(r"alert\(2\)&gt;(\d+)", page.text)


def test_hostile_text_is_shown_as_it_is(hostile: TestClient) -> None:
    page = hostile.get("/reports/revil?claim=cevil").text
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 10
    assert hostile.get("/reports/revil.json").json()["text"] == TEXT


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/claims?party=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/claims?channel=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/states/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/reports?text=%22onfocus=alert(1)%20autofocus=%22",
        "/nothing%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/claims?as_of=%22%3E%3Cscript%3E",
        "/claims?%22%3E%3Cscript%3E=1",
    ],
)
def test_what_stands_in_an_address_stays_text(hostile: TestClient, path: str) -> None:
    page = hostile.get(path)
    found = seen(page.text)
    assert all(src and src.startswith("/static/") for src in found.scripts)
    assert found.inline == ""
    assert found.handlers == []


def test_csv_cells_cannot_act_as_formulas(tmp_path: Path) -> None:
    where = tmp_path / "formula.backstay"
    report = Report(id="r1", text="=HYPERLINK(1) said so", title="=1+1", outlet="@SUM(1)")
    claim = Claim("c1", "r1", 0, 13, "=HYPERLINK(1)", None, None, EventType.STATE)
    with Ledger.open(where, write=True) as ledger:
        ledger.write([Outcome("i1", "x", report, (claim,))], reader=READER)
    with TestClient(create_app(where), base_url=BASE) as client:
        assert not re.search(r"(^|,)\"?[=@]", client.get("/claims.csv").text, re.MULTILINE)


@pytest.mark.parametrize(
    "path", ["/", "/index.json", "/nothing", "/nothing.json", "/static/backstay.css", "/claims.csv"]
)
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_no_file_of_ours_asks_another_server_for_anything() -> None:
    from backstay.surfaces.web.render import HERE

    for file in [*HERE.glob("templates/*.html"), *HERE.glob("static/*.*")]:
        addresses = re.findall(
            r"""(?:src|href|action|url|import|fetch)\s*[=(]?\s*["'(]?(?:https?:)?//""", file.read_text()
        )
        assert addresses == [], file.name


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8600", "127.0.0.1.evil.example", "", "[::2]:8600"])
def test_names_of_other_machines_are_refused(client: TestClient, host: str) -> None:
    assert client.get("/index.json", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:9", "localhost:8600", "LOCALHOST", "[::1]:8600"])
def test_names_of_this_machine_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/index.json", headers={"Host": host}).status_code == 200


def test_a_server_for_others_answers_to_any_name(small_ledger: Path) -> None:
    with TestClient(create_app(small_ledger, hosts=None), base_url="http://press.example") as client:
        assert client.get("/index.json").status_code == 200


def test_host_names() -> None:
    assert [host_name(h) for h in ("A.b:1", "[::1]:2", "[::1]", "x")] == ["a.b", "::1", "::1", "x"]
    assert all(is_local(host) for host in ("127.0.0.1", "127.8.8.8", "::1", "localhost"))
    assert not any(is_local(host) for host in ("0.0.0.0", "10.0.0.1", "me.example"))


def test_only_addresses_of_the_web_are_made_clickable() -> None:
    for bad in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "page.html", "http://",
                " javascript:alert(1)", "java\nscript:alert(1)", "vbscript:x", "http://[", "", None):  # fmt: skip
        assert safe_link(bad) is None, bad
    for good in ("https://a.example/x?y=1#z", "HTTP://a.example"):
        assert safe_link(good) == good


def test_links_to_the_outside_give_nothing_away(client: TestClient) -> None:
    report = client.get("/reports.json?text=borealis").json()["reports"][0]
    page = client.get(report["address"]).text
    outside = re.findall(r'<a href="https?://[^>]*>', page)
    assert outside
    assert all('rel="noopener noreferrer nofollow"' in link for link in outside)
