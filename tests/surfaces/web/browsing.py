"""A real Chromium for the tests of pages: a site at an address, pages that fail for any complaint, axe."""

from __future__ import annotations

import contextlib
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from backstay.surfaces.web import create_app

Open = Callable[..., Page]

SLOW = 200_000
"""Milliseconds that a busy machine may take over a page or a chart."""
_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextlib.contextmanager
def served(ledger: Path) -> Iterator[str]:
    """The address of a site on this ledger."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(ledger), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=20)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the machine; skips the test where there is none."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium is installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=_ARGS)
        yield started
        started.close()


@contextlib.contextmanager
def watched(browser: Browser, address: str) -> Iterator[Open]:
    """Opens pages of a site; at the end, anything that the browser complained of fails the test."""
    complaints: list[str] = []
    contexts = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"{message.type}: {message.text}")

    def opened(path: str, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(SLOW)
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(f"page error: {error}"))
        page.on(
            "request", lambda r: r.url.startswith((address, "data:")) or complaints.append(f"asked elsewhere: {r.url}")
        )
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    expected = "the server responded with a status of 404"
    wrong = [each for each in complaints if expected not in each]
    assert not wrong, wrong


def wait_for_charts(page: Page) -> int:
    """How many charts the page has, once all are drawn."""
    charts = page.locator(".chart[data-spec]")
    for place in range(charts.count()):
        page.locator(".chart[data-spec]").nth(place).and_(page.locator('[data-drawn="yes"]')).wait_for()
    return charts.count()


def wrong_to_axe(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds wrong with a page that was opened with `bypass_csp`."""
    page.add_script_tag(path=AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", _RULES)
    return [
        (each["id"], node["html"], node["failureSummary"]) for each in found["violations"] for node in each["nodes"]
    ]


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the focus is on an element of this kind, and see that the focus shows."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("kind => document.activeElement.matches(kind)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"{selector} cannot be reached with Tab")
