"""The task `dates`: TimeML files scored as TempEval-3 does, and the dates of annotated articles."""

from __future__ import annotations

import html
import json
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from backstay.reading.dates import find_timexes
from backstay.records.errors import UsageError

from .articles import score_dates

_TIMEX = re.compile(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", re.S)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Marked:
    """A gold or found expression."""

    start: int
    end: int
    kind: str
    value: str
    text: str = ""


def read_tml(path: Path) -> tuple[str, date, list[Marked]]:
    """Text, creation day and marked expressions of a TimeML file."""
    raw = path.read_text(encoding="utf-8")
    created = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", raw, re.S)
    body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.S)
    if created is None or body is None:
        raise UsageError(f"{path} has no creation time or no text", hint="The form is TimeML: <DCT> and <TEXT>.")
    pieces: list[str] = []
    marked: list[Marked] = []
    at = last = 0

    def keep(piece: str) -> int:
        plain = html.unescape(_TAG.sub("", piece))
        pieces.append(plain)
        return len(plain)

    for match in _TIMEX.finditer(body.group(1)):
        at += keep(body.group(1)[last : match.start()])
        width = keep(match.group(2))
        names = dict(_ATTRIBUTE.findall(match.group(1)))
        marked.append(Marked(at, at + width, names.get("type", ""), names.get("value", ""), pieces[-1]))
        at += width
        last = match.end()
    keep(body.group(1)[last:])
    return "".join(pieces), date.fromisoformat(created.group(1)), marked


def dates_task(path: Path, _scorer: Path, keep: Path | None) -> dict[str, Any]:
    """Score what the path holds: a TimeML file, a folder of them, or one with `claims.jsonl` and `texts/`."""
    if (path / "claims.jsonl").exists():
        return score_dates(path, keep)
    files = sorted(path.glob("*.tml")) if path.is_dir() else [path]
    if not files or not files[0].exists():
        raise UsageError(f"{path} holds no TimeML", hint="A .tml file, or a folder of them.")
    return score_timexes(files, keep)


def score_timexes(files: Sequence[Path], keep: Path | None = None) -> dict[str, Any]:
    """F1 of overlapping spans, of equal spans, and of overlapping spans with the right value, as TempEval-3 has them.

    The creation time is not counted. `n` is the number of gold expressions; `type_f1` is like `value_f1`.
    """
    counts: Counter[str] = Counter()
    differing: list[dict[str, Any]] = []
    texts = [read_tml(path) for path in files]
    begun = time.perf_counter()
    read = [find_timexes(text, created) for text, created, _ in texts]
    seconds = time.perf_counter() - begun
    for path, (_, _, gold), timexes in zip(files, texts, read, strict=True):
        found = [Marked(t.start, t.end, t.meaning.kind, t.meaning.value, t.text) for t in timexes]
        counts["all"] += len(gold) + len(found)
        counts["gold"] += len(gold)
        differing += [{"file": path.name, **seen} for seen in _compare(gold, found, counts)]
    if keep:
        keep.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in differing), encoding="utf-8")
    names = ("relaxed", "strict", "value", "type")
    f1 = {f"{name}_f1": round(2 * counts[name] / max(1, counts["all"]), 4) for name in names}
    return {**f1, "n": counts["gold"], "seconds": round(seconds, 3)}


def _compare(gold: Sequence[Marked], found: Sequence[Marked], counts: Counter[str]) -> list[dict[str, Any]]:
    """Count what agrees; what differs comes back."""
    free, differing = list(found), []
    for mark in gold:
        hit = next((f for f in free if f.start < mark.end and f.end > mark.start), None)
        if hit is not None:
            free.remove(hit)
            counts["relaxed"] += 1
            counts["strict"] += (hit.start, hit.end) == (mark.start, mark.end)
            counts["value"] += hit.value == mark.value
            counts["type"] += hit.kind == mark.kind
        if hit is None or (hit.start, hit.end, hit.value) != (mark.start, mark.end, mark.value):
            differing.append({"gold": _row(mark), "found": hit and _row(hit)})
    return differing + [{"gold": None, "found": _row(extra)} for extra in free]


def _row(mark: Marked) -> list[str]:
    return [mark.text, mark.kind, mark.value]
