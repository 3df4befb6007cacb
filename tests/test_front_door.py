"""The front door: these names, nothing loaded before it is used."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

import backstay
from backstay.door import _published
from backstay.ledger import Ledger
from backstay.records import Precision, Published
from backstay.records.errors import EmptyInput, LedgerMissing, UsageError

NAMES = {
    "Amount", "BackstayError", "Claim", "ClaimFilter", "ClaimRow", "Ledger", "Mention", "Origin", "Participant",
    "Party", "Place", "Published", "Reason", "Report", "Skipped", "Source", "When", "__version__", "errors",
    "open_ledger", "read",
}  # fmt: skip


def test_these_names_and_no_others() -> None:
    assert set(backstay.__all__) == NAMES
    assert set(dir(backstay)) == NAMES
    for name in NAMES:
        assert getattr(backstay, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonesuch"):
        backstay.nonesuch  # noqa: B018


def test_importing_it_loads_nothing_of_ours_or_of_others() -> None:
    code = "import sys; before = set(sys.modules); import backstay; print(*set(sys.modules) - before)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert {name for name in loaded if name.startswith("backstay")} == {"backstay", "backstay._version"}
    assert not {"duckdb", "polars", "numpy", "onnxruntime"} & set(loaded)


def test_open_ledger_opens_a_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerMissing):
        backstay.open_ledger(tmp_path / "l")
    with backstay.open_ledger(str(tmp_path / "l"), write=True) as ledger:
        assert isinstance(ledger, Ledger)
    with backstay.open_ledger(tmp_path / "l", as_of="2019-06-03") as ledger:
        assert ledger.as_of == date(2019, 6, 3)
    with pytest.raises(UsageError, match="Monday"):
        backstay.open_ledger(tmp_path / "l", as_of="Monday")


def test_a_publication_date_in_any_of_its_forms() -> None:
    day, moment = date(2019, 6, 3), datetime(2019, 6, 3, 10, 30)
    assert _published("2019-06-03") == _published(day) == Published(day)
    assert _published(moment) == Published(day, Precision.SECOND, moment)
    assert _published(None) is None


def test_nothing_to_read_is_said_so() -> None:
    with pytest.raises(EmptyInput):
        backstay.read(" \n")


def test_reading_gives_claims_that_quote_the_text() -> None:
    text = "Russia has sent 100 military advisers to Venezuela, a spokesman for the Kremlin said on Monday."
    claims = backstay.read(text, published="2019-06-03", outlet="The Example Herald")
    assert claims
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote
    assert {(claim.backer, claim.client) for claim in claims} >= {("RUS", "VEN")}
