"""What goes in comes back whole, once."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from backstay.ledger import ClaimFilter, Ledger, Outcome
from backstay.ledger.rows import report_from_record, report_record
from backstay.records import Amount, Claim, Link, Published, Report, Skipped
from backstay.records.errors import UsageError
from tests.ledger.records import make_claim, make_outcome, make_report, readings


def snapshots(ledger: Ledger) -> int:
    return ledger._connection.rows("SELECT count(*) FROM ledger.snapshots()")[0][0]


def claims_of(ledger: Ledger, report: Report) -> list[Claim]:
    return [row.claim for row in ledger.claims(ClaimFilter(report=report.id))]


@pytest.fixture(scope="module")
def shared_ledger(tmp_path_factory: pytest.TempPathFactory):
    with Ledger.open(tmp_path_factory.mktemp("round") / "trip.backstay", write=True) as opened:
        yield opened


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reading=readings())
def test_every_record_comes_back_as_it_was(shared_ledger: Ledger, reading: tuple[Report, tuple[Claim, ...]]):
    report, claims = reading
    by_id = {claim.id: claim for claim in claims}
    shared_ledger.write([make_outcome(report, *by_id.values())], reader=str(reading))
    back = shared_ledger.report(report.id)
    assert replace(back, retrieved=report.retrieved) == report
    assert {claim.id: claim for claim in claims_of(shared_ledger, report)} == by_id


def test_lone_surrogates_keep_their_length(ledger: Ledger):
    report = make_report("a\ud800b", title="\udfff")
    ledger.write([make_outcome(report)], reader="r1")
    assert ledger.report(report.id).text == "a\ufffdb"


def test_an_unbounded_amount_comes_back_without_the_bound(ledger: Ledger):
    report = make_report()
    ledger.write(
        [make_outcome(report, make_claim(report, amounts=(Amount("billions", 1e9, math.inf, "USD"),)))], reader="r1"
    )
    assert ledger.claims()[0].claim.amounts[0].high is None
    assert ledger.frame("amounts")["high"].to_list() == [None]


def test_a_claim_with_a_lone_surrogate_is_kept(ledger: Ledger):
    report = make_report("a\ud800 says no")
    ledger.write([make_outcome(report, make_claim(report))], reader="r1")
    assert ledger.claims()[0].claim.quote == "a\ufffd says no"


def test_the_same_things_again_change_nothing(ledger: Ledger):
    report = make_report()
    skipped = Outcome("i2", "/in/2", skipped=Skipped("/in/2", "empty", "There is nothing in it."))
    batch = [make_outcome(report, make_claim(report)), skipped]
    ledger.write(batch, reader="r1")
    before = snapshots(ledger)
    later = replace(report, retrieved=datetime(2030, 1, 1, tzinfo=UTC))
    ledger.write([make_outcome(later, make_claim(report)), skipped], reader="r1")
    assert snapshots(ledger) == before
    assert (ledger.count(), len(ledger.reports()), len(ledger.skipped())) == (1, 1, 1)
    assert ledger.report(report.id).retrieved == report.retrieved


def test_links_come_back_and_a_report_without_any_is_kept_as_before(ledger: Ledger):
    report = replace(make_report(), links=(Link(0, 6, "https://www.reuters.com/a"), Link(7, 10, "https://b.example/ü")))
    ledger.write([make_outcome(report, make_claim(report))], reader="r1")
    before = snapshots(ledger)
    assert ledger.report(report.id) == report
    ledger.write([make_outcome(report, make_claim(report))], reader="r1")
    assert snapshots(ledger) == before
    bare = make_report("Nothing is linked here.")
    assert "links" not in report_record(bare)
    assert report_from_record(report_record(bare), bare.text) == bare


def test_a_newer_reader_replaces_a_reports_claims_and_no_others(ledger: Ledger):
    first, second = make_report("Rostec cut its staff here."), make_report("Rostec cut its staff there.")
    ledger.write([make_outcome(r, make_claim(r, 0, 6), make_claim(r, 7, 10)) for r in (first, second)], reader="r1")
    new = make_claim(first, 0, 12)
    ledger.write([make_outcome(first, new)], reader="r2")
    assert claims_of(ledger, first) == [new]
    assert len(claims_of(ledger, second)) == 2
    assert len(ledger.frame("sources")) == 2 * 3
    assert ledger.known_keys("r1") == {f"i{second.id}"}
    assert ledger.known_keys("r2") == {f"i{first.id}"}
    assert len(ledger.known_keys()) == 2


def test_a_report_read_again_is_known_since_it_was_first_retrieved(ledger: Ledger):
    report = make_report(published=None)
    ledger.write([make_outcome(report)], reader="r1")
    ledger.write([make_outcome(replace(report, retrieved=datetime(2030, 1, 1, tzinfo=UTC)))], reader="r2")
    assert ledger.report(report.id) == report
    assert len(ledger.until(date(2024, 5, 1)).reports()) == 1


def test_one_report_from_two_inputs_is_kept_once_and_both_inputs_are_known(ledger: Ledger):
    report = make_report()
    copy = replace(report, outlet="A Copy")
    ledger.write(
        [make_outcome(report, make_claim(report), key="i1", address="/a"), make_outcome(copy, key="i2", address="/b")],
        reader="r1",
    )
    assert ledger.known_keys() == {"i1", "i2"}
    assert [row.outlet for row in ledger.reports()] == ["The Paper"]
    assert ledger.count() == 1


def test_what_the_user_gives_by_hand_wins(ledger: Ledger):
    report = make_report(published=None)
    ledger.write([make_outcome(report, make_claim(report), key="i1", address="/a")], reader="r1")
    given_ = replace(report, published=Published(date(2019, 6, 3)), provenance={"published": "given"})
    ledger.write([make_outcome(given_, make_claim(report), key="i2", address="/b")], reader="r1")
    assert [row.published for row in ledger.reports()] == [date(2019, 6, 3)]
    assert ledger.count() == 1


def test_an_input_that_can_be_read_later_is_no_longer_skipped(ledger: Ledger):
    ledger.write([Outcome("i1", "/a", skipped=Skipped("/a", "not-readable", "No."))], reader="r1")
    assert ledger.known_keys("r1") == set()
    ledger.write([make_outcome(make_report(), key="i1", address="/a")], reader="r1")
    assert ledger.skipped() == []
    assert ledger.known_keys("r1") == {"i1"}


def test_skipped_inputs_come_back_as_they_were(ledger: Ledger):
    skipped = Skipped("/a", "not-text", "These bytes are no text.", "ab12", datetime(2024, 1, 2, 3, 4, 5))
    ledger.write([Outcome("i1", "/a", skipped=skipped)], reader="r1")
    assert ledger.skipped() == [skipped]


def test_a_ledger_opened_for_reading_refuses_to_write(ledger: Ledger, path: Path):
    with Ledger.open(path) as reading, pytest.raises(UsageError):
        reading.write([make_outcome(make_report())], reader="r1")


def test_a_reader_sees_what_another_process_wrote_meanwhile(ledger: Ledger, path: Path):
    with Ledger.open(path) as reading:
        assert reading.reports() == []
        ledger.write([make_outcome(make_report())], reader="r1")
        assert len(reading.reports()) == 1


def test_compaction_keeps_everything_in_fewer_files(ledger: Ledger, path: Path):
    reports = [
        make_report(f"Rostec cut its staff {n} times.", published=Published(date(2019, 1, 1 + n))) for n in range(14)
    ]
    for report in reports:
        ledger.write([make_outcome(report, make_claim(report))], reader="r1")
    rows, before = (
        ledger.claims(),
        len(ledger._connection.rows("SELECT * FROM ducklake_list_files('ledger', 'claims')")),
    )
    ledger.compact()
    assert before == 14
    assert len(ledger._connection.rows("SELECT * FROM ducklake_list_files('ledger', 'claims')")) == 1
    assert ledger.claims() == rows
    assert all(finding.ok for finding in ledger.check())
