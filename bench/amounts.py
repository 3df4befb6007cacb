"""The task `amounts`: sentences with quantities, and the amounts of annotated articles."""

from __future__ import annotations

import json
import math
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backstay.reading.amounts import Quantity, find_quantities
from backstay.records.errors import UsageError

from .articles import score_amounts
from .units import canonical, unit_of

_SIGNS = {"": "=", "about": "~", "nearly": "~", "least": ">", "most": "<"}
_SIGN_NAMES = {
    "=": "=", "exact": "=", "equal": "=", "~": "~", "about": "~", "≈": "~", "approximately": "~",
    ">": ">", ">=": ">", "≥": ">", "least": ">", "<": "<", "<=": "<", "≤": "<", "most": "<",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """What a sentence states of one number: both ends of a range, unit, kind, and the sign of its hedge.

    In gold `kind` and `sign` are empty where the file does not say.
    """

    low: float
    high: float
    unit: str
    kind: str
    sign: str


def read_gold(entry: dict[str, Any]) -> list[Stated]:
    """The quantities of one sentence of a file."""
    found = []
    for each in entry["quantities"]:
        low, high = _ends(str(each["value"]))
        unit = canonical(each.get("normalized_unit") or each.get("unit") or "")
        sign = _SIGN_NAMES.get(str(each.get("change") or ""), "")
        found.append(Stated(low, high, unit, str(each.get("kind") or ""), sign))
    return found


def _ends(value: str) -> tuple[float, float]:
    match = re.fullmatch(r"(-?[\d.,]+)\s*[-–]\s*([\d.,]+)", value.strip())
    parts = match.groups() if match else (value, value)
    try:
        low, high = (float(part.replace(",", "")) for part in parts)
    except ValueError as error:
        raise UsageError(f"{value!r} is no value", hint="A number, or two with a hyphen between them.") from error
    return low, high


def read_sentence(text: str) -> list[Stated]:
    """The numbers that we find in a sentence. Words without a number in them ("a few") state none."""
    return [
        Stated(q.low, q.low if q.high is None else q.high, unit_of(q), _kind(q), _SIGNS[q.bound])
        for q in find_quantities(text)
        if q.low is not None
    ]


def _kind(found: Quantity) -> str:
    """`level` stands for totals too: how many there are, and how many something was done to."""
    return "rate" if " per " in found.unit else str(found.amount.kind).replace("total", "level")


def same_value(gold: Stated, got: Stated) -> bool:
    """Both ends agree; fractions to the two places that the sets keep."""
    return _near(gold.low, got.low) and _near(gold.high, got.high)


def _near(gold: float, got: float) -> bool:
    return math.isclose(gold, got, rel_tol=1e-6) or (0 < abs(gold) < 1 and round(got, 2) == gold)


def same_change(gold: Stated, got: Stated) -> bool:
    """All that the gold says of the change: its kind and sign; where it says nothing, whether it is a rate."""
    if not gold.kind and not gold.sign:
        return (" per " in gold.unit) == (" per " in got.unit)
    return (not gold.kind or gold.kind == got.kind) and (not gold.sign or gold.sign == got.sign)


Pair = tuple[Stated, Stated]


def paired(gold: Sequence[Stated], got: Sequence[Stated]) -> list[Pair]:
    """One-to-one pairs of the same value; those that agree in more come first."""
    pairs = [(g, p) for g in range(len(gold)) for p in range(len(got)) if same_value(gold[g], got[p])]
    pairs.sort(key=lambda at: -(gold[at[0]].unit == got[at[1]].unit) - same_change(gold[at[0]], got[at[1]]))
    kept: list[Pair] = []
    free_gold, free_got = set(range(len(gold))), set(range(len(got)))
    for g, p in pairs:
        if g in free_gold and p in free_got:
            free_gold.discard(g)
            free_got.discard(p)
            kept.append((gold[g], got[p]))
    return kept


def amounts_task(path: Path, _scorer: Path, keep: Path | None) -> dict[str, Any]:
    """Score what the path holds: a file or folder of sentences, or a folder with `claims.jsonl` and `texts/`."""
    if (path / "claims.jsonl").exists():
        return score_amounts(path, keep)
    files = sorted([*path.glob("*.json"), *path.glob("*.jsonl")]) if path.is_dir() else [path]
    if not files or not files[0].exists():
        raise UsageError(f"{path} holds no sentences", hint="A .json or .jsonl file: bench/README.md shows the form.")
    return score_quantities([entry for file in files for entry in read_entries(file)], keep)


def read_entries(path: Path) -> list[dict[str, Any]]:
    """The sentences of a file: one JSON list, or one JSON object on each line."""
    text = path.read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = (
        [json.loads(line) for line in text.splitlines() if line.strip()]
        if path.suffix == ".jsonl"
        else json.loads(text)
    )
    if not all(isinstance(entry, dict) and {"text", "quantities"} <= set(entry) for entry in entries):
        raise UsageError(f"{path} is not in the form of this task", hint="Each entry has `text` and `quantities`.")
    return entries


def score_quantities(entries: Sequence[dict[str, Any]], keep: Path | None = None) -> dict[str, Any]:
    """F1 of values, of values with their units, and of values with their change. `n` is the number of quantities."""
    counts: Counter[str] = Counter()
    lines = []
    golds = [read_gold(entry) for entry in entries]
    begun = time.perf_counter()
    gots = [read_sentence(entry["text"]) for entry in entries]
    seconds = time.perf_counter() - begun
    for entry, gold, got in zip(entries, golds, gots, strict=True):
        pairs = paired(gold, got)
        counts["gold"] += len(gold)
        counts["all"] += len(gold) + len(got)
        counts["value"] += len(pairs)
        counts["unit"] += sum(g.unit == p.unit for g, p in pairs)
        counts["change"] += sum(same_change(g, p) for g, p in pairs)
        lines.append({"text": entry["text"], "gold": [_row(g) for g in gold], "found": [_row(p) for p in got]})
    if keep:
        keep.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    f1 = {f"{name}_f1": round(2 * counts[name] / max(1, counts["all"]), 4) for name in ("value", "unit", "change")}
    return {**f1, "n": counts["gold"], "seconds": round(seconds, 3)}


def _row(one: Stated) -> list[Any]:
    return [one.low if one.low == one.high else f"{one.low:.15g}-{one.high:.15g}", one.unit, one.kind, one.sign]
