"""A party's page and the map in a real Chromium: every fact with its source, the keyboard, a phone, no JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from backstay.ledger import Ledger
from backstay.records import Channel, EventType, Mention, Participant, Party, Place
from tests.surfaces.web.browsing import Open, served, tab_to, wrong_to_axe
from tests.surfaces.web.web_ledgers import READER, make_claim, make_report, outcome

pytestmark = pytest.mark.browser

TEXT = "Rosneft lent Caracas money in Maracaibo. Nicolás Maduro thanked Rosneft. Russian planes landed in Caracas."
ROSNEFT = Participant(Mention("Rosneft"), Party("Rosneft", "firm:rosneft", "RUS", ("BUS", "GOV")))
MADURO = Participant(Mention("Nicolás Maduro"), Party("Nicolás Maduro", "Q58132", "VEN", ("GOV",)))
NAME_OF_ROW = "document.activeElement.closest('tr').querySelector('th').textContent"
FIRM, PERSON = "/parties/firm:rosneft", "/parties/Q58132"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("who") / "who.backstay"
    report = make_report(TEXT, published=date(2019, 6, 3), outlet="Gazette", title="A loan", url=None)
    tie = {"backer": "RUS", "client": "VEN"}
    claims = [
        make_claim(
            report, "Rosneft lent Caracas money", actor=ROSNEFT, event_type=EventType.AID, channel=Channel.FINANCE,
            where=Place("VEN", "Maracaibo", "geonames:3633009"), **tie,
        ),
        make_claim(report, "Nicolás Maduro thanked Rosneft", actor=MADURO, recipient=ROSNEFT, **tie),
        make_claim(
            report, "Russian planes landed in Caracas", where=Place("VEN", "Caracas", "geonames:3646738"), **tie
        ),
    ]  # fmt: skip
    with Ledger.open(Path(path), write=True) as ledger:
        ledger.write([outcome(report, claims)], reader=READER)
    with served(path) as where:
        yield where


def listed(page: Page, section: str) -> list[str]:
    """What a section of a page lists, as it is read."""
    return [
        re.sub(r"\s+", " ", text) for text in page.locator(f"section[aria-labelledby={section}] li").all_inner_texts()
    ]


def test_a_person_has_names_and_roles_over_time_each_with_its_source(open_page: Open) -> None:
    page = open_page(PERSON)
    assert page.locator("h1").inner_text().startswith("Nicolás Maduro")
    rows = page.locator("section[aria-labelledby=posts-h] tbody tr")
    cells = [rows.nth(place).locator("th, td").all_inner_texts() for place in range(rows.count())]
    assert any("2013" in row[0] and "president" in row[1].lower() and row[2] == "Venezuela" for row in cells)
    assert all(row[4] for row in cells)
    begun = [row[0] for row in cells if row[0][0].isdigit()]
    assert begun == sorted(begun, reverse=True)
    assert "Source:" in page.locator(".lede").inner_text()


def test_a_firm_has_names_parents_and_what_it_owns_each_with_its_source(open_page: Open) -> None:
    page = open_page(FIRM)
    assert listed(page, "names-h")
    kin = listed(page, "kin-h")
    assert any(one.startswith("Russia ") for one in kin)
    assert all("Backstay's own table" in one for one in kin)
    page.get_by_role("link", name="Rosneft Trading").click()
    page.wait_for_url("**/parties/firm:rosneft-trading")
    assert any(one.startswith("Rosneft ") for one in listed(page, "kin-h"))


def test_ties_and_claims_of_a_party_open_their_sentences(open_page: Open) -> None:
    page = open_page(FIRM)
    ties = page.locator("section[aria-labelledby=ties-h] tbody tr")
    assert sorted(re.sub(r"\s+", " ", text) for text in ties.all_inner_texts()) == [
        "Russia → Venezuela Finance 1", "Russia → Venezuela – 1",
    ]  # fmt: skip
    ties.filter(has_text="finance").locator("td a").click()
    page.wait_for_url("**/claims?**channel=finance**")
    assert page.locator("main").inner_text().count("Rosneft lent Caracas money") == 1
    page.go_back()
    assert len(listed(page, "claims-h")) == 2
    page.locator("section[aria-labelledby=claims-h] li").filter(has_text="thanked").locator("a").first.click()
    page.wait_for_url("**/reports/**claim=**")
    assert page.locator(".m.on").inner_text() == "Nicolás Maduro thanked Rosneft"


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_the_map_is_drawn_with_the_same_in_tables(open_page: Open, script: bool) -> None:
    page = open_page("/map", java_script_enabled=script)
    assert page.locator("svg.map path.land[class*=' d']").count() >= 2  # Russia and Venezuela are shaded
    names = page.locator("svg.map a:has(.spot) title").all_text_contents()
    assert sorted(names) == ["Caracas: 1 claim", "Maracaibo: 1 claim"]
    assert sorted(page.locator("#places tbody th").all_inner_texts()) == ["Caracas", "Maracaibo"]
    assert set(page.locator("#governments tbody th").all_inner_texts()) == {"Russia", "Venezuela"}
    spot, land = page.locator("svg.map .spot").first.bounding_box(), page.locator("svg.map").bounding_box()
    assert spot
    assert land
    assert land["x"] < spot["x"] < land["x"] + land["width"] / 2  # in the western half
    page.locator("svg.map a:has(.spot)").filter(has_text="Maracaibo").click()
    page.wait_for_url("**/claims?place_id=**")
    assert "Rosneft lent Caracas money" in page.locator("main").inner_text()


def test_the_keyboard_reaches_every_place_and_the_drawing_is_passed_over(open_page: Open) -> None:
    page = open_page("/map")
    tab_to(page, "#places tbody td:last-child a")
    assert page.evaluate(NAME_OF_ROW) in (
        "Caracas",
        "Maracaibo",
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims?place_id=**")
    page.go_back()
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        assert not page.evaluate("!!document.activeElement.closest('svg')")
        if page.evaluate("!!document.activeElement.closest('#places tbody td:last-child, #governments tbody th')"):
            reached.add(page.evaluate(NAME_OF_ROW))
    assert reached == {"Caracas", "Maracaibo", "Russia", "Venezuela"}


@pytest.mark.parametrize("path", [FIRM, PERSON, "/map", "/parties"])
def test_axe_finds_nothing_wrong_and_a_phone_needs_no_sideways_scrolling(open_page: Open, path: str) -> None:
    page = open_page(path, bypass_csp=True, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert wrong_to_axe(page) == []
