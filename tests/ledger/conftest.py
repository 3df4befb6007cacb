"""Records to keep, and a ledger to keep them in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from backstay.ledger import Ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / 'it\'s a "test" é.backstay'


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path, write=True) as opened:
        yield opened
