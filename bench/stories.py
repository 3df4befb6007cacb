"""Are stories told again found? Reports grouped by story against the groups that people made."""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from backstay.records.exchange import JsonObject

from .scoring import need


def stories_task(path: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """JSON lines: `title`, `date`, `text` or `body-paragraphs`, and the story, `triplet-uuid`. `n` counts reports."""
    from backstay.corroboration.echoes import Telling, stories

    need(path)
    packed = path.suffix == ".gz"
    with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    gold = [row["triplet-uuid"] for row in rows]
    begun = time.perf_counter()
    groups = stories([Telling(row["title"], body(row), day(row)) for row in rows])
    seconds = time.perf_counter() - begun
    label = {place: number for number, group in enumerate(groups) for place in group}
    found = [label[place] for place in range(len(rows))]
    if keep:
        keep.write_text("".join(json.dumps([rows[p]["uuid"] for p in group]) + "\n" for group in groups))
    precision, recall, f1 = bcubed(gold, found)
    return {
        "ari": round(adjusted_rand(gold, found), 4),
        "bcubed_f1": round(f1, 4),
        "bcubed_precision": round(precision, 4),
        "bcubed_recall": round(recall, 4),
        "stories": len(set(gold)),
        "found": len(groups),
        "n": len(rows),
        "seconds": round(seconds, 3),
    }


def body(row: JsonObject) -> str:
    """The text of a row, from its paragraphs of sentences where it has no `text`."""
    return row.get("text") or "\n".join(" ".join(paragraph) for paragraph in row["body-paragraphs"])


def day(row: JsonObject) -> date | None:
    """The day of a row, None where it has none."""
    return date.fromisoformat(row["date"][:10]) if row.get("date") else None


def bcubed(gold: Sequence[object], found: Sequence[object]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of a grouping (Bagga and Baldwin 1998), item by item."""
    if not gold:
        return 1.0, 1.0, 1.0
    both, ours, theirs = Counter(zip(gold, found, strict=True)), Counter(found), Counter(gold)
    precision = sum(many * many / ours[label] for (_, label), many in both.items()) / len(gold)
    recall = sum(many * many / theirs[label] for (label, _), many in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def adjusted_rand(gold: Sequence[object], found: Sequence[object]) -> float:
    """The adjusted Rand index: agreement on pairs, 0 where it is as good as chance."""
    from sklearn.metrics import adjusted_rand_score

    names = {label: number for number, label in enumerate(dict.fromkeys(gold))}
    return float(adjusted_rand_score([names[label] for label in gold], list(found)))
