"""Make the reader's probabilities mean what they say: `python -m training.reader.calibrate --model FOLDER`.

One temperature a head (Guo and others 2017, "On calibration of modern neural networks") and a slope and a bias for
whether a clause makes a claim (Platt 1999), written into `model.json`. All are fitted on the development texts, that of
the event type also on the annotated parts that are not trained on (`held/`), seven times as many clauses, and over the
clauses that a user sees: those past the bar. The others stay with the development texts: those parts have more claims
than the field's annotators see, and what the reader makes of a clause turns on the chances of its roles.

Prints for each head the expected calibration error as trained, as fitted, and crossed: each tenth of the texts with
what the others give. For the event type also fitted on either set and measured on the other. `ece_if_right` is the
error that as many clauses show by luck where every probability is right (`bench/calibration.py`).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar

from backstay.reading.decode import ANCHOR_THRESHOLD, Draft, clauses, without_echoes
from backstay.reading.encoder import Encoder
from backstay.reading.labels import ATTRIBUTES
from bench.calibration import how_calibrated
from bench.scoring import SCORER, load_scorer

from .annotated import load_annotated
from .base import SHARED
from .dataset import attribute_labels
from .gold import Document, load_folder
from .held import PARTS

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Paired = list[tuple[Draft, dict[str, int] | None]]
"""The drafts of a text, each with the labels of the gold claim that it found, or None."""
TYPE = "event_type"
LOOSE = 0.05
"""Clauses down to this chance are looked at, to learn what a low chance is worth."""
PARTS_OF_TEXTS = 10
"""Into so many parts texts are dealt to measure on what was not fitted on."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a head says of n clauses: `logits` (n, labels), the annotators' labels `gold` (n), and the number of the
    text that each is of, `text` (n).
    """

    logits: Floats
    gold: Ints
    text: Ints

    def only(self, chosen: Bools) -> Labelled:
        """Some of the clauses; `chosen` (n)."""
        return Labelled(self.logits[chosen], self.gold[chosen], self.text[chosen])


def read(encoder: Encoder, documents: Sequence[Document]) -> list[list[Draft]]:
    """The drafts of each text, unlikely ones too."""
    return [without_echoes(clauses(encoder, document.text, LOOSE)) for document in documents]


def pair(documents: Sequence[Document], drafts: Sequence[Sequence[Draft]]) -> list[Paired]:
    """For each text its drafts, each with the labels of the gold claim that it found, or None."""
    scorer = load_scorer(SCORER)
    found = []
    for document, made in zip(documents, drafts, strict=True):
        as_claims: list[Any] = [{"start": d.start, "end": d.end, "draft": d} for d in made]
        pairs = scorer.pair(document.claims, as_claims, "span")
        right = {id(p["draft"]): attribute_labels(g) for g, p in pairs}
        found.append([(d, right.get(id(d))) for d in made])
    return found


def labelled(texts: Sequence[Paired], name: str) -> Labelled:
    """What one head says of the drafts that found a claim."""
    at = 0
    for before, values in ATTRIBUTES.items():
        if before == name:
            break
        at += len(values)
    size = len(ATTRIBUTES[name])
    rows = [(d.logits[at : at + size], of[name], n) for n, text in enumerate(texts) for d, of in text if of is not None]
    logits, gold, text = zip(*rows, strict=True)
    return Labelled(np.array(logits, dtype=np.float64), np.array(gold), np.array(text))


def log_softmax(logits: Floats) -> Floats:
    """Row by row."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))


