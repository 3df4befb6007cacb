"""`backstay forecast` over a file of events, and over the events that a ledger holds."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.ledger.fresh import fresh
from tests.outlook.next_party.world import world
from tests.sources.tables import icews, icews_row

from .conftest import Backstay

BEGIN = date(2019, 1, 1)


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = world(days=30)
    rows = ["date\tsource\tevent\ttarget"]
    for day, s, r, o in zip(made.day, made.source, made.relation, made.target, strict=True):
        day_text = (BEGIN + timedelta(int(day))).isoformat()
        rows.append(f"{day_text}\t{made.names[s]}\t{made.relations[r]}\t{made.names[o]}")
    path = tmp_path_factory.mktemp("events") / "events.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_the_likeliest_party_comes_first_with_its_reasons(backstay: Backstay, events: Path) -> None:
    run = backstay(
        "forecast", "Police (Laputa)", "arrest", "?", "--on", "2019-01-29", "--events", events, "--json", "--top", "3"
    )
    assert run.code == 0, run.err
    told = json.loads(run.out)
    assert told["ranked"][0]["party"] == "Citizen (Laputa)"
    assert told["ranked"][0]["reasons"]
    assert len(told["ranked"]) == 3
    assert told["events"] == world(days=28).day.size  # nothing of the day itself, or later


def test_the_source_can_be_asked_for_in_a_table(backstay: Backstay, events: Path) -> None:
    run = backstay("forecast", "?", "arrest", "Citizen (Zenda)", "--on", "2019-02-01", "--events", events)
    assert run.code == 0, run.err
    assert "Police (Zenda)" in run.out
    assert "given that the event happens" in " ".join(run.out.split())


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("Avalon", "visit", "Zenda", "--on", "2019-01-20"), "must be ?"),
        (("Nobody", "visit", "?", "--on", "2019-01-20"), "Nobody"),
        (("Avalon", "visit", "?", "--on", "2018-01-20"), "no events"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(
    backstay: Backstay, events: Path, args: tuple[str, ...], word: str
) -> None:
    run = backstay("forecast", *args, "--events", events)
    assert run.code == 2
    assert word in run.err
    assert "Traceback" not in run.err


STATES = ("Russia", "China", "Cuba", "Iran", "Turkey")
QUESTION = ("forecast", "Russia", "AID", "?", "--json", "--top", "3")


def coded(first: int, days: int) -> str:
    """Each state aids the next but one and meets the next, every day; what each paper tells is told by the same one."""
    rows = []
    for day in range(first, first + days):
        for place, state in enumerate(STATES):
            for code, text, step in (("072", "Provide military aid", 2), ("040", "Consult", 1)):
                number = 100 * day + 10 * place + step
                target = STATES[(place + step) % len(STATES)]
                on = (BEGIN + timedelta(day)).isoformat()
                rows.append(
                    icews_row(number, Event_Date=on, Source_Name=state, Source_Country=state, CAMEO_Code=code,
                              Event_Text=text, Target_Name=target, Target_Country=target)
                )  # fmt: skip
    return icews(*rows)


def test_a_ledgers_coded_events_are_learned_once_and_then_added_to(backstay: Backstay, tmp_path: Path) -> None:
    ledger = fresh(tmp_path / "ledger")
    table = tmp_path / "events.tab"
    table.write_text(coded(0, 40), encoding="utf-8")
    assert backstay("import", table, "--ledger", ledger).code == 0
    on = ("--on", (BEGIN + timedelta(40)).isoformat(), "--ledger", ledger)
    first = json.loads(backstay(*QUESTION, *on).out)
    assert (first["events"], first["trained_on"], first["was_kept"]) == (400, 400, False)
    assert first["ranked"][0]["party"] == "Cuba"  # the party that is aided, not the paper that tells of it
    again = json.loads(backstay(*QUESTION, *on).out)
    assert (again["was_kept"], again["added_since"]) == (True, 0)
    assert again["ranked"] == first["ranked"]
    table.write_text(coded(40, 2), encoding="utf-8")
    assert backstay("import", table, "--ledger", ledger).code == 0
    later = json.loads(backstay(*QUESTION, "--on", (BEGIN + timedelta(42)).isoformat(), "--ledger", ledger).out)
    assert (later["events"], later["was_kept"], later["trained_on"], later["added_since"]) == (420, True, 400, 20)
    earlier = json.loads(backstay(*QUESTION, "--on", (BEGIN + timedelta(20)).isoformat(), "--ledger", ledger).out)
    assert (earlier["events"], earlier["was_kept"]) == (200, False)
    anew = json.loads(backstay(*QUESTION, *on, "--anew").out)
    assert (anew["was_kept"], anew["ranked"]) == (False, first["ranked"])
    doctor = backstay("doctor", "--ledger", ledger)
    assert "All" in doctor.out
    assert doctor.code == 0, doctor.out


def test_a_ledger_without_coded_events_is_told_so(backstay: Backstay, tmp_path: Path) -> None:
    run = backstay(*QUESTION, "--on", "2019-02-01", "--ledger", fresh(tmp_path / "ledger"))
    assert run.code == 2
    assert "no events" in run.err
    assert not (tmp_path / "ledger" / "forecaster.npz").exists()
