"""The real command in a process of its own, and a ledger that it can look into."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from backstay.ledger import ClaimRow, Ledger, Outcome
from backstay.records import (
    OUTLET,
    Amount,
    AmountKind,
    Channel,
    Claim,
    Effect,
    Published,
    Reason,
    Report,
    Source,
    SourceKind,
    Status,
)
from tests.corroboration.make import CLOSE, CUT, ROSTEC_DENIES, WSJ, make_claim

COMMAND = Path(sys.executable).with_name("backstay")
JUNE_3 = date(2019, 6, 3)
ESCAPE = "\x1b]0;owned\x07\x1b[31m"
"""What a page could hold to drive the terminal of who reads it."""


@dataclass(frozen=True)
class Run:
    """How a run of the command ended."""

    code: int
    out: str
    err: str


class Backstay(Protocol):
    """Runs `backstay` with these arguments."""

    def __call__(self, *args: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Run: ...


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder of its own, so that no test touches a real ledger."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BACKSTAY", "PYTHON", "LC_"))}
    return {**kept, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "LANG": "C.UTF-8", "COLUMNS": "140"}


@pytest.fixture(scope="session")
def backstay(environment: dict[str, str]) -> Backstay:
    def run(*args: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Run:
        done = subprocess.run(
            [COMMAND, *map(str, args)],
            input=stdin,
            capture_output=True,
            env={**environment, **(env or {})},
            check=False,
        )
        return Run(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    return run


def outcome(report: Report, *claims: Claim) -> Outcome:
    return Outcome(f"i{report.id}", f"{report.id}.txt", report, claims)


def _report(name: str, text: str, outlet: str, day: date | None, title: str | None = None) -> Report:
    published = Published(day) if day else None
    url = f"https://{name}.example/story"
    return Report(id=name, text=text, url=url, outlet=outlet, title=title or f"Title of {name}", published=published)


def fill() -> list[Outcome]:
    """Four reports on Rostec: the first account, its relay, the denial, and a hostile page."""
    before, after = "Moscow, Sunday.\n\n", ", said a person close to the ministry.\nMore follows."
    amounts = (
        Amount("just a few dozen", 24, 60, "persons", "staff", AmountKind.TO, approx=True),
        Amount("about 1,000", 900, 1100, "persons", "staff", AmountKind.FROM, approx=True),
    )
    why = (Reason("event_type", "the verb “cut” with staff as its object", 0.91), Reason("mode", "no word settles it"))
    said = make_claim(
        CUT, report="r1account", start=len(before), sources=(OUTLET, CLOSE), amounts=amounts, reasons=why, score=0.8
    )
    relay = make_claim("Rostec all but left", report="r2relay", sources=(OUTLET, WSJ))
    denial = make_claim("the figures are exaggerated", report="r3denial", sources=(OUTLET, ROSTEC_DENIES))
    hostile = make_claim(
        f"=cmd|'/c calc'!A1 {ESCAPE}será enviado",
        report="r4hostile",
        channel=Channel.ARMS,
        effect=Effect.BUILDS,
        status=Status.PLANNED,
        sources=(OUTLET, Source("@SUM(1+1)", SourceKind.PERSON)),
    )
    return [
        outcome(_report("r1account", before + CUT + after, "The Wall Street Journal", date(2019, 6, 2)), said),
        outcome(_report("r2relay", "Rostec all but left, the WSJ says.", "Relay", JUNE_3), relay),
        outcome(_report("r3denial", "the figures are exaggerated", "Relay", date(2019, 6, 4)), denial),
        outcome(_report("r4hostile", hostile.quote + " " + ESCAPE, "-Outlet", None, f"+Title {ESCAPE}"), hostile),
    ]


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "l"
    with Ledger.open(path, write=True) as opened:
        opened.write(fill(), reader="test-1")
    return path


@pytest.fixture(scope="session")
def rows(ledger: Path) -> list[ClaimRow]:
    with Ledger.open(ledger) as opened:
        return opened.claims()
