"""Train the reader: `python -m training.reader --out FOLDER`. Under two hours on two cores; seeded."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import BertModel

from .base import base_model, plain_tokenizer
from .dataset import Example, batches
from .losses import loss_of
from .model import Reader
from .sets import Sets, load_sets


@dataclass(frozen=True)
class Stage:
    """One stretch of training: how many steps, how fast, and how much of each set a round holds."""

    steps: int
    encoder_rate: float
    head_rate: float
    shares: dict[str, float]
    backing: float = 0.0
    """How much more often a text comes for its share of claims that bear on a tie; see `sets.weight_of`."""


STAGES: dict[str, Stage] = {
    "broad": Stage(
        steps=800,
        encoder_rate=1.2e-4,
        head_rate=1e-3,
        shares={"attribution": 1, "factuality": 1, "spans": 2, "types": 3, "relations": 2},
    ),
    "whole": Stage(
        steps=3150,
        encoder_rate=1.2e-4,
        head_rate=1e-3,
        shares={
            "claims": 1,
            "claim_pairs": 0.25,
            "types": 1,
            "relations": 0.3,
            "spans": 1.5,
            "attribution": 0.3,
            "factuality": 0.6,
            "nothing": 0.15,
        },
    ),
    "backing": Stage(
        steps=430,
        encoder_rate=6e-5,
        head_rate=5e-4,
        backing=2.0,
        shares={
            "claims": 1,
            "claim_pairs": 0.1,
            "types": 0.5,
            "relations": 0.2,
            "spans": 0.7,
            "attribution": 0.1,
            "factuality": 0.2,
            "nothing": 0.1,
        },
    ),
}
"""First the sets that teach one head each, then texts annotated whole, with some of the others so that they stay, and
last mostly texts on what this is for: who holds up whom.
"""


def rounds(sets: Sets, stage: Stage, batch_tokens: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches without end. A batch holds examples of one kind, so that only the heads it teaches are run."""
    while True:
        found = [
            batch
            for examples in sets.epoch(stage.shares, stage.backing, rng).values()
            for batch in batches(examples, batch_tokens, rng)
        ]
        rng.shuffle(found)
        yield from found


def train(model: Reader, sets: Sets, stage: Stage, args: argparse.Namespace, rng: random.Random) -> None:
    """One stage. Prints the mean losses every 50 steps and keeps the weights as it goes."""
    groups: list[dict[str, Any]] = [
        {"params": model.encoder.parameters(), "lr": stage.encoder_rate},
        {"params": [p for n, p in model.named_parameters() if not n.startswith("encoder.")], "lr": stage.head_rate},
    ]
    steps = args.steps or stage.steps
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: step_rate(step, steps))
    sums: dict[str, list[float]] = {}
    started = time.time()
    model.train()
    for step, batch in enumerate(rounds(sets, stage, args.batch_tokens, rng), 1):
        parts = loss_of(model, batch)
        loss = torch.stack(list(parts.values())).sum()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        for name, part in parts.items():
            sums.setdefault(name, []).append(float(part.detach()))
        if step % 50 == 0 or step == steps:
            means = {name: round(sum(values) / len(values), 3) for name, values in sorted(sums.items())}
            print(json.dumps({"step": step, "seconds": round(time.time() - started), **means}), flush=True)
            sums.clear()
        if step % 200 == 0 or step == steps:
            torch.save(model.state_dict(), args.out / "reader.pt")
        if step == steps:
            return


def step_rate(step: int, total: int) -> float:
    """Linear warm-up over the first twentieth, then linear decay."""
    warm = max(1, total // 20)
    return min(1.0, (step + 1) / warm) * max(0.0, (total - step) / max(1, total - warm) if step > warm else 1.0)


def mean_of(first: dict[str, Any], second: dict[str, Any], share: float = 0.7) -> dict[str, Any]:
    """Weights between two checkpoints of one run (Wortsman and others 2022, "model soups"); `share` is the second's."""
    return {
        name: value * (1 - share) + second[name] * share if value.is_floating_point() else value
        for name, value in first.items()
    }


def new_reader(encoder: Path | None) -> Reader:
    """A reader whose heads know nothing yet. `encoder`: weights of `training.reader.pretrain`."""
    base = BertModel.from_pretrained(
        base_model(),
        add_pooling_layer=False,
        attn_implementation="sdpa",
        # Dropout inside attention keeps the fast kernels away, and costs a third of the time on a CPU.
        attention_probs_dropout_prob=0.0,
        hidden_dropout_prob=0.1,
    )
    if encoder is not None:
        base.load_state_dict(torch.load(encoder, map_location="cpu"), strict=True)
    return Reader(base)


def main() -> None:
    """Parse the command line and train the stages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, help="what training.reader.pretrain gave (default: the registry's)")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--stages", nargs="+", default=list(STAGES), choices=list(STAGES))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch-tokens", type=int, default=2048)
    parser.add_argument("--steps", type=int, help="steps a stage, to try things out")
    parser.add_argument("--everything", action="store_true", help="keep nothing of the small sets back")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    sets = load_sets(plain_tokenizer(base_model() / "tokenizer.json"), everything=args.everything)
    print({"texts": len(sets.documents), **{name: len(examples) for name, examples in sets.fixed.items()}}, flush=True)
    model = new_reader(args.encoder)
    if args.start is not None:
        model.load_state_dict(torch.load(args.start, map_location="cpu"))
    for name in args.stages:
        torch.manual_seed(args.seed)
        rng.seed(f"{args.seed} {name}")
        train(model, sets, STAGES[name], args, rng)
        (args.out / "reader.pt").rename(args.out / f"{name}.pt")
    ends = [torch.load(args.out / f"{name}.pt", map_location="cpu") for name in args.stages[-2:]]
    torch.save(mean_of(*ends) if len(ends) == 2 else ends[0], args.out / "reader.pt")


if __name__ == "__main__":
    main()
