"""Make docs/pictures from the running program: a terminal with `backstay demo`, and the page on Venezuela.

    python -m scripts.pictures.make [terminal] [state] [report]

Needs Chromium from the distribution for the pages.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
PROGRAM = str(Path(sys.executable).with_name("backstay"))
COLUMNS = 104
MOST_BYTES = 400_000
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PROMPT = "\x1b[1;32m$\x1b[0m "


def terminal(_ledger: Path) -> None:
    """Run `backstay demo` as a new user would, and draw what it printed, colours and all."""
    with tempfile.TemporaryDirectory() as home:
        env = {"HOME": home, "FORCE_COLOR": "1", "TTY_INTERACTIVE": "0", "COLUMNS": str(COLUMNS)}
        printed = _run("demo", env=env).replace(home, "~")
    (FOLDER / "terminal.svg").write_text(draw(f"{_PROMPT}backstay demo\n{printed}"), encoding="utf-8")


def draw(printed: str) -> str:
    """An SVG of a terminal that shows this text with its colours."""
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(printed.rstrip()))
    return console.export_svg(title="backstay demo", unique_id="terminal")


def state(ledger: Path) -> None:
    """A picture of the page on Venezuela."""
    _screenshot(ledger, lambda page, base: page.goto(f"{base}/states/VEN"), "state.png")


def report(ledger: Path) -> None:
    """A picture of the first account of the staff cut, with one of its claims chosen."""
    import backstay

    with backstay.open_ledger(ledger) as opened:
        (first,) = [r for r in opened.reports() if (r.title or "").startswith("Rostec down to a few dozen")]
        rows = opened.claims(backstay.ClaimFilter(report=first.id))
    chosen = max(rows, key=lambda row: len(row.claim.amounts)).claim.id
    _screenshot(ledger, lambda page, base: page.goto(f"{base}/reports/{first.id}?claim={chosen}"), "report.png")


def _screenshot(ledger: Path, go: Callable[..., object], name: str) -> None:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    with serving(ledger) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
        go(page, base)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / name)
        browser.close()
    size = (FOLDER / name).stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"docs/pictures/{name} has {size:,} bytes; more than {MOST_BYTES:,} is too heavy for a README")


@contextmanager
def serving(ledger: Path) -> Iterator[str]:
    """`backstay serve` on a free port while the block runs; gives its address."""
    command = [PROGRAM, "serve", "--ledger", str(ledger), "--port", "0"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env)
    try:
        yield _address(server)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _address(server: subprocess.Popen[str]) -> str:
    printed = []
    for line in server.stdout or ():
        printed.append(line)
        found = re.search(r"http://[\w.:]+:[1-9]\d*", line)
        if found:
            return found[0]
    raise SystemExit("backstay serve told no address:\n" + "".join(printed))


def _run(*words: str, env: dict[str, str] | None = None) -> str:
    """All that the program prints, in the order in which a terminal would show it."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BACKSTAY", "XDG_"))}
    done = subprocess.run(
        [PROGRAM, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**kept, **(env or {})},
        check=True,
    )
    return done.stdout


PICTURES: dict[str, Callable[[Path], None]] = {"terminal": terminal, "state": state, "report": report}


def main(names: list[str]) -> None:
    """Make the pictures named, or all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        ledger = Path(scratch) / "demo.backstay"
        _run("demo", "--ledger", str(ledger))
        for name in names or PICTURES:
            PICTURES[name](ledger)


if __name__ == "__main__":
    main(sys.argv[1:])
