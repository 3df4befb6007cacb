"""Imports: each public form to coded events, nothing twice, nothing lost, bad rows kept with their reasons."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from backstay.ingest.tables import ImportSummary, import_into
from backstay.ledger import Ledger
from backstay.records.errors import NotReadable, UsageError
from backstay.sources.tables import TableHints, blocks
from tests.ledger.fresh import fresh
from tests.sources.tables import acled, gdelt_rows, icews, icews_row, polecat

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 27)


def bring(
    ledger: Path, text: str, hints: TableHints | None = None, *, known: str = "published", name: str = "table.tab"
) -> ImportSummary:
    path = ledger.parent / name
    path.write_text(text, encoding="utf-8")
    with Ledger.open(ledger, write=True) as opened:
        return import_into(opened, [path], hints, known=known, today=TODAY)[0]


def events(ledger: Path, as_of: date | None = None) -> list[dict[str, object]]:
    with Ledger.open(ledger, as_of=as_of) as opened:
        return opened.frame("coded_events").to_dicts()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return fresh(tmp_path / 'it\'s a "test" é.backstay')


def has(row: dict[str, object], **expected: object) -> None:
    assert {name: row[name] for name in expected} == expected


def test_icews(ledger: Path):
    done = bring(
        ledger, icews(icews_row(1), icews_row(2, CAMEO_Code="42", Source_Name="Vladimir Putin", Source_Sectors=""))
    )
    assert (done.read, done.kept, done.there, done.bearing, done.bad) == (2, 2, 0, 2, 0)
    aid, visit = sorted(events(ledger), key=lambda row: str(row["own_id"]))
    has(
        aid, dataset="icews", own_id="30000001/20190323", day=date(2019, 3, 23), known=date(2019, 3, 23),
        event_type="AID", mode=None, code="072", actor="Military (Russia)", actor_state="RUS", actor_sector="MIL",
        recipient="Venezuela", recipient_state="VEN", recipient_sector=None, backer="RUS", client="VEN", channel="arms",
        place="Caracas", place_state="VEN", source="The Example Herald",
    )  # fmt: skip
    assert aid["push"] == pytest.approx(0.83)
    assert aid["latitude"] == pytest.approx(10.488, abs=1e-4)
    has(visit, event_type="CONSULT", mode="visit", code="042", channel="diplomacy", actor_sector=None)


def test_polecat(ledger: Path):
    row = {
        "Event ID": "20190323-0-abc", "Event Date": "2019-03-23", "Event Type": "AID",
        "Contexts": "military,diplomatic",
        "Actor Name": "Russian Armed Forces", "Actor Country": "RUS", "Primary Actor Sector": "MIL",
        "Recipient Name": "Nicolás Maduro", "Recipient Country": "VEN", "Primary Recipient Sector": "GOV",
        "Placename": "Caracas", "Country": "Venezuela", "Publication Date": "2019-03-25", "Source": "example.org",
    }  # fmt: skip
    eu = row | {
        "Event ID": "2",
        "Event Type": "SANCTION",
        "Event Mode": "expel",
        "Actor Country": "EUR",
        "Contexts": "None",
    }
    bring(ledger, polecat(row, eu))
    aid, expel = sorted(events(ledger), key=lambda each: str(each["event_type"]))
    has(
        aid, known=date(2019, 3, 25), event_type="AID", code="AID", channel="arms", backer="RUS", client="VEN",
        actor_sector="MIL", recipient="Nicolás Maduro", recipient_sector="GOV", place_state="VEN",
    )  # fmt: skip
    has(expel, mode="expel", channel="diplomacy", backer="EUR", push=pytest.approx(-0.52))


def test_gdelt_in_both_widths(ledger: Path):
    row = {
        "globaleventid": 410_412_347, "sqldate": "20190323", "actor1code": "RUSMIL", "actor1name": "RUSSIA",
        "actor1countrycode": "RUS", "actor1type1code": "MIL", "actor2name": "VENEZUELA", "actor2countrycode": "VEN",
        "eventcode": "074", "eventrootcode": "07", "actiongeo_fullname": "Caracas, Distrito Federal, Venezuela",
        "actiongeo_lat": "10.5", "actiongeo_long": "-66.9", "dateadded": "20190325",
        "sourceurl": "https://example.org/a",
    }  # fmt: skip
    more = {
        "globaleventid": 2,
        "actor1countrycode": "",
        "actor1knowngroupcode": "EEC",
        "eventcode": "163",
        "actor1type1code": "IGO",
    }
    europe = {"globaleventid": 3, "actor1countrycode": "EUR"}
    text = gdelt_rows(row | {"dateadded": "20190325101500"}, row | more, row | europe)
    done = bring(ledger, text)
    assert (done.kept, done.bearing) == (3, 2)
    union, continent, troops = sorted(
        events(ledger), key=lambda each: len(str(each["own_id"])) * 10 + int(str(each["own_id"])[0])
    )
    has(
        troops, own_id="410412347", day=date(2019, 3, 23), known=date(2019, 3, 25), channel="forces", backer="RUS",
        client="VEN", place_state="VEN", source="https://example.org/a", actor_sector="MIL",
    )  # fmt: skip
    has(union, backer="EUR", channel="pressure", event_type="SANCTION")
    has(continent, actor_state=None, backer=None)
    old = bring(ledger, gdelt_rows(row | {"globaleventid": 4}, width=58), name="old.csv")
    assert (old.kept, old.bearing) == (1, 1)
    assert bring(ledger, gdelt_rows(row, width=57), name="older.csv").there == 1


def test_acled(ledger: Path):
    row = {
        "event_id_cnty": "SYR1", "event_date": "2016-02-03", "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike", "actor1": "Military Forces of Russia (2000-)",
        "inter1": "External/Other Forces",
        "actor2": "Civilians (Syria)", "inter2": "Civilians", "country": "Syria", "location": "Aleppo",
        "latitude": "36.2", "longitude": "37.16", "source": "Example Monitor", "timestamp": "1553299200",
    }  # fmt: skip
    rebels = row | {"event_id_cnty": "SYR2", "actor2": "Opposition Rebels (Syria)", "inter2": "Rebel Group"}
    protest = row | {
        "event_id_cnty": "SYR3",
        "event_type": "Protests",
        "sub_event_type": "Peaceful protest",
        "actor1": "Protesters (Syria)",
        "inter1": "6",
    }
    done = bring(ledger, acled(row, rebels, protest))
    assert (done.kept, done.bearing) == (3, 1)
    strike, on_rebels, march = sorted(events(ledger), key=lambda each: str(each["own_id"]))
    has(
        strike, actor_state="RUS", recipient_state="SYR", actor_sector="MIL", event_type="ASSAULT", mode="aerial",
        code="Explosions/Remote violence / Air/drone strike", channel="pressure", backer="RUS", client="SYR",
        known=date(2019, 3, 23), place="Aleppo",
    )  # fmt: skip
    has(on_rebels, recipient_state="SYR", recipient_sector="REB", client=None)
    has(march, event_type="PROTEST", mode="demo", actor_state="SYR", channel=None)


MAP = TableHints(
    columns={
        "day": "when",
        "actor": "who",
        "recipient": "whom",
        "actor_state": "who",
        "recipient_state": "whom",
        "event": "what",
    }
)


def test_any_table_by_a_map_with_event_names_and_roles(ledger: Path):
    text = "when;who;whom;what\n2019-03-23;Russia;Venezuela;Provide Military Aid\n"
    text += "2019-03-24;Citizen (Russia);Ukraine;Make a visit\n"
    done = bring(ledger, text, MAP, name="my table.csv")
    assert (done.dataset, done.kept, done.bearing) == ("my table", 2, 1)
    aid, visit = events(ledger)
    has(aid, channel="arms", backer="RUS", code="072")
    assert len(str(aid["own_id"])) == 16
    has(visit, actor="Citizen (Russia)", actor_sector="CVL", channel=None)


def test_importing_twice_changes_nothing(ledger: Path):
    text = icews(*(icews_row(n) for n in range(5)))
    bring(ledger, text + "broken\n")
    with Ledger.open(ledger) as opened:
        before = {view: opened.frame(view) for view in ("coded_events", "imports", "bad_rows")}
    again = bring(ledger, text + "broken\n")
    assert (again.kept, again.there, again.bad) == (0, 5, 1)
    copy = bring(ledger, text, name="copy.tab")
    assert (copy.kept, copy.there) == (0, 5)
    with Ledger.open(ledger) as opened:
        assert opened.frame("coded_events").equals(before["coded_events"])
        assert opened.frame("bad_rows").equals(before["bad_rows"])
        assert opened.frame("imports").height == before["imports"].height + 1


def test_the_same_id_in_another_data_set_is_another_event(ledger: Path):
    text = icews(icews_row(1))
    assert bring(ledger, text).kept == bring(ledger, text, TableHints(dataset="icews-2")).kept == 1


def test_icews_gives_an_id_anew_on_another_day(ledger: Path):
    assert bring(ledger, icews(icews_row(1), icews_row(1, Event_Date="2019-03-24"), icews_row(1))).kept == 2


def test_bad_rows_are_counted_and_kept_with_their_reasons(ledger: Path):
    rows = [
        icews_row(1), icews_row(2, Event_Date="yesterday"), icews_row(3, CAMEO_Code="13y"),
        icews_row(4) | {"Event ID": ""}, icews_row(5, CAMEO_Code=""),
    ]  # fmt: skip
    done = bring(ledger, icews(*rows) + "half a row\n")
    assert (done.read, done.kept) == (6, 1)
    assert dict(done.skipped) == {"no-date": 1, "unknown-code": 2, "no-id": 1, "ragged": 1}
    with Ledger.open(ledger) as opened:
        bad = opened.frame("bad_rows")
        assert bad.select("row", "reason").rows() == [
            (2, "no-date"), (3, "unknown-code"), (4, "no-id"), (5, "unknown-code"), (6, "ragged"),
        ]  # fmt: skip
        assert "yesterday" in bad["detail"][0]
        assert all(finding.ok for finding in opened.check())


def test_as_of_a_day_shows_what_was_known_by_then(ledger: Path):
    row = {"globaleventid": 1, "sqldate": "20190323", "eventcode": "042", "dateadded": "20190420"}
    bring(ledger, gdelt_rows(row))
    assert events(ledger, date(2019, 4, 19)) == []
    assert len(events(ledger, date(2019, 4, 20))) == 1


@pytest.mark.parametrize(
    ("rule", "known"), [("published", date(2019, 4, 20)), ("today", TODAY), ("7", date(2019, 3, 30))]
)
def test_the_user_says_from_when_rows_count_as_known(ledger: Path, rule: str, known: date):
    bring(
        ledger,
        gdelt_rows({"globaleventid": 1, "sqldate": "20190323", "eventcode": "042", "dateadded": "20190420"}),
        known=rule,
    )
    assert events(ledger)[0]["known"] == known


def test_a_rule_or_a_scheme_that_is_none_is_refused(ledger: Path):
    with pytest.raises(UsageError):
        bring(ledger, icews(icews_row(1)), known="soon")
    with pytest.raises(UsageError):
        bring(ledger, "when,what\n2019-03-23,AID\n", TableHints(columns={"day": "when", "code": "what"}, scheme="wits"))


def test_facts_with_states_by_name_code_or_number(ledger: Path):
    hints = TableHints(
        format="facts", columns={"backer": "from", "client": "to", "year": "year", "value": "n"},
        constants={"channel": "arms", "unit": "TIV"}, dataset="arms", absent_is_zero=True,
    )  # fmt: skip
    text = 'from,to,year,n\nRussia,VEN,2011,"1,266"\n365.0,101,2012,410\nRUS,Venezuela,2013,\n'
    text += "Russia,Russia,2013,1\nNATO**,VEN,2013,1\nRussia,VEN,,1\n"
    done = bring(ledger, text, hints, known="90", name="arms.csv")
    assert (done.kept, dict(done.skipped)) == (2, {"no-value": 1, "same-state": 1, "no-state": 1, "no-date": 1})
    assert bring(ledger, text, hints, known="90", name="arms.csv").there == 2
    with Ledger.open(ledger) as opened:
        first, _ = opened.frame("facts").to_dicts()
        assert all(finding.ok for finding in opened.check())
        assert opened.until(date(2012, 3, 29)).frame("facts").is_empty()
        assert opened.until(date(2012, 3, 30)).frame("facts").height == 1
    has(
        first, dataset="arms", kind="arms", backer="RUS", client="VEN", channel="arms", first=date(2011, 1, 1),
        last=date(2011, 12, 31), known=date(2012, 3, 30), value=1266.0, unit="TIV", absent_is_zero=True,
    )  # fmt: skip


def test_dated_facts_with_their_own_ids_and_an_unknown_channel(ledger: Path):
    columns = {
        "id": "nr",
        "backer": "b",
        "client": "c",
        "day": "d",
        "value": "v",
        "channel": "ch",
        "note": "n",
        "source": "s",
    }
    text = "nr,b,c,d,v,ch,n,s\n1,CHN,VEN,2014-07-21,4e9,finance,a credit,Example Bank\n2,CHN,VEN,2014-07-21,1,money,,\n"
    done = bring(ledger, text, TableHints(format="facts", columns=columns), name="loans.csv")
    assert dict(done.skipped) == {"no-channel": 1}
    with Ledger.open(ledger) as opened:
        has(
            opened.frame("facts").row(0, named=True),
            own_id="1",
            kind="loans",
            value=4e9,
            last=date(2014, 7, 21),
            source="Example Bank",
        )


def test_a_file_that_breaks_off_keeps_what_came_and_says_so(ledger: Path, monkeypatch: pytest.MonkeyPatch):
    import gzip

    monkeypatch.setattr(blocks, "BLOCK_BYTES", 20_000)
    monkeypatch.setattr(blocks.blocks, "__kwdefaults__", {"size": 20_000})
    chance = random.Random(4)
    rows = [icews_row(n, Source_Name=f"Actor {chance.random()}") for n in range(2_000)]
    path = ledger.parent / "cut.gz"
    path.write_bytes(gzip.compress(icews(*rows).encode())[:-3_000])
    with Ledger.open(ledger, write=True) as opened:
        done = import_into(opened, [path])[0]
        assert isinstance(done.failed, NotReadable)
        assert 0 < done.kept < 2_000
        assert opened.frame("coded_events").height == done.kept
        assert opened.frame("imports").is_empty()


@settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.integers(0, 12), max_size=20), st.integers(0, 20))
def test_in_two_parts_or_in_one_the_ledger_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, numbers: Sequence[int], cut: int
):
    rows = [icews_row(number) for number in numbers]
    whole, parts = (fresh(tmp_path_factory.mktemp("m") / "l") for _ in range(2))
    bring(whole, icews(*rows))
    for part in (rows[:cut], rows[cut:]):
        bring(parts, icews(*part))
    without = [{name: value for name, value in row.items() if name != "import"} for row in events(whole)]
    assert [{name: value for name, value in row.items() if name != "import"} for row in events(parts)] == without
    assert len(without) == len(set(numbers))


SLOWLY = """
import sys
from pathlib import Path
from backstay.ledger import Ledger
from backstay.ingest.tables import import_into
from backstay.sources.tables import blocks
blocks.blocks.__kwdefaults__["size"] = 40_000
with Ledger.open(Path(sys.argv[1]), write=True) as ledger:
    import_into(ledger, [Path(sys.argv[2])], progress=lambda done: print(done.read, flush=True))
"""


@pytest.mark.kill
def test_killed_at_random_and_started_again_it_ends_the_same(tmp_path: Path):
    rows = [icews_row(n, Target_Name=f"Ministry {n}") for n in range(3_000)]
    table, ledger, seed = tmp_path / "t.tab", fresh(tmp_path / "l"), random.randrange(10**6)
    table.write_text(icews(*rows) + "broken\n", encoding="utf-8")
    chance, command = random.Random(seed), [sys.executable, "-c", SLOWLY, str(ledger), str(table)]
    for _ in range(3):
        run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert run.stdout is not None
        until = chance.randrange(1, 2_900)
        for line in run.stdout:
            if int(line) >= until:
                break
        run.kill()
        run.communicate()
        with Ledger.open(ledger) as reading:
            assert all(finding.ok for finding in reading.check() if "free" not in finding.what), f"seed {seed}"
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    with Ledger.open(ledger) as reading:
        found = reading.frame("coded_events")
        assert (found.height, found["own_id"].n_unique()) == (3_000, 3_000), f"seed {seed}"
        assert reading.frame("bad_rows").select("row", "reason").rows() == [(3_001, "ragged")]
        assert json.loads(reading.frame("imports")["columns"][0])["format"] == "auto"
