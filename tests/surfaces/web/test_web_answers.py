"""What takes long is kept beside the ledger: a server that starts finds it, and never shows it for newer."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstay.ledger import Ledger
from backstay.surfaces.web import answers, create_app
from backstay.surfaces.web.ahead import LEAST, make_ready
from tests.surfaces.web.conftest import BASE
from tests.surfaces.web.web_ledgers import READER, founding, later, undated, write_large, write_small

PAGES = ("/states/VEN.json", "/states/VEN/ties.json", "/backers/RUS.json", "/states/VEN/outlook.json", "/world.json",
         "/breaks.json", "/parties.json", "/map.json")  # fmt: skip


def pages(path: Path) -> dict[str, bytes]:
    with TestClient(create_app(path), base_url=BASE) as client:
        found = {page: client.get(page) for page in PAGES}
    assert {answer.status_code for answer in found.values()} == {200}
    return {page: answer.content for page, answer in found.items()}


def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_given: object) -> None:
        raise AssertionError("worked out again")

    for name in ("states._state", "ties._worked_out", "ties._breaks", "outlook._outlook", "world._world"):
        monkeypatch.setattr(f"backstay.surfaces.web.pages.{name}", never)


def test_a_server_that_starts_finds_every_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_small(tmp_path / "l")
    first = pages(path)
    no_work(monkeypatch)
    assert pages(path) == first


def test_an_answer_of_an_earlier_state_is_shown_once_more_at_most(tmp_path: Path) -> None:
    path = tmp_path / "l"
    with Ledger.open(path, write=True) as ledger:
        ledger.write([founding(), undated()], reader=READER)
    before = pages(path)
    with Ledger.open(path, write=True) as ledger:
        ledger.write([later()], reader=READER)
    with TestClient(create_app(path), base_url=BASE) as client:
        assert client.get("/states/VEN.json").content == before["/states/VEN.json"]
    with TestClient(create_app(path), base_url=BASE) as client:  # the first one closed only after its work beside
        assert client.get("/states/VEN.json").content != before["/states/VEN.json"]


@pytest.mark.parametrize("damage", [b"", b"\n\n", b"cut off"])
def test_a_damaged_answer_is_worked_out_again(tmp_path: Path, damage: bytes) -> None:
    path = write_small(tmp_path / "l")
    first = pages(path)
    for file in (path / answers.FOLDER).iterdir():
        file.write_bytes(file.read_bytes()[: len(file.read_bytes()) // 2] if damage == b"cut off" else damage)
    assert pages(path) == first


def test_an_answer_of_another_version_is_worked_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_small(tmp_path / "l")
    first = pages(path)
    monkeypatch.setattr(answers, "FORM", -1)
    no_work(monkeypatch)
    with TestClient(create_app(path), base_url=BASE) as client, pytest.raises(AssertionError, match="worked out again"):
        client.get("/states/VEN.json")
    monkeypatch.undo()
    assert pages(path) == first


def test_nothing_is_kept_of_what_was_known_on_a_day(tmp_path: Path) -> None:
    path = write_small(tmp_path / "l")
    with TestClient(create_app(path), base_url=BASE) as client:
        client.get("/states/VEN.json?as_of=2019-06-03")
    assert not (path / answers.FOLDER).exists()


def test_a_folder_that_takes_no_answers_is_no_trouble(tmp_path: Path) -> None:
    path = write_small(tmp_path / "l")
    (path / answers.FOLDER).write_text("in the way")
    assert pages(path) == pages(path)


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_is_laid_ready_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    path = write_large(tmp_path / "l", reports=200, claims_each=12)
    told: list[tuple[int, int, str]] = []
    make_ready(path, jobs, lambda done, of, name: told.append((done, of, name)))
    assert [done for done, *_ in told] == [*range(1, told[-1][1] + 1)]
    assert any(name == "pages on VEN" for *_, name in told)
    with Ledger.open(path) as ledger:
        assert sum(row.as_client + row.as_backer >= LEAST for row in ledger.states()) == len(told) - 8
    no_work(monkeypatch)
    pages(path)
