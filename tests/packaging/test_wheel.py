"""The wheel as a user gets it: built, installed with the locked dependencies into a clean environment, run there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BANNED = {"torch", "tensorflow", "transformers", "spacy"}
LICENCES = """
import importlib.metadata as meta, json
print(json.dumps([
    {
        "name": d.metadata["Name"].lower(),
        "licence": d.metadata.get("License-Expression") or (d.metadata.get("License") or "").splitlines()[:1],
        "classifiers": [c for c in d.metadata.get_all("Classifier") or [] if c.startswith("License ::")],
    }
    for d in meta.distributions()
]))
"""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Standard output of a command that must succeed."""
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, cwd=ROOT)
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def environment(home: Path) -> dict[str, str]:
    """A user's environment: nothing of ours on any path, a home of its own; pip's settings and cache stay."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "BACKSTAY", "XDG_"))}
    return {**kept, "HOME": str(home), "COLUMNS": "120"}


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a clean environment with the wheel and the locked runtime in it."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    run(sys.executable, "-m", "venv", folder, cwd=ROOT)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "runtime.lock", cwd=ROOT)
    run(*pip, "--no-deps", wheel, cwd=ROOT)
    run(folder / "bin" / "python", "-m", "pip", "check", cwd=ROOT)
    return folder / "bin"


def test_the_wheel_holds_all_that_it_needs(wheel: Path) -> None:
    tracked = run("git", "ls-files", "src/backstay", cwd=ROOT).splitlines()
    expected = {name.removeprefix("src/") for name in tracked}
    names = set(zipfile.ZipFile(wheel).namelist())
    assert expected <= names, sorted(expected - names)
    for part in ("demo/dossier/pages/", "demo/dossier/feed/", "demo/dossier/text/", "surfaces/web/static/", "py.typed"):
        assert [n for n in names if n.startswith(f"backstay/{part}")], part
    assert [n for n in names if n.endswith(".onnx")], "no model"
    assert [n for n in names if n.startswith("backstay/knowledge/") and not n.endswith(".py")], "no knowledge file"


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        assert {n.split("/")[0].split("-")[0] for n in names} == {"backstay"}
        assert not [n for n in names if n.endswith((".pyc", ".log")) or "/tests/" in n]
        assert {"LICENSE", "NOTICE"} <= {Path(n).name for n in names}
    assert wheel.stat().st_size < 100e6


def test_it_runs_from_anywhere(program: Path, environment: dict[str, str], tmp_path: Path) -> None:
    version = run(program / "backstay", "--version", cwd=tmp_path, env=environment)
    assert re.fullmatch(r"backstay \d+\.\d+\.\d+\S*\n", version)
    demo = run(program / "backstay", "demo", cwd=tmp_path, env=environment)
    assert "Venezuela" in demo
    assert "Russia" in demo
    assert not list(tmp_path.iterdir()), "it wrote where it was called"


def test_python_gets_claims_from_it(program: Path, environment: dict[str, str], tmp_path: Path) -> None:
    code = (
        "import backstay, json, sys;"
        "claims = backstay.read('Russia sent 99 servicemen to Venezuela on Saturday, the Kremlin said.',"
        " published='2019-03-25');"
        "print(json.dumps([[c.backer, c.client, [a.low for a in c.amounts]] for c in claims]));"
        "sys.exit('torch' in sys.modules)"
    )
    claims = json.loads(run(program / "python", "-I", "-c", code, cwd=tmp_path, env=environment))
    assert ["RUS", "VEN", [99.0]] in claims


def test_nothing_heavy_or_unfree_comes_with_it(program: Path, environment: dict[str, str], tmp_path: Path) -> None:
    installed = json.loads(run(program / "python", "-I", "-c", LICENCES, cwd=tmp_path, env=environment))
    names = {d["name"] for d in installed}
    assert {"backstay", "duckdb", "onnxruntime"} <= names
    assert not names & BANNED
    assert not [d for d in installed if not _free(d)], "a licence that Apache-2.0 code cannot be shipped with"


def _free(dist: dict[str, object]) -> bool:
    """A licence under which an Apache-2.0 program may be shipped: no GPL, unless another one may be chosen."""
    licence = dist["licence"] if isinstance(dist["licence"], str) else " ".join(dist["licence"])  # type: ignore[arg-type]
    told = licence or " ".join(dist["classifiers"])  # type: ignore[arg-type]
    if not told:
        return False
    return any("GPL" not in choice and "General Public" not in choice for choice in re.split(r"\s+OR\s+", told))


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("MIT AND GPL-2.0-only", False),
        ("", False),
    ],
)
def test_licences_are_told_apart(licence: str, free: bool) -> None:
    assert _free({"licence": licence, "classifiers": []}) is free


def test_help_answers(program: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """How fast it answers is measured where the machine's own pace is known, in `tests/surfaces/cli/test_start.py`."""
    assert "Commands" in run(program / "backstay", "--help", cwd=tmp_path, env=environment)
