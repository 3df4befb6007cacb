"""The notebook that people look at is the one that the script makes, and it runs."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest

from scripts import notebook


@pytest.fixture(scope="module")
def kept() -> Any:
    return nbformat.read(notebook.PATH, as_version=4)


def _code(book: Any) -> list[Any]:
    return [c for c in book.cells if c.cell_type == "code"]


def test_its_cells_are_those_of_the_script(kept: Any) -> None:
    assert [(c.cell_type, c.source) for c in kept.cells] == list(notebook.CELLS), "run: python -m scripts.notebook"


def test_it_was_run_and_shows_a_chart(kept: Any) -> None:
    assert all(c.execution_count for c in _code(kept))
    shown = {kind for c in _code(kept) for o in c.outputs for kind in o.get("data", {})}
    assert "image/svg+xml" in shown
    assert "/tmp" not in str(kept), "a path of the machine it was run on"


@pytest.mark.slow
def test_it_runs_again_to_the_same_words(kept: Any) -> None:
    again = notebook.execute(notebook.build())
    for old, new in zip(_code(kept), _code(again), strict=True):
        assert _words(new) == _words(old), f"run: python -m scripts.notebook\n{new.source}"


def _words(cell: Any) -> list[str]:
    return [o.text for o in cell.outputs if o.output_type == "stream"]
