"""Scores time expressions: `python -m bench.dates PATH` prints one JSON object.

PATH is a TIMEX3 file or a folder of them (`*.tml`), scored as TempEval-3 does (relaxed and strict spans, then value and
type over the relaxed pairs; the creation time is not counted), or a folder with `claims.jsonl`, `texts/` and
`index.json`, where the share of gold `when` starts that one of our intervals in the clause meets (same month) is given.
"""

from __future__ import annotations

import html
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from backstay.reading.dates import find_dates, find_timexes

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
        raise ValueError(f"{path}: no creation time or no text")
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
        marked.append(Marked(at, at + width, names["type"], names["value"], pieces[-1]))
        at += width
        last = match.end()
    keep(body.group(1)[last:])
    return "".join(pieces), date.fromisoformat(created.group(1)), marked


def score_timexes(files: list[Path], show: bool = False) -> dict[str, Any]:
    """TempEval-3 scores over TimeML files."""
    counts: Counter[str] = Counter()
    for path in files:
        text, created, gold = read_tml(path)
        found = [Marked(t.start, t.end, t.meaning.kind, t.meaning.value, t.text) for t in find_timexes(text, created)]
        counts["gold"] += len(gold)
        counts["found"] += len(found)
        counts["words"] += len(text.split())
        free = list(found)
        for mark in gold:
            hit = next((f for f in free if f.start < mark.end and f.end > mark.start), None)
            if hit is None:
                _show(show, path, "missed", mark, None)
                continue
            free.remove(hit)
            counts["relaxed"] += 1
            counts["strict"] += (hit.start, hit.end) == (mark.start, mark.end)
            counts["value"] += hit.value == mark.value
            counts["type"] += hit.kind == mark.kind
            if (hit.start, hit.end, hit.value) != (mark.start, mark.end, mark.value):
                _show(show, path, "differs", mark, hit)
        for extra in free:
            _show(show, path, "extra", None, extra)
    f1 = {name: round(2 * counts[name] / max(1, counts["gold"] + counts["found"]), 4) for name in _SCORES}
    return {"n": counts["gold"], "found": counts["found"], "files": len(files), **f1}


_SCORES = ("relaxed", "strict", "value", "type")


def _show(show: bool, path: Path, what: str, gold: Marked | None, found: Marked | None) -> None:
    if show:
        print(path.stem[:12], what, gold, found, file=sys.stderr)


def score_claims(folder: Path, show: bool = False) -> dict[str, Any]:
    """Share of gold `when` starts and ends met by an interval found in the claim's clause."""
    published = {d["name"]: d.get("published") for d in json.loads((folder / "index.json").read_text(encoding="utf-8"))}
    counts: Counter[str] = Counter()
    cache: dict[str, tuple[str, list[Any]]] = {}
    for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        gold = claim.get("when") or {}
        if not gold.get("text"):
            continue
        doc = claim["doc"]
        if doc not in cache:
            text = re.sub(r"[\s\u00a0]", " ", (folder / "texts" / f"{doc}.txt").read_text(encoding="utf-8"))
            day = published.get(doc)
            cache[doc] = (text, list(find_dates(text, date.fromisoformat(day[:10]) if day else None)))
        text, whens = cache[doc]
        spot = text.find(gold["text"], max(0, text.find(re.sub(r"[\s\u00a0]", " ", claim["quote"])) - 200))
        spot = spot if spot >= 0 else text.find(gold["text"])
        near = [w for w in whens if w.start < spot + len(gold["text"]) and w.end > spot]
        counts["n"] += 1
        counts["located"] += bool(near)
        right = False
        if gold.get("start"):
            counts["dated"] += 1
            right = any(w.first and w.first.isoformat()[:7] == gold["start"][:7] for w in near)
            counts["start"] += right
            counts["day"] += any(w.first and w.first.isoformat() == gold["start"] for w in near)
            counts["both"] += any(_iso(w.first) == gold["start"] and _iso(w.last) == gold["end"] for w in near)
            counts["precision"] += any(w.precision == gold["precision"] for w in near)
        if show and not right and (gold.get("start") or not near):
            print(published.get(doc), gold, [(w.text, _iso(w.first), _iso(w.last)) for w in near],
                  text[max(0, spot - 60) : spot + 60], file=sys.stderr)  # fmt: skip
    shares = {k: round(counts[k] / max(1, counts["dated"]), 4) for k in ("start", "day", "both", "precision")}
    return {
        "n": counts["n"],
        "located": round(counts["located"] / max(1, counts["n"]), 4),
        "dated": counts["dated"],
        **shares,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def main(argv: list[str]) -> int:
    """Score what the path holds."""
    names = [a for a in argv if not a.startswith("-")]
    if len(names) != 1:
        print("usage: python -m bench.dates PATH [--show]", file=sys.stderr)
        return 2
    path, show = Path(names[0]), "--show" in argv
    began = time.perf_counter()
    if (path / "claims.jsonl").exists():
        result = score_claims(path, show)
    else:
        result = score_timexes(sorted(path.glob("*.tml")) if path.is_dir() else [path], show)
    print(json.dumps({**result, "seconds": round(time.perf_counter() - began, 3)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
