"""The layers of marked pairs, kept as they were over an encoder that has been trained further.

`python -m training.reader.keep --bundle FILE --before READER.PT --weights READER.PT --out FILE`

The sets of marked pairs are small, and a reader that is trained on them again learns them by heart: on pairs that it
never saw it then does worse. So the layers of the reader before are taken, and taught to say over the new encoder what
they said over the old one (features, types and relation of each pair; Romero and others 2015, "FitNets"). No label is
used.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from backstay.reading.labels import EVENT_TYPES

from .batch import Batch, collate
from .bundle import Sets, load
from .dataset import Example, batches
from .encoders import MiniLM, halved, new_reader
from .feed import step_rate
from .losses import softly
from .model import Reader, above

CPU = torch.device("cpu")
RATE = 5e-4
FEATURES, ANSWERS = 3.0, 0.5
"""Weights of the features' error, a share of their variance, and of the two answers'."""
PARTS = ("pair_layers", "pair")


@dataclass(frozen=True)
class Ready:
    """A batch, the states of the new encoder in half precision, and what the reader before makes of the old one's."""

    batch: Batch
    states: Tensor
    features: Tensor
    answers: Tensor


def examples_of(sets: Sets, number: int, rng: random.Random) -> list[list[Example]]:
    """Pairs of the field's sets, several times over, and so many of the annotated claims'."""
    fixed = sets.fixed
    claims = rng.sample(fixed["claim_pairs"], min(number, len(fixed["claim_pairs"])))
    return [3 * fixed["types"], 4 * fixed["relations"], claims]


def features_of(reader: Reader, states: Tensor, batch: Batch) -> Tensor:
    """What the layers say at the three places of each pair: (pairs, 3, size)."""
    over = above(reader.pair_layers, states, batch.mask)
    rows, sources, targets = batch.pairs.unbind(1)
    return torch.stack([over[rows, 0], over[rows, sources], over[rows, targets]], dim=1).float()


@torch.no_grad()  # type: ignore[untyped-decorator]  # PyTorch is not there where types are checked
def ready(before: Reader, after: Reader, examples: Sequence[list[Example]], rng: random.Random) -> list[Ready]:
    """The batches of a round."""
    found = []
    for group in (group for some in examples for group in batches(some, 2048, rng)):
        batch = collate(group)
        with halved(CPU):
            features = features_of(before, before.encoder(batch.ids, batch.mask), batch)
            answers = before.pair(features.flatten(1)).float()
            states = after.encoder(batch.ids, batch.mask).half()
        found.append(Ready(batch, states, features, answers))
    return found


def loss_of(after: Reader, one: Ready, noise: nn.Module, spread: float) -> Tensor:
    """How far the new layers are from the old ones on a batch, a scalar."""
    with halved(CPU):
        features = features_of(after, noise(one.states.float()), one.batch)
        said = after.pair(features.flatten(1)).float()
    kinds = len(EVENT_TYPES)
    types = softly(said[:, :kinds], one.answers[:, :kinds]).mean()
    related = functional.binary_cross_entropy_with_logits(said[:, kinds], one.answers[:, kinds].sigmoid())
    return FEATURES * functional.mse_loss(features, one.features) / spread + ANSWERS * (types + related)


def keep(before: Reader, after: Reader, rounds: Sequence[Ready], times: int, rng: random.Random) -> None:
    """Give `after` the layers of `before`, and fit them to its encoder."""
    for name in PARTS:
        getattr(after, name).load_state_dict(getattr(before, name).state_dict())
    spread = float(torch.cat([one.features.flatten(0, 1) for one in rounds]).var(0).mean())
    parts = [parameter for name in PARTS for parameter in getattr(after, name).parameters()]
    optimizer = torch.optim.AdamW(parts, lr=RATE, weight_decay=0.01, fused=True)
    total, order, noise = times * len(rounds), list(rounds), nn.Dropout(0.1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: step_rate(step, total))
    after.train()
    for number in range(times):
        rng.shuffle(order)
        started, losses = time.time(), []
        for one in order:
            loss = loss_of(after, one, noise, spread)
            loss.backward()
            nn.utils.clip_grad_norm_(parts, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            losses.append(float(loss.detach()))
        mean = round(sum(losses) / len(losses), 3)
        print(json.dumps({"round": number + 1, "seconds": round(time.time() - started), "loss": mean}), flush=True)


def reader_of(weights: Path) -> Reader:
    """A reader with weights of a file, ready to read."""
    reader = new_reader(MiniLM())
    reader.load_state_dict(torch.load(weights, map_location="cpu"))
    reader.eval()
    return reader


def main() -> None:
    """Parse the command line and fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True, help="what training.reader.prepare gave")
    parser.add_argument("--before", type=Path, required=True, help="the reader whose layers are kept")
    parser.add_argument("--weights", type=Path, required=True, help="the reader that was trained further")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--claims", type=int, default=9000, help="pairs of annotated claims (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    before, after = reader_of(args.before), reader_of(args.weights)
    rounds = ready(before, after, examples_of(load(args.bundle).sets, args.claims, rng), rng)
    keep(before, after, rounds, args.rounds, rng)
    torch.save(after.state_dict(), args.out)


if __name__ == "__main__":
    main()
