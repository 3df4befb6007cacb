"""Opening: missing, locked, damaged, newer, older, moved, read-only."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from backstay.ledger import Ledger, default_path
from backstay.ledger.connection import Connection
from backstay.ledger.opening import migrate
from backstay.ledger.place import Folder
from backstay.ledger.rows import claim_row, report_row
from backstay.ledger.schema import FORMAT, MIGRATIONS
from backstay.ledger.writing import insert
from backstay.records.errors import DiskFull, LedgerDamaged, LedgerError, LedgerLocked, LedgerMissing, LedgerNewer
from tests.ledger.records import make_claim, make_outcome, make_report


@pytest.fixture
def kept(path: Path) -> Path:
    """A closed ledger with one report."""
    report = make_report()
    with Ledger.open(path, write=True) as ledger:
        ledger.write([make_outcome(report, make_claim(report))], reader="r1")
    return path


def test_the_default_path_is_named_by_the_environment_or_lies_in_the_users_data(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("BACKSTAY_LEDGER", str(tmp_path / "x"))
    assert default_path() == tmp_path / "x"
    monkeypatch.delenv("BACKSTAY_LEDGER")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path().name == "ledger.backstay"


def test_no_ledger_says_how_to_make_one_and_makes_nothing(path: Path):
    with pytest.raises(LedgerMissing) as caught:
        Ledger.open(path)
    assert "backstay read" in caught.value.hint
    assert not path.exists()


def test_a_run_killed_before_the_first_table_leaves_no_ledger_to_readers_and_a_sound_one_to_writers(path: Path):
    Folder(path).data.mkdir(parents=True)
    Connection(Folder(path), write=True).close()
    with pytest.raises(LedgerMissing):
        Ledger.open(path)
    with Ledger.open(path, write=True) as ledger:
        assert ledger.reports() == []


def test_a_second_writer_is_told_who_holds_the_lock(kept: Path):
    code = "import sys, pathlib, backstay.ledger as l; l.Ledger.open(pathlib.Path(sys.argv[1]), write=True)"
    with Ledger.open(kept, write=True):
        other = subprocess.run([sys.executable, "-c", code, str(kept)], capture_output=True, text=True, check=False)
        with pytest.raises(LedgerLocked, match=r"process id \d+"):
            Ledger.open(kept, write=True)
        assert "LedgerLocked" in other.stderr
        with Ledger.open(kept) as reading:
            assert reading.count() == 1
    Ledger.open(kept, write=True).close()


def test_a_file_or_a_folder_with_other_things_is_left_alone(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine")
    for place in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(LedgerError):
            Ledger.open(place, write=True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("harm", ["garbage", "truncated", "emptied", "removed"])
def test_a_damaged_catalog_is_called_so(kept: Path, harm: str, write: bool):
    catalog = Folder(kept).catalog
    whole = catalog.read_bytes()
    left = {"garbage": b"garbage " * 1000, "truncated": whole[: len(whole) // 3], "emptied": b""}
    catalog.unlink()
    if harm in left:
        catalog.write_bytes(left[harm])
    with pytest.raises(LedgerDamaged) as caught, Ledger.open(kept, write=write) as ledger:
        ledger.claims()
    assert caught.value.hint


def test_a_missing_data_file_is_called_damage_and_found_by_the_check(kept: Path):
    for file in (Folder(kept).data / "main" / "claims").glob("*.parquet"):
        file.unlink()
    with Ledger.open(kept) as ledger:
        with pytest.raises(LedgerDamaged):
            ledger.claims()
        wrong = [finding for finding in ledger.check() if not finding.ok]
        assert any("missing" in finding.what for finding in wrong)
        assert all(finding.hint for finding in wrong)


def test_a_garbled_data_file_is_called_damage(kept: Path):
    for file in (Folder(kept).data / "main" / "claims").glob("*.parquet"):
        file.write_bytes(b"PAR1" + b"x" * (file.stat().st_size - 8) + b"PAR1")
    with Ledger.open(kept) as ledger, pytest.raises(LedgerDamaged):
        ledger.claims()


def test_a_sound_ledger_passes_every_check(kept: Path):
    with Ledger.open(kept) as ledger:
        assert [finding.what for finding in ledger.check() if not finding.ok and "free" not in finding.what] == []


def test_a_newer_format_is_refused_by_file_and_by_catalog(kept: Path):
    folder = Folder(kept)
    folder.state_format(FORMAT + 1)
    for write in (True, False):
        with pytest.raises(LedgerNewer):
            Ledger.open(kept, write=write)
    folder.format.unlink()
    connection = Connection(folder, write=True)
    connection.rows("INSERT INTO ledger.format VALUES (?, '9.9', now()::TIMESTAMP)", [FORMAT + 1])
    connection.close()
    for write in (True, False):
        with pytest.raises(LedgerNewer):
            Ledger.open(kept, write=write)


def test_garbage_in_the_format_file_is_called_damage(kept: Path):
    Folder(kept).format.write_text("{")
    with pytest.raises(LedgerDamaged):
        Ledger.open(kept)


def older_ledger(path: Path, number: int) -> None:
    """A ledger as the Backstay of format `number` left it, with one report and its claim."""
    folder = Folder(path)
    folder.data.mkdir(parents=True)
    connection = Connection(folder, write=True)
    migrate(connection, MIGRATIONS[:number])
    report = make_report()
    claim = make_claim(report)
    assert report.published is not None
    row = claim_row(claim, report.published.day)
    if number < 3:
        del row["published"]  # came with format 3
    with connection.transaction() as cursor:
        insert(cursor, "reports", [report_row(report, (claim,), reader="r1", address="/a", now=datetime(2024, 1, 1))])
        insert(cursor, "texts", [{"report": report.id, "text": report.text}])
        insert(cursor, "claims", [row])
    connection.close()


@pytest.mark.parametrize("number", range(1, FORMAT))
@pytest.mark.parametrize("write", [True, False])
def test_an_older_ledger_is_brought_up_to_date_when_it_is_opened(path: Path, number: int, write: bool):
    older_ledger(path, number)
    report = make_report()
    assert report.published is not None
    with Ledger.open(path, write=write) as ledger:
        assert [(row.claim, row.published) for row in ledger.claims()] == [(make_claim(report), report.published.day)]
        assert ledger.frame()["published"].to_list() == [report.published.day]
        assert all(finding.ok for finding in ledger.check() if "free" not in finding.what)
    assert Folder(path).stated_format() == FORMAT


def test_steps_taken_together_make_the_same_ledger_as_steps_taken_one_by_one(path: Path, tmp_path: Path):
    def schema(folder: Folder, stops: list[int]) -> list[list[tuple[object, ...]]]:
        folder.data.mkdir(parents=True)
        connection = Connection(folder, write=True)
        for stop in stops:
            migrate(connection, MIGRATIONS[:stop])
        asked = (
            "SELECT table_name, column_name, data_type, column_index FROM duckdb_columns() "
            "WHERE database_name = 'ledger' ORDER BY ALL",
            "SELECT option_name, value, scope, scope_entry FROM ducklake_options('ledger') "
            "WHERE option_name NOT IN ('created_by', 'data_path') ORDER BY ALL",
            "SELECT number FROM ledger.format ORDER BY number",
        )
        found = [connection.rows(sql) for sql in asked]
        connection.close()
        return found

    together = schema(Folder(path), [FORMAT])
    assert together == schema(Folder(tmp_path / "other"), list(range(1, FORMAT + 1)))
    assert all(together)


def test_a_ledger_may_be_moved(kept: Path, tmp_path: Path):
    moved = kept.rename(tmp_path / "elsewhere")
    with Ledger.open(moved) as ledger:
        assert ledger.count() == 1


@pytest.fixture
def small_disk(tmp_path: Path):
    """A disk of two megabytes; skips where this user may not mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a small disk")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_ledger_on_a_read_only_disk_can_be_read(kept: Path, small_disk: Path):
    shutil.copytree(kept, small_disk / "l")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with Ledger.open(small_disk / "l") as ledger:
        assert ledger.count() == 1
    with pytest.raises(LedgerError):
        Ledger.open(small_disk / "l", write=True)


def test_a_full_disk_keeps_every_finished_batch_and_the_run_can_go_on(small_disk: Path):
    path, filler = small_disk / "l", small_disk / "filler"
    finished: list[str] = []
    with Ledger.open(path, write=True) as ledger, pytest.raises(DiskFull) as caught:  # noqa: PT012
        filler.write_bytes(b"x" * (600_000))
        for number in range(50):
            noise = random.Random(number).randbytes(60_000).hex()  # does not compress
            report = make_report(f"Rostec cut its staff {number} times. {noise}")
            ledger.write([make_outcome(report, make_claim(report))], reader="r1")
            finished.append(report.id)
    assert "kept" in str(caught.value)
    filler.unlink()
    with Ledger.open(path, write=True) as ledger:
        assert {row.id for row in ledger.reports()} == set(finished)
        ledger.write([make_outcome(make_report("One more."))], reader="r1")
        assert len(ledger.reports()) == len(finished) + 1
