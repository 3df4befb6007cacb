"""Train the reader: `python -m training.reader --bundle FILE --out FOLDER`. Seeded.

Alone, or taught: with `--teach` a larger reader is trained first, and the small one learns to say what it says, on
texts with labels and on the archive without.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from .batch import Batch
from .bundle import Bundle, load
from .encoders import MiniLM, MPNet, device_of, halved, new_reader
from .feed import Stage, fed, step_rate
from .losses import loss_of, taught
from .model import Reader
from .stages import STAGES
from .watch import watch

LAST, AFTER = 0.7, 0.75
"""The share of the last stage's weights beside those of the stage before it; and of a reader that was trained further
beside those that it began with."""
PACE = (40, 100)
"""The steps between which a stage's pace is taken, where it has only so much time."""


def train(model: Reader, bundle: Bundle, name: str, args: argparse.Namespace, teacher: Reader | None = None) -> None:
    """One stage. Prints the mean losses as it goes, and keeps the weights at its end."""
    stage = STAGES[name]
    stage = replace(stage, steps=args.steps or stage.steps, tokens=args.tokens or stage.tokens)
    device = next(model.parameters()).device
    optimizer = optimizer_of(model, stage)
    total = stage.steps
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: step_rate(step, total))
    source = fed(bundle, stage, f"{args.seed} {name}", args.workers)
    sums: dict[str, list[Tensor]] = {}
    started = begun = time.time()
    model.train()
    step = 0
    while step < total:
        step += 1
        batch = next(source).to(device)
        with halved(device):
            parts = parts_of(model, batch, stage, teacher)
        torch.stack(list(parts.values())).sum().backward()
        for part, value in parts.items():
            sums.setdefault(part, []).append(value.detach())
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        schedule.step()
        if step == PACE[0]:
            begun = time.time()
        elif step == PACE[1] and args.seconds:
            total = min(total, round(args.seconds * stage.time * (PACE[1] - PACE[0]) / (time.time() - begun)))
        if step % 100 == 0 or step == total:
            means = {part: round(float(torch.stack(values).mean()), 3) for part, values in sorted(sums.items())}
            print(json.dumps({"step": step, "seconds": round(time.time() - started), **means}), flush=True)
            sums.clear()
    kept = {key: value for key, value in model.state_dict().items() if not key.startswith("hint.")}
    torch.save(kept, args.out / f"{name}.pt")
    print(json.dumps({"stage": name, **watch(model, bundle.watched)}), flush=True)


def parts_of(model: Reader, batch: Batch, stage: Stage, teacher: Reader | None) -> dict[str, Tensor]:
    """What people say of a batch, and what the teacher says of it."""
    if teacher is None or not stage.taught:
        return loss_of(model, batch)
    told, states = taught(model, teacher, batch)
    said = {name: stage.labelled * part for name, part in loss_of(model, batch, states).items()}
    return {**said, **{name: stage.taught * part for name, part in told.items()}}


def optimizer_of(model: Reader, stage: Stage) -> torch.optim.Optimizer:
    """AdamW with a rate for the encoder and one for the heads."""
    groups: list[dict[str, Any]] = [
        {"params": list(model.encoder.parameters()), "lr": stage.encoder_rate},
        {"params": [p for n, p in model.named_parameters() if not n.startswith("encoder.")], "lr": stage.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def mean_of(first: dict[str, Any], second: dict[str, Any], share: float) -> dict[str, Any]:
    """Weights between two checkpoints of one run (Wortsman and others 2022, "model soups"); `share` is the second's."""
    return {
        name: value * (1 - share) + second[name] * share if value.is_floating_point() else value
        for name, value in first.items()
    }


def run(model: Reader, bundle: Bundle, names: list[str], args: argparse.Namespace, teacher: Reader | None) -> Reader:
    """Stages one after another."""
    if teacher is not None:
        model.hint = nn.Linear(model.size, teacher.size)
        teacher.eval().requires_grad_(False)
    device = device_of(args.device)
    model.to(device)
    for name in names:
        torch.manual_seed(args.seed)
        train(model, bundle, name, args, teacher)
    return model


def main() -> None:
    """Parse the command line and train the stages."""
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    bundle = load(args.bundle)
    teacher = None
    if args.teach:
        teacher = new_reader(MPNet(args.teacher_folder), args.teacher_encoder)
        if args.teacher is None:
            teacher = run(teacher, bundle, stages_of(args, "teacher"), args, None)
        else:
            teacher.load_state_dict(torch.load(args.teacher, map_location="cpu"))
            teacher.to(device_of(args.device))
    torch.manual_seed(args.seed)
    model = new_reader(MiniLM(args.folder), args.encoder)
    if args.weights is not None:
        model.load_state_dict(torch.load(args.weights, map_location="cpu"))
    names = stages_of(args, "student" if args.teach else "further" if args.weights else "alone")
    if not names:
        return
    run(model, bundle, names, args, teacher)
    ends = [torch.load(args.out / f"{name}.pt", map_location="cpu") for name in names[-2:]]
    if args.weights is not None:
        ends = [torch.load(args.weights, map_location="cpu"), ends[-1]]
    share = AFTER if args.weights else LAST
    kept = ends[-1] if len(ends) < 2 or args.teach else mean_of(ends[0], ends[1], share)
    torch.save(kept, args.out / "reader.pt")


def stages_of(args: argparse.Namespace, who: str) -> list[str]:
    """The stages of a run, in order."""
    return [name for name in STAGES if name.startswith(who) and (not args.stages or name in args.stages)]


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True, help="what training.reader.prepare gave")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, help="what training.reader.pretrain gave (default: the registry's)")
    parser.add_argument("--weights", type=Path, help="a reader to train on from, as training.reader.restore gives it")
    parser.add_argument("--folder", type=Path, help="where the encoder lies (default: the registry's package)")
    parser.add_argument("--teach", action="store_true", help="train a larger reader first and learn from it")
    parser.add_argument("--teacher", type=Path, help="weights of a teacher trained before")
    parser.add_argument("--teacher-encoder", type=Path, help="as --encoder, for the teacher")
    parser.add_argument("--teacher-folder", type=Path, help="as --folder, for the teacher")
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
