"""A run that is killed at any moment and started again ends where an undisturbed run ends."""

from __future__ import annotations

import contextlib
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from backstay.ledger import Ledger
from tests.ingest.runs import NEWS, state, write_news

ROOT = Path(__file__).parents[2]
REPORTS = 60


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not NEWS.is_file():
        pytest.skip(f"the development data beside the checkout is absent: {NEWS.name}")
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    write_news(path, REPORTS)
    return path


def start(ledger: Path, news: Path, jobs: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ingest.runs", str(ledger), str(news), str(jobs), "8"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(ledger: Path, news: Path, jobs: int) -> None:
    run = start(ledger, news, jobs)
    _, complaint = run.communicate(timeout=120)
    assert run.returncode == 0, complaint


@pytest.fixture(scope="module")
def undisturbed(news: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    ledger = tmp_path_factory.mktemp("undisturbed") / "l"
    finish(ledger, news, 1)
    found = state(ledger)
    assert (len(found["inputs"]), len(found["skipped"])) == (REPORTS + 2, 1)
    assert len(found["claims"]) >= 20
    return found


@pytest.mark.kill
@pytest.mark.shared
@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_three_times_at_random_the_ledger_ends_the_same(
    tmp_path: Path, news: Path, undisturbed: dict[str, object], jobs: int
):
    ledger, seed = tmp_path / "l", random.randrange(10**6)
    chance = random.Random(seed)
    for kill in range(3):
        run = start(ledger, news, jobs)
        assert run.stdout is not None
        until = REPORTS * kill // 4 + chance.randrange(1, REPORTS // 4)
        for line in run.stdout:
            if line.strip() != "opened" and int(line) >= until:
                break
        if chance.random() < 0.8:  # somewhere in the work that follows, a commit included
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.wait(chance.random() * 0.3)
        run.kill()
        run.communicate()
        with Ledger.open(ledger) as reading:
            assert all(finding.ok for finding in reading.check() if "free" not in finding.what)
    finish(ledger, news, jobs)
    assert state(ledger) == undisturbed, f"seed {seed}"


@pytest.mark.kill
@pytest.mark.shared
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_asked_to_stop_writes_what_is_finished(
    tmp_path: Path, news: Path, undisturbed: dict[str, object], how: signal.Signals
):
    ledger = tmp_path / "l"
    run = start(ledger, news, 2)
    assert run.stdout is not None
    finished = 0
    for line in run.stdout:
        if line.strip() != "opened" and (finished := int(line)) >= 21:
            break
    run.send_signal(how)
    rest, complaint = run.communicate(timeout=30)
    assert run.returncode != 0
    assert "KeyboardInterrupt" in complaint
    told = [int(line) for line in rest.split()]
    with Ledger.open(ledger) as reading:
        assert len(reading.known_keys()) >= max([finished, *told]) - 1
        assert len(reading.known_keys()) < REPORTS
    finish(ledger, news, 1)
    assert state(ledger) == undisturbed
