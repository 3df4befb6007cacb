"""Train a larger reader, and teach the small one to say what it says: `python -m training.reader.teach`. Seeded.

All batches lie on the card (`training.reader.laid`), and what the teacher says of them is kept there, so that each of
its many rounds costs the student one pass of its own. Without a graphics card this takes days.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from .batch import Batch
from .encoders import CLS, SEP, MPNet, device_of, halved, new_reader, reader_of
from .laid import Laid, Small, read, whole
from .losses import Told, loss_of, taught, tell
from .model import Reader
from .pretrain import MaskedWords
from .steps import Pace, Said, optimizer_of, step_with
from .watch import watch_batches

PACE = (200, 320)
"""See `steps.Pace`."""
LAST = 0.2
"""Share of a stretch that ends on the rounds nearer to the field's own annotations."""
PLAIN = 0.55
"""Share of the student's batches that nobody labelled."""
LABELLED = 0.5
"""Weight of labels beside what the teacher says; at the end of the stretch they weigh twice as much."""
MASKED_LENGTH, MASKED_ROWS = 128, 160


def masked(encoder: MPNet, plain: Tensor, pace: Pace, rate: float) -> None:
    """Masked words on the archive's pieces, which lie end to end on the card."""
    model = MaskedWords(encoder).to(plain.device).train()
    optimizer, said = optimizer_of(model, rate, 4 * rate), Said("masked")
    room = torch.arange(MASKED_LENGTH - 2, device=plain.device)
    ends = [torch.full((MASKED_ROWS, 1), mark, device=plain.device) for mark in (CLS, SEP)]
    while pace.going():
        starts = torch.randint(len(plain) - len(room), (MASKED_ROWS, 1), device=plain.device)
        with halved(plain.device):
            loss = model(torch.cat([ends[0], plain[starts + room], ends[1]], dim=1))
        step_with(model, optimizer, loss, pace.rate())
        said.add({"loss": loss}, pace)


def endless(found: Sequence[Batch], rng: random.Random) -> Iterator[int]:
    """The numbers of batches in random order, again and again; those with claims twice as often as others."""
    items = [n for n, batch in enumerate(found) for _ in range(2 if len(batch.at) else 1)]
    while True:
        yield from rng.sample(items, len(items))


def learn(model: Reader, rounds: dict[str, list[Batch]], pace: Pace, rates: tuple[float, float], seed: int) -> None:
    """Train on labels alone: the whole rounds, then those nearer to the field's own annotations."""
    torch.manual_seed(seed)
    rng, optimizer, said = random.Random(seed), optimizer_of(model, *rates), Said("teacher")
    order = {name: endless(found, rng) for name, found in rounds.items()}
    model.train()
    while pace.going():
        kind = "given" if pace.done() > 1 - LAST else "whole"
        with halved(next(model.parameters()).device):
            parts = loss_of(model, rounds[kind][next(order[kind])])
        step_with(model, optimizer, torch.stack(list(parts.values())).sum(), pace.rate())
        said.add(parts, pace)


@dataclass(frozen=True)
class Lesson:
    """A batch and what the teacher says of it."""

    batch: Batch
    told: Told


def lessons(teacher: Reader, batches: Sequence[Batch], *, inside: bool) -> list[Lesson]:
    """What the teacher says of batches."""
    teacher.eval()
    with halved(next(teacher.parameters()).device):
        return [Lesson(batch, tell(teacher, batch, inside=inside)) for batch in batches]


def follow(
    model: Reader,
    rounds: dict[str, list[Lesson]],
    pace: Pace,
    rates: tuple[float, float],
    seed: int,
    keep: Callable[[Reader, Pace], None],
) -> None:
    """Teach the student what the teacher says, and the labels beside it."""
    torch.manual_seed(seed)
    rng, optimizer, said = random.Random(seed), optimizer_of(model, *rates), Said("student")
    order = {name: endless([lesson.batch for lesson in found], rng) for name, found in rounds.items()}
    model.train()
    while pace.going():
        last = pace.done() > 1 - LAST
        kind = "plain" if rng.random() < PLAIN else "given" if last else "whole"
        lesson = rounds[kind][next(order[kind])]
        with halved(next(model.parameters()).device):
            parts, states = taught(model, lesson.told, lesson.batch)
            weight = 2 * LABELLED if last else LABELLED
            parts.update({name: weight * part for name, part in loss_of(model, lesson.batch, states).items()})
        step_with(model, optimizer, torch.stack(list(parts.values())).sum(), pace.rate())
        said.add(parts, pace)
        keep(model, pace)


