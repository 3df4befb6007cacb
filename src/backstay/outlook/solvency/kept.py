"""Back-tests that were worked out beforehand and ship with their cases: they take too long for a page to wait for."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=8)
def kept_backtest(case: str) -> dict[str, Any] | None:
    """The back-test of a case that ships, as `python -m training.solvency` wrote it; None for others."""
    from .cases import shipped

    path = files(__package__) / "data" / f"{case}.backtest.json"
    if case not in shipped() or not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
