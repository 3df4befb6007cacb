"""`backstay forecast` over a file of events."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.outlook.next_party.world import world

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
