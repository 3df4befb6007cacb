"""Amounts and dates of annotated articles: a folder with `texts/*.txt`, `index.json` and `claims.jsonl`.

The rules read whole texts; no model does. What a gold claim has is compared with what overlaps its words.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from backstay.reading.amounts import find_amounts
from backstay.reading.dates import find_dates
from backstay.records import Amount, When


def _claims(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Each gold claim with the text of its article."""
    texts: dict[str, str] = {}
    for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        doc = claim["doc"]
        if doc not in texts:
            texts[doc] = _plain((folder / "texts" / f"{doc}.txt").read_text(encoding="utf-8"))
        yield claim, texts[doc]


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00a0]", " ", text)


def _spot(text: str, words: str, after: int) -> tuple[int, int]:
    """Where the words stand: from `after` on, or else anywhere."""
    at = text.find(words, max(0, after))
    at = at if at >= 0 else text.find(words)
    return at, at + len(words)


def _keep(keep: Path | None, lines: Sequence[dict[str, Any]]) -> None:
    if keep:
        keep.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def score_amounts(folder: Path, keep: Path | None = None) -> dict[str, Any]:
    """Share of gold amounts that one of ours overlaps (`located`) with bounds that meet (`recall`); then what agrees.

    `exact` bounds, `unit`, `kind`, `approx` and `text` are shares of those that are found.
    """
    counts: Counter[str] = Counter()
    cache: dict[str, list[Amount]] = {}
    differing: list[dict[str, Any]] = []
    begun = time.perf_counter()
    for claim, text in _claims(folder):
        if claim["doc"] not in cache:
            cache[claim["doc"]] = find_amounts(text)
        after = text.find(_plain(claim["quote"]))
        for gold in claim.get("amounts") or []:
            start, end = _spot(text, gold["text"], after)
            found = [a for a in cache[claim["doc"]] if (a.start or 0) < end and (a.end or 0) > start]
            differing += _amount(gold, found, counts)
    _keep(keep, differing)
    n, close = max(1, counts["n"]), max(1, counts["close"])
    shares = {key: round(counts[key] / close, 4) for key in ("exact", "unit", "kind", "approx", "text")}
    recall = {"located": round(counts["located"] / n, 4), "recall": round(counts["close"] / n, 4)}
    in_texts = sum(len(amounts) for amounts in cache.values())
    seconds = round(time.perf_counter() - begun, 3)
    return {"n": counts["n"], "found_in_texts": in_texts, **recall, **shares, "seconds": seconds}


def _amount(gold: dict[str, Any], near: Sequence[Amount], counts: Counter[str]) -> list[dict[str, Any]]:
    """Count one gold amount against those of ours that overlap it; what differs comes back."""
    close = next((a for a in near if _meet(gold, a)), None)
    counts["n"] += 1
    counts["located"] += bool(near)
    seen = {"gold": gold, "found": [(a.text, a.low, a.high, a.unit, str(a.kind)) for a in near]}
    if close is None:
        return [seen]
    same = {
        "exact": (close.low, close.high) == (gold.get("low"), gold.get("high")),
        "unit": close.unit == gold["unit"],
        "kind": str(close.kind) == gold["kind"],
        "approx": close.approx == gold["approx"],
        "text": close.text == gold["text"],
    }
    counts.update({"close": 1, **{name: int(right) for name, right in same.items()}})
    return [] if same["unit"] and same["kind"] else [seen]


def _meet(gold: dict[str, Any], got: Amount) -> bool:
    """Do the bounds meet, as the scorer of claims compares them?"""
    low = float("-inf") if got.low is None else got.low
    high = float("inf") if got.high is None else got.high
    g_low = float("-inf") if gold.get("low") is None else float(gold["low"])
    g_high = float("inf") if gold.get("high") is None else float(gold["high"])
    bounded = (low, high) != (float("-inf"), float("inf"))
    return bounded and low <= g_high * 1.0001 and high >= g_low * 0.9999


def score_dates(folder: Path, keep: Path | None = None) -> dict[str, Any]:
    """Share of gold `when` texts that an interval of ours overlaps (`located`); then, of those with a start, how many
    begin in the same month (`start`), on the same `day`, have `both` ends, and are as precise (`precision`).
    """
    published = {d["name"]: d.get("published") for d in json.loads((folder / "index.json").read_text(encoding="utf-8"))}
    counts: Counter[str] = Counter()
    cache: dict[str, list[When]] = {}
    differing: list[dict[str, Any]] = []
    begun = time.perf_counter()
    for claim, text in _claims(folder):
        gold, doc = claim.get("when") or {}, claim["doc"]
        if not gold.get("text"):
            continue
        if doc not in cache:
            day = published.get(doc)
            cache[doc] = list(find_dates(text, date.fromisoformat(day[:10]) if day else None))
        start, end = _spot(text, gold["text"], text.find(_plain(claim["quote"])) - 200)
        near = [w for w in cache[doc] if (w.start or 0) < end and (w.end or 0) > start]
        if not _date(gold, near, counts):
            found = [(w.text, _iso(w.first), _iso(w.last)) for w in near]
            differing.append({"published": published.get(doc), "gold": gold, "found": found})
    _keep(keep, differing)
    dated = max(1, counts["dated"])
    shares = {k: round(counts[k] / dated, 4) for k in ("start", "day", "both", "precision")}
    located = round(counts["located"] / max(1, counts["n"]), 4)
    seconds = round(time.perf_counter() - begun, 3)
    return {"n": counts["n"], "located": located, "dated": counts["dated"], **shares, "seconds": seconds}


def _date(gold: dict[str, Any], near: Sequence[When], counts: Counter[str]) -> bool:
    """Count one gold date against those of ours that overlap it. Is it met?"""
    counts["n"] += 1
    counts["located"] += bool(near)
    if not gold.get("start"):
        return bool(near)
    counts["dated"] += 1
    right = any(w.first and w.first.isoformat()[:7] == gold["start"][:7] for w in near)
    counts["start"] += right
    counts["day"] += any(_iso(w.first) == gold["start"] for w in near)
    counts["both"] += any((_iso(w.first), _iso(w.last)) == (gold["start"], gold["end"]) for w in near)
    counts["precision"] += any(w.precision == gold["precision"] for w in near)
    return right


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
