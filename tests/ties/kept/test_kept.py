"""What is kept beside a ledger: the same answers, brought up to date by what is new, and safe to lose."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from backstay.ingest.tables import import_into
from backstay.ledger import Ledger
from backstay.records import Effect
from backstay.records.errors import UsageError
from backstay.ties import TieBook, TieLine, every_break, lines, tie_book
from backstay.ties.kept.files import FOLDER, keep, load, version
from backstay.ties.kept.measured import keeper
from backstay.ties.kept.sums import sums_of
from backstay.ties.measure.periods import Period
from backstay.ties.world import world
from tests.corroboration.make import row
from tests.sources.tables import icews, icews_row
from tests.ties.broken import CUT, broken_ledger
from tests.ties.test_brief import outcomes


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return broken_ledger(tmp_path_factory.mktemp("kept") / "l")


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Path:
    """One of its own for each test."""
    return Path(shutil.copytree(made, tmp_path / "l"))


def import_days(path: Path, first: date, days: int, name: str, state: str = "Russia") -> None:
    table = path.parent / f"{name}.tab"
    rows = [
        icews_row(10_000 + number, Event_Date=first + timedelta(days=number), Source_Country=state, CAMEO_Code="072")
        for number in range(days)
    ]
    table.write_text(icews(*rows), encoding="utf-8")
    with Ledger.open(path, write=True) as opened:
        import_into(opened, [table])


def venezuela(path: Path) -> list[TieLine]:
    with Ledger.open(path) as opened:
        return lines(tie_book(opened, client="VEN"), client="VEN")


def forget(path: Path) -> None:
    for file in (path / FOLDER).iterdir():
        file.unlink()


def assert_alike(one: list[TieLine], other: list[TieLine]) -> None:
    assert [(t.backer, t.channel, t.signals, t.last_word, t.trend, t.known) for t in one] == [
        (t.backer, t.channel, t.signals, t.last_word, t.trend, t.known) for t in other
    ]
    for first, second in zip(one, other, strict=True):
        assert [(b.first, b.last, b.effect) for b in first.breaks] == [
            (b.first, b.last, b.effect) for b in second.breaks
        ]
        levels = [[each.level for each in tie.history] for tie in (first, second)]
        np.testing.assert_allclose(*levels, atol=1e-5)


def test_what_was_kept_gives_the_same_and_a_day_more_is_added(ledger: Path) -> None:
    first = venezuela(ledger)
    assert {each.name.split("-")[0] for each in (ledger / FOLDER).iterdir()} == {"sums.npz", "levels", "breaks"}
    assert_alike(first, venezuela(ledger))
    import_days(ledger, date(2015, 1, 5), 20, "more")
    import_days(ledger, date(2013, 6, 1), 3, "late", state="Cuba")
    carried = venezuela(ledger)
    forget(ledger)
    assert_alike(carried, venezuela(ledger))
    assert carried != first


def test_some_ties_are_what_they_are_among_all(ledger: Path) -> None:
    def told(book: TieBook) -> list[TieLine]:
        return [each for each in lines(book) if each.backer == "RUS" and each.client == "VEN"]

    with Ledger.open(ledger) as opened:
        whole = told(tie_book(opened))
        for sides in ({"client": "VEN"}, {"backer": "RUS"}, {"state": "RUS"}):
            assert_alike(told(tie_book(opened, **sides)), whole)  # type: ignore[arg-type]
        assert every_break(tie_book(opened, levels=False)) == every_break(tie_book(opened))
        assert every_break(tie_book(opened, state="SYR", levels=False)) == []


def test_claims_are_added_pair_by_pair(ledger: Path) -> None:
    before = venezuela(ledger)
    sent = [
        row(f"Moscow sent {number} more", report=f"s{number}", published=date(2014, 3, 1) + timedelta(number),
            score=0.9, effect=Effect.BUILDS)
        for number in range(4)
    ]  # fmt: skip
    with Ledger.open(ledger, write=True) as opened:
        opened.write(list(outcomes(sent)), reader="t")
    after = venezuela(ledger)
    forget(ledger)
    assert_alike(after, venezuela(ledger))
    assert sum(tie.signals for tie in after) > sum(tie.signals for tie in before)


def test_a_day_that_is_past_neither_keeps_nor_uses_what_is_kept(ledger: Path) -> None:
    venezuela(ledger)
    kept = {each: each.stat().st_mtime_ns for each in (ledger / FOLDER).iterdir()}
    with Ledger.open(ledger) as opened:
        then = lines(tie_book(opened.until(CUT), client="VEN"), client="VEN")
    assert {each: each.stat().st_mtime_ns for each in (ledger / FOLDER).iterdir()} == kept
    assert max(tie.last_word for tie in then) <= CUT


def test_what_is_damaged_or_of_another_version_is_worked_out_anew(ledger: Path) -> None:
    first = venezuela(ledger)
    for file in (ledger / FOLDER).iterdir():
        file.write_bytes(file.read_bytes()[:100])
    assert_alike(first, venezuela(ledger))
    keep(ledger, "x", {"a": np.arange(3)})
    assert load(ledger, "x") is not None
    with np.load(ledger / FOLDER / "x.npz") as file:
        assert str(file["version"]) == version()
    np.savez(ledger / FOLDER / "x.npz", version=np.array("other"), a=np.arange(3))
    assert load(ledger, "x") is None
    assert load(ledger, "y") is None


def test_nothing_is_kept_where_it_cannot_be(ledger: Path) -> None:
    (ledger / FOLDER).write_text("in the way")
    assert len(venezuela(ledger)) > 3
    assert (ledger / FOLDER).read_text() == "in the way"


def test_only_codes_name_files(ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        assert keeper(opened, Period.MONTH, client="../../x") is None
        assert keeper(opened, Period.WEEK, client="VEN") is None
        assert keeper(opened.until(CUT), Period.MONTH, client="VEN") is None


def test_the_world_is_what_each_government_is(ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        pairs = {(each.backer, each.client): each for each in world(opened).pairs}
        again = world(opened)
        for tie in lines(tie_book(opened, client="VEN"), client="VEN"):
            pair = pairs[tie.backer, tie.client]
            here = pair.net if tie.channel == "all" else dict(pair.channels)[tie.channel]
            assert here.level == pytest.approx(tie.level, abs=1e-4)
            assert (here.known, here.trend) == (tie.known, tie.trend)
    assert {(each.backer, each.client): each.net.known for each in again.pairs} == {
        key: each.net.known for key, each in pairs.items()
    }


@pytest.mark.parametrize("period", [Period.MONTH, Period.WEEK])
def test_events_are_summed_in_the_database_as_signals_are(ledger: Path, period: Period) -> None:
    from backstay.ties.gathered import signals_of
    from backstay.ties.measure.panel import summed

    with Ledger.open(ledger) as opened:
        keys = ["backer", "client", "channel", "at"]
        signals = summed(signals_of(opened), period, overall=False).sort(keys)
        sums = sums_of(opened, period, date(2014, 12, 31)).sums
        assert sums.select(keys).equals(signals.select(keys))
        np.testing.assert_allclose(sums["plus"], signals["plus"])
        np.testing.assert_allclose(sums["minus"], signals["minus"])
        assert sums["last"].equals(signals["last"])


def test_rows_that_count_as_known_today_count(tmp_path: Path) -> None:
    """A table that is imported as known from today on is of days that are long past."""
    path = tmp_path / "l"
    table = tmp_path / "old.tab"
    table.write_text(icews(icews_row(1, Event_Date=date(2011, 1, 3), Source_Country="Russia", CAMEO_Code="072")))
    with Ledger.open(path, write=True) as opened:
        import_into(opened, [table], known="today", today=date(2026, 1, 1))
        assert [line.channel for line in lines(tie_book(opened), client="VEN")] == ["all", "arms"]
        with pytest.raises(UsageError, match="no signal"):
            tie_book(opened.until(date(2020, 1, 1)))
