"""The layers of word tags and marked pairs, trained on over a finished encoder: `python -m training.reader.finish`.

Learning from a teacher shares the encoder among everything at once, and the small sets that teach one head each get
little of it. What they teach need not touch the encoder: its states are worked out once, and only the layers above are
trained, on labels alone.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, nn

from .batch import Batch, collate
from .bundle import Bundle, attribution_windows, load
from .dataset import Example, batches
from .encoders import halved, reader_of
from .feed import step_rate
from .losses import loss_of
from .model import Reader

RATE = 3e-4
R = TypeVar("R")
CPU = torch.device("cpu")
KINDS = {
    "tags": ("tag_layers", "tags"),
    "pairs": ("pair_layers", "pair"),
}
"""What is trained, and the parts of the reader that it trains."""


@dataclass(frozen=True)
class Ready:
    """A batch and what the encoder says of it, (b, length, size) in half precision."""

    batch: Batch
    states: Tensor


def examples_for(what: str, bundle: Bundle, rng: random.Random) -> list[list[Example]]:
    """The sets of one kind, in shares that give each head about as much."""
    fixed = bundle.sets.fixed
    if what == "tags":
        texts = rng.sample(bundle.sets.attributions, len(bundle.sets.attributions) * 2 // 5)
        return [attribution_windows(texts, rng), fixed["factuality"], 4 * fixed["spans"]]
    return [
        4 * fixed["types"],
        6 * fixed["relations"],
        rng.sample(fixed["claim_pairs"], len(fixed["claim_pairs"]) // 8),
    ]


@torch.no_grad()  # type: ignore[untyped-decorator]  # PyTorch is not there where types are checked
def ready(model: Reader, sets: list[list[Example]], tokens: int, rng: random.Random) -> list[Ready]:
    """The batches of a round, with the encoder's states."""
    model.eval()
    found = []
    for examples in sets:
        for group in batches(examples, tokens, rng):
            batch = collate(group)
            batch.anchors.fill_(float("nan"))
            batch.known = False
            with halved(CPU):
                states = model.encoder(batch.ids, batch.mask)
            found.append(Ready(batch, states.half()))
    return found


def finish(model: Reader, bundle: Bundle, what: str, args: argparse.Namespace) -> None:
    """Train the layers of one kind for a number of rounds."""
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    rounds = ready(model, examples_for(what, bundle, rng), args.batch_tokens, rng)
    print(json.dumps({"what": what, "batches": len(rounds)}), flush=True)
    noise = nn.Dropout(0.1)

    def losses(one: Ready) -> dict[str, Tensor]:
        with halved(CPU):
            return loss_of(model, one.batch, noise(one.states.float()))

    model.train()
    fit_layers(model, KINDS[what], rounds, losses, args.rounds, RATE, rng)
    torch.save(model.state_dict(), args.out)


def fit_layers(
    model: Reader,
    names: Sequence[str],
    rounds: Sequence[R],
    losses: Callable[[R], dict[str, Tensor]],
    times: int,
    rate: float,
    rng: random.Random,
) -> None:
    """Fit some parts of a reader to the same batches, so many times over. Prints the mean losses of each time."""
    parts = [p for name in names for p in getattr(model, name).parameters()]
    optimizer = torch.optim.AdamW(parts, lr=rate, weight_decay=0.01, fused=True)
    total, order, started = times * len(rounds), list(rounds), time.time()
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: step_rate(step, total))
    for number in range(times):
        rng.shuffle(order)
        sums: dict[str, list[float]] = {}
        for one in order:
            found = losses(one)
            torch.stack(list(found.values())).sum().backward()
            nn.utils.clip_grad_norm_(parts, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            for name, value in found.items():
                sums.setdefault(name, []).append(float(value.detach()))
        means = {name: round(sum(values) / len(values), 3) for name, values in sorted(sums.items())}
        print(json.dumps({"round": number + 1, "seconds": round(time.time() - started), **means}), flush=True)


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True, help="what training.reader.prepare gave")
    parser.add_argument("--weights", type=Path, required=True, help="what training.reader gave")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--what", nargs="+", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--batch-tokens", type=int, default=2048)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model = reader_of(torch.load(args.weights, map_location="cpu"))
    model.encoder.requires_grad_(False)
    bundle = load(args.bundle)
    for what in args.what:
        finish(model, bundle, what, args)


if __name__ == "__main__":
    main()
