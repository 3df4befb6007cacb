"""The reference says what the code says, and its pages lead somewhere."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

import backstay
from backstay import records
from scripts.docs import __main__ as reference
from scripts.docs import cli, errors
from scripts.docs.notes import NOTES

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "bench" / "README.md"])


@pytest.mark.parametrize("name", reference.PAGES)
def test_no_page_is_stale(name: str) -> None:
    assert name not in reference.stale(), "run: python -m scripts.docs"


def test_a_stale_page_would_be_seen(tmp_path: Path) -> None:
    assert sorted(reference.stale(tmp_path)) == sorted(reference.PAGES)


def test_every_record_that_is_kept_is_described() -> None:
    worked_out = {"Level", "Tie"}  # never kept: a tie is measured anew whenever it is asked for
    kept = {n for n in records.__all__ if isinstance(k := getattr(records, n), type) and dataclasses.is_dataclass(k)}
    assert kept - worked_out == set(NOTES)


def test_every_name_of_the_front_door_is_described() -> None:
    text = reference.PAGES["python.md"]()
    assert not [n for n in backstay.__all__ if f"`{n}`" not in text and f"`backstay.{n}`" not in text]


def test_every_error_is_described() -> None:
    text = errors.page()
    assert not [k.__name__ for k in errors.tree() if f"`{k.__name__}`" not in text]


def test_every_command_has_help_for_all_it_takes() -> None:
    text = cli.page()  # raises for a command, an argument or an option without help
    for command in ("read", "claims", "brief", "explain", "reports", "serve", "export", "demo", "doctor"):
        assert f"## backstay {command}\n" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if "://" in target or not (path or anchor):
            continue
        goal = (page.parent / path).resolve() if path else page
        assert goal.exists(), f"{page.name} links to {target}"
        if anchor and goal.suffix == ".md":
            assert anchor in _anchors(goal), f"{page.name} links to {target}"


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in heads}
