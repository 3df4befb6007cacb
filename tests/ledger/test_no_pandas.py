"""DuckDB asks for pandas with every value: the ledger answers that there is none, and everybody else may have it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from backstay.ledger import Ledger
from backstay.ledger.no_pandas import keep_pandas_out
from backstay.records.errors import UsageError

LOOK = """
import sys, pathlib
from backstay.ledger import Ledger
from tests.ledger.records import make_claim, make_outcome, make_report

report = make_report()
with Ledger.open(pathlib.Path(sys.argv[1]), write=True) as ledger:
    ledger.write([make_outcome(report, make_claim(report))], reader="r1")
    assert [row.claim.id for row in ledger.claims()] == [make_claim(report).id]
    assert ledger.frame().height == 1
    print("pandas" in sys.modules)
    import pandas
    print(len(ledger.frame(pandas=True)))
"""


def test_a_ledger_is_written_and_read_without_pandas_and_code_that_asks_for_it_gets_it(path: Path) -> None:
    pytest.importorskip("pandas")
    done = subprocess.run([sys.executable, "-c", LOOK, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "1"]


def test_it_is_kept_out_once_however_often_that_is_asked() -> None:
    keep_pandas_out()
    before = len(sys.meta_path)
    keep_pandas_out()
    assert len(sys.meta_path) == before


def test_where_there_is_no_pandas_a_frame_of_it_is_refused_with_a_hint(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with Ledger.open(path, write=True) as ledger, pytest.raises(UsageError, match="not installed") as caught:
        ledger.frame(pandas=True)
    assert "backstay[pandas]" in caught.value.hint
