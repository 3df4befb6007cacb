"""Signals from imported events and facts: the contract kept, nothing from tomorrow, sums that agree with the parts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from backstay.ingest.tables import import_into
from backstay.ledger import Ledger
from backstay.records.errors import UsageError
from backstay.sources.tables import TableHints
from backstay.ties.from_events import signals_from_events, ties_by_period, volume_by_period
from backstay.ties.from_facts import signals_from_facts
from backstay.ties.signals import validate
from tests.ledger.fresh import fresh
from tests.sources.tables import gdelt_rows, icews, icews_row

RUS_VEN = {"actor1countrycode": "RUS", "actor2countrycode": "VEN"}


def bring(ledger: Path, text: str, hints: TableHints | None = None, known: str = "published") -> None:
    path = ledger.parent / "table.csv"
    path.write_text(text, encoding="utf-8")
    with Ledger.open(ledger, write=True) as opened:
        import_into(opened, [path], hints, known=known)


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty events of Russia towards Venezuela in ICEWS, a visit in GDELT that was known late, and a domestic one."""
    ledger = fresh(tmp_path_factory.mktemp("events") / "l")
    codes = ["072", "042", "1622", "0861", "010"]
    rows = [
        icews_row(n, CAMEO_Code=codes[n % 5], Event_Date=f"2019-0{1 + n % 3}-1{n % 10}", Source_Sectors="")
        for n in range(30)
    ]
    bring(ledger, icews(*rows, icews_row(99, Target_Country="Russian Federation")))
    late = {"globaleventid": 1, "sqldate": "20190201", "eventcode": "042", "dateadded": "20190601"}
    bring(ledger, gdelt_rows(RUS_VEN | late))
    return ledger


def test_events_are_signals_of_the_tie_they_bear_on(events: Path):
    with Ledger.open(events) as ledger:
        found = validate(signals_from_events(ledger))
        assert found.height == 24 + 1
        assert found.equals(found.sort("day", "id"))
        by_channel = {channel: frame for (channel,), frame in found.group_by("channel")}
    assert set(by_channel) == {"arms", "diplomacy", "forces"}
    assert set(by_channel["arms"]["push"].round(2)) == {0.83, -0.56}
    assert set(by_channel["forces"].select("backer", "client").rows()) == {("VEN", "RUS")}, "0861 turns the tie round"
    assert set(found["weight"]) == {1.0}


def test_filters_and_the_day_on_which_it_was_known(events: Path):
    with Ledger.open(events) as ledger:
        assert signals_from_events(ledger, datasets=["gdelt"])["id"].to_list() == ["gdelt:1"]
        assert signals_from_events(ledger, backer="VEN")["channel"].unique().to_list() == ["forces"]
        since = signals_from_events(ledger, since=date(2019, 3, 1), until=date(2019, 3, 12))
        assert since["day"].is_between(date(2019, 3, 1), date(2019, 3, 12)).all()
        for day in (date(2019, 2, 12), date(2019, 5, 31), date(2019, 6, 1)):
            then = signals_from_events(ledger.until(day))
            assert then.equals(signals_from_events(ledger).filter(pl.col("known") <= day))


@pytest.mark.parametrize("by", ["day", "month", "year"])
def test_sums_by_period_are_the_sums_of_the_signals(events: Path, by: str):
    with Ledger.open(events) as ledger:
        signals, summed = signals_from_events(ledger), ties_by_period(ledger, by=by)
    step = {"day": "1d", "month": "1mo", "year": "1y"}[by]
    parts = (
        signals.group_by("backer", "client", "channel", pl.col("day").dt.truncate(step).alias("period"))
        .agg(pl.len().alias("events"), pl.col("push").sum(), pl.col("known").max())
        .sort("backer", "client", "channel", "period")
    )
    assert summed["events"].to_list() == parts["events"].to_list()
    assert summed["push"].to_list() == pytest.approx(parts["push"].to_list())
    assert summed["known"].to_list() == parts["known"].to_list()
    assert (summed["up"] + summed["down"]).to_list() == pytest.approx(summed["push"].to_list())


def test_the_volume_counts_what_bears_on_no_tie_too(events: Path):
    with Ledger.open(events) as ledger:
        volume = volume_by_period(ledger, by="year").filter(pl.col("dataset") == "icews")
        assert volume.select("events", "between_states").rows() == [(31, 30)]
        with pytest.raises(UsageError):
            ties_by_period(ledger, by="decade")


def arms(*years: tuple[int, float], **more: str) -> tuple[str, TableHints]:
    text = "y,v\n" + "".join(f"{year},{value}\n" for year, value in years)
    constants = {"backer": "RUS", "client": "VEN", "channel": "arms", "kind": "deliveries"} | more
    return text, TableHints(
        format="facts", columns={"year": "y", "value": "v"}, constants=constants, dataset="arms", absent_is_zero=True
    )


def test_facts_push_where_they_change_and_hold_where_they_do_not(tmp_path: Path):
    ledger = fresh(tmp_path / "l")
    bring(ledger, *arms((2006, 100), (2007, 105), (2008, 315), (2009, 105), (2010, 0), (2011, 0), (2012, 50)))
    with Ledger.open(ledger) as opened:
        found = validate(signals_from_facts(opened))
    expected = {2006: 0.5, 2007: 0.25, 2008: 0.5, 2009: -0.5, 2010: -1.0, 2012: 1.0}
    assert {day.year: push / 0.83 for day, push in found.select("day", "push").rows()} == pytest.approx(expected)
    assert found["day"][0] == date(2006, 12, 31)
    assert found["id"][0] == "arms:deliveries:RUS:VEN:2006-01-01"


def test_a_year_without_a_row_is_a_stop_only_where_the_table_goes_on(tmp_path: Path):
    ledger = fresh(tmp_path / "l")
    bring(ledger, *arms((2013, 100), (2014, 100)), known="90")
    with Ledger.open(ledger, write=True) as opened:
        assert signals_from_facts(opened).height == 2, "the table ends in 2014: nothing is known of 2015"
    bring(ledger, *arms((2016, 10), client="SYR"), known="90")
    with Ledger.open(ledger) as opened:
        venezuela = signals_from_facts(opened, client="VEN")
        assert venezuela.select("day", "known").rows()[-1] == (date(2015, 12, 31), date(2016, 3, 30))
        assert venezuela["push"][-1] == pytest.approx(-0.83)
        assert signals_from_facts(opened.until(date(2016, 12, 31)), client="VEN").height == 2, "not known yet"


def test_more_pressure_is_worse(tmp_path: Path):
    ledger = fresh(tmp_path / "l")
    bring(ledger, *arms((2016, 10), (2017, 30), (2018, 0), channel="pressure"))
    with Ledger.open(ledger) as opened:
        assert (signals_from_facts(opened)["push"] / 0.8).to_list() == pytest.approx([-0.5, -0.5, 1.0])


def test_a_ledger_without_imports_has_no_signals(tmp_path: Path):
    with Ledger.open(fresh(tmp_path / "l")) as opened:
        assert validate(signals_from_events(opened)).is_empty()
        assert validate(signals_from_facts(opened)).is_empty()
