"""`backstay doctor`: what is installed, where the ledger is, and whether all of it is sound."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ...records.errors import BackstayError, LedgerMissing
from .options import LedgerPath
from .terminal import one_line, screen, write_json

if TYPE_CHECKING:
    from ...ledger import Finding

OLDEST, NEWEST = (3, 11), (3, 13)
"""Python versions that Backstay is tested with."""

_REINSTALL = "Install Backstay again: pip install --force-reinstall backstay"


class Check(NamedTuple):
    """One thing that was looked at: under which heading, is it sound, what was seen, what to do if it is not."""

    about: str
    ok: bool
    what: str
    hint: str = ""


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="The same as one JSON object.")] = False,
    ledger: LedgerPath = None,
) -> None:
    """Check the installation, the models and the ledger. Exits with 1 when something is wrong."""
    checks = [*_python(), *_packages(), *_extensions(), *_models(), *_ledger(ledger)]
    sound = all(check.ok for check in checks)
    if as_json:
        write_json({"ok": sound, "checks": [check._asdict() for check in checks]})
    else:
        _print(checks)
    if not sound:
        raise typer.Exit(1)


def _python() -> Iterator[Check]:
    version = sys.version_info[:2]
    yield Check(
        "python",
        OLDEST <= version <= NEWEST,
        f"Python {platform.python_version()} on {platform.platform(terse=True)}, {sys.prefix}",
        f"Use Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}.",
    )


def _packages() -> Iterator[Check]:
    """Backstay and what it needs, by the installed metadata."""
    from importlib import metadata

    try:
        needs = metadata.requires("backstay") or []
        yield Check("packages", True, f"backstay {metadata.version('backstay')}")
    except metadata.PackageNotFoundError:
        yield Check("packages", False, "backstay runs without being installed", "Install it: pip install .")
        return
    for need in needs:
        if "extra ==" in need:
            continue
        name = re.split(r"[^\w.-]", need, maxsplit=1)[0]
        try:
            yield Check("packages", True, f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            yield Check("packages", False, f"{name} is missing", _REINSTALL)


def _extensions() -> Iterator[Check]:
    """DuckDB loads only extension files of its own version."""
    from importlib import metadata

    try:
        engine = metadata.version("duckdb")
    except metadata.PackageNotFoundError:
        return
    for name in ("duckdb-extension-ducklake", "duckdb-extension-sqlite-scanner"):
        try:
            found = metadata.version(name)
            here = any(str(file).endswith(".duckdb_extension") for file in metadata.files(name) or ())
        except metadata.PackageNotFoundError:
            continue  # reported as a missing package
        fits = found == engine
        hint = f"Install the one that fits: pip install {name}=={engine}"
        yield Check("extensions", fits, f"{name} {found} {'fits' if fits else 'does not fit'} DuckDB {engine}", hint)
        if not here:
            yield Check("extensions", False, f"{name} carries no extension file", _REINSTALL)


def _models() -> Iterator[Check]:
    """Load the reader's model and the knowledge file: both check that they are what they should be."""
    from ...knowledge import Knowledge
    from ...reading import Reader

    try:
        Knowledge.load()
        yield Check("models", True, "the knowledge file is sound")
    except BackstayError as error:
        yield Check("models", False, error.message, error.hint)
    try:
        reader = Reader.load()
        yield Check("models", True, f"the reader's model is sound ({reader.version})")
    except BackstayError as error:
        yield Check("models", False, error.message, error.hint)


def _ledger(path: Path | None) -> Iterator[Check]:
    from ...ledger import Ledger, default_path

    where = path or default_path()
    try:
        with Ledger.open(where) as ledger:
            findings = ledger.check()
    except LedgerMissing as error:
        if path is None:
            yield Check("ledger", True, f"none yet at {where}; the first reading makes it")
        else:
            yield Check("ledger", False, error.message, error.hint)
    except BackstayError as error:
        yield Check("ledger", False, f"{where}: {error.message}", error.hint)
    else:
        yield Check("ledger", True, str(where))
        yield from (_from_finding(finding) for finding in findings)


def _from_finding(finding: Finding) -> Check:
    return Check("ledger", finding.ok, finding.what, finding.hint)


def _print(checks: list[Check]) -> None:
    from rich.text import Text

    out = screen()
    about = ""
    for check in checks:
        if check.about != about:
            about = check.about
            out.print(Text(about, style="bold"))
        mark = Text("  ok    ", style="green") if check.ok else Text("  WRONG ", style="bold red")
        out.print(mark + Text(one_line(check.what)), soft_wrap=True)
        if check.hint and not check.ok:
            out.print(Text(f"        {one_line(check.hint)}", style="dim"), soft_wrap=True)
    wrong = sum(not check.ok for check in checks)
    out.print("All is sound." if not wrong else f"{wrong} of {len(checks)} checks found something wrong.")
