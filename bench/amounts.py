"""Scores numbers: `python -m bench.amounts PATH` prints one JSON object.

PATH is a folder with `claims.jsonl` and `texts/` (share of gold amounts that an amount of ours overlaps with bounds
that meet, as `../shared/score/claims.py` compares them; unit and kind agreement over those), or a file or folder of
sentences with quantities (`[{"text", "quantities": [{"value", "normalized_unit"}]}]`): F1 of values, and of values with
their units.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from backstay.reading.amounts import find_amounts
from backstay.records import Amount

_MONEY = {
    "USD": "dollar", "EUR": "euro", "GBP": "pound sterling", "CAD": "canadian dollar", "AUD": "australian dollar",
    "HKD": "hong kong dollar", "CNY": "chinese yuan", "JPY": "japanese yen", "CHF": "swiss franc", "INR": "rupee",
    "MXN": "mexican peso", "NZD": "new zealand dollar", "TRY": "turkish lira", "XBT": "bitcoin", "FRF": "swiss franc",
}  # fmt: skip
_METRIC = {
    "metre": "metre", "kilometre": "kilometre", "pound": "pound-mass", "tonne": "metric ton", "feet": "foot",
    "inches": "inch", "occasion": "count", "share": "percentage", "percent": "percentage",
}  # fmt: skip


def unit_name(amount: Amount) -> str:
    """Our unit in the words of the quantity sets (singular, lower case)."""
    unit, _, per = amount.unit.partition(" per ")
    name = _MONEY.get(unit) or _METRIC.get(unit) or ""
    if not name:
        words = amount.of.lower() if amount.of and amount.unit in _COLLECTIVE else unit.lower()
        if amount.of and unit not in _COLLECTIVE and unit.lower() in amount.of.lower():
            words = amount.of.lower()
        name = _METRIC.get(_singular(words), _singular(words))
    return f"{name} per {per}" if per else name


_COLLECTIVE = ("persons", "states", "aircraft", "ships")


def _singular(word: str) -> str:
    if word in ("people", "feet"):
        return {"people": "people", "feet": "foot"}[word]
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def values_of(amount: Amount) -> str:
    """Our number as the quantity sets write it."""
    factor = 100 if amount.unit == "share" and "%" in amount.text + _percent(amount) else 1
    low, high = amount.low, amount.high
    if amount.approx and low is not None and high is not None and low < high:
        exact = re.findall(r"\d[\d,]*(?:\.\d+)?", amount.text)
        if len(exact) == 2:
            return "-".join(f"{float(part.replace(',', '')):g}" for part in exact)
        return f"{high / 1.1 * factor:.15g}" if abs(high / 1.1 - low / 0.9) < 1e-6 * high else f"{high * factor:.15g}"
    if low is not None and re.search(r"\b(?:dozen|hundred|thousand|million|billion|trillion)s\b", amount.text):
        return f"{low / 2:.15g}"  # the sets take "dozens" for 12
    known = low if low is not None else high
    return "" if known is None else f"{known * factor:.15g}"


def _percent(amount: Amount) -> str:
    return "%" if re.search(r"per ?cent|pct", amount.text) else ""


def score_quantities(files: list[Path], show: bool = False) -> dict[str, Any]:
    """Micro F1 of values and of values with units over annotated sentences."""
    counts: Counter[str] = Counter()
    for path in files:
        for entry in json.loads(path.read_text(encoding="utf-8")):
            found = [(values_of(a), unit_name(a)) for a in find_amounts(entry["text"])]
            gold = [(q["value"], q["normalized_unit"]) for q in entry["quantities"]]
            counts["gold"] += len(gold)
            counts["found"] += len(found)
            hits = sum((Counter(v for v, _ in gold) & Counter(v for v, _ in found)).values())
            both = sum((Counter(gold) & Counter(found)).values())
            counts["value"] += hits
            counts["unit"] += both
            if show and (hits < len(gold) or hits < len(found)):
                print(entry["text"], "| gold", gold, "| found", found, file=sys.stderr)
    total = max(1, counts["gold"] + counts["found"])
    return {
        "n": counts["gold"],
        "found": counts["found"],
        "value_f1": round(2 * counts["value"] / total, 4),
        "unit_f1": round(2 * counts["unit"] / total, 4),
    }


def _close(gold: dict[str, Any], got: Amount) -> bool:
    low = float("-inf") if got.low is None else got.low
    high = float("inf") if got.high is None else got.high
    g_low = float("-inf") if gold.get("low") is None else float(gold["low"])
    g_high = float("inf") if gold.get("high") is None else float(gold["high"])
    bounded = (low, high) != (float("-inf"), float("inf"))
    return bounded and low <= g_high * 1.0001 and high >= g_low * 0.9999


def score_claims(folder: Path, show: bool = False) -> dict[str, Any]:
    """Recall of gold amounts and agreement on their unit, kind and `approx`."""
    counts: Counter[str] = Counter()
    cache: dict[str, tuple[str, list[Amount]]] = {}
    for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        doc = claim["doc"]
        if doc not in cache:
            text = re.sub(r"[\s\u00a0]", " ", (folder / "texts" / f"{doc}.txt").read_text(encoding="utf-8"))
            cache[doc] = (text, find_amounts(text))
            counts["found"] += len(cache[doc][1])
        text, found = cache[doc]
        quote = re.sub(r"[\s\u00a0]", " ", claim["quote"])
        start = max(0, text.find(quote))
        for gold in claim.get("amounts") or []:
            spot = text.find(gold["text"], start)
            spot = spot if spot >= 0 else text.find(gold["text"])
            end = spot + len(gold["text"])
            near = [a for a in found if a.start is not None and a.end is not None and a.start < end and a.end > spot]
            close = next((a for a in near if _close(gold, a)), None)
            counts["n"] += 1
            counts["located"] += bool(near)
            if close is None:
                if show:
                    print("MISS", gold, [(a.text, a.low, a.high, a.unit) for a in near],
                          text[max(0, spot - 50) : end + 40], file=sys.stderr)  # fmt: skip
                continue
            counts["close"] += 1
            counts["exact"] += (close.low, close.high) == (gold.get("low"), gold.get("high"))
            counts["unit"] += close.unit == gold["unit"]
            counts["kind"] += str(close.kind) == gold["kind"]
            counts["approx"] += close.approx == gold["approx"]
            counts["text"] += close.text == gold["text"]
            if show and (close.unit != gold["unit"] or str(close.kind) != gold["kind"]):
                print("DIFF", gold, (close.text, close.unit, str(close.kind)), text[max(0, spot - 60) : end + 30],
                      file=sys.stderr)  # fmt: skip
    n, close_n = max(1, counts["n"]), max(1, counts["close"])
    shares = {key: round(counts[key] / close_n, 4) for key in ("exact", "unit", "kind", "approx", "text")}
    recall = {"located": round(counts["located"] / n, 4), "recall": round(counts["close"] / n, 4)}
    return {"n": counts["n"], "found_in_texts": counts["found"], **recall, **shares}


def main(argv: list[str]) -> int:
    """Score what the path holds."""
    names = [a for a in argv if not a.startswith("-")]
    if len(names) != 1:
        print("usage: python -m bench.amounts PATH [--show]", file=sys.stderr)
        return 2
    path, show = Path(names[0]), "--show" in argv
    began = time.perf_counter()
    if (path / "claims.jsonl").exists():
        result = score_claims(path, show)
    else:
        result = score_quantities(sorted(path.glob("*.json")) if path.is_dir() else [path], show)
    print(json.dumps({**result, "seconds": round(time.perf_counter() - began, 3)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
