"""Empty ledgers by the dozen: one is made, the others are copies of it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from backstay.ledger import Ledger


@cache
def _first() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="backstay-test-")
    Ledger.open(Path(folder.name) / "l", write=True).close()
    return folder


def fresh(path: Path) -> Path:
    """An empty ledger at `path`."""
    shutil.copytree(Path(_first().name) / "l", path)
    return path
