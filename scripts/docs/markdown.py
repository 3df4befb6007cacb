"""The little Markdown that the reference pages need."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence

MADE = "<!-- Made from the code by `python -m scripts.docs`. Edit the code, not this page. -->"


def page(title: str, intro: str, *parts: str) -> str:
    """A whole page, ending with one line break."""
    return "\n\n".join([f"# {title}", MADE, intro, *(p.strip() for p in parts if p.strip())]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells may hold Markdown, bars in them are escaped."""
    lines = [list(head), ["---"] * len(head), *([*row] for row in rows)]
    return "\n".join("| " + " | ".join(_cell(c) for c in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def doc(thing: object) -> str:
    """The docstring, unindented. Raises LookupError where there is none: what is public says what it is."""
    text = inspect.getdoc(thing)
    if not text:
        raise LookupError(f"{thing!r} has no docstring")
    return text


def first_line(thing: object) -> str:
    """The first paragraph of the docstring on one line."""
    return " ".join(doc(thing).split("\n\n")[0].split())
