"""Exports hold what the claims hold, in the form that other tools expect."""

from __future__ import annotations

import csv
import errno
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.ledger import ClaimRow
from backstay.records import (
    OUTLET,
    Amount,
    EventType,
    Mention,
    Participant,
    Party,
    Place,
    Precision,
    Source,
    SourceKind,
    Stance,
    Status,
    When,
)
from backstay.records.errors import DiskFull, UsageError
from backstay.records.exchange import claim_from_json
from backstay.surfaces.exports import FORMATS, export
from backstay.surfaces.exports.flat import COLUMNS, flat_row, harmless
from backstay.surfaces.exports.plover import left_out, plover_record
from tests.corroboration.make import ROSTEC_DENIES, WSJ, row

FULL = row(
    sources=(OUTLET, WSJ),
    amounts=(Amount("about 1,000", 900, 1100, "persons"), Amount("billions", 10**9, None, "USD")),
    when=When("in May", date(2019, 5, 1), date(2019, 5, 31), Precision.MONTH),
    where=Place("VEN", "Caracas"),
    mode="withdraw",
    title="Title",
    url="https://herald.example/a",
)
BARE = row("nobody says when", report="r2", outlet=None, published=None, recipient=None, start=3)


def written(rows: list[ClaimRow], form: str) -> bytes:
    out = io.BytesIO()
    export(rows, form, out)
    return out.getvalue()


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="xml"):
        export([], "xml", io.BytesIO())


def test_lines_bring_the_claims_back_whole() -> None:
    lines = written([FULL, BARE], "jsonl").decode().splitlines()
    assert [claim_from_json(json.loads(line)) for line in lines] == [FULL.claim, BARE.claim]


def test_half_a_character_does_not_stop_an_export() -> None:
    broken = row("half of \ud83d a pair")
    assert json.loads(written([broken], "jsonl"))["quote"] == broken.claim.quote
    assert b"half of" in written([broken], "csv")


def test_csv_has_a_header_even_when_empty() -> None:
    assert written([], "csv").decode() == ",".join(COLUMNS) + "\n"
    assert tuple(flat_row(FULL)) == COLUMNS


def test_csv_cells() -> None:
    (line,) = csv.DictReader(io.StringIO(written([FULL], "csv").decode()))
    assert line["sources"] == "outlet > The Wall Street Journal"
    assert line["amounts"] == "about 1,000 [level: 900..1100 persons]; billions [level: 1e+09.. USD]"
    assert (line["when_first"], line["when_last"], line["where"]) == ("2019-05-01", "2019-05-31", "VEN")


@given(st.text())
def test_no_text_stays_a_formula(text: str) -> None:
    cell = harmless(text)
    assert isinstance(cell, str)
    assert not cell.startswith(tuple("=+-@\t\r\n"))
    assert cell.removeprefix("'") in text.replace("\r", "") or any(ord(c) < 32 or 126 < ord(c) < 160 for c in text)


def test_parquet_keeps_nesting_and_types() -> None:
    frame = pl.read_parquet(io.BytesIO(written([FULL, BARE], "parquet")))
    first, second = frame.to_dicts()
    assert first["amounts"][1]["low"] == 1e9
    assert first["amounts"][1]["high"] is None
    assert first["when"]["first"] == date(2019, 5, 1)
    assert first["actor"]["sector"] == ["BUS", "MIL"]
    assert second["recipient"] is None
    assert second["published"] is None
    empty = pl.read_parquet(io.BytesIO(written([], "parquet")))
    assert (empty.height, empty.schema) == (0, frame.schema)


def test_a_plover_record() -> None:
    assert left_out(FULL) is None
    record = plover_record(FULL)
    assert (record["date"], record["enddate"]) == ("2019-05-01", "2019-05-31")
    assert (record["event"], record["mode"], record["quad_code"]) == (["RETREAT"], ["withdraw"], 2)
    assert record["actor"] == [
        {"code": "RUS", "sector": ["BUS", "MIL"], "entity_text": "Rostec", "identifier_text": "Rostec"}
    ]
    assert record["event_loc"] == {"extracted_place": "Caracas", "country_code": "VEN"}
    assert record["cite_info"]["publication"] == "The Example Herald"
    assert record["backstay"]["client"] == "VEN"


@pytest.mark.parametrize(
    ("event_type", "code"), [(EventType.AGREE, 1), (EventType.AID, 2), (EventType.ACCUSE, 3), (EventType.ASSAULT, 4)]
)
def test_quad_codes(event_type: EventType, code: int) -> None:
    assert plover_record(row(event_type=event_type))["quad_code"] == code


def test_actors_of_no_state_have_plovers_codes() -> None:
    for sector, code in (("IGO", "IGO"), ("REB", "IMG"), ("NGO", "NGO")):
        actor = Participant(Mention("they"), Party("They", None, None, (sector,)))
        assert plover_record(row(actor=actor))["actor"][0]["code"] == code


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (row(event_type=EventType.STATE), "standing condition"),
        (row(sources=(OUTLET, ROSTEC_DENIES)), "denied"),
        (row(sources=(OUTLET, Source("Rosneft", SourceKind.OFFICE, Stance.DECLINES))), "declined"),
        (row(status=Status.PLANNED), "planned"),
        (row(status=Status.DID_NOT_HAPPEN), "not to have happened"),
        (row(actor=None), "no actor"),
        (BARE, "no date"),
    ],
)
def test_what_makes_no_plover_record_is_counted_with_the_reason(claim: ClaimRow, why: str) -> None:
    exported = export([claim, FULL], "plover", io.BytesIO())
    assert exported.written == 1
    ((reason, count),) = exported.left_out.items()
    assert (why in reason, count) == (True, 1)


class StoppedError(Exception):
    """Something ends the export half way."""


def interrupted(error: Exception) -> Iterator[ClaimRow]:
    yield FULL
    raise error


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_there_whole_or_as_it_was(form: str, tmp_path: Path) -> None:
    out = tmp_path / "claims.out"
    out.write_text("before")
    with pytest.raises(DiskFull):
        export(interrupted(OSError(errno.ENOSPC, "No space left on device")), form, out)
    with pytest.raises(StoppedError):
        export(interrupted(StoppedError()), form, out)
    assert out.read_text() == "before"
    assert list(tmp_path.iterdir()) == [out]
    export([FULL], form, out)
    assert out.read_text(errors="replace") != "before"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        export([FULL], "csv", tmp_path / "no" / "claims.csv")
