"""Train the reader on labels: `python -m training.reader --bundle FILE --out FOLDER`. Seeded.

From the start, or a reader that there is further (`--weights`). To learn from a larger one: `training.reader.teach`.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from .bundle import Bundle, load
from .encoders import MiniLM, device_of, halved, new_reader, reader_of
from .feed import fed
from .losses import loss_of
from .model import Reader
from .stages import STAGES
from .steps import Pace, Said, optimizer_of, step_with
from .watch import watch

LAST, AFTER = 0.7, 0.75
"""The share of the last stage's weights beside those of the stage before it; and of a reader that was trained further
beside those that it began with."""
PACE = (40, 100)
"""See `steps.Pace`."""


def train(model: Reader, bundle: Bundle, name: str, args: argparse.Namespace) -> None:
    """One stage. Prints the mean losses as it goes, and keeps the weights at its end."""
    stage = STAGES[name]
    stage = replace(stage, steps=args.steps or stage.steps, tokens=args.tokens or stage.tokens)
    device = next(model.parameters()).device
    optimizer = optimizer_of(model, stage.encoder_rate, stage.head_rate)
    pace = Pace(stage.steps, args.seconds * stage.time if args.seconds else None, PACE)
    source, said = fed(bundle, stage, f"{args.seed} {name}", args.workers), Said(name, 100)
    model.train()
    while pace.going():
        batch = next(source).to(device)
        with halved(device):
            parts = loss_of(model, batch)
        step_with(model, optimizer, torch.stack(list(parts.values())).sum(), pace.rate())
        said.add(parts, pace)
    torch.save(model.state_dict(), args.out / f"{name}.pt")
    print(json.dumps({"stage": name, **watch(model, bundle.watched)}), flush=True)


def mean_of(first: dict[str, Any], second: dict[str, Any], share: float) -> dict[str, Any]:
    """Weights between two checkpoints of one run (Wortsman and others 2022, "model soups"); `share` is the second's."""
    return {
        name: value * (1 - share) + second[name] * share if value.is_floating_point() else value
        for name, value in first.items()
    }


def main() -> None:
    """Parse the command line and train the stages."""
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    bundle = load(args.bundle)
    if args.weights is None:
        model = new_reader(MiniLM(args.folder), args.encoder)
    else:
        model = reader_of(torch.load(args.weights, map_location="cpu"), args.folder)
    model.to(device_of(args.device))
    names = stages_of(args)
    for name in names:
        torch.manual_seed(args.seed)
        train(model, bundle, name, args)
    ends = [torch.load(args.out / f"{name}.pt", map_location="cpu") for name in names[-2:]]
    if args.weights is not None:
        ends = [torch.load(args.weights, map_location="cpu"), ends[-1]]
    share = AFTER if args.weights else LAST
    torch.save(ends[-1] if len(ends) < 2 else mean_of(ends[0], ends[1], share), args.out / "reader.pt")


def stages_of(args: argparse.Namespace) -> list[str]:
    """The stages of a run, in order."""
    who = "further" if args.weights else "alone"
    return [name for name in STAGES if name.startswith(who) and (not args.stages or name in args.stages)]


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True, help="what training.reader.prepare gave")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, help="what training.reader.pretrain gave (default: the registry's)")
    parser.add_argument("--weights", type=Path, help="a reader to train on from (training.reader.restore, .teach)")
    parser.add_argument("--folder", type=Path, help="where the encoder lies (default: the registry's package)")
    parser.add_argument("--stages", nargs="+", choices=list(STAGES), help="only these")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=0, help="processes that lay batches ready")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--steps", type=int, help="steps a stage, to try things out")
    parser.add_argument("--seconds", type=float, help="time of a run's stages together, if their steps take longer")
    parser.add_argument("--tokens", type=int, help="pieces a batch, to try things out")
    return parser.parse_args()


if __name__ == "__main__":
    main()
