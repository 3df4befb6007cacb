"""The dossier says only what is known to have been said, is marked as made for the demo, and is read like any input."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from backstay import demo
from backstay.records import Report, Skipped
from backstay.sources import Hints, discover, extract

ANCHORS = Path(__file__).parents[3] / "shared/data/structure/venezuela_case/anchors.csv"
FACTS = json.loads((Path(__file__).parent / "facts.json").read_text(encoding="utf-8"))
FILES = sorted(p for p in demo.folder().rglob("*") if p.is_file())
PAGES = [p for p in FILES if p.suffix == ".html"]
MARK = "Written for the Backstay demo."
ATOM = "{http://www.w3.org/2005/Atom}"

_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_SCALE = {"million": 1e6, "billion": 1e9}
_NUMBER = re.compile(r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?)(?:\s+(million|billion))?", re.ASCII)


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    """Every report of the dossier, by title, as the sources room reads it."""
    found: dict[str, Report] = {}
    for batch in demo.batches():
        hints = Hints(published=batch.published, outlet=batch.outlet)
        for item in discover(batch.inputs, hints):
            assert not isinstance(item, Skipped), item
            report = extract(item, hints)
            title = report.title or report.text.partition("\n")[0]
            assert title not in found, f"two dispatches are called {title!r}"
            found[title] = report
    return found


def test_there_are_between_16_and_24_dispatches_of_every_form(reports: dict[str, Report]) -> None:
    assert 16 <= len(reports) == len(FACTS) <= 24
    assert {p.suffix for p in FILES} == {".html", ".atom", ".txt"}


@pytest.mark.parametrize("fact", FACTS, ids=[f["title"][:40] for f in FACTS])
def test_each_is_read_with_its_own_date_and_outlet(reports: dict[str, Report], fact: dict[str, object]) -> None:
    report = reports[str(fact["title"])]
    assert report.published is not None
    assert report.published.day == date.fromisoformat(str(fact["published"]))
    host = str(fact["outlet"]).lower().replace(" ", "-")
    assert report.outlet in (fact["outlet"], f"{host}.example"), (
        "the outlet's name, or its address where a page hides it"
    )
    assert 60 <= len(report.text.split()) <= 200


def test_each_is_marked_and_the_mark_is_not_read(reports: dict[str, Report]) -> None:
    for page in PAGES:
        html = page.read_text(encoding="utf-8")
        assert html.count(MARK) == 2, f"{page.name}: once where a reader sees it, once in the head"
    for entry in _entries():
        assert (entry.findtext(f"{ATOM}rights") or "").startswith(MARK)
    texts = [p.name for p in FILES if p.suffix == ".txt"]
    assert texts
    assert all(name.startswith("written-for-the-demo-") for name in texts)
    assert not [title for title, report in reports.items() if "demo" in report.text.lower()]


def test_only_reserved_addresses_occur() -> None:
    known = {"schema.org", "ogp.me", "www.w3.org"}  # vocabularies, not outlets
    for path in FILES:
        for address in re.findall(r"https?://[^\s\"'<>]+", path.read_text(encoding="utf-8")):
            host = urlsplit(address).hostname or ""
            assert host in known or host.endswith(".example"), f"{path.name}: {address}"


def test_some_pages_hide_their_date_and_some_their_outlet() -> None:
    html = {p.name: p.read_text(encoding="utf-8") for p in PAGES}
    ways = {
        "json-ld": 'datePublished":',
        "opengraph": "article:published_time",
        "meta": 'name="date"',
        "microdata": 'itemprop="datePublished"',
        "page only": '<span class="date">',
    }
    for way, sign in ways.items():
        assert [n for n, h in html.items() if sign in h], f"no page gives its date by {way}"
    assert [n for n, h in html.items() if "og:site_name" not in h and "publisher" not in h]
    assert all('rel="canonical"' in h for h in html.values())


@pytest.mark.shared
@pytest.mark.parametrize("fact", FACTS, ids=[f["title"][:40] for f in FACTS])
def test_every_number_is_one_that_was_reported(reports: dict[str, Report], fact: dict[str, object]) -> None:
    if not ANCHORS.exists():
        pytest.skip(f"the development data is not beside the checkout: {ANCHORS}")
    anchors = {row["id"]: row for row in csv.DictReader(ANCHORS.open(encoding="utf-8"))}
    rows = [anchors[str(n)] for n in fact["anchors"]]  # type: ignore[attr-defined]
    known = {x for row in rows for x in _known_numbers(row)} | set(_known_numbers({"date": str(fact["published"])}))
    told = _numbers(reports[str(fact["title"])].text)
    strange = [n for n in told if not any(_close(n, k * scale) for k in known for scale in (1, 100, 1e3, 1e6, 1e9))]
    assert not strange, f"not in anchors {fact['anchors']}: {strange}"


def test_most_tell_numbers(reports: dict[str, Report]) -> None:
    assert sum(bool(_numbers(r.text)) for r in reports.values()) >= 20
    assert _numbers("$3.15 billion, 1,000 men and a few dozen; two of 42.") == [3.15e9, 1000.0, 42.0, 2.0]


def _known_numbers(row: dict[str, str]) -> list[float]:
    said = " ".join(row.get(k) or "" for k in ("date", "quantity", "value", "low", "high", "attribution"))
    halves = said.replace("-", " ").replace("/", " ")  # dates, and pairs of years such as 2027/2037
    short_years = [2000 + float(y) for y in re.findall(r"20\d\d-(\d\d)\b", said)]
    return _numbers(halves) + [float(x) for x in re.findall(r"\d+(?:\.\d+)?", halves)] + short_years


def _numbers(text: str) -> list[float]:
    plain = [float(n.rstrip(",").replace(",", "")) * _SCALE.get(s, 1) for n, s in _NUMBER.findall(text)]
    words = [float(_WORDS.index(w)) for w in re.findall(r"[a-z]+", text.lower()) if w in _WORDS[2:]]
    return plain + words


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b))


def _entries() -> list[ElementTree.Element]:
    return [e for p in FILES if p.suffix == ".atom" for e in ElementTree.parse(p).getroot().findall(f"{ATOM}entry")]
