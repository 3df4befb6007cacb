"""Where cases are: those that ship with the package, and those of the folder named by BACKSTAY_CASES."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from ...records.errors import CaseFaulty, NotReadable, UsageError
from .case import Case
from .reading import load_case, parse_case

FOLDER = "BACKSTAY_CASES"


@lru_cache(maxsize=32)
def _shipped(name: str) -> Case:
    return parse_case((files(__package__) / "data" / f"{name}.yaml").read_text(encoding="utf-8"), name=name)


def shipped() -> list[str]:
    """The ids of cases that ship."""
    return sorted(
        entry.name.removesuffix(".yaml")
        for entry in (files(__package__) / "data").iterdir()
        if entry.name.endswith(".yaml")
    )


@lru_cache(maxsize=32)
def _own(path: str, _changed: float) -> Case:
    return load_case(path)


def find_case(name: str) -> Case:
    """A case by the path of its file, by its id, or by the code of its state.

    Raises:
        UsageError: there is none.
        CaseFaulty: its file has errors.
    """
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        return load_case(path)
    for case in all_cases():
        if name.casefold() in (case.id.casefold(), case.state.casefold(), case.name.casefold()):
            return case
    raise UsageError(
        f'There is no case "{name}".',
        hint=f"Name a case file, or one of: {', '.join(shipped())}. Begin your own with: backstay case new STATE",
    )


def all_cases() -> list[Case]:
    """Own cases first, then those that ship. Files of one's own with errors are passed over."""
    found: list[Case] = []
    folder = os.environ.get(FOLDER)
    if folder:
        for path in sorted(Path(folder).glob("*.y*ml")):
            try:
                found.append(_own(str(path), path.stat().st_mtime))
            except (CaseFaulty, NotReadable, OSError):
                continue
    return [*found, *(_shipped(name) for name in shipped())]


def case_of_state(code: str) -> Case | None:
    """The case of a government, if there is one."""
    return next((case for case in all_cases() if case.state == code), None)