def temperature_of(data: Labelled) -> float:
    """The temperature under which the gold labels are likeliest."""
    rows = np.arange(len(data.gold))

    def loss(log_t: float) -> float:
        return float(-log_softmax(data.logits / np.exp(log_t))[rows, data.gold].mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


def measured(data: Labelled, temperature: float | Floats) -> dict[str, Any]:
    """How well the chance of the likeliest label says how often it is right, under one temperature or one each (n)."""
    divided = data.logits / np.reshape(temperature, (-1, 1))
    right = data.logits.argmax(axis=1) == data.gold
    return how_calibrated(np.exp(log_softmax(divided)).max(axis=1), right, data.text)


def crossed(data: Labelled) -> Floats:
    """For each clause (n) the temperature that the texts of the other parts give."""
    part = data.text % PARTS_OF_TEXTS
    return np.array([temperature_of(data.only(part != n)) for n in range(PARTS_OF_TEXTS)])[part]


def platt(logits: Floats, right: Floats) -> tuple[float, float]:
    """Slope and bias of a logistic curve from the model's logit to the chance of being right."""

    def loss(ab: Floats) -> float:
        z = ab[0] * logits + ab[1]
        return float(np.mean(np.logaddexp(0, z) - right * z))

    slope, bias = minimize(loss, np.array([1.0, 0.0])).x
    return float(slope), float(bias)


def log_odds(drafts: Sequence[Draft]) -> Floats:
    """Of being a claim, as the model has them: (n)."""
    chances = np.clip(np.array([d.score for d in drafts], dtype=np.float64), 1e-6, 1 - 1e-6)
    return np.asarray(np.log(chances / (1 - chances)))


def claim_curve(texts: Sequence[Paired]) -> tuple[float, float]:
    """Slope and bias for whether a clause makes a claim."""
    right = np.array([float(labels is not None) for text in texts for _, labels in text])
    return platt(log_odds([d for text in texts for d, _ in text]), right)


def past_the_bar(drafts: Sequence[Draft], curve: tuple[float, float]) -> list[Draft]:
    """The drafts that a page of usual density keeps, once their chances are calibrated."""
    chances = 1 / (1 + np.exp(-(curve[0] * log_odds(drafts) + curve[1])))
    return [draft for draft, chance in zip(drafts, chances, strict=True) if chance >= ANCHOR_THRESHOLD]


def type_temperature(field: Labelled, held: Labelled) -> tuple[float, dict[str, Any]]:
    """The event type's temperature by the field's own texts and the held parts together, and how far off it is."""
    text = np.concatenate([field.text, held.text + field.text.max() + 1])
    both = Labelled(np.concatenate([field.logits, held.logits]), np.concatenate([field.gold, held.gold]), text)
    left_out = crossed(both)
    of_field = np.arange(len(text)) < len(field.gold)
    temperature = temperature_of(both)
    return temperature, {
        "as_trained": measured(both, 1.0),
        "fitted": measured(both, temperature),
        "crossed": measured(both, left_out),
        "crossed_development_texts": measured(field, left_out[of_field]),
        "crossed_held_parts": measured(held, left_out[~of_field]),
        "by_held_parts_on_development_texts": measured(field, temperature_of(held)),
        "by_development_texts_on_held_parts": measured(held, temperature_of(field)),
    }


def calibrate(folder: Path) -> dict[str, Any]:
    """Gives what goes into the card, and a `report`."""
    encoder = Encoder(folder, raw=True)
    documents, parts = load_folder(SHARED / "gold/dev"), load_annotated(PARTS)
    drafts, of_parts = read(encoder, documents), read(encoder, parts)
    texts = pair(documents, drafts)
    curve = claim_curve(texts)
    temperatures: dict[str, float] = {}
    report: dict[str, Any] = {}
    for name in ATTRIBUTES:
        if name == TYPE:
            field, held = (
                labelled(pair(of, [past_the_bar(each, curve) for each in made]), name)
                for of, made in ((documents, drafts), (parts, of_parts))
            )
            temperature, report[name] = type_temperature(field, held)
        else:
            data = labelled(texts, name)
            temperature = temperature_of(data)
            points: dict[str, float | Floats] = {"as_trained": 1.0, "fitted": temperature, "crossed": crossed(data)}
            report[name] = {point: measured(data, value) for point, value in points.items()}
        temperatures[name] = round(temperature, 3)
    return {"temperatures": temperatures, "claim": [round(value, 4) for value in curve], "report": report}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("src/backstay/reading/model"))
    args = parser.parse_args()
    found = calibrate(args.model)
    for name, points in found.pop("report").items():
        for point, scores in points.items():
            print(json.dumps({"head": name, "point": point, **scores}))
    card = args.model / "model.json"
    told = {**json.loads(card.read_text(encoding="utf-8")), **found}
    # The version says what a ledger's claims were read with, so calibration is part of it.
    told["version"] = hashlib.sha256(json.dumps([told["sha256"], found], sort_keys=True).encode()).hexdigest()[:8]
    card.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
