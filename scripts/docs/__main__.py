"""Write docs/reference from the code, or with `--check` tell which pages are stale."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from . import cli, errors, python, records

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli.page,
    "errors.md": errors.page,
    "python.md": python.page,
    "records.md": records.page,
}


def stale(folder: Path = FOLDER) -> list[str]:
    """Names of the pages that are not what the code says."""
    return [name for name, page in PAGES.items() if not _same(folder / name, page())]


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main(argv: list[str]) -> int:
    """Write all pages; with `--check` write none and fail if one is stale."""
    if "--check" in argv:
        old = stale()
        sys.stdout.write("".join(f"stale: docs/reference/{name}\n" for name in old))
        return 1 if old else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
