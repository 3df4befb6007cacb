"""The pages in a real Chromium, with and without JavaScript."""

from __future__ import annotations

import pytest

from tests.surfaces.web.browsing import Open, wrong_to_axe
from tests.surfaces.web.web_ledgers import founding

pytestmark = pytest.mark.browser

REPORT, CLAIMS = founding().report, founding().claims
CUT, DENIAL = CLAIMS[1], CLAIMS[3]
PAGES = ("/", "/states", "/reports", f"/reports/{REPORT.id if REPORT else ''}?claim={CUT.id}", "/claims", "/states/VEN",
         "/events", f"/events/e{CUT.id[1:]}",
         "/search?q=firm", "/skipped", "/about", "/nothing")  # fmt: skip


def report_path() -> str:
    assert REPORT
    return f"/reports/{REPORT.id}"


def test_a_claim_is_chosen_without_javascript(open_page: Open) -> None:
    page = open_page(report_path(), java_script_enabled=False)
    page.locator(f'a.m[data-covering="{DENIAL.id}"]').click()
    assert page.url.endswith(f"{report_path()}?claim={DENIAL.id}#{DENIAL.id}")
    assert "denied by The firm" in page.locator("#panel").inner_text()
    assert page.locator(".m.on").inner_text() == DENIAL.quote


def test_a_claim_is_chosen_in_place_with_javascript(open_page: Open) -> None:
    page = open_page(report_path())
    page.evaluate("window.stayed = true")
    page.locator(f'a.m[data-covering="{DENIAL.id}"]').click()
    page.locator(f'#panel[data-claim="{DENIAL.id}"]').wait_for()
    assert page.evaluate("window.stayed") is True
    assert page.url.endswith(f"?claim={DENIAL.id}#{DENIAL.id}")
    assert page.locator(".m.on").inner_text() == DENIAL.quote
    page.go_back()
    page.locator("#panel:not([data-claim])").wait_for()
    assert page.locator("main").count() == 1
    page.goto(page.url + f"?claim={CUT.id}")
    assert page.locator("#panel blockquote").inner_text() == CUT.quote


def test_keys_go_from_claim_to_claim(open_page: Open) -> None:
    page = open_page(report_path())
    order = sorted(CLAIMS, key=lambda claim: (claim.start, claim.id))
    for claim in order[:2]:
        page.keyboard.press("j")
        page.locator(f'#panel[data-claim="{claim.id}"]').wait_for()
    page.keyboard.press("k")
    page.locator(f'#panel[data-claim="{order[0].id}"]').wait_for()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("jk")
    assert page.locator("#q").input_value() == "jk"


def test_everything_can_be_reached_by_tab(open_page: Open) -> None:
    page = open_page(report_path())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.claim") == CUT.id:
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.locator(f'#panel[data-claim="{CUT.id}"]').wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chart_is_drawn_under_the_content_policy(open_page: Open, scheme: str) -> None:
    page = open_page("/states/VEN", color_scheme=scheme)
    page.locator('.chart[data-drawn="yes"]').wait_for(timeout=20_000)
    signs = page.locator(".chart svg .mark-symbol.role-mark path")
    rows = page.locator("#timeline tbody tr")
    assert signs.count() == rows.count() > 0
    fills = {signs.nth(place).get_attribute("fill") for place in range(signs.count())}
    expected = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--c1').trim()")
    assert expected in fills
    svg = page.locator(".chart svg")
    assert "Venezuela" in (
        svg.get_attribute("aria-label") or page.locator(".chart [aria-label]").first.get_attribute("aria-label") or ""
    )


def test_a_sign_of_the_chart_opens_its_claims(open_page: Open) -> None:
    page = open_page("/states/VEN")
    page.locator('.chart[data-drawn="yes"]').wait_for(timeout=20_000)
    signs = page.locator(".chart svg .mark-symbol.role-mark path")
    signs.last.hover()
    page.locator("#vg-tooltip-element.visible").wait_for()
    signs.last.click()
    page.wait_for_url("**/claims?client=VEN**")
    assert page.locator(".claim").count() >= 1


def test_without_javascript_the_table_stands_in_for_the_chart(open_page: Open) -> None:
    page = open_page("/states/VEN", java_script_enabled=False)
    assert "The table below holds the same" in page.locator(".chart").inner_text()
    assert page.locator("#timeline tbody tr").count() > 0


def test_the_day_is_kept(open_page: Open) -> None:
    page = open_page("/states/VEN?as_of=2019-12-31", java_script_enabled=False)
    assert "31 December 2019" in page.locator(".asof-note").inner_text()
    page.locator("#backers a.said").first.click()
    assert "as_of=2019-12-31" in page.url
    page.locator("#as_of").fill("2019-01-01")
    page.locator(".asof button").click()
    assert "Not in the ledger" in page.locator("h1").inner_text()


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_needs_no_sideways_scrolling(open_page: Open, path: str) -> None:
    page = open_page(path, viewport={"width": 360, "height": 740})
    if path.startswith("/states/"):
        page.locator('.chart[data-drawn="yes"]').wait_for(timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_wrong(open_page: Open, path: str, scheme: str) -> None:
    page = open_page(path, color_scheme=scheme, bypass_csp=True)
    if path.startswith("/states/"):
        page.locator('.chart[data-drawn="yes"]').wait_for(timeout=20_000)
    assert wrong_to_axe(page) == []
