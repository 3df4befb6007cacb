"""How well Backstay reads: `python -m bench.quality TASK FILE` prints one JSON object.

Tasks
    claims DIR    DIR holds texts/*.txt, index.json (name, published, outlet) and claims.jsonl
    mistakes DIR  the same: kinds of mistake, counted
    calibration DIR  the same: do the reader's probabilities mean what they say?
    seed FILE     the gold claims of the founding report, one by one
    events FILE   pairs in a marked sentence, as tab-separated values with gold_root and gold_penta
    relation FILE  pairs in a marked sentence, with gold_binary
    spans FILE    words with B-S, I-S, B-T, I-T or O, one a line
    attribution DIR  an unpacked split of PolNeAR (.txt and .ann)
    factuality FILE  predicates with how far each is a fact, as JSON lines (plain or gzipped)
    dates DIR     TimeML files (*.tml)
    amounts FILE  sentences with quantities
    actors FILE   phrases with a context and a day, and the state and sectors that are wanted
    names FILE    pairs of names, and whether both mean the same
    holders FILE  who held which office on a day, as pages of that day say, against the knowledge file
    where DIR     in which state each annotated clause puts its event, by the rules alone
    places FILE   XML with toponyms (the form of LGL), plain or gzipped
    ties FILE     directed dyad-years: how levels rank the next year's counts
    breaks FILE   a list of dated breaks and quiet dyads, and the table of dyad-years that they are in
    tcpd FILE     the Turing Change Point Dataset
    overreading FILE  a list of articles of the archive that are not political
    solvency CASE  a solvency case, by its file or id: what it would have foreseen
    forecast DIR  a temporal knowledge graph: entity2id, relation2id, train, valid and, where there, test (plain or .gz)
    tie_change FILE  events or dyad-years as Parquet: will a tie change, at rolling origins
    echoes FILE   pairs of the archive's articles that share text
    stories FILE  reports with the story that each tells
    relays FILE   which telling each sentence of the demo dossier goes back to
    chains DIR    the same as claims: the outlets that each page has its claims from

An error prints {"error": ..., "hint": ...} and ends with the error's exit code.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from backstay.records import Published, Report, report_id
from backstay.records.errors import BackstayError, UsageError
from backstay.records.exchange import JsonObject, claim_to_json

from .actors import actors_task
from .amounts import amounts_task
from .calibration import calibration_task
from .chains import chains_task
from .dates import dates_task
from .dyad_years import breaks_task, ties_task
from .echoes import echoes_task
from .forecast import forecast_task
from .holders import holders_task
from .mistakes import mistakes
from .names import names_task
from .overreading import overreading_task
from .parts import attribution_task, events_task, factuality_task, relation_task, spans_task
from .places import places_task
from .relays import relays_task
from .scoring import SCORER, SHARED, Scorer, compare_claims, load_scorer, need
from .solvency import solvency_task
from .stories import stories_task
from .tcpd import tcpd_task
from .tie_change import tie_change_task
from .where import where_task

SEED_TEXT = SHARED / "data" / "seed" / "report.txt"
SEED_DAY = "2019-06-03"
ByText = dict[str, list[JsonObject]]
KEPT = ("events", "relation", "spans")
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
    gold, got, seconds = _read_folder(folder, scorer, keep)
    return {**scorer.score(gold, got), "n": len(gold), "seconds": round(seconds, 3)}


def mistakes_task(folder: Path, scorer_path: Path, keep: Path | None) -> JsonObject:
    """Read every text of a folder and count the kinds of mistake, the most common first."""
    scorer = load_scorer(scorer_path)
    gold, got, seconds = _read_folder(folder, scorer, keep)
    counts: Counter[str] = Counter()
    for name, claims in gold.items():
        counts.update(mistakes(scorer, claims, got[name]))
    kinds = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return {"mistakes": kinds, "n": len(gold), "seconds": round(seconds, 3)}


def _read_folder(folder: Path, scorer: Scorer, keep: Path | None) -> tuple[ByText, ByText, float]:
    """Gold and read claims of a folder by text, and the seconds that reading took."""
    need(folder / "index.json", folder / "claims.jsonl", folder / "texts")
    texts = {p.stem: _text(p) for p in sorted((folder / "texts").glob("*.txt"))}
    index = {entry["name"]: entry for entry in json.loads(_text(folder / "index.json"))}
    claims, seconds = read_texts(texts, index)
    with tempfile.TemporaryDirectory() as scratch:
        path = keep or Path(scratch) / "claims.jsonl"
        path.write_text("".join(json.dumps(c) + "\n" for c in claims), encoding="utf-8")
        folded = {name: scorer.fold(text) for name, text in texts.items()}
        return scorer.load(str(folder / "claims.jsonl"), folded), scorer.load(str(path), folded), seconds


def seed_task(gold_path: Path, scorer_path: Path, keep: Path | None) -> JsonObject:
    """The founding report's gold claims one by one. `n` is their number; `found` names those that count as found.

    Found: the clause is there with the right parties, the right type or the right channel.
    """
    scorer = load_scorer(scorer_path)
    need(gold_path, SEED_TEXT)
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


TASKS: dict[str, Callable[..., JsonObject]] = {
    "claims": claims_task,
    "mistakes": mistakes_task,
    "calibration": calibration_task,
    "seed": seed_task,
    "events": events_task,
    "relation": relation_task,
    "spans": spans_task,
    "attribution": attribution_task,
    "factuality": factuality_task,
    "dates": dates_task,
    "amounts": amounts_task,
    "actors": actors_task,
    "names": names_task,
    "holders": holders_task,
    "places": places_task,
    "where": where_task,
    "overreading": overreading_task,
    "solvency": solvency_task,
    "forecast": forecast_task,
    "tie_change": tie_change_task,
    "echoes": echoes_task,
    "relays": relays_task,
    "chains": chains_task,
    "stories": stories_task,
    "ties": ties_task,
    "breaks": breaks_task,
    "tcpd": tcpd_task,
}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no UTF-8 text", hint="Convert it first.") from error


def main(argv: Sequence[str] | None = None) -> int:
    """Run one task and print its JSON object."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("file", type=Path, help="a folder for claims and dates, a file for the others")
    parser.add_argument("--scorer", type=Path, default=SCORER, help="the scorer of claims (default: %(default)s)")
    parser.add_argument("--predictions", type=Path, help="keep what was read here")
    parser.add_argument(
        "--kept-back",
        action="store_true",
        help="events, relation, spans: only the fifth of the training files that was never trained on",
    )
    args = parser.parse_args(argv)
    task = TASKS[args.task]
    if args.kept_back:
        if args.task not in KEPT:
            parser.error(f"--kept-back is for {', '.join(KEPT)}")
        task = partial(task, kept=True)
    try:
        result = task(args.file, args.scorer, args.predictions)
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
