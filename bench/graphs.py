"""Temporal knowledge graphs as the field's benchmarks keep them, and in their usual files."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.records.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Graph:
    """Names of parties and of relations, and each split's events.

    An array (events, 4) of source, relation, target, day.
    """

    names: list[str]
    relations: list[str]
    splits: dict[str, Ints]


def load_graph(folder: Path) -> Graph:
    """Read entity2id, relation2id, train, valid and, where there, test; each plain or gzipped, `.txt` or without."""
    import numpy as np

    splits = {}
    for name in ("train", "valid", "test"):
        lines = _lines(folder, name, name != "test")
        if lines:
            rows = np.array([[int(x) for x in line.split()[:4]] for line in lines if line.strip()], np.int64)
            splits[name] = rows
    step = _step(np.concatenate([rows[:, 3] for rows in splits.values()]))
    for rows in splits.values():
        rows[:, 3] //= step
    names = _named(_lines(folder, "entity2id", True))
    relations = _named(_lines(folder, "relation2id", True))
    return Graph(names, relations, {k: rows[np.argsort(rows[:, 3], kind="stable")] for k, rows in splits.items()})


def _step(times: Ints) -> int:
    import numpy as np

    return int(np.gcd.reduce(np.unique(times))) or 1


def _named(lines: list[str]) -> list[str]:
    pairs = [line.rstrip("\n\r").rsplit("\t", 1) for line in lines if line.strip()]
    by_id = {int(number): name for name, number in (p for p in pairs if len(p) == 2)}
    return [by_id.get(i, str(i)) for i in range(max(by_id) + 1)]


def _lines(folder: Path, stem: str, needed: bool) -> list[str]:
    for name in (f"{stem}.txt", f"{stem}.txt.gz", stem, f"{stem}.gz"):
        path = folder / name
        if path.is_file():
            packed = name.endswith(".gz")
            with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as lines:
                return list(lines)
    if needed:
        raise UsageError(f"there is no {stem}.txt in {folder}", hint="See bench/README.md for what the task reads.")
    return []
