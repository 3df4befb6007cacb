"""The task `where`: in which state each annotated clause puts its event, by the rules alone, without the model."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from backstay.records import EventType
from backstay.records.exchange import JsonObject

from .scoring import need


def where_task(folder: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """Precision and recall of the state of `where`, given the annotators' clauses and types. `n`: clauses."""
    begun = time.perf_counter()
    answers = list(_answers(folder))
    told = [(gold, ours) for gold, ours, _ in answers if ours]
    right = sum(gold == ours for gold, ours in told)
    asked = sum(gold is not None for gold, _, _ in answers)
    if keep:
        lines = ({"wanted": gold, "answer": ours, "quote": quote} for gold, ours, quote in answers if gold != ours)
        keep.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return {
        "precision": round(right / len(told), 4) if told else None,
        "recall": round(right / asked, 4) if asked else None,
        "n": len(answers),
        "seconds": round(time.perf_counter() - begun, 3),
    }


def _answers(folder: Path) -> Iterator[tuple[str | None, str | None, str]]:
    from backstay.knowledge import Knowledge
    from backstay.reading.parties import Cast
    from backstay.reading.scenes import Scenes

    need(folder / "index.json", folder / "claims.jsonl", folder / "texts")
    days = {row["name"]: row.get("published") for row in json.loads((folder / "index.json").read_text("utf-8"))}
    scenes: dict[str, tuple[str, Scenes]] = {}
    for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        doc, quote = claim["doc"], claim["quote"]
        if doc not in scenes:
            text = (folder / "texts" / f"{doc}.txt").read_text(encoding="utf-8")
            cast = Cast(Knowledge.load(), text, date.fromisoformat(days[doc][:10]) if days.get(doc) else None)
            scenes[doc] = (text, Scenes(text, cast.near, cast.names_in))
        text, of_text = scenes[doc]
        at = text.find(quote)
        if at >= 0:
            found = of_text.at((at, at + len(quote)), EventType(claim["event_type"]))
            yield claim["where"], found.state if found else None, quote
