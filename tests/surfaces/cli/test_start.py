"""The command line as a whole: quick to start, clear when it fails."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from backstay import __version__
from backstay.surfaces.cli import failures
from tests.surfaces.cli.conftest import COMMAND, Backstay

HEAVY = (
    "duckdb",
    "fastapi",
    "httpx",
    "jinja2",
    "numpy",
    "onnxruntime",
    "polars",
    "tokenizers",
    "trafilatura",
    "uvicorn",
)


def seconds(environment: dict[str, str], *command: str | Path) -> float:
    """What a command takes of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_takes_less_than_three_tenths_of_a_second_of_work(environment: dict[str, str]) -> None:
    """Processor time, so that a busy machine does not fail it; the best of seven. On a slow machine the measure is what
    the library of the command line takes by itself.
    """
    library = min(seconds(environment, sys.executable, "-c", "import typer.main") for _ in range(3))
    assert min(seconds(environment, COMMAND, "--help") for _ in range(7)) < max(0.3, 4 * library)


def test_nothing_heavy_loads_before_a_command_runs() -> None:
    code = "import sys, backstay.surfaces.cli.main; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {name.split(".")[0] for name in loaded} & {*HEAVY, "rich"}


PAGE = """<html><head><title>Loan</title></head><body><article><h1>Loan</h1>
<p>China lent Venezuela $5 billion on Tuesday, the finance ministry said in a statement in Caracas. The loan will be
repaid in oil over six years, and half of it is meant for the fields of the Orinoco belt.</p>
</article></body></html>"""

READS = """
import sys
sys.argv = ["backstay", "read", sys.argv[1], "--json"]
from backstay.surfaces.cli.main import run
try:
    run()
except SystemExit:
    pass
print(*sys.modules, file=sys.stderr)
"""


def test_a_page_read_as_a_filter_loads_no_database_and_no_frames(environment: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "loan.html"
    page.write_text(PAGE)
    done = subprocess.run(
        [sys.executable, "-c", READS, page], env=environment, capture_output=True, text=True, check=True
    )
    assert '"quote"' in done.stdout
    loaded = {name.split(".")[0] for name in done.stderr.splitlines()[-1].split()}
    assert "onnxruntime" in loaded
    assert not loaded & {"duckdb", "fastapi", "lightgbm", "pandas", "polars", "scipy", "sklearn", "spacy"}


def test_one_page_from_a_cold_start_is_soon_read_into_a_new_ledger(environment: dict[str, str], tmp_path: Path) -> None:
    """Processor time again: two seconds where it was measured, so five, or what a machine much slower takes."""
    page = tmp_path / "loan.html"
    page.write_text(PAGE)
    libraries = "import duckdb, numpy, onnxruntime, tokenizers, trafilatura, typer.main, pydantic"
    fair = min(seconds(environment, sys.executable, "-c", libraries) for _ in range(2))
    ours = min(seconds(environment, COMMAND, "read", page, "--ledger", tmp_path / f"ledger{n}") for n in range(3))
    assert ours < max(5.0, 5 * fair)


@pytest.mark.parametrize("wanted", [("--version",), ("version",)])
def test_version(backstay: Backstay, wanted: tuple[str, ...]) -> None:
    assert backstay(*wanted).out.startswith(f"backstay {__version__}")


def test_as_a_module(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "backstay", "version"], env=environment, capture_output=True, check=True
    )
    assert done.stdout.startswith(b"backstay ")


def test_help_names_every_command(backstay: Backstay) -> None:
    told = backstay("--help").out
    for command in ("read", "claims", "brief", "explain", "reports", "serve", "export", "demo", "doctor", "version"):
        assert f"\n  {command} " in told


def test_a_wrong_option_is_usage(backstay: Backstay) -> None:
    done = backstay("claims", "--colour", "red")
    assert done.code == 2
    assert "--colour" in done.err


def test_a_wrong_date_is_usage(backstay: Backstay, ledger: Path) -> None:
    done = backstay("claims", "--since", "yesterday", "--ledger", ledger)
    assert done.code == 2
    assert "2019-06-03" in done.err


def test_a_missing_ledger_says_what_to_do(backstay: Backstay, tmp_path: Path) -> None:
    done = backstay("claims", "--ledger", tmp_path / "none")
    assert (done.code, done.out) == (5, "")
    assert "There is no ledger" in done.err
    assert "backstay read" in done.err
    assert "Traceback" not in done.err


def test_debug_shows_the_traceback(backstay: Backstay, tmp_path: Path) -> None:
    done = backstay("--debug", "claims", "--ledger", tmp_path / "none")
    assert "Traceback" in done.err
    assert "LedgerMissing" in done.err


def test_a_damaged_ledger_ends_in_words(backstay: Backstay, ledger: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "l"
    damaged.mkdir()
    (damaged / "catalog.sqlite").write_bytes(b"not a catalog" * 100)
    done = backstay("reports", "--ledger", damaged)
    assert done.code == 5
    assert "Traceback" not in done.err


def test_a_fault_of_our_own_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(failures.DEBUG, raising=False)
    failures.show_unexpected(KeyError, KeyError("\x1b[31mfield"), None)
    told = capsys.readouterr().err
    assert "KeyError" in told
    assert "--debug" in told
    assert "\x1b" not in told


def test_who_stops_reading_gets_no_traceback(environment: dict[str, str], ledger: Path) -> None:
    for form in ("table", "json", "csv"):
        reader, writer = os.pipe()
        os.close(reader)
        command = [COMMAND, "claims", "--format", form, "--ledger", ledger]
        done = subprocess.run(command, env=environment, stdout=writer, stderr=subprocess.PIPE, check=False)
        os.close(writer)
        assert b"Traceback" not in done.stderr
        assert b"Broken" not in done.stderr
        assert done.returncode == 1
