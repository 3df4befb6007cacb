"""The tables that lead from other people's codes to ours: complete, consistent, and with a reason where they differ."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from backstay.knowledge import Knowledge
from backstay.knowledge.crosswalk import (
    ACT_FOR_STATE,
    AGAINST_STATE,
    SCORES,
    StateNames,
    acled,
    cameo,
    cameo_names,
    normal_cameo,
    plover,
    sector,
)
from backstay.knowledge.crosswalk.coding import table
from backstay.records import IGO_CODES, MODES, QUAD, SECTORS, Channel, EventType, Quad

SHARED = Path(__file__).parents[3] / "shared" / "data"
CAMEO = table("cameo.csv")
TABLE_7_1 = {
    "01": "", "02": "", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID",
    "08": "CONCEDE",
    "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE",
    "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
"""PLOVER 1.3, table 7.1, by CAMEO cue category; 084 to 087 are RETREAT."""


def by_manual(code: str) -> str:
    return "RETREAT" if code[:3] in {"084", "085", "086", "087"} else TABLE_7_1[code[:2]]


def test_all_312_codes_are_there_once():
    assert len(CAMEO) == len({row["code"] for row in CAMEO}) == 312
    assert {row["code"][:2] for row in CAMEO} == set(TABLE_7_1)


@pytest.mark.shared
def test_names_and_scores_are_those_of_the_event_data():
    path = SHARED / "events" / "goldstein_by_cameo.csv"
    if not path.is_file():
        pytest.skip("the development data beside the checkout is absent")
    theirs = {row["code"]: row for row in csv.DictReader(path.open(encoding="utf-8"))}
    assert {row["code"] for row in CAMEO} == set(theirs)
    for row in CAMEO:
        assert float(row["goldstein"]) == float(theirs[row["code"]]["goldstein"])
        assert row["name"].lower() == theirs[row["code"]]["name"].lower()


@pytest.mark.parametrize("row", CAMEO, ids=lambda row: row["code"])
def test_each_code_keeps_to_plover_or_says_why_not(row: dict[str, str]):
    if row["event_type"] != by_manual(row["code"]):
        assert "PLOVER" in row["why"]
    if row["mode"]:
        assert row["mode"] in MODES[EventType(row["event_type"])]
    assert (row["channel"] == "") == (row["sign"] == "0") == (row["backer"] == "")
    if row["channel"]:
        assert Channel(row["channel"])
        assert int(row["sign"]) * float(row["goldstein"]) > 0, "the sign is Goldstein's"
        quad = QUAD[EventType(row["event_type"])]
        cooperation = {Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION}
        assert (row["sign"] == "1") == (quad in cooperation)
    elif row["event_type"]:
        assert row["why"], "a code that bears on no tie says why"
    if row["backer"] == "recipient":
        assert row["why"]


def test_a_code_and_the_one_above_it_have_the_same_type_or_say_why():
    rows = {row["code"]: row for row in CAMEO}
    for code, row in rows.items():
        above = rows.get(code[:-1])
        if above and row["event_type"] != above["event_type"]:
            assert row["why"] or by_manual(code) != by_manual(above["code"])


def test_what_cameo_means():
    aid = cameo("072")
    assert aid is not None
    assert (aid.event_type, aid.channel, aid.push, aid.turned) == (
        EventType.AID,
        Channel.ARMS,
        pytest.approx(0.83),
        False,
    )
    peacekeepers = cameo("0861")
    assert peacekeepers is not None
    assert peacekeepers.turned
    assert cameo("1834") == cameo("183")
    assert cameo("99") is cameo("abcd") is cameo("") is None


def test_zeros_that_a_spreadsheet_took_come_back():
    codes = [row["code"] for row in CAMEO]
    assert all(normal_cameo(code, roots=True) == code for code in codes)
    assert all(normal_cameo(code.removeprefix("0")) == code for code in codes if len(code) > 2)
    assert (normal_cameo("10"), normal_cameo("10", roots=True)) == ("010", "10")


def test_events_are_found_by_their_names():
    assert cameo_names()["make a visit"] == "042"
    assert len(cameo_names()) == len([row for row in CAMEO if len(row["code"]) > 2])


def test_plover_scores_cover_every_type_and_keep_the_sign_of_its_quad():
    assert set(SCORES) == set(QUAD)
    for kind, score in SCORES.items():
        assert (score > 0) == (QUAD[kind] in {Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION})


def test_every_plover_type_has_a_line_for_all_else():
    rows = table("plover.csv")
    for kind in QUAD:
        own = [row for row in rows if row["event_type"] == kind]
        assert sum(not row["mode"] and not row["context"] for row in own) == 1
        assert all(row["mode"] in {"", *MODES.get(kind, ())} for row in own)
        assert all((row["channel"] == "") == (row["sign"] == "0") for row in own)


@pytest.mark.parametrize(
    ("given", "channel", "mode"),
    [
        (("AID", "", "military,health"), Channel.ARMS, None),
        (("aid", "None", "economic; disasters"), Channel.FINANCE, None),
        (("COOPERATE", "", "natural_resource"), Channel.TRADE, None),
        (("SANCTION", "discontinue", "economic"), Channel.PRESSURE, "discontinue"),
        (("SANCTION", "withdraw", "military"), Channel.ARMS, "withdraw"),
        (("RETREAT", "resign", ""), None, "resign"),
        (("COERCE", "martial-law", ""), Channel.PRESSURE, "martial-law"),
        (("ASSAULT", "sideab", ""), Channel.PRESSURE, "sideAB"),
        (("CONSULT", "dance", "military"), Channel.DIPLOMACY, None),
    ],
)
def test_modes_and_contexts_decide_the_channel(given: tuple[str, str, str], channel: Channel | None, mode: str | None):
    found = plover(*given)
    assert found is not None
    assert (found.channel, found.mode) == (channel, mode)


def test_a_type_that_plover_does_not_have_is_none():
    assert plover("LOVE") is plover("") is plover("STATE") is None


def test_acled_types():
    rows = table("acled.csv")
    assert len({(row["event"], row["sub_event"]) for row in rows}) == len(rows) == 25
    for row in rows:
        assert (row["channel"] == "") == (row["sign"] == "0")
        assert not row["mode"] or row["mode"] in MODES[EventType(row["event_type"])]
        assert row["sign"] != "0" or row["why"]
    strike = acled("explosions/remote violence", "Air/drone strike")
    assert strike is not None
    assert (strike.event_type, strike.mode) == (EventType.ASSAULT, "aerial")
    assert acled("Battles", "") is None


def test_sectors_are_plovers_and_those_that_act_for_a_state_are_not_against_it():
    assert {row["sector"] for row in table("sectors.csv")} - {""} <= set(SECTORS)
    assert set(SECTORS) >= ACT_FOR_STATE
    assert set(SECTORS) >= AGAINST_STATE
    assert not ACT_FOR_STATE & AGAINST_STATE


@pytest.mark.parametrize(
    ("scheme", "theirs", "ours"),
    [
        ("icews", "Elite,Executive,Executive Office,Government", "GOV"),
        ("icews", "Rebel,Dissident", "REB"),
        ("icews", "Something New", None),
        ("role", "Armed Rebel (Syria)", "REB"),
        ("role", "Citizen (India)", "CVL"),
        ("role", "Foreign Affairs (Iran)", "GOV"),
        ("role", "Barack Obama", None),
        ("gdelt", "MED", "JRN"),
        ("plover", "MED", "MED"),
        ("plover", "GOV,LEG", "GOV"),
        ("acled", "1", "MIL"),
        ("acled", "Rebel Group", "REB"),
    ],
)
def test_sectors_of_tables(scheme: str, theirs: str, ours: str | None):
    assert sector(scheme, theirs) == ours


@pytest.fixture(scope="module")
def names() -> StateNames:
    return StateNames(Knowledge.load())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russian Federation", "RUS"), ("VEN", "VEN"), ("365.0", "RUS"), ("2", "USA"), ("Cote_d'Ivoire", "CIV"),
        ("European Union", "EUR"), ("Occupied Palestinian Territory", "PSE"), ("Korea, South", "KOR"), ("ROM", "ROU"),
        ("Donald Trump", None), ("", None), ("None", None), ("99999", None),
    ],
)  # fmt: skip
def test_states_by_any_name(names: StateNames, name: str, code: str | None):
    assert names.code(name) == code


def test_special_names_lead_to_codes_that_there_are(names: StateNames):
    codes = {row["code"] for row in table("states.csv")}
    assert codes <= names.knowledge.state_codes | set(IGO_CODES)


@pytest.mark.shared
def test_correlates_of_war_numbers_agree_with_the_names_of_the_states(names: StateNames):
    import gzip

    path = SHARED / "structure" / "cow_states.csv.gz"
    if not path.is_file():
        pytest.skip("the development data beside the checkout is absent")
    with gzip.open(path, "rt") as rows:
        pairs = {(row["ccode"], row["statenme"]) for row in csv.DictReader(rows)}
    known = [(names.code(number), names.code(name)) for number, name in pairs]
    assert len(known) > 200
    assert [pair for pair in known if pair[0] != pair[1]] == []
