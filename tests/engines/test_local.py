"""The same work over processes: in order, errors as they were, nobody left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backstay.engines import map_ordered
from backstay.records.errors import ModelMissing, NoArticle, StopRun
from tests.engines import work


def test_one_job_and_few_items_stay_in_this_process():
    assert list(map_ordered(work.make_double, range(3), 1)) == [(0, os.getpid()), (2, os.getpid()), (4, os.getpid())]
    assert {pid for _, pid in map_ordered(work.make_double, range(3), 2)} == {os.getpid()}


def test_many_items_go_to_other_processes_and_come_back_in_order():
    found = list(map_ordered(work.make_double, range(60), 2))
    assert [number for number, _ in found] == [2 * number for number in range(60)]
    assert os.getpid() not in {pid for _, pid in found}


def test_slow_items_do_not_change_the_order():
    assert list(map_ordered(work.make_uneven, range(40), 2)) == list(range(40))


def test_no_more_than_a_few_items_are_drawn_ahead():
    drawn: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            drawn.append(number)
            yield number

    with closing(map_ordered(work.make_uneven, items(), 2)) as results:
        for _ in range(20):
            next(results)
        assert len(drawn) <= 20 + 2 * 4


@pytest.mark.parametrize("jobs", [1, 2])
def test_our_errors_come_through_as_they_were(jobs: int):
    with pytest.raises(ModelMissing) as caught:
        list(map_ordered(work.make_missing, range(60), jobs))
    assert caught.value.hint == "Install it."
    done: list[int] = []
    with pytest.raises(NoArticle, match="No article here"):
        done.extend(map_ordered(work.make_refusing, range(60), jobs))


def test_a_process_that_is_ended_stops_the_run_and_what_came_before_it_stands():
    done: list[int] = []
    with pytest.raises(StopRun) as caught:  # noqa: PT012
        for number in map_ordered(work.make_dying, range(60), 2):
            done.append(number)
    assert done == list(range(len(done)))
    assert len(done) >= 6
    assert "--jobs" in caught.value.hint


def _gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


@pytest.mark.kill
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_no_process_outlives_its_parent(tmp_path: Path, how: signal.Signals):
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.engines.work", str(tmp_path)], cwd=root, stderr=subprocess.DEVNULL
    )
    for _ in range(400):
        if len(workers := [int(path.name) for path in tmp_path.iterdir()]) == 2:
            break
        time.sleep(0.05)
    assert len(workers) == 2
    parent.send_signal(how)
    parent.wait(10)
    for _ in range(100):
        if all(_gone(pid) for pid in workers):
            break
        time.sleep(0.05)
    assert all(_gone(pid) for pid in workers)
