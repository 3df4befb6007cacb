"""The task `calibration`: do the reader's probabilities mean what they say?

Texts are read as a user reads them, and their claims paired with the annotators' by the scorer, by clause. Of those
that have a partner, the probability that the reader gives for a field is held against whether the field is right. What
a rule settled has no probability and is left out.

The expected calibration error (Naeini and others 2015; Guo and others 2017) is never 0, not even where all
probabilities are right: in each tenth the share that is right lies off by luck, and the error adds up how far.
`ece_if_right` says how much that alone makes with as many clauses; it shrinks as they grow.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from backstay.outlook.chances.scores import calibration_error, reliability
from backstay.records import Published, Report, report_id
from backstay.records.exchange import JsonObject, claim_to_json

from .scoring import Scorer, load_scorer, need

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]

FIELDS = ("event_type", "status", "certainty")
"""Fields that every claim has, with the model's probability."""
DRAWS = 400
SEED = 7


@dataclass(frozen=True, slots=True)
class Told:
    """One probability that the reader gave: for which field, in which text, and was the field right?"""

    field: str
    text: int
    chance: float
    right: bool
    quote: str


def calibration_task(folder: Path, scorer_path: Path, keep: Path | None) -> JsonObject:
    """Expected calibration error by field: `score` (is there such a claim, of these parties?), `clause` (is there any?)
    and `FIELDS`. `n`: texts.
    """
    scorer = load_scorer(scorer_path)
    begun = time.perf_counter()
    texts = list(_texts(folder, scorer))
    told = [each for number, (report, gold) in enumerate(texts) for each in _told(scorer, number, report, gold)]
    if keep:
        lines = ({"field": t.field, "chance": t.chance, "right": t.right, "quote": t.quote} for t in told)
        keep.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    scores = {name: _score([each for each in told if each.field == name]) for name in ("score", "clause", *FIELDS)}
    return {**scores, "n": len(texts), "seconds": round(time.perf_counter() - begun, 3)}


def how_calibrated(chance: Floats, right: Bools, text: Ints) -> JsonObject:
    """Of n probabilities, whether each was right, and the text that each is of: `n`, `right` (share), `sure` (mean
    probability), `ece` over tenths, `ece_90` (90%, over texts) and `ece_if_right`.
    """
    low, high = error_interval(chance, right, text)
    return {
        "n": len(chance),
        "right": round(float(right.mean()), 4),
        "sure": round(float(chance.mean()), 4),
        "ece": round(calibration_error(chance, right), 4),
        "ece_90": [round(low, 4), round(high, 4)],
        "ece_if_right": round(error_if_right(chance), 4),
    }


def error_interval(chance: Floats, right: Bools, text: Ints) -> tuple[float, float]:
    """From 5% to 95% of the errors that there are when whole texts are drawn again. Drawing again adds luck to luck, so
    both ends lie too high.
    """
    places = [np.flatnonzero(text == number) for number in np.unique(text)]
    rng = np.random.default_rng(SEED)
    errors = []
    for _ in range(DRAWS):
        drawn = np.concatenate([places[n] for n in rng.integers(0, len(places), len(places))])
        errors.append(calibration_error(chance[drawn], right[drawn]))
    low, high = np.quantile(errors, (0.05, 0.95))
    return float(low), float(high)


def error_if_right(chance: Floats) -> float:
    """The mean error that these probabilities would show if every one of them were right."""
    rng = np.random.default_rng(SEED)
    return float(np.mean([calibration_error(chance, rng.random(len(chance)) < chance) for _ in range(DRAWS)]))


def _score(told: Sequence[Told]) -> JsonObject | None:
    if not told:
        return None
    chance, right = np.array([t.chance for t in told]), np.array([t.right for t in told])
    tenths = [[round(said, 3), round(found, 3), count] for said, found, count in reliability(chance, right)]
    return {**how_calibrated(chance, right, np.array([t.text for t in told])), "tenths": tenths}


def _texts(folder: Path, scorer: Scorer) -> Iterator[tuple[Report, list[JsonObject]]]:
    """The texts of a folder with the annotators' claims."""
    need(folder / "index.json", folder / "claims.jsonl", folder / "texts")
    texts = {p.stem: p.read_text(encoding="utf-8") for p in sorted((folder / "texts").glob("*.txt"))}
    gold = scorer.load(str(folder / "claims.jsonl"), {name: scorer.fold(text) for name, text in texts.items()})
    index = {row["name"]: row for row in json.loads((folder / "index.json").read_text(encoding="utf-8"))}
    for name, text in texts.items():
        about = index.get(name, {})
        day = about.get("published")
        report = Report(
            id=report_id(text, about.get("url")),
            text=text,
            url=about.get("url"),
            outlet=about.get("outlet"),
            title=about.get("title"),
            published=Published(date.fromisoformat(str(day)[:10])) if day else None,
            language="en",
        )
        yield report, gold[name]


def _told(scorer: Scorer, number: int, report: Report, gold: list[JsonObject]) -> Iterator[Told]:
    from backstay.reading import Reader

    read = [claim_to_json(claim) for claim in Reader.load().read(report)]
    partner = {id(got): wanted for wanted, got in scorer.pair(gold, read, "span")}
    same_parties = {id(got) for _, got in scorer.pair(gold, read, "dyad")}
    for got in read:
        wanted = partner.get(id(got))
        chances = {reason["field"]: reason["score"] for reason in got["reasons"] if reason["score"] is not None}
        yield Told("score", number, chances["score"], id(got) in same_parties, got["quote"])
        yield Told("clause", number, chances["clause"], wanted is not None, got["quote"])
        if wanted is not None:
            for name in FIELDS:
                if name in chances:
                    yield Told(name, number, chances[name], wanted[name] == got[name], got["quote"])
