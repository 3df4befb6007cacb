"""Are the pairs of the archive found that share at least 30% of the shorter text?

`data/echo_pairs.json` holds 150 pairs of articles of different outlets, by their ids in the archive, and whether they
share that much. They were drawn at random (seed 5086) from 292 candidates, pairs with 8% of their fingerprints or a
TF-IDF likeness of .45 in common, and labelled by reading the two texts side by side and counting the words of the
shorter one that stand in the other in the same sentence, quotations and tweets included.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Mapping
from pathlib import Path

from backstay.records.exchange import JsonObject

from .scoring import need

LABELS = Path(__file__).parent / "data" / "echo_pairs.json"


def echoes_task(path: Path, _scorer: Path, keep: Path | None, *, labelled: bool = False) -> JsonObject:
    """The archive as JSON lines with `ID`, `source`, `text`; `pairs` are those of two outlets, `n` counts articles.

    With `labelled`, only the articles of the labelled pairs are looked at.
    """
    need(path, LABELS)
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    of_pairs = {each[side] for each in labels for side in ("one", "other")}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = {row["ID"]: row for row in map(json.loads, lines) if not labelled or row["ID"] in of_pairs}
    begun = time.perf_counter()
    seen = pairs_across(rows)
    seconds = time.perf_counter() - begun
    wanted = {frozenset((each["one"], each["other"])) for each in labels if each["echo"]}
    asked = {frozenset((each["one"], each["other"])) for each in labels}
    right = len(seen & wanted)
    if keep:
        keep.write_text(json.dumps(sorted(map(sorted, (seen & asked) ^ wanted))) + "\n", encoding="utf-8")
    return {
        "precision": round(right / max(1, len(seen & asked)), 4),
        "recall": round(right / max(1, len(wanted)), 4),
        "labelled": len(labels),
        "labelled_echoes": len(wanted),
        "pairs": len(seen),
        "n": len(rows),
        "seconds": round(seconds, 3),
    }


def pairs_across(rows: Mapping[str, JsonObject]) -> set[frozenset[str]]:
    """The pairs of articles of two outlets that are found to share text."""
    from backstay.corroboration.echoes import EchoIndex

    found = EchoIndex().add(list(rows), [row["text"] for row in rows.values()])
    across = (each for each in found if rows[each.one]["source"] != rows[each.other]["source"])
    return {frozenset((each.one, each.other)) for each in across}
