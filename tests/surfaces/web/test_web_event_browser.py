"""The page of an event in a real Chromium: its charts with their tables, the keyboard, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.surfaces.web.browsing import AXE, served
from tests.surfaces.web.event_story import write_story

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path, claims = write_story(Path(tmp_path_factory.mktemp("story")) / "l")
    with served(path) as where:
        yield f"{where}/events/e{claims[0].id[1:]}"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    complaints: list[str] = []
    context = browser.new_context()
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    opened.goto(address)
    yield opened
    context.close()
    assert complaints == []


def test_the_spread_is_drawn_as_the_table_has_it(page: Page) -> None:
    page.locator('#spread .chart[data-drawn="yes"]').wait_for(timeout=60_000)
    dots = page.locator("#spread .chart svg .mark-symbol.role-mark path")
    assert dots.count() == page.locator("#spread tbody tr").count() == 8
    assert len({dots.nth(place).get_attribute("fill") for place in range(dots.count())}) > 1


def test_the_numbers_are_dots_with_ranges_beside_their_table(page: Page) -> None:
    page.locator('#amounts .chart[data-drawn="yes"]').wait_for(timeout=60_000)
    dots = page.locator("#amounts .chart svg .mark-symbol.role-mark path")
    assert dots.count() == page.locator("#amounts tbody tr").count() == 3
    assert page.locator("#amounts .chart svg .mark-rule.role-mark line").count() == 3


def test_a_dot_opens_its_claim(page: Page) -> None:
    page.locator('#spread .chart[data-drawn="yes"]').wait_for(timeout=60_000)
    page.locator("#spread .chart svg .mark-symbol.role-mark path").first.click()
    page.wait_for_url("**/reports/**claim=**", timeout=60_000)
    assert page.locator(".m.on").count() == 1


def test_the_keyboard_reaches_every_sentence(page: Page) -> None:
    wanted = page.locator("#spread tbody a.said").count()
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        place = page.evaluate("[...document.querySelectorAll('#spread tbody a.said')].indexOf(document.activeElement)")
        if place >= 0:
            reached.add(place)
    assert len(reached) == wanted == 8
    first = page.locator("#spread tbody a.said").first
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/**claim=**", timeout=60_000)


def test_without_javascript_all_is_told(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert "The table below holds the same" in page.locator("#spread .chart").inner_text()
    assert page.locator("#spread tbody tr").count() == 8
    assert page.locator("#amounts tbody tr").count() == 3
    assert "possibly independent" in page.locator("#tellings").inner_text()
    assert "says that it repeats what The Wall Street Journal had told" in page.locator("#tellings").inner_text()
    context.close()


def test_axe_finds_nothing_wrong_and_a_phone_needs_no_sideways_scrolling(browser: Browser, address: str) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address)
    page.locator('#spread .chart[data-drawn="yes"]').wait_for(timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.add_script_tag(path=AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    assert [each["id"] for each in found["violations"]] == []
    context.close()
