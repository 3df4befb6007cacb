"""`backstay serve` from the outside: it says where, answers, and ends on Ctrl-C without noise."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

from tests.surfaces.cli.conftest import COMMAND, Backstay


def test_it_serves_until_ctrl_c(environment: dict[str, str], ledger: Path) -> None:
    command = [COMMAND, "serve", "--port", "0", "--ledger", ledger]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", running.stdout.readline())
        assert address is not None
        with urllib.request.urlopen(address[0] + "reports.json", timeout=30) as answer:
            assert b"r1account" in answer.read()
    finally:
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)
    assert running.returncode in {0, 130}
    assert told == ""


def test_a_wrong_path_fails_at_once(backstay: Backstay, tmp_path: Path) -> None:
    done = backstay("serve", "--ledger", tmp_path / "none")
    assert (done.code, done.out) == (5, "")


def test_a_port_in_use_is_said_so(backstay: Backstay, ledger: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = backstay("serve", "--port", str(taken.getsockname()[1]), "--ledger", ledger)
    assert done.code == 2
    assert "--port" in done.err
