"""Fit the readout of factuality on the finished encoder: `python -m training.reader.facts`.

The trained head gives one number for two sets whose annotators answered different questions, and most of what it gets
wrong is which of them is asked. This one answers both, and says whose texts a text is like: two layers over what the
encoder's layers say of the predicate's first piece, fitted on the quantised encoder as it is shipped, on the training
parts of UW and UDS-IH2. The encoder itself stays as it is; it only gives out what its inner layers say, to who asks.

Run it after every export, once the encoder is fused. Prints how well it fits what it was fitted on, which the encoder
has seen before and half knows by heart; `bench.quality factuality` measures.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from torch import Tensor, nn
from torch.nn import functional

from backstay.reading.encoder import FACTS, INNER, Encoder
from backstay.reading.facts import features_of
from bench.parts import predicates

from .base import SHARED

LAYERS = (1, 2, 3, 4)
"""The inner layers that are looked at beside the last, from 0."""
SIZE = 384
"""Of a state of the encoder."""
SETS = ("uw", "uds_ih2")
"""In the order of the readout's outputs."""
HIDDEN = 256
ROUNDS, BATCH, RATE, DECAY = 8, 512, 3e-3, 0.1
NOISE, DROPOUT = 0.1, 0.3
"""Shares of features and of hidden units that are left out at random."""
WHICH = 0.2
"""Weight of the loss of telling the sets apart."""


@dataclass(frozen=True)
class Judgements:
    """Predicates of the sets: `features` (n, features), `labels` (n) from -3 to 3, `sets` (n) by number."""

    features: Tensor
    labels: Tensor
    sets: Tensor


def give_out(path: Path) -> None:
    """Let the graph of an encoder give out its inner layers, as "layer.1" and so on. Nothing it computes changes.

    Raises ValueError where the graph is not what `export` makes.
    """
    model = onnx.load(str(path))
    given = {output.name for output in model.graph.output}
    shape = ["batch", "length", SIZE]
    for number in LAYERS:
        name = f"{INNER}{number}"
        if name not in given:
            rename(model.graph, ending_of(model.graph, number), name)
            model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
    onnx.save(model, str(path))


def ending_of(graph: onnx.GraphProto, layer: int) -> str:
    """The tensor that a layer ends in: what its last normalisation gives."""
    ending = f"layer.{layer}/output/LayerNorm/LayerNormalization"
    found: list[str] = [node.output[0] for node in graph.node if ending in node.output[0]]
    if not found:
        raise ValueError(f"the encoder has no layer {layer} as `export` writes it")
    return min(found, key=len)


def rename(graph: onnx.GraphProto, old: str, new: str) -> None:
    """Call a tensor by another name everywhere."""
    for node in graph.node:
        for names in (node.input, node.output):
            for at, name in enumerate(names):
                if name == old:
                    names[at] = new


def read_sets(encoder: Encoder) -> Judgements:
    """The training parts of the sets, as the shipped encoder sees them."""
    features, labels, sets = [], [], []
    for number, name in enumerate(SETS):
        for text, offsets, judged in predicates(SHARED / f"data/reading/factuality/{name}_train.jsonl.gz"):
            features.append(features_of(encoder, encoder.tokenize(text), offsets))
            labels += judged
            sets += [number] * len(judged)
    return Judgements(torch.from_numpy(np.concatenate(features)), torch.tensor(labels), torch.tensor(sets))


def fit(told: Judgements, seed: int) -> nn.Sequential:
    """Two layers: features, standardised (n, features) -> factuality by each set, and a logit of the first (n, 3)."""
    torch.manual_seed(seed)
    inner, outer = nn.Linear(told.features.shape[1], HIDDEN), nn.Linear(HIDDEN, len(SETS) + 1)
    model = nn.Sequential(nn.Dropout(NOISE), inner, nn.ReLU(), nn.Dropout(DROPOUT), outer)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    steps = ROUNDS * (len(told.labels) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1.0 - step / steps)
    for _ in range(ROUNDS):
        for rows in torch.randperm(len(told.labels)).split(BATCH)[: steps // ROUNDS]:
            loss_of(model(told.features[rows]), told.labels[rows], told.sets[rows]).backward()
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
    return model.eval()


def loss_of(said: Tensor, labels: Tensor, sets: Tensor) -> Tensor:
    """The squared error on each one's own set (what Pearson's r goes by), and of telling whose it is."""
    own = said.gather(1, sets[:, None]).squeeze(1)
    which = functional.binary_cross_entropy_with_logits(said[:, -1], (sets == 0).float())
    return functional.mse_loss(own, labels) + WHICH * which


def refit(folder: Path, seed: int) -> None:
    """Write `facts.npz` of a model folder anew, and its digests."""
    give_out(folder / "encoder.onnx")
    write_digests(folder, ["encoder.onnx"])
    told = read_sets(Encoder(folder, raw=True))
    middle, spread = told.features.mean(0), told.features.std(0) + 1e-3
    told = Judgements((told.features - middle) / spread, told.labels.float(), told.sets)
    model = fit(told, seed)
    inner, outer = model[1], model[4]
    weight = inner.weight / spread
    arrays = {
        "inner": weight.T,
        "inner_bias": inner.bias - weight @ middle,
        "outer": outer.weight.T,
        "outer_bias": outer.bias,
    }
    np.savez_compressed(folder / FACTS, **{name: value.detach().half().numpy() for name, value in arrays.items()})
    write_digests(folder, [FACTS])
    report(model(told.features).detach(), told)


def report(said: Tensor, told: Judgements) -> None:
    """Print how well each set was fitted."""
    for number, name in enumerate(SETS):
        rows = told.sets == number
        own, labels = said[rows, number].clamp(-3, 3), told.labels[rows]
        r = float(torch.corrcoef(torch.stack([own, labels]))[0, 1])
        print(json.dumps({"set": name, "r": round(r, 4), "mae": round(float((own - labels).abs().mean()), 4)}))


def add_to_model(refit: Callable[[Path, int], None], about: str | None) -> None:
    """Parse the command line, and add what `refit` fits with a seed to a model's folder."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--model", type=Path, default=Path("src/backstay/reading/model"))
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    refit(arguments.model, arguments.seed)


def write_digests(folder: Path, names: Sequence[str]) -> None:
    """Tell the model's card what some of its files are now."""
    card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    for name in names:
        card["sha256"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (folder / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    add_to_model(refit, __doc__)
