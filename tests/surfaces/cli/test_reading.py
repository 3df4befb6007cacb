"""Reading from end to end: the real command, the real reader, the demo dossier and bad input."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from backstay.demo import folder
from backstay.ledger import Ledger
from backstay.ledger.lock import WriterLock
from backstay.records.exchange import claim_from_json
from tests.surfaces.cli.conftest import COMMAND, Backstay

PAGE = folder() / "pages" / "rostec-staff-venezuela.html"
STORY = "Russia has sent 100 military advisers to Venezuela, a spokesman for the Kremlin said on Monday.\n"


@pytest.fixture(scope="module")
def demo(backstay: Backstay, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A ledger that `backstay demo` filled, what it printed and what it said on the side."""
    path = tmp_path_factory.mktemp("demo") / "l"
    done = backstay("demo", "--ledger", path)
    assert done.code == 0, done.err
    return path, done.out, done.err


def test_the_demo_prints_the_brief_and_how_to_go_on(demo: tuple[Path, str, str]) -> None:
    path, out, err = demo
    assert "Who backs the government of Venezuela (VEN)" in out
    assert "Russia (RUS)" in out
    assert "counted so far" in out
    assert f"backstay serve --ledger {path}" in out
    assert "Read 24 reports" in err
    assert "words a second" in err


def test_the_demo_makes_its_own_ledger_anew(backstay: Backstay, home: Path) -> None:
    first, second = backstay("demo"), backstay("demo")
    assert (first.code, second.code) == (0, 0)
    assert first.out == second.out
    assert "Read 24 reports" in second.err
    assert (home / "data" / "backstay" / "demo.backstay").is_dir()


def test_what_the_demo_claims_can_be_explained(backstay: Backstay, demo: tuple[Path, str, str]) -> None:
    path = demo[0]
    listed = backstay("claims", "--client", "VEN", "--backer", "RUS", "--format", "json", "--ledger", path).out
    claims = [claim_from_json(json.loads(line)) for line in listed.splitlines()]
    assert claims
    told = json.loads(backstay("explain", claims[0].id[:12], "--json", "--ledger", path).out)
    assert told["place"]["clause"] == claims[0].quote


def test_the_brief_and_its_json_twin(backstay: Backstay, demo: tuple[Path, str, str]) -> None:
    told = json.loads(backstay("brief", "Venezuela", "--json", "--ledger", demo[0]).out)
    assert told["state"] == "VEN"
    assert "RUS" in [backer["state"] for backer in told["backers"]]
    assert told["basis"]["origins"] < told["basis"]["claims"]
    then = json.loads(backstay("brief", "VEN", "--as-of", "2018-12-31", "--json", "--ledger", demo[0]).out)
    assert then["basis"]["last"] <= "2018-12-31"
    assert backstay("brief", "Norway", "--ledger", demo[0]).code == 1
    assert backstay("brief", "Atlantis", "--ledger", demo[0]).code == 2


def test_reading_the_same_again_changes_nothing(backstay: Backstay, tmp_path: Path) -> None:
    first = backstay("read", PAGE, "--ledger", tmp_path / "l")
    assert "Read 1 report:" in first.err
    before = backstay("claims", "--format", "json", "--ledger", tmp_path / "l").out
    again = backstay("read", PAGE, "--ledger", tmp_path / "l")
    assert again.code == 0
    assert "Already known: 1." in again.err
    assert backstay("claims", "--format", "json", "--ledger", tmp_path / "l").out == before


def test_json_is_a_pure_filter(backstay: Backstay, home: Path) -> None:
    done = backstay("read", "-", "--json", "--published", "2019-06-03", "--outlet", "Herald", stdin=STORY.encode())
    assert done.code == 0
    claims = [claim_from_json(json.loads(line)) for line in done.out.splitlines()]
    assert claims
    for claim in claims:
        assert STORY[claim.start : claim.end] == claim.quote
    assert "Read 1 report" in done.err
    assert not (home / "data" / "backstay" / "ledger.backstay").exists()


def test_json_with_a_ledger_keeps_what_it_prints(backstay: Backstay, tmp_path: Path) -> None:
    done = backstay("read", PAGE, "--json", "--ledger", tmp_path / "l")
    kept = backstay("claims", "--format", "json", "--ledger", tmp_path / "l").out
    assert done.out
    assert sorted(done.out.splitlines()) == sorted(kept.splitlines())
    assert backstay("read", PAGE, "--json", "--ledger", tmp_path / "l").out == ""


def test_columns_of_json_lines(backstay: Backstay, tmp_path: Path) -> None:
    lines = tmp_path / "news.jsonl"
    lines.write_text(json.dumps({"body": STORY, "day": "2019-06-03", "paper": "Herald"}) + "\n")
    mapping = ("--column", "text=body", "--column", "published=day", "--column", "outlet=paper")
    assert backstay("read", lines, *mapping, "--ledger", tmp_path / "l").code == 0
    (report,) = map(json.loads, backstay("reports", "--json", "--ledger", tmp_path / "l").out.splitlines())
    assert (report["published"], report["outlet"]) == ("2019-06-03", "Herald")
    wrong = backstay("read", lines, "--column", "text", "--ledger", tmp_path / "l")
    assert wrong.code == 2
    assert "OUR=THEIRS" in wrong.err


