"""Pages of ties in a real Chromium: by keyboard, without JavaScript, with a table beside each chart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.surfaces.web.browsing import AXE, Open, served
from tests.ties.broken import broken_ledger

pytestmark = pytest.mark.browser

PAGES = ("/world", "/world?channel=arms", "/states/VEN/ties", "/backers/RUS", "/breaks", "/watch")
CHARTS = ("/world", "/states/VEN/ties", "/backers/RUS")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    ledger: Path = broken_ledger(tmp_path_factory.mktemp("seen") / "l")
    with served(ledger) as where:
        yield where


def test_a_tie_of_the_network_is_reached_and_opened_by_keyboard_without_javascript(open_page: Open) -> None:
    page = open_page("/world", java_script_enabled=False)
    lines = page.locator("svg.network a:has(path.tie-line)")
    assert lines.count() == 3
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator("svg.network a:focus").count():
            break
    focused = page.locator("svg.network a:focus")
    said = focused.get_attribute("aria-label") or ""
    assert "holds up Venezuela" in said
    assert focused.locator("path.tie-line").evaluate("line => getComputedStyle(line).stroke") == page.evaluate(
        "() => { const p = document.createElement('p'); p.style.color = 'var(--focus)'; document.body.append(p);"
        " const c = getComputedStyle(p).color; p.remove(); return c; }"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/states/VEN/ties#*")
    assert page.locator(":target th").count() == 1


def test_names_of_the_network_lead_on(open_page: Open) -> None:
    page = open_page("/world", java_script_enabled=False)
    page.locator("svg.network a:has(text.name)", has_text="Russia").click()
    assert "Whom Russia holds up" in page.locator("h1").inner_text()


def test_a_channel_is_chosen_without_javascript(open_page: Open) -> None:
    page = open_page("/world", java_script_enabled=False)
    page.locator("#f-channel").select_option("arms")
    page.locator(".filters button").click()
    assert page.locator("svg.network path.tie-line").count() == 1
    assert page.locator('[aria-label="Table of the network"] tbody tr').count() == 1


def test_breaks_are_narrowed_by_keyboard_without_javascript(open_page: Open) -> None:
    page = open_page("/breaks", java_script_enabled=False)
    page.locator("#f-client").focus()
    page.keyboard.type("Venezuela")
    page.keyboard.press("Enter")
    page.wait_for_url("**/breaks?client=Venezuela*")
    assert page.locator("tbody tr").count() >= 1
    assert page.locator("#f-client").input_value() == "Venezuela"


@pytest.mark.parametrize("path", CHARTS)
def test_beside_each_chart_stands_its_table(open_page: Open, path: str) -> None:
    still = open_page(path, java_script_enabled=False)
    assert "The table below holds the same" in still.locator(".chart").inner_text()
    assert still.locator("table tbody tr").count() >= 3
    page = open_page(path)
    page.locator('.chart[data-drawn="yes"]').wait_for(timeout=60_000)
    assert page.locator(".chart svg").count() >= 1


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_needs_no_sideways_scrolling(open_page: Open, path: str) -> None:
    page = open_page(path, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    assert page.locator("main").bounding_box()["width"] <= 360  # type: ignore[index]


@pytest.mark.parametrize(("path", "scheme"), [*((path, "light") for path in PAGES), ("/world", "dark")])
def test_axe_finds_nothing_wrong(open_page: Open, path: str, scheme: str) -> None:
    page = open_page(path, color_scheme=scheme, bypass_csp=True)
    if path in CHARTS:
        page.locator('.chart[data-drawn="yes"]').wait_for(timeout=60_000)
    page.add_script_tag(path=AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    wrong = [
        (each["id"], node["html"], node["failureSummary"]) for each in found["violations"] for node in each["nodes"]
    ]
    assert wrong == []
