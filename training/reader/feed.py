"""Batches without end, laid ready by processes beside the training."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from .batch import Batch, collate
from .bundle import Bundle, weight_of
from .dataset import Example, batches


@dataclass(frozen=True)
class Stage:
    """One stretch of training: how many steps, how fast, and how much of each set a round holds."""

    steps: int
    encoder_rate: float
    head_rate: float
    shares: dict[str, float]
    backing: float = 0.0
    """How much more often a text comes for its share of claims that bear on a tie; see `sets.weight_of`."""
    given: float = 1.0
    """How much more often a text comes that was annotated by the field's own people."""
    own: float = 1.0
    """How much more often a text comes that the project wrote about who holds up whom."""
    tokens: int = 2048
    """Pieces a batch."""
    part: float = 1.0
    """Share of a round that is drawn at a time."""
    time: float = 1.0
    """Share of a run's time, where that is limited."""


def step_rate(step: int, total: int) -> float:
    """Linear warm-up over the first twentieth, then linear decay."""
    warm = max(1, total // 20)
    return min(1.0, (step + 1) / warm) * max(0.0, (total - step) / max(1, total - warm) if step > warm else 1.0)


class Feed(IterableDataset[Batch]):  # type: ignore[misc]
    """The batches of a stage. Each process draws rounds of its own; a batch holds examples of one kind, so that only
    the heads it teaches are run.
    """

    def __init__(self, bundle: Bundle, stage: Stage, seed: str) -> None:
        self.bundle, self.stage, self.seed = bundle, stage, seed

    def __iter__(self) -> Iterator[Batch]:
        torch.set_num_threads(1)
        worker = get_worker_info()
        rng = random.Random(f"{self.seed} {worker.id if worker else 0}")
        while True:
            found = [
                batch for examples in self._round(rng).values() for batch in batches(examples, self.stage.tokens, rng)
            ]
            rng.shuffle(found)
            yield from (collate(batch) for batch in found)

    def _round(self, rng: random.Random) -> dict[str, list[Example]]:
        stage = self.stage
        shares = {name: share * stage.part for name, share in stage.shares.items()}
        weigh = partial(weight_of, backing=stage.backing, given=stage.given, own=stage.own)
        return self.bundle.sets.epoch(shares, weigh, rng)


def fed(bundle: Bundle, stage: Stage, seed: str, workers: int) -> Iterator[Batch]:
    """The batches of a stage, made by so many processes (0: by this one)."""
    feed = Feed(bundle, stage, seed)
    loader = DataLoader(feed, batch_size=None, num_workers=workers, prefetch_factor=16 if workers else None)
    return iter(loader)
