"""The demo dossier: 24 short dispatches on who backed Venezuela's government, 2010 to 2020.

See `README.md` beside this. It imports no other room, so that anything may list it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

STATE = "VEN"
"""The government that the dossier is about."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs that are read in one go. `published` and `outlet` are what a user would say of a plain text."""

    inputs: tuple[str, ...]
    published: str | None = None
    outlet: str | None = None


def folder() -> Path:
    """The folder that holds `pages/` (HTML), `feed/` (Atom) and `text/` (plain text)."""
    return Path(__file__).resolve().parent / "dossier"


def batches() -> tuple[Batch, ...]:
    """The whole dossier in reading order. Pages and feed say when and where they were published; texts cannot."""
    root = folder()
    texts = json.loads((root.parent / "texts.json").read_text(encoding="utf-8"))
    told = tuple(Batch((str(root / t["file"]),), published=t["published"], outlet=t["outlet"]) for t in texts)
    return (Batch((str(root / "pages"), str(root / "feed"))), *told)
