"""The task `names`: labelled pairs of names, and whether both mean the same."""

from __future__ import annotations

import csv
import json
import time
from dataclasses import dataclass
from pathlib import Path

from backstay.records.errors import UsageError
from backstay.records.exchange import JsonObject

_COLUMNS = frozenset({"schema", "name1", "name2", "is_match"})


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two names of one kind, and whether they mean the same. `schema`: Person, Company, Organization, Vessel, ..."""

    schema: str
    one: str
    two: str
    same: bool


def read_pairs(path: Path) -> list[NamePair]:
    """The pairs of a CSV file. Raises UsageError where it is absent or has other columns."""
    if not path.is_file():
        raise UsageError(f"{path} does not exist", hint="See bench/README.md for what each task reads.")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if not rows or not set(rows[0]) >= _COLUMNS:
        raise UsageError(f"{path} holds no pairs of names", hint="Its columns are schema, name1, name2, is_match.")
    return [NamePair(r["schema"], r["name1"], r["name2"], r["is_match"].strip().lower() == "true") for r in rows]


def names_task(path: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """F1 of the pairs that are told to be the same. `n` is the number of pairs."""
    from backstay.knowledge import same_name

    pairs = read_pairs(path)
    same_name("warm", "up")
    begun = time.perf_counter()
    found = [same_name(pair.one, pair.two, schema=pair.schema) for pair in pairs]
    seconds = time.perf_counter() - begun
    if keep:
        rows = [
            {"one": p.one, "two": p.two, "same": p.same, "score": m.score, "why": m.why}
            for p, m in zip(pairs, found, strict=True)
            if m.same != p.same
        ]
        keep.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    hits = sum(m.same and p.same for p, m in zip(pairs, found, strict=True))
    told, wanted = sum(m.same for m in found), sum(p.same for p in pairs)
    return {"f1": round(2 * hits / max(told + wanted, 1), 4), "n": len(pairs), "seconds": round(seconds, 3)}
