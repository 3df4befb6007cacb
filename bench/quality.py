"""How well Backstay reads: `python -m bench.quality TASK FILE` prints one JSON object.

Tasks
    claims DIR    DIR holds texts/*.txt, index.json (name, published, outlet) and claims.jsonl
    seed FILE     the gold claims of the founding report, one by one
    events FILE   pairs in a marked sentence, as tab-separated values with gold_root and gold_penta
    dates DIR     TimeML files (*.tml)
    amounts FILE  sentences with quantities
    places FILE   XML with toponyms (the form of LGL), plain or gzipped
    overreading FILE  a list of articles of the archive that are not political

An error prints {"error": ..., "hint": ...} and ends with the error's exit code.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from backstay.records import Published, Report, report_id
from backstay.records.errors import BackstayError, UsageError
from backstay.records.exchange import JsonObject, claim_to_json

from .amounts import amounts_task
from .dates import dates_task
from .overreading import overreading_task
from .places import places_task
from .scoring import SCORER, SHARED, compare_claims, load_scorer, score_events, unmark

SEED_TEXT = SHARED / "data" / "seed" / "report.txt"
SEED_DAY = "2019-06-03"
_WANTED = frozenset({"s2", "s7", "s8", "s9", "s10", "s11", "s13", "s14", "s15", "s16"})


def read_texts(texts: Mapping[str, str], index: Mapping[str, JsonObject]) -> tuple[list[JsonObject], float]:
    """Claims of all texts in the exchange form, by text name; and the seconds that reading took, loading left out."""
    from backstay.reading import Reader

    reader = Reader.load()
    begun = time.perf_counter()
    claims = [
        claim_to_json(claim, doc=name)
        for name, text in sorted(texts.items())
        for claim in reader.read(_report(text, index.get(name, {})))
    ]
    return claims, time.perf_counter() - begun


def _report(text: str, about: JsonObject) -> Report:
    day = about.get("published")
    return Report(
        id=report_id(text, about.get("url")),
        text=text,
        url=about.get("url"),
        outlet=about.get("outlet"),
        title=about.get("title"),
        published=Published(date.fromisoformat(str(day)[:10])) if day else None,
        language="en",
    )


def claims_task(folder: Path, scorer_path: Path, keep: Path | None) -> JsonObject:
    """Read every text of a folder and score the claims with the scorer. `n` is the number of texts."""
    scorer = load_scorer(scorer_path)
    _need(folder / "index.json", folder / "claims.jsonl", folder / "texts")
    texts = {p.stem: _text(p) for p in sorted((folder / "texts").glob("*.txt"))}
    index = {entry["name"]: entry for entry in json.loads(_text(folder / "index.json"))}
    claims, seconds = read_texts(texts, index)
    with tempfile.TemporaryDirectory() as scratch:
        path = keep or Path(scratch) / "claims.jsonl"
        path.write_text("".join(json.dumps(c) + "\n" for c in claims), encoding="utf-8")
        folded = {name: scorer.fold(text) for name, text in texts.items()}
        result = scorer.score(scorer.load(str(folder / "claims.jsonl"), folded), scorer.load(str(path), folded))
    return {**result, "n": len(texts), "seconds": round(seconds, 3)}


def seed_task(gold_path: Path, scorer_path: Path, keep: Path | None) -> JsonObject:
    """The founding report's gold claims one by one. `n` is their number; `found` names those that count as found.

    Found: the clause is there with the right parties, the right type or the right channel.
    """
    scorer = load_scorer(scorer_path)
    _need(gold_path, SEED_TEXT)
    text = _text(SEED_TEXT)
    claims, seconds = read_texts({"report": text}, {"report": {"published": SEED_DAY}})
    if keep:
        keep.write_text("".join(json.dumps(c) + "\n" for c in claims), encoding="utf-8")
    gold = scorer.load(str(gold_path), {"report": scorer.fold(text)})
    each = compare_claims(scorer, gold["report"], claims)
    found = [c["id"] for c in each if any(c.get(k) for k in ("dyad", "type", "channel"))]
    return {
        "found": found,
        "missed_of_wanted": sorted(_WANTED - set(found), key=lambda name: int(name[1:])),
        "claims": each,
        "score": scorer.score(gold, {"report": claims}),
        "n": len(each),
        "seconds": round(seconds, 3),
    }


def events_task(path: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """Code each marked pair and score roots, quad classes, and cooperation against conflict. `n` is their number."""
    from backstay.reading.pairs import code_pairs

    _need(path)
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    if not rows or not {"marked_sentence", "gold_root", "gold_penta"} <= set(rows[0]):
        raise UsageError(
            f"{path} holds no coded pairs",
            hint="The first line names the columns: marked_sentence, source, target, gold_penta, gold_root.",
        )
    marked = [unmark(r["marked_sentence"], r.get("source") or "", r.get("target") or "") for r in rows]
    code_pairs([], [], [])  # loads the model
    begun = time.perf_counter()
    got = code_pairs([m.sentence for m in marked], [m.source for m in marked], [m.target for m in marked])
    seconds = time.perf_counter() - begun
    if keep:
        keep.write_text("".join(f"{event}\n" for event in got), encoding="utf-8")
    scores = score_events([r["gold_root"] for r in rows], [int(r["gold_penta"]) for r in rows], got)
    return {**scores, "n": len(rows), "seconds": round(seconds, 3)}


TASKS: dict[str, Callable[[Path, Path, Path | None], JsonObject]] = {
    "claims": claims_task,
    "seed": seed_task,
    "events": events_task,
    "dates": dates_task,
    "amounts": amounts_task,
    "places": places_task,
    "overreading": overreading_task,
}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no UTF-8 text", hint="Convert it first.") from error


def _need(*paths: Path) -> None:
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist", hint="See bench/README.md for what each task reads.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one task and print its JSON object."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("file", type=Path, help="a folder for claims and dates, a file for the others")
    parser.add_argument("--scorer", type=Path, default=SCORER, help="the scorer of claims (default: %(default)s)")
    parser.add_argument("--predictions", type=Path, help="keep what was read here")
    args = parser.parse_args(argv)
    try:
        result = TASKS[args.task](args.file, args.scorer, args.predictions)
    except BackstayError as error:
        print(json.dumps({"error": error.message, "hint": error.hint}))
        return error.exit_code
    except (json.JSONDecodeError, KeyError, csv.Error, SystemExit) as error:  # the scorer exits at a quote it misses
        print(
            json.dumps({"error": f"{args.file} is not in the form of this task: {error!r}", "hint": "bench/README.md"})
        )
        return UsageError.exit_code
    print(json.dumps(result, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
