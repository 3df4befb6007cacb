"""The task `overreading`: how much is claimed on pages where hardly anything is, such as sport and business.

The list names articles of the development archive by their ids, and what each is about. Title and text are read as one.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from backstay.records import Published, Report, report_id
from backstay.records.errors import UsageError
from backstay.records.exchange import JsonObject, claim_to_json

from .scoring import SHARED

ARCHIVE = SHARED / "data" / "news" / "international_2012_2020.jsonl.gz"
KINDS = ("sport", "business", "entertainment", "science", "accident", "human_interest", "crime", "mixed")
"""What an article is about, from the least political on. In mixed ones, what governments do takes up a good part."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one article: its words, as white space parts them, and the claims read from it."""

    kind: str
    words: int
    claims: int


def load_list(path: Path) -> dict[str, str]:
    """The kind of each article, by id, in the order of the list. Raises UsageError if the list is not sound."""
    if not path.is_file():
        raise UsageError(f"{path} does not exist", hint="The list is bench/data/unpolitical.json.")
    kinds: dict[str, str] = {}
    for entry in json.loads(path.read_text(encoding="utf-8")):
        name, kind = entry["article"], entry["kind"]
        if name in kinds:
            raise UsageError(f"{path} names the article {name} twice")
        if kind not in KINDS:
            raise UsageError(f"{path} has the unknown kind {kind!r}", hint=f"Kinds are {', '.join(KINDS)}.")
        kinds[name] = kind
    if not kinds:
        raise UsageError(f"{path} names no articles")
    return kinds


def load_articles(names: Sequence[str], archive: Path = ARCHIVE) -> dict[str, JsonObject]:
    """The named articles, by id, in the order of the names. Raises UsageError if one is not in the archive."""
    if not archive.is_file():
        raise UsageError(f"there is no archive at {archive}", hint="It comes with the development data.")
    wanted, found = set(names), dict[str, JsonObject]()
    with gzip.open(archive, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["ID"] in wanted:
                found[row["ID"]] = row
    missing = [name for name in names if name not in found]
    if missing:
        raise UsageError(f"{len(missing)} articles are not in the archive, the first of them {missing[0]}")
    return {name: found[name] for name in names}


def overreading_task(path: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """Read every article of a list and count claims per 1,000 words, over all and by kind. `n` is their number."""
    from backstay.reading import Reader

    kinds = load_list(path)
    reports = {name: _report(row) for name, row in load_articles(list(kinds)).items()}
    reader = Reader.load()
    begun = time.perf_counter()
    read = {name: reader.read(report) for name, report in reports.items()}
    seconds = time.perf_counter() - begun
    if keep:
        lines = (json.dumps(claim_to_json(claim, doc=name)) for name, claims in read.items() for claim in claims)
        keep.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    readings = [Reading(kinds[name], len(reports[name].text.split()), len(claims)) for name, claims in read.items()]
    return {**summed(readings), "by_kind": by_kind(readings), "seconds": round(seconds, 3)}


def summed(readings: Sequence[Reading]) -> JsonObject:
    """Claims per 1,000 words of all words together, so that a short article weighs less than a long one."""
    claims, words = sum(r.claims for r in readings), sum(r.words for r in readings)
    rate = round(1000 * claims / words, 3) if words else 0.0
    return {"claims_per_1000_words": rate, "claims": claims, "n": len(readings), "words": words}


def by_kind(readings: Sequence[Reading]) -> Mapping[str, JsonObject]:
    """The same for each kind that occurs."""
    parts = {kind: [r for r in readings if r.kind == kind] for kind in KINDS}
    return {kind: summed(part) for kind, part in parts.items() if part}


def _report(row: JsonObject) -> Report:
    text = f"{row['title'].strip()}\n\n{row['text']}"
    return Report(
        id=report_id(text, row["url"]),
        text=text,
        url=row["url"],
        outlet=row["source"],
        title=row["title"],
        published=Published(date.fromisoformat(row["date"])),
        language="en",
    )
