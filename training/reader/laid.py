"""Batches laid ready in small numbers, so that what trains them only has to take them.

Cutting texts into windows and finding their labels takes Python longer than a graphics card needs to learn from them.
So rounds are drawn and laid out once, `python -m training.reader.laid --bundle FILE --out FILE`, and go to the card
whole.
"""

from __future__ import annotations

import argparse
import lzma
import pickle
import random
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn

from .batch import Batch, collate
from .bundle import Bundle, load, plain_windows, weight_of
from .dataset import batches, examples_of

SHARES = {
    "claims": 1.0,
    "claim_pairs": 0.1,
    "types": 1.0,
    "relations": 1.0,
    "spans": 1.0,
    "attribution": 0.35,
    "factuality": 0.5,
    "nothing": 0.15,
}
"""What a round holds."""


@dataclass(frozen=True)
class Round:
    """How a kind of round is drawn: how many, and how often a text comes; see `bundle.weight_of`."""

    times: int
    backing: float
    given: float
    own: float


ROUNDS = {
    "whole": Round(times=8, backing=0.5, given=2.0, own=1.0),
    "given": Round(times=2, backing=1.0, given=6.0, own=2.0),
}
PLAIN_TIMES = 2
"""How often each text of the archive is cut."""

WIDTH = 16

Small = dict[str, Tensor | dict[str, Tensor]]


@dataclass(frozen=True)
class Laid:
    """Batches by the kind of their round, those of the archive, and what is watched."""

    rounds: dict[str, list[Small]]
    plain: list[Small]
    watched: list[Small]


def small(batch: Batch) -> Small:
    """A batch in as few bits as hold it. Rows, places and pieces all stay below 2^15."""
    told: Small = {
        "ids": batch.ids.short(),
        "lengths": batch.mask.sum(1).short(),
        "first": batch.first,
        "known": ~batch.anchors[:, 0].isnan(),
        "tags": {name: tags.to(torch.int8) for name, tags in batch.tags.items()},
    }
    for one in fields(batch):
        if one.name in ("ids", "mask", "first", "anchors", "tags", "known"):
            continue
        value: Tensor = getattr(batch, one.name)
        told[one.name] = value.half() if value.is_floating_point() else value.short()
    return told


def whole(told: Small, device: torch.device) -> Batch:
    """The batch that `small` made small, on a device."""
    here = {k: v.to(device) for k, v in told.items() if isinstance(v, Tensor)}
    ids = wider(here.pop("ids").long(), 0)
    mask = (torch.arange(ids.shape[1], device=device)[None, :] < here.pop("lengths")[:, None]).long()
    anchors = torch.zeros(ids.shape, device=device)
    known = here.pop("known")
    anchors[~known] = float("nan")
    at = here["at"].long()
    anchors[at[:, 0], at[:, 1]] = 1.0
    first = wider(here.pop("first"), 0)
    rest = {k: v.float() if v.is_floating_point() else v.long() for k, v in here.items()}
    tags = {k: wider(v.to(device).long(), -1) for k, v in dict(told["tags"]).items()}
    return Batch(ids=ids, mask=mask, first=first, anchors=anchors, tags=tags, known=bool(known.any()), **rest)


def wider(rows: Tensor, empty: int) -> Tensor:
    """Rows (b, length) filled up to a length that a card's attention likes."""
    return nn.functional.pad(rows, (0, -rows.shape[1] % WIDTH), value=empty)


def drawn(bundle: Bundle, kind: Round, tokens: int, rng: random.Random) -> Iterator[Small]:
    """The batches of some rounds; each holds examples of one kind, so that only the heads it teaches are run."""
    weigh = partial(weight_of, backing=kind.backing, given=kind.given, own=kind.own)
    for _ in range(kind.times):
        for examples in bundle.sets.epoch(SHARES, weigh, rng).values():
            yield from (small(collate(group)) for group in batches(examples, tokens, rng))


def lay(bundle: Bundle, tokens: int, seed: int) -> Laid:
    """All rounds of a bundle, in batches of so many pieces."""
    rng = random.Random(seed)
    rounds = {name: list(drawn(bundle, kind, tokens, rng)) for name, kind in ROUNDS.items()}
    order = list(range(len(bundle.archive)))
    plain = [
        small(collate(group))
        for _ in range(PLAIN_TIMES)
        for group in batches(list(plain_windows(bundle.archive, order, rng)), tokens, rng)
    ]
    watched = [small(collate(examples_of(document, labelled))) for document, labelled in bundle.watched]
    return Laid(rounds, plain, watched)


def read(path: Path) -> Laid:
    """What `main` wrote."""
    with lzma.open(path) as file:
        rounds, plain, watched = pickle.load(file)  # our own file of the step before
    return Laid(rounds, plain, watched)


def main() -> None:
    """Parse the command line and write the batches."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True, help="what training.reader.prepare gave")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tokens", type=int, default=16384, help="pieces a batch (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    laid = lay(load(args.bundle), args.tokens, args.seed)
    with lzma.open(args.out, "wb", preset=3) as file:
        pickle.dump((laid.rounds, laid.plain, laid.watched), file, protocol=5)
    counts = {name: len(found) for name, found in laid.rounds.items()}
    print({**counts, "plain": len(laid.plain)})


if __name__ == "__main__":
    main()
