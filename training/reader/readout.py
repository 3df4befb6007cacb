"""Fit the readout of marked pairs on the exported encoder: `python -m training.reader.readout --weights READER.PT`.

In training proper the claims, of which nearly every pair is related, drown the few hundred pairs that are not. So the
last step for pairs is a plain one: the quantised encoder stays as it is, and two logistic regressions are fitted on
what it says of the field's own pairs (AW for "is there a relation", PLV for the event type). The second is averaged, in
log probabilities, with the trained head. Nothing that is kept back for measuring is used.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch import Tensor, nn

from backstay.reading.encoder import Encoder
from backstay.reading.labels import EVENT_TYPES
from backstay.reading.pairs import pair_states
from bench.forms import MarkedPair, kept_back, marked_pairs

from .base import SHARED
from .export import Pairs, load, upper
from .parts import YIELD

READING = SHARED / "data" / "reading"
RELATION_STRENGTH = 0.001
TYPE_STRENGTH = 0.03
"""Inverse strengths of the penalty."""
TYPE_SHARE = 0.5
"""Weight of the fitted types beside the trained ones, in log probability."""
LEAST = 1e-9

Floats = NDArray[np.float64]


class Readout(nn.Module):  # type: ignore[misc]
    """As `export.Pairs`, with the trained head and the fitted one together."""

    def __init__(self, pairs: Pairs, types: nn.Linear, spread: Tensor, related: nn.Linear) -> None:
        super().__init__()
        self.pairs, self.types, self.related = pairs, types, related
        self.register_buffer("spread", spread)

    def forward(self, states: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        """Log probabilities of the types, and the logit of a relation."""
        flat, logits = self.pairs(states, marks)
        trained = torch.log_softmax(logits[: len(EVENT_TYPES)], dim=-1)
        fitted = torch.log(torch.softmax(self.types(flat), dim=-1) @ self.spread + LEAST)
        return flat, torch.cat([trained + TYPE_SHARE * fitted, self.related(flat)])


def train_on(path: Path, *columns: str) -> list[MarkedPair]:
    """The pairs of a set whose sentence no set keeps back."""
    pairs = marked_pairs(path, *columns)
    return [p for p in pairs if not kept_back(p.sentence)]


def fit(states: Floats, labels: Sequence[str], strength: float) -> Any:
    """A logistic regression on standardised states (n, features)."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=3000))
    return model.fit(states, labels)


def linear(model: Any) -> nn.Linear:
    """A fitted pipeline as one layer: the standardisation is folded into the weights."""
    scaler, logistic = model[0], model[1]
    weights = logistic.coef_ / scaler.scale_
    layer = nn.Linear(weights.shape[1], weights.shape[0])
    layer.weight.data = torch.tensor(weights, dtype=torch.float32)
    layer.bias.data = torch.tensor(logistic.intercept_ - weights @ scaler.mean_, dtype=torch.float32)
    return layer


def spread_of(classes: Sequence[str]) -> Tensor:
    """(classes, EVENT_TYPES): which event types a root of 2018 stands for."""
    spread = torch.zeros(len(classes), len(EVENT_TYPES))
    for row, name in enumerate(classes):
        for root in YIELD if name == "YIELD" else (name,):
            spread[row, EVENT_TYPES.index(root)] = 1.0
    return spread


def states_of(encoder: Encoder, pairs: Sequence[MarkedPair]) -> Floats:
    """What the layers of marked pairs say of each pair, flat: (n, 3 * size)."""
    rows = pair_states(encoder, [p.sentence for p in pairs], [p.source for p in pairs], [p.target for p in pairs])
    return np.stack([encoder.pair_features(states, m.source, m.target) for states, m in rows]).astype(np.float64)


def refit(weights: Path, folder: Path) -> None:
    """Write `pairs.onnx` of a model folder anew, and its digest."""
    reader = load(weights)
    takes, gives, path = ["states", "marks"], ["flat", "pairs"], folder / "pairs.onnx"
    upper(Pairs(reader), reader, takes, gives, path, quantize=True)
    write_digest(folder)
    encoder = Encoder(folder, raw=True)
    related = train_on(READING / "aw_train.tsv", "gold_binary")
    typed = train_on(READING / "plv_train.tsv", "gold_root")
    relation = fit(states_of(encoder, related), [p.label for p in related], RELATION_STRENGTH)
    types = fit(states_of(encoder, typed), [p.label for p in typed], TYPE_STRENGTH)
    readout = Readout(Pairs(reader), linear(types), spread_of(types[1].classes_), linear(relation)).eval()
    upper(readout, reader, takes, gives, path, quantize=True)
    write_digest(folder)


def write_digest(folder: Path) -> None:
    """Tell the model's card what `pairs.onnx` is now."""
    card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    card["sha256"]["pairs.onnx"] = hashlib.sha256((folder / "pairs.onnx").read_bytes()).hexdigest()
    (folder / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path("src/backstay/reading/model"))
    arguments = parser.parse_args()
    refit(arguments.weights, arguments.model)
