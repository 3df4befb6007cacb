"""Kept events: the same as joined afresh, whatever came in between; what is damaged or stopped is made good."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from backstay.corroboration import EventFilter, Found, Prior, Priors, find_event, find_events, keeping, write_priors
from backstay.corroboration.credence.priors import NONE
from backstay.corroboration.kept import renewing
from backstay.corroboration.kept.files import NotKept
from backstay.corroboration.kept.store import FILE, FOLDER
from backstay.ledger import Ledger
from backstay.records import Channel, Effect, EventType
from tests.surfaces.web.web_ledgers import READER, founding, large, later, undated

FILTERS = (
    EventFilter(),
    EventFilter(state="VEN"),
    EventFilter(client="VEN", channel=Channel.ARMS),
    EventFilter(backer="RUS", state="VEN"),
    EventFilter(event_type=EventType.RETREAT, effect=Effect.CUTS),
    EventFilter(denied=True),
    EventFilter(least=0.3, most=0.6),
    EventFilter(since=date(2014, 1, 1), until=date(2014, 12, 31)),
    EventFilter(until=date(2013, 1, 1), state="SYR"),
    EventFilter(party="ministry of SYR"),
    EventFilter(source="outlet 7", text="shipment PARTS"),
)


def outcomes(reports: int) -> list[object]:
    return [*islice(large(60, 6), reports)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "l", write=True) as ledger:
        ledger.write([*outcomes(50), founding(), later(), undated()], reader=READER)  # type: ignore[list-item]
    return tmp_path / "l"


def afresh(ledger: Ledger, where: EventFilter) -> Found:
    """The answer as it is without anything kept."""
    return find_events(ledger.until(date(2030, 1, 1)), where)


def renew(path: Path, progress: Callable[[int, int], None] | None = None, priors: Priors = NONE) -> None:
    with Ledger.open(path) as ledger, keeping(ledger, priors) as kept:
        assert kept is not None
        kept.renew(progress)
        assert kept.current


def all_the_same(path: Path) -> None:
    with Ledger.open(path) as ledger:
        for where in FILTERS:
            kept, fresh = find_events(ledger, where), afresh(ledger, where)
            assert kept.events == fresh.events
            assert kept.total == fresh.total
            assert {id_: (each.quote, each.reports) for id_, each in kept.in_short.items()} == {
                id_: (each.quote, each.reports) for id_, each in fresh.in_short.items()
            }
        assert find_events(ledger).total > 100


def test_what_is_kept_is_what_would_be_joined_afresh(path: Path) -> None:
    renew(path)
    all_the_same(path)
    with Ledger.open(path) as ledger:
        found = find_events(ledger, EventFilter(state="VEN"), limit=3, offset=2)
        fresh = afresh(ledger, EventFilter(state="VEN"))
        assert found.events == fresh.events[2:5]
        assert found.total == fresh.total
        for event in found.events:
            assert list(found.rows(event.id)) == list(fresh.rows(event.id))


def test_one_event_with_its_claims_and_the_reports_around_it(path: Path) -> None:
    renew(path)
    with Ledger.open(path) as ledger:
        for each in find_events(ledger, EventFilter(denied=True)).events[:5]:
            event, found = find_event(ledger, each.id)
            fresh, whole = find_event(ledger.until(date(2030, 1, 1)), each.id)
            assert event == fresh
            assert found.rows(event.id) == whole.rows(event.id)
            assert found.reports == whole.reports


@pytest.mark.parametrize("from_there", [0, 1, 40])
def test_reports_that_come_later_are_taken_in(path: Path, from_there: int) -> None:
    renew(path)
    with Ledger.open(path, write=True) as ledger:
        ledger.write(outcomes(60)[50 - from_there :], reader="another reader")  # type: ignore[arg-type]
    all_the_same(path)


def test_only_what_changed_is_joined_again(path: Path) -> None:
    renew(path)
    told: list[tuple[int, int]] = []
    with Ledger.open(path, write=True) as ledger:
        ledger.write(outcomes(51)[50:], reader=READER)  # type: ignore[arg-type]
    renew(path, lambda done, of: told.append((done, of)))
    with Ledger.open(path) as ledger:
        assert 0 < told[-1][1] < ledger.count() / 2


def test_who_is_stopped_goes_on_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renewing, "CLAIMS", 20)
    done: list[int] = []

    def stop(claims: int, _of: int) -> None:
        done.append(claims)
        if len(done) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        renew(path, stop)
    with Ledger.open(path) as ledger, keeping(ledger, NONE) as kept:
        assert kept is not None
        assert not kept.current
        assert not kept.complete
    left: list[int] = []
    renew(path, lambda _, of: left.append(of))
    with Ledger.open(path) as ledger:
        assert left[-1] == ledger.count() - done[-1]
    all_the_same(path)


def test_a_damaged_file_is_made_anew(path: Path) -> None:
    renew(path)
    (path / FOLDER / FILE).write_bytes(b"no database at all" * 100)
    for beside in ("-wal", "-shm"):
        (path / FOLDER / (FILE + beside)).unlink(missing_ok=True)
    all_the_same(path)


def test_priors_kept_with_the_ledger_count_at_once(path: Path) -> None:
    renew(path)
    with Ledger.open(path) as ledger:
        before = find_events(ledger).events
        write_priors(path, Priors({"Outlet 7": Prior(0.05, 100)}))
        after = find_events(ledger).events
        assert [event.id for event in after] == [event.id for event in before]
        assert after != before
    all_the_same(path)


def test_a_pair_that_is_touched_while_it_is_joined_stays_to_be_joined(path: Path) -> None:
    with Ledger.open(path) as ledger, keeping(ledger, NONE) as kept:
        assert kept is not None

        def touch(_done: int, _of: int) -> None:
            with sqlite3.connect(path / FOLDER / FILE) as other:
                other.execute("INSERT OR REPLACE INTO stale SELECT DISTINCT pair, 'later' FROM claims LIMIT 1")

        kept.renew(touch)
        assert not kept.current
        kept.renew()
        assert kept.current


def test_a_large_ledger_answers_before_all_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backstay.corroboration.asking.SMALL", 10)
    monkeypatch.setattr("backstay.corroboration.asking.SOON", 3)
    with Ledger.open(path) as ledger:
        where = EventFilter(state="VEN")
        assert find_events(ledger, where).events == afresh(ledger, where).events
        with keeping(ledger, NONE) as kept:
            assert kept is not None
            assert not kept.complete


def test_a_folder_that_cannot_be_written_keeps_nothing(path: Path) -> None:
    (path / FOLDER).write_text("a file where the folder would be")
    all_the_same(path)


def test_a_file_that_breaks_while_it_is_asked_does_not_stand_in_the_way(path: Path) -> None:
    renew(path)
    with sqlite3.connect(path / FOLDER / FILE) as other:
        other.execute("DROP TABLE events")
    with Ledger.open(path) as ledger:
        where = EventFilter(state="VEN")
        assert find_events(ledger, where).events == afresh(ledger, where).events
        with pytest.raises(NotKept, match="cannot be used"):
            page_of(ledger)


def page_of(ledger: Ledger) -> None:
    with keeping(ledger, NONE) as kept:
        assert kept is not None
        kept.page(EventFilter(), None, 0)