def test_bad_input_is_named_with_what_to_do_and_costs_nothing_else(backstay: Backstay, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a-empty.txt").write_text(" \n")
    (folder / "b-noise.txt").write_bytes(bytes(range(256)) * 64)
    (folder / "c-good.txt").write_text(STORY)
    (folder / "d-lines.jsonl").write_text("{no json\n")
    done = backstay("read", folder, tmp_path / "absent.html", "--ledger", tmp_path / "l")
    assert done.code == 0
    assert "Read 1 report" in done.err
    assert "Skipped: 4." in done.err
    for word in ("empty", "not-text", "broken-line", "not-readable", "absent.html", "a-empty.txt"):
        assert word in done.err
    with Ledger.open(tmp_path / "l") as ledger:
        assert len(ledger.skipped()) == 4


def test_nothing_readable_is_exit_3(backstay: Backstay, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "folder").mkdir()
    for path in ("empty.txt", "absent.txt", "folder"):
        done = backstay("read", tmp_path / path, "--ledger", tmp_path / "l")
        assert done.code == 3, path
        assert "Traceback" not in done.err
    filtered = backstay("read", tmp_path / "empty.txt", "--json")
    assert (filtered.code, filtered.out) == (3, "")


def test_a_date_that_is_none_is_usage(backstay: Backstay) -> None:
    done = backstay("read", PAGE, "--json", "--published", "last Monday")
    assert (done.code, done.out) == (2, "")
    assert "last Monday" in done.err


def test_a_ledger_that_another_run_writes_to(backstay: Backstay, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l", write=True):
        done = backstay("read", PAGE, "--ledger", tmp_path / "l")
    assert done.code == 5
    assert "Another process" in done.err


def test_the_demo_leaves_its_ledger_alone_while_another_run_writes_to_it(backstay: Backstay, home: Path) -> None:
    own = home / "data" / "backstay" / "demo.backstay"
    backstay("demo")
    lock = WriterLock(own / "lock")
    lock.acquire()
    try:
        assert backstay("demo").code == 5
        assert backstay("brief", "VEN", "--ledger", own).code == 0
    finally:
        lock.release()


@pytest.mark.kill
def test_ctrl_c_says_what_is_kept(environment: dict[str, str], backstay: Backstay, tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    with lines.open("w") as out:
        for number in range(20_000):
            out.write(json.dumps({"text": f"Account {number}. {STORY * 5}"}) + "\n")
    ledger = tmp_path / "l"
    command = [COMMAND, "read", lines, "--jobs", "1", "--ledger", ledger]
    running = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not list((ledger / "data" / "main" / "reports").rglob("*.parquet")):
        time.sleep(0.2)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130, told
    assert "Stopped. Kept:" in told
    assert "Traceback" not in told
    kept = len(backstay("reports", "--json", "--ledger", ledger).out.splitlines())
    assert f"Kept: {kept:,} reports" in told


def test_doctor_finds_all_sound(backstay: Backstay, demo: tuple[Path, str, str]) -> None:
    done = backstay("doctor", "--ledger", demo[0])
    assert done.code == 0, done.out
    for word in ("Python 3", "duckdb", "the reader's model is sound", str(demo[0]), "All is sound."):
        assert word in done.out


def test_doctor_without_a_ledger_is_no_fault_but_a_wrong_path_is(backstay: Backstay, tmp_path: Path) -> None:
    fresh = backstay("doctor", env={"BACKSTAY_LEDGER": str(tmp_path / "none")})
    assert fresh.code == 0, fresh.out
    assert "none yet" in fresh.out
    named = backstay("doctor", "--json", "--ledger", tmp_path / "none")
    assert named.code == 1
    told = json.loads(named.out)
    assert not told["ok"]
    assert [check["about"] for check in told["checks"] if not check["ok"]] == ["ledger"]


def test_doctor_sees_a_damaged_ledger(backstay: Backstay, tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"not a catalog" * 100)
    done = backstay("doctor", "--ledger", tmp_path)
    assert done.code == 1
    assert "WRONG" in done.out


def test_a_long_reading_lays_ready_what_pages_show(backstay: Backstay, tmp_path: Path) -> None:
    from backstay.corroboration import find_events, keeping, kept_priors
    from backstay.surfaces.cli.read import LONG

    for number in range(LONG):
        (tmp_path / f"{number}.txt").write_text(f"Story {number}. " + STORY.replace("100", str(number)))
    path = tmp_path / "l"
    done = backstay("read", *sorted(tmp_path.glob("*.txt")), "--published", "2019-06-03", "--ledger", path)
    assert done.code == 0, done.err
    assert f"Read {LONG} reports" in done.err
    assert (path / "pages").is_dir()
    with Ledger.open(path) as ledger, keeping(ledger, kept_priors(path)) as kept:
        assert kept is not None
        assert kept.current
        assert find_events(ledger).total
