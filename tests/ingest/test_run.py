"""Reading runs: what is kept, what is known, what is skipped, whatever the number of processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from backstay.ingest import Progress, read_into
from backstay.ledger import Ledger
from backstay.records import Report
from backstay.records.errors import ModelMissing, StopRun
from backstay.sources import Hints
from tests.ingest import pattern_reader
from tests.ingest.runs import state

STORY = (
    "Maduro met Putin in Moscow on Monday. The minister of defence called the visit a success for both countries. "
    "Sechin said that Rosneft would stay in Venezuela, and that one shipment had left the port on Friday. "
)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(12):
        (folder / f"story{number:02}.txt").write_text(f"Story number {number}. " + STORY * 3)
    (folder / "copy.txt").write_text("Story number 3. " + STORY * 3)
    (folder / "empty.txt").write_text("")
    return folder


def test_a_run_reads_skips_and_says_so(tmp_path: Path, inbox: Path):
    seen: list[Progress] = []
    with Ledger.open(tmp_path / "l", write=True) as ledger:
        summary = read_into(
            ledger, [str(inbox)], Hints(outlet="Test"), jobs=1, load=pattern_reader.load, progress=seen.append
        )
        assert (summary.read, summary.known, dict(summary.skipped)) == (13, 0, {"empty": 1})
        assert summary.claims >= 13 * 3
        assert summary.words > 13 * 50
        assert [item.reason for item in summary.skipped_items] == ["empty"]
        assert ledger.skipped()[0].address.endswith("empty.txt")
        assert len(ledger.known_keys()) == 14
        assert seen[-1].done == 14
        texts = {row.id for row in ledger.reports()}
        assert len(texts) in (12, 13)  # a copy is a report of its own where its address is part of the id


def test_the_same_inputs_again_are_known(tmp_path: Path, inbox: Path):
    with Ledger.open(tmp_path / "l", write=True) as ledger:
        read_into(ledger, [str(inbox)], jobs=1, load=pattern_reader.load)
        before = ledger._connection.rows("SELECT max(snapshot_id) FROM ledger.snapshots()")
        again = read_into(ledger, [str(inbox), str(inbox)], jobs=1, load=pattern_reader.load)
        assert (again.read, again.known, dict(again.skipped)) == (0, 26, {"empty": 2})
        assert ledger._connection.rows("SELECT max(snapshot_id) FROM ledger.snapshots()") == before


def test_links_of_a_page_are_kept_and_reading_it_twice_changes_nothing(tmp_path: Path):
    page = tmp_path / "page.html"
    body = STORY.replace("called the visit", '<a href="https://www.tass.com/visit">called</a> the visit')
    page.write_text(f"<html><body><article><h1>A visit</h1><p>{body}</p></article></body></html>", encoding="utf-8")
    with Ledger.open(tmp_path / "l", write=True) as ledger:
        read_into(ledger, [str(page)], jobs=1, load=pattern_reader.load)
        before = ledger._connection.rows("SELECT max(snapshot_id) FROM ledger.snapshots()")
        (report,) = ledger.texts([row.id for row in ledger.reports()])
        assert [(report.text[link.start : link.end], link.address) for link in report.links] == [
            ("called", "https://www.tass.com/visit")
        ]
        assert read_into(ledger, [str(page)], jobs=1, load=pattern_reader.load).known == 1
        assert ledger._connection.rows("SELECT max(snapshot_id) FROM ledger.snapshots()") == before


def test_a_newer_reader_reads_everything_again(tmp_path: Path, inbox: Path):
    with Ledger.open(tmp_path / "l", write=True) as ledger:
        first = read_into(ledger, [str(inbox)], jobs=1, load=pattern_reader.load)
        again = read_into(ledger, [str(inbox)], jobs=1, load=pattern_reader.load_newer)
        assert (again.read, again.known, again.claims) == (first.read, 0, first.claims)
        assert len(ledger.known_keys("pattern-2")) == 14
        assert all(finding.ok for finding in ledger.check() if "free" not in finding.what)


def test_the_number_of_processes_changes_nothing(tmp_path: Path, inbox: Path):
    for jobs in (1, 2):
        with Ledger.open(tmp_path / str(jobs), write=True) as ledger:
            read_into(ledger, [str(inbox)], jobs=jobs, load=pattern_reader.load)
    assert state(tmp_path / "1") == state(tmp_path / "2")


class FailingReader(pattern_reader.PatternReader):
    """Reads five reports and then finds its model gone."""

    def __init__(self) -> None:
        self.read_so_far = 0

    def read(self, report: Report):
        self.read_so_far += 1
        if self.read_so_far > 5:
            raise ModelMissing("The model is gone.")
        return super().read(report)


def test_what_was_finished_before_an_error_is_kept(tmp_path: Path, inbox: Path):
    with Ledger.open(tmp_path / "l", write=True) as ledger:
        with pytest.raises(StopRun):
            read_into(ledger, [str(inbox)], jobs=1, load=FailingReader)
        assert len(ledger.known_keys()) == 6  # five read, and the empty one among them
        read_into(ledger, [str(inbox)], jobs=1, load=pattern_reader.load)
    with Ledger.open(tmp_path / "other", write=True) as ledger:
        read_into(ledger, [str(inbox)], jobs=1, load=pattern_reader.load)
    assert state(tmp_path / "l") == state(tmp_path / "other")
