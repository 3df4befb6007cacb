"""What the user knows of sources beforehand: a small CSV or YAML file, kept with the ledger or named for one question.

One source a line: `source,reliability,strength`. `reliability` is the chance, 0 to 1, that what it tells is so, or an
Admiralty letter A to E; `strength` (optional, 20 by default) says how firmly, as a number of cases.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...records.errors import UsageError
from ..tellers import outlet_key

FILE = "sources.csv"
"""The file's name in a ledger's folder."""
STRENGTH = 20.0
LETTERS = {"A": 0.95, "B": 0.85, "C": 0.7, "D": 0.5, "E": 0.2}
"""What the letters of the Admiralty scale stand for when a user gives one."""
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Prior:
    """The chance that what a source tells is so, and how firmly that is held, as a number of cases."""

    reliability: float
    strength: float = STRENGTH


@dataclass(frozen=True)
class Priors:
    """Priors by the source's name as the user wrote it."""

    by_name: Mapping[str, Prior] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = {}
        for name, prior in self.by_name.items():
            keys["outlet:" + outlet_key(name)] = prior
            keys["said:" + " ".join(outlet_key(name).split()[-1:])] = prior
            keys["said:" + outlet_key(name)] = prior
        object.__setattr__(self, "_keys", keys)

    def of(self, source: str) -> Prior | None:
        """The prior of a source by its key ("outlet:reuters", "said:trump"); None where the user gave none."""
        keys: dict[str, Prior] = self.__dict__["_keys"]
        return keys.get(source)


NONE = Priors()
"""No priors."""


def read_priors(path: Path) -> Priors:
    """The priors in a CSV or YAML file. Raises UsageError where it cannot be read as such."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"{path} is too large for a list of sources.", hint="One source a line.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", hint="Give a CSV or YAML file in UTF-8.") from error
    rows = _yaml(text, path) if path.suffix.lower() in (".yaml", ".yml") else list(csv.DictReader(io.StringIO(text)))
    return Priors(dict(_prior(row, path, place) for place, row in enumerate(rows, 1)))


def kept_priors(folder: Path) -> Priors:
    """The priors kept with a ledger; none where its folder holds no `sources.csv`. Raises UsageError."""
    path = folder / FILE
    return read_priors(path) if path.is_file() else NONE


def write_priors(folder: Path, priors: Priors) -> Path:
    """Keep priors with a ledger, in place of those before."""
    path = folder / FILE
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("source", "reliability", "strength"))
    for name, prior in sorted(priors.by_name.items()):
        writer.writerow((name, f"{prior.reliability:g}", f"{prior.strength:g}"))
    draft = path.with_suffix(".csv.new")
    draft.write_text(out.getvalue(), encoding="utf-8")
    draft.replace(path)
    return path


def _yaml(text: str, path: Path) -> Iterable[Mapping[str, Any]]:
    import yaml

    try:
        data = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise UsageError(f"{path} is no YAML: {error}", hint="source: {reliability: 0.9, strength: 20}") from error
    if not isinstance(data, dict):
        raise UsageError(f"{path} holds no sources.", hint="One a line: Reuters: 0.9")
    return [
        {"source": name, **(value if isinstance(value, dict) else {"reliability": value})}
        for name, value in data.items()
    ]


def _prior(row: Mapping[str, Any], path: Path, place: int) -> tuple[str, Prior]:
    name, given = str(row.get("source") or "").strip(), str(row.get("reliability") or "").strip()
    letter = LETTERS.get(given.upper())
    try:
        reliability = letter if letter is not None else float(given)
        strength = float(row.get("strength") or STRENGTH)
    except (TypeError, ValueError):
        reliability = strength = -1.0
    if not name or not 0 <= reliability <= 1 or not 0 < strength <= 1e6:
        raise UsageError(
            f"Source {place} in {path} cannot be used.",
            hint="Write: source,reliability,strength with a chance from 0 to 1 or a letter A to E: Reuters,B,20",
        )
    return name, Prior(min(0.99, max(0.01, reliability)), strength)
