"""The pages that look ahead (outlook, scoreboard, solvency) in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from backstay.ledger import Ledger
from backstay.outlook import outlooks, remember, score_due
from tests.outlook.frames import FIRST, rows, write
from tests.surfaces.web.browsing import Open, served, tab_to, wait_for_charts, wrong_to_axe

pytestmark = pytest.mark.browser

OUTLOOK, SCOREBOARD = "/states/VEN/outlook", "/scoreboard"
SOLVENCY = "/states/VEN/solvency?as_of=2019-06-30"
PAGES = (OUTLOOK, SCOREBOARD, SOLVENCY)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path: Path = write(tmp_path_factory.mktemp("ahead") / "l", rows())
    with Ledger.open(path, write=True) as opened:
        for days in (150, 250, 364):
            remember(opened, outlooks(opened, "VEN", FIRST + timedelta(days=days)))
        score_due(opened)
    with served(path) as where:
        yield where


@pytest.mark.parametrize(("path", "charts"), [(OUTLOOK, 1), (SCOREBOARD, 1), (SOLVENCY, 6)])
def test_every_chart_is_drawn_and_a_table_stands_beside_it(open_page: Open, path: str, charts: int) -> None:
    page = open_page(path)
    assert wait_for_charts(page) == charts
    assert page.locator(".chart svg .mark-symbol path, .chart svg .mark-line path, .chart svg .mark-area path").count()
    for place in range(charts):
        chart = page.locator(".chart").nth(place)
        assert chart.locator("[aria-label]").count()  # what a screen reader is told in place of the drawing
        assert chart.locator("xpath=following::table[1]").locator("tbody tr").count()


@pytest.mark.parametrize(("path", "charts"), [(OUTLOOK, 1), (SCOREBOARD, 1), (SOLVENCY, 6)])
def test_without_javascript_the_tables_stand_in_for_the_charts(open_page: Open, path: str, charts: int) -> None:
    page = open_page(path, java_script_enabled=False)
    notes = page.locator(".chart .chart-note")
    assert notes.count() == charts
    assert all(note.is_visible() and "below" in note.inner_text() for note in notes.all())
    assert page.locator("main table tbody tr").count() > charts


def test_each_dot_of_the_outlook_is_a_row_of_its_tables(open_page: Open) -> None:
    page = open_page(OUTLOOK)
    wait_for_charts(page)
    dots = page.locator(".chart svg .mark-symbol.role-mark path").count()
    chances = page.locator('section[aria-labelledby^="h"]:not([aria-labelledby="history-h"]) tbody tr').count()
    assert 0 < dots <= chances


def test_the_claims_behind_a_forecast_are_reached_by_keyboard(open_page: Open) -> None:
    page = open_page(OUTLOOK, java_script_enabled=False)
    tab_to(page, 'a[href^="/claims/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/**")
    assert page.locator("#panel blockquote").count() == 1


def test_a_what_if_is_asked_by_keyboard_and_without_javascript(open_page: Open) -> None:
    page = open_page(SOLVENCY, java_script_enabled=False)
    tab_to(page, "#f-price")
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**price=60**")
    assert "as_of=2019-06-30" in page.url
    captions = page.locator("#paid caption").all_inner_texts()
    assert any(caption.startswith("What if: price at 60%") for caption in captions)
    assert page.locator("#f-price").input_value() == "60"


def test_the_scoreboard_leads_to_the_outlook_that_was_scored(open_page: Open) -> None:
    page = open_page(SCOREBOARD)
    page.locator('a[href^="/states/VEN/outlook"]').first.click()
    page.wait_for_url("**/states/VEN/outlook**")
    assert "Outlook of Venezuela" in page.locator("h1").inner_text()


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_needs_no_sideways_scrolling(open_page: Open, path: str) -> None:
    page = open_page(path, viewport={"width": 360, "height": 740})
    wait_for_charts(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_wrong(open_page: Open, path: str, scheme: str) -> None:
    page = open_page(path, color_scheme=scheme, bypass_csp=True)
    wait_for_charts(page)
    assert wrong_to_axe(page) == []
