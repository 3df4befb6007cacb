"""Alerts: raised once for a break of a tie that is watched, from nothing that came after; the list survives."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from backstay.ledger import Ledger
from backstay.records import Break, Channel, Effect
from backstay.records.errors import LedgerDamaged, LedgerError
from backstay.ties.alerts import Watched, alert, alerts, watched_book
from backstay.ties.watchlist import NAME, digest, editing, load
from tests.ties.broken import CUT, broken_ledger

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
VENEZUELA = Watched("VEN", since=date(2011, 6, 1))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return broken_ledger(tmp_path_factory.mktemp("broken") / "l")


def test_a_break_raises_an_alert_where_the_tie_is_watched(broken: Path):
    with Ledger.open(broken) as ledger:
        found = alerts(watched_book(ledger, [VENEZUELA]), [VENEZUELA])
        stops = [each for each in found if each.broken.backer == "RUS" and each.broken.effect is Effect.CUTS]
        assert len(stops) == 1
        assert abs(stops[0].broken.first - CUT) < timedelta(days=100)
        assert CUT < stops[0].found < CUT + timedelta(days=200)
        assert not [each for each in found if each.broken.backer != "RUS"]
        for other in (Watched("VEN", "CUB"), Watched("VEN", channel=Channel.FINANCE), Watched("SYR")):
            assert alerts(watched_book(ledger, [other]), [other]) == []
        later = [Watched("VEN", since=stops[0].found + timedelta(days=1))]
        assert stops[0].id not in {each.id for each in alerts(watched_book(ledger, later), later)}


def test_the_alert_is_the_same_on_the_day_it_could_be_told_and_does_not_come_before(broken: Path):
    with Ledger.open(broken) as ledger:
        (stop,) = [
            each
            for each in alerts(watched_book(ledger, [VENEZUELA]), [VENEZUELA])
            if each.broken.effect is Effect.CUTS and each.broken.backer == "RUS"
        ]
        then = alerts(watched_book(ledger.until(stop.found), [VENEZUELA]), [VENEZUELA])
        assert stop.id in {each.id for each in then}
        before = alerts(
            watched_book(ledger.until(stop.found.replace(day=1) - timedelta(days=1)), [VENEZUELA]), [VENEZUELA]
        )
        assert stop.id not in {each.id for each in before}


def an_alert(found: date = date(2014, 4, 30), probability: float = 0.7):
    return alert(
        Break("RUS", "VEN", Channel.ARMS, date(2014, 1, 1), date(2014, 2, 28), Effect.CUTS, probability, ("x",)), found
    )


def test_an_alert_is_raised_once_and_keeps_its_id_when_it_becomes_surer(tmp_path: Path):
    with editing(tmp_path) as watchlist:
        assert len(watchlist.note([an_alert()], NOW)) == 1
    with editing(tmp_path) as watchlist:
        assert watchlist.note([an_alert(probability=0.9), an_alert(date(2014, 9, 30))], NOW + timedelta(days=1)) != []
    raised = load(tmp_path).raised
    assert [each.alert.found for each in raised] == [date(2014, 4, 30), date(2014, 9, 30)]
    assert raised[0].alert.broken.probability == 0.9
    assert raised[0].raised == NOW


def test_what_is_watched_is_kept_with_its_day_and_can_be_let_go(tmp_path: Path):
    assert load(tmp_path).watched == []
    with editing(tmp_path) as watchlist:
        watchlist.add(Watched("VEN"))
        watchlist.add(Watched("VEN", "RUS", Channel.ARMS))
        watchlist.add(Watched("VEN", since=date(2019, 1, 1)))
    assert load(tmp_path).watched == [Watched("VEN", "RUS", Channel.ARMS), Watched("VEN", since=date(2019, 1, 1))]
    with editing(tmp_path) as watchlist:
        assert watchlist.remove(Watched("VEN"))
        assert not watchlist.remove(Watched("SYR"))
    assert load(tmp_path).watched == [Watched("VEN", "RUS", Channel.ARMS)]


def test_each_address_gets_an_alert_once_and_is_not_kept_itself(tmp_path: Path):
    address = "https://example.org/hook/secret-token"
    with editing(tmp_path) as watchlist:
        watchlist.note([an_alert()], NOW)
        assert len(watchlist.unsent(address)) == 1
        watchlist.mark_sent({an_alert().id}, address)
    kept = load(tmp_path)
    assert kept.unsent(address) == []
    assert len(kept.unsent("https://example.org/other")) == 1
    text = (tmp_path / NAME).read_text()
    assert "secret-token" not in text
    assert digest(address) in text


def test_a_change_that_fails_within_leaves_the_list_as_it_was(tmp_path: Path):
    with editing(tmp_path) as watchlist:
        watchlist.add(Watched("VEN"))

    def change_and_fail() -> None:
        with editing(tmp_path) as watchlist:
            watchlist.add(Watched("SYR"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    assert load(tmp_path).watched == [Watched("VEN")]


def test_garbage_and_a_folder_that_is_absent_are_told_in_words(tmp_path: Path):
    (tmp_path / NAME).write_text('{"watched": 3}')
    with pytest.raises(LedgerDamaged):
        load(tmp_path)
    with pytest.raises(LedgerError), editing(tmp_path / "absent"):
        pass
