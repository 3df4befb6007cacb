"""Commands in the pages exist with their options, and the Python in the pages runs."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from backstay import demo
from backstay.surfaces.cli.main import app

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", flags=re.DOTALL | re.MULTILINE)


def _blocks(page: Path, *kinds: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(page.read_text(encoding="utf-8")) if kind in kinds]


PROGRAMS = [p for p in PAGES if p.parent.name != "reference" and _blocks(p, "python")]  # the reference has signatures


def _examples() -> list[tuple[str, str]]:
    return [
        (page.name, line)
        for page in PAGES
        for block in _blocks(page, "console", "sh", "bash")
        for line in block.splitlines()
        if "backstay " in line
        and "import backstay" not in line
        and "from backstay" not in line
        and not line.startswith(("git", "cd"))
    ]


def test_there_are_examples() -> None:
    assert len(_examples()) > 20


@pytest.mark.parametrize(("page", "line"), _examples())
def test_an_example_names_what_exists(page: str, line: str) -> None:
    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    words = shlex.split(line, comments=True)
    words = words[words.index("backstay") + 1 :]
    if words[0].startswith("-"):
        assert words[0] in {o for p in root.params for o in p.opts}
        return
    assert words[0] in root.commands, f"{page}: {line}"
    known = {o for p in root.commands[words[0]].params for o in (*p.opts, *p.secondary_opts)} | {"--help"}
    assert {w.partition("=")[0] for w in words if w.startswith("--")} <= known, f"{page}: {line}"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from backstay.ingest import read_into
    from backstay.ledger import Ledger
    from backstay.sources import Hints

    path = tmp_path_factory.mktemp("docs") / "demo.backstay"
    with Ledger.open(path, write=True) as opened:
        read_into(opened, demo.batches()[0].inputs, Hints(), jobs=1)
    return path


@pytest.mark.parametrize(
    "page", [p for p in PAGES if p.parent.name != "reference" and _blocks(p, "python")], ids=lambda p: p.name
)
def test_python_in_the_pages_runs(page: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BACKSTAY_LEDGER", str(ledger))
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for block in _blocks(page, "python"):
            exec(compile(block, str(page), "exec"), names)
    assert printed.getvalue()
