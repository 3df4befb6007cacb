"""A user's own tables: what is refused, what is warned of, and what they change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from backstay.knowledge import Knowledge, add_own
from backstay.knowledge.own import own_places
from backstay.knowledge.places import Gazetteer, Places, settle
from backstay.records.errors import UsageError

HEAD = "kind,name,aliases,state,sectors,parent,title,since,until\n"
TABLE = """person,Zanele Example,Z. Example,ZAF,GOV|MIL,,minister of examples,2020-01-01,2023-01-01
person,Zanele Example,,ZAF,LEG,,member of parliament,2023-02-01,
firm,Examplecorp,ExCo,VEN,BUS|GOV,,,,
group,Example Front,,MLI,REB,,an armed movement,2010,2019-12-31
group,Example Front,,MLI,PTY,,a party,2020-01-01,
place,Exampleville,,VEN,,,,,
person,Emmanuel Macron,,FRA,GOV,,chairman of examples,2040-01-01,
"""
STATES = Knowledge().state_codes


def write(folder: Path, rows: str, head: str = HEAD) -> Path:
    path = folder / "mine.csv"
    path.write_text(head + rows, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = tmp_path_factory.mktemp("own")
    target, odd = add_own(write(folder, TABLE), STATES, folder / "kept")
    assert odd == []
    assert target.read_text(encoding="utf-8") == HEAD + TABLE
    return Knowledge(own=folder / "kept")


@pytest.mark.parametrize(
    ("mention", "on", "state", "sectors"),
    [
        ("Zanele Example", date(2021, 1, 1), "ZAF", ("GOV", "MIL")),
        ("Minister Example", date(2021, 1, 1), "ZAF", ("GOV", "MIL")),
        ("Zanele Example", date(2030, 1, 1), "ZAF", ("LEG",)),
        ("Examplecorp", date(2021, 1, 1), "VEN", ("BUS", "GOV")),
        ("a spokesman for ExCo", date(2021, 1, 1), "VEN", ("BUS", "GOV")),
        ("the Example Front", date(2015, 1, 1), "MLI", ("REB",)),
        ("the Example Front", date(2025, 1, 1), "MLI", ("PTY",)),
        ("police in Exampleville", date(2021, 1, 1), "VEN", ("COP",)),
        ("Angela Merkel", date(2017, 1, 1), "DEU", ("GOV",)),
    ],
)
def test_what_was_added_is_known_beside_the_rest(
    knowledge: Knowledge, mention: str, on: date, state: str, sectors: tuple[str, ...]
) -> None:
    found = knowledge.resolve(mention, on=on)
    assert found is not None
    assert (found.party.state, found.party.sector) == (state, sectors), found.why


def test_a_post_is_added_to_whom_the_file_knows(knowledge: Knowledge) -> None:
    then, later = (knowledge.resolve("Emmanuel Macron", on=d) for d in (date(2020, 1, 1), date(2041, 1, 1)))
    assert then is not None
    assert later is not None
    assert then.party.entity_id == later.party.entity_id
    assert "President" in then.why or "president" in then.why
    assert "chairman of examples" in later.why
    assert "your own table" in later.why


def test_a_text_is_scanned_for_what_was_added(knowledge: Knowledge) -> None:
    text = "Examplecorp was sold, Zanele Example said in Caracas."
    names = [f.text for f in knowledge.scan(text, on=date(2021, 1, 1))]
    assert names == ["Examplecorp", "Zanele Example", "Caracas"]


def test_without_tables_nothing_changes(tmp_path: Path) -> None:
    assert Knowledge(own=tmp_path / "none").resolve("Examplecorp") is None
    assert Knowledge().resolve("Examplecorp") is None


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ("wizard,Merlin,,GBR,GOV,,,,\n", "line 2: 'wizard' is no kind"),
        ("firm,,,GBR,BUS,,,,\n", "line 2: there is no name"),
        ("firm,A Corp,,GBR,BUS,,,,\nfirm,B Corp,,XQX,BUS,,,,\n", "line 3: there is no state with the code 'XQX'"),
        ("firm,A Corp,,GBR,BUS|WIZ,,,,\n", "line 2: there is no PLOVER sector WIZ"),
        ("person,A B,,GBR,GOV,,king,yesterday,\n", "line 2: yesterday is no day"),
        ("person,A B,,GBR,GOV,,king,2020-05-01,2019\n", "line 2: the post ends before it begins"),
        ("place,Nowhere,,,,,,,\n", "line 2: a place needs the state"),
        ("firm,A,,GBR,BUS,B,,,\nfirm,B,,GBR,BUS,C,,,\nfirm,C,,GBR,BUS,A,,,\n", "own parent (A -> B -> C -> A)"),
        ("firm,A,,GBR,BUS,A,,,\n", "line 2: a party is its own parent (A -> A)"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, rows: str, error: str) -> None:
    with pytest.raises(UsageError) as caught:
        add_own(write(tmp_path, rows), STATES, tmp_path / "kept")
    assert error in caught.value.message
    assert caught.value.hint
    assert not (tmp_path / "kept").exists()


WITH_POINT = HEAD.strip() + ",latitude,longitude\n"


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ("place,Exampleville,,VEN,,,,,,98,10", "line 2: 98, 10 is no point"),
        ("place,Exampleville,,VEN,,,,,,8,190.5", "is no point"),
        ("place,Exampleville,,VEN,,,,,,8,", "8, nothing is no point"),
        ("place,Exampleville,,VEN,,,,,,nan,10", "nan, 10 is no point"),
        ("place,Exampleville,,VEN,,,,,,1e1,10", "is no point"),
        ("firm,Examplecorp,,VEN,,,,,,8,10", "are for places, not for a firm"),
    ],
)
def test_a_point_that_is_none_is_refused(tmp_path: Path, row: str, error: str) -> None:
    with pytest.raises(UsageError) as caught:
        add_own(write(tmp_path, row + "\n", WITH_POINT), STATES, tmp_path / "kept")
    assert error in caught.value.message


def test_a_place_with_a_point_is_where_events_may_be(tmp_path: Path) -> None:
    rows = "place,Exampleville,Puerto Example,VEN,,,,,,9.83,-63.12\nplace,Paris,,VEN,,,,,,1.5,2.5\n"
    rows += "place,Elsewhere,,VEN,,,,,,,\n"
    add_own(write(tmp_path, rows, WITH_POINT), STATES, tmp_path / "kept")
    mine = own_places(tmp_path / "kept")
    gazetteer = Gazetteer(own=mine)
    for name in ("Exampleville", "Puerto Example"):
        place = settle(name, (), 0.8, gazetteer)
        assert place is not None
        assert (place.state, place.latitude, place.longitude, place.source) == ("VEN", 9.83, -63.12, "yours")
        assert gazetteer.place(place.id) == place == Gazetteer(own=list(reversed(mine))).place(place.id)
    ours = settle("Paris", ("FRA",), 0.8, gazetteer)
    assert ours is not None
    assert ours.state == "VEN"  # what the user says of a name counts before the file
    assert settle("Elsewhere", (), 0.8, gazetteer) is None  # a name of its state, without a point
    (located,) = Places(gazetteer).resolve("Troops met in Exampleville.", [(14, 26)])
    assert located.at == (9.83, -63.12)


def test_other_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        add_own(tmp_path / "none.csv", STATES, tmp_path / "kept")
    with pytest.raises(UsageError, match="line 1: these are not the columns"):
        add_own(write(tmp_path, "a,b\n", "who,what\n"), STATES, tmp_path / "kept")
    (tmp_path / "mine.csv").write_bytes(b"kind,name\nfirm,\xff\xfe\n")
    with pytest.raises(UsageError, match="no UTF-8"):
        add_own(tmp_path / "mine.csv", STATES, tmp_path / "kept")


def test_what_is_odd_is_kept_with_a_warning(tmp_path: Path) -> None:
    rows = (
        "person,A B,,GBR,GOV,,mayor of X,2010,2015\nperson,C D,,GBR,GOV,,Mayor of X,2014,2018\n"
        "person,C D,,GBR,GOV,,mayor of X,2017,\nperson,E F,,FRA,GOV,,mayor of X,2014,2016\n"
    )
    _, odd = add_own(write(tmp_path, rows), STATES, tmp_path / "kept")
    assert odd == [
        "mine.csv, lines 2 and 3: A B and C D are both mayor of X at once",
        "mine.csv, lines 3 and 4: two terms of C D as Mayor of X overlap",
    ]
