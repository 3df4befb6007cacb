"""What is kept answers as what was trained, learns what is new, and gives way where it cannot be trusted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from backstay.outlook.next_party import Events, Forecaster, Settings, current
from backstay.outlook.next_party.questions import questions_of
from backstay.outlook.next_party.ranker import RankerSettings
from backstay.outlook.next_party.store import load, save

from .world import NAMES, RELATIONS, world

SMALL = Settings(
    candidates=20,
    questions=2000,
    ranker_from=0.3,
    ranker=RankerSettings(networks=1),
)


def scores(forecaster: Forecaster, day: int) -> np.ndarray:
    asked = questions_of(day, world().part(world().day == day)).questions
    return np.concatenate([block for _, block in forecaster.scores(asked)])


def test_what_is_read_back_answers_and_learns_as_what_was_written(tmp_path: Path) -> None:
    trained = Forecaster.train(world().before(45), SMALL)
    assert trained.ranker is not None
    save(trained, tmp_path / "f.npz", known=np.arange(3))
    found = load(tmp_path / "f.npz")
    assert found is not None
    read, more = found
    assert more["known"].tolist() == [0, 1, 2]
    assert np.array_equal(scores(trained, 45), scores(read, 45))
    assert trained.rank(45, "arrest", source="Police (Laputa)") == read.rank(45, "arrest", source="Police (Laputa)")
    later = world().part((world().day >= 45) & (world().day < 55))
    trained.update(later)
    read.update(later)
    assert np.array_equal(scores(trained, 55), scores(read, 55))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"\x80\x04cos\nsystem\n"])
def test_a_file_that_holds_no_forecaster_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "f.npz").write_bytes(content)
    assert load(tmp_path / "f.npz") is None
    assert load(tmp_path / "absent.npz") is None


def test_only_what_is_new_is_learned(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "f.npz"
    told: list[tuple[str, float]] = []
    first = current(path, world().before(45), SMALL, lambda doing, share: told.append((doing, share)))
    assert (first.kept, first.saved, first.added) == (False, True, 0)
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert told[-1][1] == 1.0
    told.clear()
    second = current(path, world().before(47), SMALL, lambda doing, share: told.append((doing, share)))
    assert second.kept
    assert second.saved
    assert second.added == len(world().before(47)) - len(world().before(45))
    assert not told
    taught = Forecaster.train(world().before(45), SMALL)
    taught.update(world().part((world().day >= 45) & (world().day < 47)))
    assert np.array_equal(scores(taught, 47), scores(second.forecaster, 47))
    assert np.array_equal(scores(current(path, world().before(47), SMALL).forecaster, 47), scores(taught, 47))


def test_an_earlier_day_is_answered_from_earlier_events_alone_and_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "f.npz"
    current(path, world().before(45), SMALL)
    before = path.read_bytes()
    earlier = current(path, world().before(30), SMALL)
    assert not earlier.kept
    assert np.array_equal(scores(earlier.forecaster, 30), scores(Forecaster.train(world().before(30), SMALL), 30))
    assert path.read_bytes() == before


def test_it_is_trained_anew_when_much_came_late_or_there_is_much_more(tmp_path: Path) -> None:
    path = tmp_path / "f.npz"
    whole = world().before(45)
    current(path, whole.part(np.arange(len(whole)) % 10 > 0), SMALL)
    assert not current(path, whole, SMALL).kept  # a tenth came late
    assert not current(path, world().before(60), SMALL).kept  # a third more
    assert current(path, world().before(60), SMALL).kept
    assert not current(path, world().before(60), SMALL, anew=True).kept


def test_a_late_event_and_a_new_name_are_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "f.npz"
    whole = world().before(45)
    current(path, whole, SMALL)
    quads = np.stack([whole.source, whole.relation, whole.target, whole.day], axis=1)
    late = Events.of_quads([*NAMES, "Prince Michael"], RELATIONS, np.vstack([quads, [[0, 0, len(NAMES), 40]]]))
    found = current(path, late, SMALL)
    assert (found.kept, found.added) == (True, 1)
    ranked = found.forecaster.rank(45, "visit", source="Avalon", top=10)
    assert "Prince Michael" in [one.party for one in ranked]


def test_a_folder_that_cannot_be_written_to_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    found = current(tmp_path / "file" / "f.npz", world().before(20), SMALL)
    assert not found.saved
    assert found.forecaster.rank(20, "visit", source="Avalon", top=1)
