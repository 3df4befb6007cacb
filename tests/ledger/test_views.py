"""Filters, pages, prefixes and days."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from backstay.ledger import ClaimFilter, Ledger, Outcome, StateRow
from backstay.records import (
    OUTLET,
    Channel,
    Effect,
    EventType,
    Mention,
    Participant,
    Party,
    Published,
    Skipped,
    Source,
    SourceKind,
    Stance,
)
from backstay.records.errors import NotInLedger, UsageError
from tests.ledger.records import make_claim, make_outcome, make_report

EARLY = make_report("Rostec cut its staff in Venezuela. A bank waits.", published=Published(date(2019, 6, 3)))
LATE = make_report("China lent Cuba 5% more; it's late.", outlet="Other 100%", published=Published(date(2020, 1, 1)))
UNDATED = make_report(
    "Nobody knows when.", published=None, retrieved=datetime(2021, 2, 3, 23, 0, tzinfo=UTC), title=None
)
CUT = make_claim(EARLY, 0, 20)
DENIAL = make_claim(
    EARLY, 5, 20, sources=(OUTLET, Source("Igor Sechin", SourceKind.PERSON, Stance.DENIES)), effect=Effect.KEEPS
)
LOAN = make_claim(
    LATE,
    0,
    35,
    actor=Participant(Mention("China", 0, 5), Party("China", "Q148", "CHN")),
    recipient=None,
    event_type=EventType.AID,
    channel=Channel.FINANCE,
    backer="CHN",
    client="CUB",
    effect=Effect.BUILDS,
    sources=(OUTLET,),
)
VAGUE = make_claim(UNDATED, 0, 6, backer=None, client=None, channel=None, effect=None, recipient=None)
SKIPPED = Skipped("/d", "empty", "Nothing.", at=datetime(2020, 6, 1))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = tmp_path_factory.mktemp("views") / "l.backstay"
    with Ledger.open(path, write=True) as ledger:
        ledger.write(
            [
                make_outcome(LATE, LOAN),
                make_outcome(EARLY, CUT, DENIAL),
                make_outcome(UNDATED, VAGUE),
                Outcome("i4", "/d", skipped=SKIPPED),
            ],
            reader="r1",
        )
    with Ledger.open(path) as ledger:
        yield ledger


ALL = [CUT, DENIAL, LOAN, VAGUE]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (ClaimFilter(), ALL),
        (ClaimFilter(state="VEN"), [CUT, DENIAL]),
        (ClaimFilter(state="CUB"), [LOAN]),
        (ClaimFilter(state="RUS"), [CUT, DENIAL, VAGUE]),
        (ClaimFilter(party="rostec"), [CUT, DENIAL, VAGUE]),
        (ClaimFilter(party="CHI"), [LOAN]),
        (ClaimFilter(channel="finance"), [LOAN]),
        (ClaimFilter(channel=Channel.FORCES), [CUT, DENIAL]),
        (ClaimFilter(event_type="AID"), [LOAN]),
        (ClaimFilter(source="sechin"), [DENIAL]),
        (ClaimFilter(source="100%"), [LOAN]),
        (ClaimFilter(source="%"), [LOAN]),
        (ClaimFilter(backer="CHN"), [LOAN]),
        (ClaimFilter(client="VEN", effect="keeps"), [DENIAL]),
        (ClaimFilter(report=LATE.id), [LOAN]),
        (ClaimFilter(since=date(2019, 6, 3), until=date(2019, 6, 3)), [CUT, DENIAL]),
        (ClaimFilter(since=date(2019, 6, 4)), [LOAN]),
        (ClaimFilter(text="CUBA 5%"), [LOAN]),
        (ClaimFilter(text="it's"), [LOAN]),
        (ClaimFilter(text="'; DROP TABLE ledger.claims; --"), []),
        (ClaimFilter(denied=True), [DENIAL]),
        (ClaimFilter(denied=False), [CUT, LOAN, VAGUE]),
        (ClaimFilter(limit=2), [CUT, DENIAL]),
        (ClaimFilter(limit=2, offset=1), [DENIAL, LOAN]),
        (ClaimFilter(offset=3), [VAGUE]),
        (ClaimFilter(limit=0), []),
        (ClaimFilter(newest_first=True, limit=2), [LOAN, CUT]),
    ],
)
def test_filters(full: Ledger, where: ClaimFilter, expected: list[object]):
    assert [row.claim for row in full.claims(where)] == expected
    if where.limit is None and not where.offset:
        assert full.count(where) == len(expected)


@pytest.mark.parametrize(
    ("day", "reports", "claims", "skipped"),
    [
        (date(2019, 6, 2), [], [], []),
        (date(2019, 6, 3), [EARLY], [CUT, DENIAL], []),
        (date(2020, 1, 1), [EARLY, LATE], [CUT, DENIAL, LOAN], []),
        (date(2021, 2, 2), [EARLY, LATE], [CUT, DENIAL, LOAN], [SKIPPED]),
        (date(2021, 2, 3), [EARLY, LATE, UNDATED], ALL, [SKIPPED]),
        (None, [EARLY, LATE, UNDATED], ALL, [SKIPPED]),
    ],
)
def test_every_view_shows_what_was_known_on_a_day(full: Ledger, day, reports, claims, skipped):
    then = full.until(day)
    assert [row.id for row in then.reports()] == [report.id for report in reports]
    assert [row.claim for row in then.claims()] == claims
    assert then.count() == len(claims)
    assert then.skipped() == skipped
    assert sum(row.claims for row in then.states()) == sum(
        len({c.actor and c.actor.party.state, c.recipient and c.recipient.party.state, c.backer, c.client} - {None})
        for c in claims
    )
    assert then.frame("claims")["id"].to_list() == [claim.id for claim in claims]
    assert then.frame("reports")["id"].to_list() == [report.id for report in reports]
    assert len(then.frame("sources")) == sum(len(claim.sources) for claim in claims)
    assert len(then.frame("amounts")) == sum(len(claim.amounts) for claim in claims)
    assert len(then.frame("skipped")) == len(skipped)
    for report in (EARLY, LATE, UNDATED):
        if report not in reports:
            with pytest.raises(NotInLedger):
                then.report(report.id)
    for claim in ALL:
        if claim not in claims:
            with pytest.raises(NotInLedger):
                then.claim(claim.id)


def test_reports_by_outlet_day_and_words(full: Ledger):
    assert [row.id for row in full.reports(outlet="other")] == [LATE.id]
    assert [row.id for row in full.reports(text="BANK waits")] == [EARLY.id]
    assert [row.id for row in full.reports(text="staff cut")] == [EARLY.id, LATE.id]  # "Staff cut" is LATE's title
    assert [row.id for row in full.reports(since=date(2020, 1, 1))] == [LATE.id]
    assert [row.id for row in full.reports(newest_first=True, limit=1)] == [LATE.id]
    assert [row.id for row in full.reports(limit=1, offset=1)] == [LATE.id]
    row = full.reports(limit=1)[0]
    assert (row.claims, row.words, row.outlet, row.published) == (2, 9, "The Paper", date(2019, 6, 3))


def test_ids_may_be_shortened_as_long_as_they_are_unambiguous(full: Ledger):
    assert full.report(LATE.id[:9]) == LATE
    assert full.claim(LOAN.id[:9]).claim == LOAN
    row = full.claim(LOAN.id)
    assert (row.outlet, row.title, row.url, row.published) == ("Other 100%", "Staff cut", LATE.url, date(2020, 1, 1))
    for prefix in ("r", "zzz", "", "%"):
        with pytest.raises(NotInLedger) as caught:
            full.report(prefix)
        assert caught.value.hint
    with pytest.raises(NotInLedger):
        full.claim("c")


def test_states_count_roles(full: Ledger):
    assert StateRow("VEN", 2, 2, 0) in full.states()
    assert StateRow("RUS", 3, 0, 2) in full.states()
    assert full.states()[0].state == "RUS"


def test_pressure_on_a_state_is_told_apart_from_what_holds_it_up(tmp_path: Path) -> None:
    claims = [replace(LOAN, id=f"c{number}", channel=channel) for number, channel in enumerate((None, *Channel))]
    with Ledger.open(tmp_path / "l", write=True) as ledger:
        ledger.write([Outcome("i1", "late.txt", LATE, tuple(claims))], reader="test-1")
        (state,) = [row for row in ledger.states() if row.state == LOAN.client]
        assert (state.as_client, state.held, state.pressed) == (8, 7, 1)
        for pressure, count in ((True, 1), (False, 7), (None, 8)):
            assert ledger.count(ClaimFilter(client=LOAN.client, pressure=pressure)) == count


def test_frames_of_both_libraries(full: Ledger):
    assert full.frame("claims", pandas=True)["id"].tolist() == [claim.id for claim in ALL]
    assert full.frame("claims")["actor_sector"].to_list()[0] == ["BUS", "GOV"]
    with pytest.raises(UsageError):
        full.frame("ledger.claims")


def test_many_threads_read_one_open_ledger(full: Ledger):
    wrong: list[object] = []

    def look() -> None:
        for _ in range(5):
            if [row.claim for row in full.claims()] != ALL or full.report(LATE.id) != LATE:
                wrong.append("differs")

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_claims_for_counting_come_without_their_reasons(full: Ledger) -> None:
    whole = full.claims()
    bare = full.claims(reasons=False)
    assert [row.claim.id for row in bare] == [row.claim.id for row in whole]
    assert not any(row.claim.reasons for row in bare)
    assert [replace(row.claim, reasons=()) for row in whole] == [row.claim for row in bare]


def test_whom_a_state_backs_is_counted_by_client_and_channel(full: Ledger) -> None:
    assert full.backed("CHN") == [("CUB", "finance", 1)]
    assert full.backed("FRA") == []


@pytest.mark.parametrize("newest_first", [False, True])
def test_pages_hold_what_the_whole_holds_in_its_order(full: Ledger, newest_first: bool) -> None:
    whole = full.claims(ClaimFilter(newest_first=newest_first))
    pages = [full.claims(ClaimFilter(limit=1, offset=n, newest_first=newest_first)) for n in range(5)]
    assert [page[0] for page in pages[:4]] == whole
    assert pages[4] == []
    assert [row.published for row in whole][-1] is None


def test_claims_by_their_ids_and_reports(full: Ledger) -> None:
    by_id = sorted(claim.id for claim in (CUT, LOAN, VAGUE))
    assert [row.claim.id for row in full.claims_of(ids=by_id)] == by_id
    dated = full.claims_of(ids=[CUT.id, LOAN.id], days=[date(2019, 6, 3), date(2020, 1, 1)])
    assert {row.claim.id for row in dated} == {CUT.id, LOAN.id}
    assert [row.claim.id for row in full.claims_of(ids=[VAGUE.id], days=[None])] == [VAGUE.id]
    assert {row.claim.id for row in full.claims_of(reports=[EARLY.id])} == {CUT.id, DENIAL.id}
    assert full.claims_of(ids=[]) == []


def test_claims_that_are_tied_name_both_sides(full: Ledger) -> None:
    assert [row.claim.id for row in full.claims(ClaimFilter(tied=True), reasons=False)] == [CUT.id, DENIAL.id, LOAN.id]


def test_names_like_a_word_are_counted_by_claim(full: Ledger) -> None:
    assert full.named_like("ROSTEC", 100) == [("Rostec", "RUS", 3)]
    assert full.named_like("nobody of that name", 100) == []
    assert full.named_like("rostec", 1) == [("Rostec", "RUS", 1)]


def test_a_reading_is_known_by_what_it_gave(full: Ledger) -> None:
    assert set(full.readings()) == {EARLY.id, LATE.id, UNDATED.id}
    assert len(set(full.readings().values())) == 3
    assert set(full.until(date(2019, 12, 31)).readings()) == {EARLY.id}
