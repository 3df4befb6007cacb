"""Tables: which form a file has, and its rows as text, whole and in order, whatever it is packed in."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.records.errors import NotReadable, UsageError
from backstay.sources.tables import TableHints, open_table
from backstay.sources.tables.blocks import as_utf8, blocks
from backstay.sources.tables.days import days
from tests.sources.tables import acled, gdelt_rows, icews, icews_row, polecat

MAPPED = TableHints(columns={"day": "when", "code": "what"})


def write(folder: Path, text: str | bytes, name: str = "table.tab") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def rows(path: Path, hints: TableHints | None = None) -> pl.DataFrame:
    return pl.concat(batch.frame for batch in open_table(path, hints or TableHints()).batches())


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (icews(icews_row(1)), "icews"),
        (polecat({"Event ID": "x", "Event Date": "2019-03-23", "Event Type": "AID"}), "polecat"),
        (gdelt_rows({"globaleventid": 1, "sqldate": "20190323"}), "gdelt"),
        (gdelt_rows({"globaleventid": 1, "sqldate": "20190323"}, width=58), "gdelt"),
        (acled({"event_id_cnty": "VEN1"}), "acled"),
        ("\ufeff" + acled({"event_id_cnty": "VEN1"}).replace("event_date", "EVENT_DATE", 1), "acled"),
    ],
)
def test_public_forms_are_known_by_their_first_row(tmp_path: Path, text: str, form: str):
    table = open_table(write(tmp_path, text), TableHints())
    assert table.form.name == table.dataset == form


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "1\t2\n", "some words\n"])
def test_another_table_is_refused_with_what_to_do(tmp_path: Path, text: str):
    with pytest.raises(UsageError) as caught:
        open_table(write(tmp_path, text), TableHints())
    assert "--map" in caught.value.hint


@pytest.mark.parametrize(
    ("hints", "said"),
    [
        (TableHints(columns={"day": "when"}), "code or event"),
        (TableHints(columns={"code": "what"}), "day"),
        (TableHints(columns={"day": "when", "code": "nothing"}), "no column nothing"),
        (TableHints(columns={"day": "when", "code": "what", "colour": "red"}), "no column of ours"),
        (TableHints(format="facts", columns={"backer": "when", "value": "what", "year": "when"}), "client"),
        (TableHints(format="xml"), "no format"),
    ],
)
def test_a_map_that_does_not_fit_says_how(tmp_path: Path, hints: TableHints, said: str):
    with pytest.raises(UsageError, match=said):
        open_table(write(tmp_path, "when;what\n2019-03-23;072\n"), hints)


def test_files_that_are_none_are_not_readable(tmp_path: Path):
    whole = gzip.compress(icews(*(icews_row(n) for n in range(500))).encode())
    with pytest.raises(NotReadable):
        open_table(tmp_path / "absent", TableHints())
    with pytest.raises(NotReadable):
        open_table(write(tmp_path, b""), TableHints())
    with pytest.raises(NotReadable):
        open_table(write(tmp_path, b"PAR1 and no more"), TableHints())
    with pytest.raises(NotReadable):
        rows(write(tmp_path, whole[:-200]))


def test_rows_come_numbered_under_our_names_packed_or_not(tmp_path: Path):
    text = icews(*(icews_row(n, Source_Name=f"Actor {n}") for n in range(3)))
    plain = rows(write(tmp_path, text))
    assert plain["row"].to_list() == [1, 2, 3]
    assert plain["actor"].to_list() == ["Actor 0", "Actor 1", "Actor 2"]
    assert plain["actor_sector"][0] == "Military,Government"
    assert plain.row(0, named=True)["place"] == "Caracas"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "x")
        archive.writestr("events.tab", text)
    frame = pl.DataFrame([icews_row(n, Source_Name=f"Actor {n}") for n in range(3)])
    frame.write_parquet(tmp_path / "table.parquet")
    for path in (write(tmp_path, gzip.compress(text.encode()), "t.gz"), write(tmp_path, packed.getvalue(), "t.zip")):
        assert rows(path).equals(plain)
    same = rows(tmp_path / "table.parquet", TableHints(columns={"day": "Event Date", "code": "CAMEO Code"}))
    assert same.equals(plain.select("row", "day", "code"))


def test_rows_of_another_width_are_bad_and_shift_nobody(tmp_path: Path):
    lines = icews(icews_row(0), icews_row(1), icews_row(2), icews_row(3)).splitlines()
    lines[2] += "\tone more"
    lines[3] = lines[3].rpartition("\t")[0]
    batch = next(open_table(write(tmp_path, "\n".join([*lines, ""])), TableHints()).batches())
    assert (batch.read, batch.frame["row"].to_list()) == (4, [1, 4])
    assert batch.bad.select("row", "reason").rows() == [(2, "ragged"), (3, "ragged")]
    assert "Venezuela" in batch.bad["detail"][0]


def test_quotation_marks_are_text_in_tab_files_and_hold_commas_and_lines_in_the_others(tmp_path: Path):
    assert rows(write(tmp_path, icews(icews_row(0, Source_Name='"The Boss'), icews_row(1))))["actor"][0] == '"The Boss'
    text = acled(
        {"event_id_cnty": "A1", "location": 'La "Gran" Caracas, norte', "notes": "one\ntwo"}, {"event_id_cnty": "A2"}
    )
    found = rows(write(tmp_path, text))
    assert found["id"].to_list() == ["A1", "A2"]
    assert found["place"][0] == 'La "Gran" Caracas, norte'


def test_a_quotation_mark_that_never_closes_costs_what_follows_it_and_no_more(tmp_path: Path):
    text = acled({"event_id_cnty": "A1"}, {"event_id_cnty": "A2"}) + '"A3","2016-01-01\n"A4",2016\n'
    found = list(open_table(write(tmp_path, text), TableHints()).batches())
    assert [row for batch in found for row in batch.frame["id"].to_list()] == ["A1", "A2"]
    assert {reason for batch in found for reason in batch.bad["reason"].to_list()} == {"ragged"}
    assert sum(batch.read for batch in found) == 4


def test_text_that_is_not_utf8_is_read_as_windows_1252(tmp_path: Path):
    path = write(tmp_path, icews(icews_row(0, Source_Name="Nicolás Maduro")).encode("cp1252"))
    assert rows(path)["actor"][0] == "Nicolás Maduro"
    assert as_utf8("é".encode()) == "é".encode()


FIELD = st.text(st.sampled_from('ab,"\n é'), max_size=6)


@given(st.lists(st.tuples(FIELD, FIELD), max_size=12), st.integers(1, 40))
def test_blocks_are_the_file_again_and_end_where_rows_end(table: list[tuple[str, str]], size: int):
    quoted = ['"' + a.replace('"', '""') + '","' + b.replace('"', '""') + '"\n' for a, b in table]
    data = "".join(quoted).encode()
    found = list(blocks(io.BytesIO(data), quoted=True, size=size))
    assert b"".join(found) == data
    ends = {len("".join(quoted[: n + 1]).encode()) for n in range(len(quoted))}
    reached = 0
    for block in found:
        reached += len(block)
        assert reached in ends


@given(st.lists(st.text(st.sampled_from('ab"\t é'), max_size=9), max_size=12), st.integers(1, 40), st.booleans())
def test_blocks_of_rows_without_quotation_marks_end_where_lines_end(lines: list[str], size: int, ended: bool):
    data = "\n".join(lines).encode() + (b"\n" if ended and lines else b"")
    found = list(blocks(io.BytesIO(data), quoted=False, size=size))
    assert b"".join(found) == data
    assert all(block.endswith(b"\n") for block in found[:-1])


@pytest.mark.parametrize(
    "written",
    ["2019-03-23", " 2019-03-23 ", "2019-03-23T10:00:00Z", "2019-03-23 00:00:00.000000", "20190323", "20190323101500",
     "23 March 2019", "23-Mar-2019", "23-Mar-19", "2019/03/23", "1553299200"],
)  # fmt: skip
def test_days_in_the_ways_of_tables(written: str):
    frame = pl.DataFrame({"day": [written]}).select(days("day"))
    assert str(frame["day"][0]) == "2019-03-23"


@pytest.mark.parametrize("written", ["", "03/04/2019", "2019-02-30", "2019", "soon", "99999999"])
def test_what_is_no_day_or_may_be_two_is_none(written: str):
    assert pl.DataFrame({"day": [written]}).select(days("day"))["day"][0] is None