def report(model: Reader, name: str, watched: Sequence[Batch]) -> None:
    """Print how a model does on the watched texts."""
    print(json.dumps({"stage": name, **watch_batches(model, watched)}), flush=True)


def on(device: torch.device, found: Sequence[Small]) -> list[Batch]:
    """Batches on a device."""
    return [whole(one, device) for one in found]


def pieces_of(laid: Laid) -> Tensor:
    """All pieces of the archive's batches, end to end."""
    rows = []
    for one in laid.plain[: len(laid.plain) // 2]:
        ids, lengths = one["ids"], one["lengths"]
        rows += [row[: int(length)] for row, length in zip(ids, lengths, strict=True)]
    return torch.cat(rows).long()


def main() -> None:
    """Parse the command line, train the teacher and teach the student."""
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    device = device_of(args.device)
    torch.manual_seed(args.seed)
    laid = read(args.laid)
    watched = on(device, laid.watched)
    rounds = {name: on(device, found) for name, found in laid.rounds.items()}
    print(json.dumps({name: len(found) for name, found in rounds.items()}), flush=True)
    teacher = new_reader(MPNet(args.teacher_folder)).to(device)
    teacher.encoder.mpnet.encoder.relative_attention_bias.requires_grad_(False)
    if args.teacher:
        teacher.load_state_dict(torch.load(args.teacher, map_location=device))
    else:
        masked(teacher.encoder, pieces_of(laid).to(device), Pace(args.masked_steps, args.masked_seconds, PACE), 1e-4)
        learn(teacher, rounds, Pace(args.teacher_steps, args.teacher_seconds, PACE), (8e-5, 8e-4), args.seed)
        torch.save(teacher.state_dict(), args.out / "teacher.pt")
        report(teacher, "teacher", watched)
    plain = on(device, laid.plain)
    taught_rounds = {name: lessons(teacher, found, inside=False) for name, found in rounds.items()}
    taught_rounds["plain"] = lessons(teacher, plain, inside=True)
    print(json.dumps({name: len(found) for name, found in taught_rounds.items()}), flush=True)
    student = reader_of(torch.load(args.weights, map_location="cpu"), args.folder)
    if args.deeper and not student.encoder.between:
        student.encoder.deepen()
    student.encoder.vocabulary.requires_grad_(False)
    student.hint = nn.Linear(student.size, teacher.size)
    del teacher
    student.to(device)
    report(student, "before", watched)

    def keep(model: Reader, pace: Pace) -> None:
        if pace.step % args.every == 0 or pace.step == pace.steps:
            report(model, f"student {pace.step} of {pace.steps}", watched)
            kept = {key: value for key, value in model.state_dict().items() if not key.startswith("hint.")}
            torch.save(kept, args.out / "reader.new")
            (args.out / "reader.new").replace(args.out / "reader.pt")

    left = args.until - time.time() if args.until else args.student_seconds
    pace = Pace(args.student_steps, left, PACE)
    follow(student, taught_rounds, pace, (args.rate, 2 * args.rate), args.seed, keep)


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--laid", type=Path, required=True, help="what training.reader.laid gave")
    parser.add_argument("--weights", type=Path, required=True, help="the reader to go on from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folder", type=Path, help="where the small encoder lies (default: the registry's package)")
    parser.add_argument("--teacher-folder", type=Path, help="where the larger one lies")
    parser.add_argument("--teacher", type=Path, help="weights of a teacher trained before")
    parser.add_argument("--deeper", action="store_true", help="give the student twice as many layers")
    parser.add_argument("--masked-steps", type=int, default=500)
    parser.add_argument("--teacher-steps", type=int, default=3500)
    parser.add_argument("--student-steps", type=int, default=14000)
    parser.add_argument("--masked-seconds", type=float, help="time, if the steps take longer; likewise:")
    parser.add_argument("--teacher-seconds", type=float)
    parser.add_argument("--student-seconds", type=float)
    parser.add_argument("--until", type=float, help="when the student must be done, in seconds since 1970")
    parser.add_argument("--rate", type=float, default=3e-4, help="the student's (default: %(default)s)")
    parser.add_argument("--every", type=int, default=1000, help="steps between what is kept")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--device", default="auto")
    return parser.parse_args()


if __name__ == "__main__":
    main()
