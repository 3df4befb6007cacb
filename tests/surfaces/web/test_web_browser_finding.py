"""Finding things in a real Chromium: filters, search, what was not read; by keyboard, and without scripts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.surfaces.web.browsing import Open, tab_to, wrong_to_axe

pytestmark = pytest.mark.browser

WAYS = [{}, {"java_script_enabled": False}]


@pytest.mark.parametrize("way", WAYS)
def test_claims_are_filtered_by_keyboard_alone(open_page: Open, way: dict[str, bool]) -> None:
    page = open_page("/claims", **way)
    everything = page.locator("ul.claims > li").count()
    tab_to(page, "#f-denied")
    page.keyboard.type("only")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**denied=yes**")
    assert 0 < page.locator("ul.claims > li").count() < everything
    assert page.locator("#f-denied").input_value() == "yes"
    page.get_by_role("link", name="Clear").click()
    page.wait_for_url("**/claims")
    assert page.locator("ul.claims > li").count() == everything


def test_rarer_filters_unfold_by_keyboard_and_stay_open_while_they_filter(open_page: Open) -> None:
    page = open_page("/claims", java_script_enabled=False)
    assert not page.locator("#f-text").is_visible()
    tab_to(page, "details.more summary")
    page.keyboard.press("Enter")
    tab_to(page, "#f-text")
    page.keyboard.type("nothing says this")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=nothing+says+this**")
    assert page.locator("#f-text").is_visible()
    assert "No claim passes these filters" in page.locator(".empty").inner_text()


def test_the_claims_of_a_filter_are_handed_over_as_csv(open_page: Open) -> None:
    page = open_page("/claims?denied=yes")
    with page.expect_download() as started:
        page.get_by_role("link", name="All of these as CSV").click()
    with Path(started.value.path()).open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert started.value.suggested_filename == "backstay-claims.csv"
    assert len(rows) == page.locator("ul.claims > li").count()


@pytest.mark.parametrize("way", WAYS)
def test_a_search_is_typed_and_what_it_finds_opens(open_page: Open, way: dict[str, bool]) -> None:
    page = open_page("/", **way)
    tab_to(page, "#q")
    page.keyboard.type("venezuela")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=venezuela**")
    assert page.locator("#q").input_value() == "venezuela"
    tab_to(page, 'main a[href^="/states/VEN"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/states/VEN**")
    assert "Venezuela" in page.locator("h1").inner_text()


def test_a_search_that_finds_nothing_says_what_to_try(open_page: Open) -> None:
    page = open_page("/search?q=%3Cb%3Exyzzy%3C/b%3E")
    assert "Try fewer words" in page.locator(".empty").inner_text()
    assert page.locator("main b").count() == 0
    assert page.locator("#q").input_value() == "<b>xyzzy</b>"


def test_what_was_not_read_is_told_apart_by_reason(open_page: Open) -> None:
    page = open_page("/skipped", java_script_enabled=False)
    everything = page.locator("tbody tr").count()
    reason = page.locator("ul.reasons a").first
    count = int(reason.locator(".count").inner_text())
    tab_to(page, "ul.reasons a")
    page.keyboard.press("Enter")
    page.wait_for_url("**reason=**")
    assert page.locator("tbody tr").count() == count <= everything
    assert page.locator('ul.reasons a[aria-current="true"]').count() == 1


def test_every_page_leads_to_its_twin(open_page: Open) -> None:
    for path in ("/claims?denied=yes", "/search?q=firm", "/skipped", "/watch", "/reports"):
        page = open_page(path)
        twin = page.get_by_role("link", name="This page as JSON").get_attribute("href")
        assert twin
        answer = page.request.get(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + twin)
        assert answer.ok
        assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("path", ["/watch", "/claims?denied=yes", "/search?q=xyzzy"])
def test_axe_finds_nothing_wrong(open_page: Open, path: str) -> None:
    assert wrong_to_axe(open_page(path, bypass_csp=True)) == []
