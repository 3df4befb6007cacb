"""Make the reader's probabilities mean what they say: `python -m training.reader.calibrate --model FOLDER`.

One temperature a head (Guo and others 2017, "On calibration of modern neural networks") and a slope and a bias for
whether a clause makes a claim (Platt 1999), fitted on the development texts and written into `model.json`. Prints the
expected calibration error of each head before and after, and fitted on one half of the texts and measured on the other.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar

from backstay.reading.decode import Draft, clauses, without_echoes
from backstay.reading.encoder import Encoder
from backstay.reading.labels import ATTRIBUTES
from bench.scoring import SCORER, load_scorer

from .base import SHARED
from .dataset import attribute_labels
from .gold import Document, load_folder

Floats = NDArray[np.float64]
LOOSE = 0.05
"""Clauses down to this chance are looked at, to learn what a low chance is worth."""


def collect(encoder: Encoder, documents: Sequence[Document]) -> list[list[tuple[Draft, dict[str, int] | None]]]:
    """For each text its drafts, each with the labels of the gold claim that it found, or None."""
    scorer = load_scorer(SCORER)
    found = []
    for document in documents:
        made = without_echoes(clauses(encoder, document.text, LOOSE))
        as_claims: list[Any] = [{"start": d.start, "end": d.end, "draft": d} for d in made]
        pairs = scorer.pair(document.claims, as_claims, "span")
        right = {id(p["draft"]): attribute_labels(g) for g, p in pairs}
        found.append([(d, right.get(id(d))) for d in made])
    return found


def log_softmax(logits: Floats) -> Floats:
    """Row by row."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))


def temperature_of(logits: Floats, gold: NDArray[np.int64]) -> float:
    """The temperature under which the gold labels are likeliest."""
    rows = np.arange(len(gold))

    def loss(log_t: float) -> float:
        return float(-log_softmax(logits / np.exp(log_t))[rows, gold].mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


def ece(logits: Floats, gold: NDArray[np.int64], temperature: float, bins: int = 10) -> float:
    """Expected calibration error of the likeliest label, in `bins` bins of equal width."""
    chances = np.exp(log_softmax(logits / temperature))
    sure, right = chances.max(axis=1), chances.argmax(axis=1) == gold
    at = np.minimum((sure * bins).astype(int), bins - 1)
    return float(sum(abs(sure[at == b].mean() - right[at == b].mean()) * (at == b).mean() for b in set(at)))


def platt(logits: Floats, right: Floats) -> tuple[float, float]:
    """Slope and bias of a logistic curve from the model's logit to the chance of being right."""

    def loss(ab: Floats) -> float:
        z = ab[0] * logits + ab[1]
        return float(np.mean(np.logaddexp(0, z) - right * z))

    slope, bias = minimize(loss, np.array([1.0, 0.0])).x
    return float(slope), float(bias)


def calibrate(folder: Path) -> dict[str, Any]:
    """Fit on the development texts; gives what goes into the card."""
    encoder = Encoder(folder, raw=True)
    texts = collect(encoder, load_folder(SHARED / "gold/dev"))
    paired = [(d, labels) for text in texts for d, labels in text if labels is not None]
    first = np.array([n < len(texts) // 2 for n, text in enumerate(texts) for _, labels in text if labels is not None])
    temperatures, report = {}, {}
    at = 0
    for name, values in ATTRIBUTES.items():
        logits = np.array([d.logits[at : at + len(values)] for d, _ in paired], dtype=np.float64)
        gold = np.array([labels[name] for _, labels in paired if labels is not None])
        at += len(values)
        temperatures[name] = round(temperature_of(logits, gold), 3)
        crossed = [
            ece(logits[test], gold[test], temperature_of(logits[~test], gold[~test])) for test in (first, ~first)
        ]
        report[name] = {
            "accuracy": round(float((logits.argmax(axis=1) == gold).mean()), 4),
            "ece_before": round(ece(logits, gold, 1.0), 4),
            "ece_after": round(ece(logits, gold, temperatures[name]), 4),
            "ece_crossed": round(sum(crossed) / 2, 4),
        }
    chances = np.clip(np.array([d.score for text in texts for d, _ in text], dtype=np.float64), 1e-6, 1 - 1e-6)
    right = np.array([float(labels is not None) for text in texts for _, labels in text])
    slope, bias = platt(np.log(chances / (1 - chances)), right)
    return {"temperatures": temperatures, "claim": [round(slope, 4), round(bias, 4)], "report": report}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("src/backstay/reading/model"))
    args = parser.parse_args()
    found = calibrate(args.model)
    print(json.dumps(found.pop("report"), indent=1))
    card = args.model / "model.json"
    told = {**json.loads(card.read_text(encoding="utf-8")), **found}
    # The version says what a ledger's claims were read with, so calibration is part of it.
    told["version"] = hashlib.sha256(json.dumps([told["sha256"], found], sort_keys=True).encode()).hexdigest()[:8]
    card.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
