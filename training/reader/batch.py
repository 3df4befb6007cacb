"""Examples as the tensors of one batch, so that a step is tensors alone and can be laid ready by other processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import torch
from torch import Tensor

from backstay.reading.labels import ATTRIBUTES, EVENT_TYPES, ROLES, TOKEN_HEADS

from .dataset import Anchor, Example


def _longs(*shape: int) -> Tensor:
    return torch.zeros(*shape, dtype=torch.long)


@dataclass
class Batch:
    """Windows (b, length) with what is known of them. Empty tensors where nothing is."""

    ids: Tensor
    mask: Tensor
    first: Tensor
    """(b, length) bool: where an anchor may stand: first pieces of words in the body."""
    anchors: Tensor
    """(b, length) 1.0 at anchors, nan in windows whose anchors are not known."""
    at: Tensor = field(default_factory=lambda: _longs(0, 2))
    """(n, 2) rows and places of the anchors."""
    labels: Tensor = field(default_factory=lambda: _longs(0, len(ATTRIBUTES)))
    """(n, heads) labels of the anchors."""
    answers: Tensor = field(default_factory=lambda: _longs(0, 3))
    """(m, 3) of each answer of a pointer: anchor, role, the position the annotators chose."""
    shares: Tensor = field(default_factory=lambda: torch.zeros(0))
    """(m) weight of an answer: one over the answers of its anchor and role."""
    right: Tensor = field(default_factory=lambda: _longs(0, 2))
    """(k, 2) answer, and a position that is right for it."""
    mentions: Tensor = field(default_factory=lambda: _longs(0, 3))
    """(q, 3) row, first and last position of a mention."""
    tags: dict[str, Tensor] = field(default_factory=dict)
    """(b, length) by token head, -1 where unknown."""
    factuality: Tensor = field(default_factory=lambda: torch.zeros(0, 3))
    """(f, 3) row, position, value."""
    pairs: Tensor = field(default_factory=lambda: _longs(0, 3))
    """(p, 3) row, and the positions of the opening marks."""
    pair_types: Tensor = field(default_factory=lambda: torch.zeros(0, len(EVENT_TYPES)))
    """(p, types) 1.0 at the types that count as right; all 0 where unknown."""
    related: Tensor = field(default_factory=lambda: torch.zeros(0))
    """(p) 1.0 or 0.0; nan where unknown."""

    known: bool = True
    """Whether the anchors of any window are known."""

    def to(self, device: torch.device) -> Batch:
        """The batch on a device."""
        moved: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, dict):
                moved[one.name] = {name: tensor.to(device, non_blocking=True) for name, tensor in value.items()}
            elif isinstance(value, Tensor):
                moved[one.name] = value.to(device, non_blocking=True)
            else:
                moved[one.name] = value
        return Batch(**moved)


def collate(examples: Sequence[Example]) -> Batch:
    """One batch of examples, padded to the longest."""
    shape = (len(examples), max(len(e.ids) for e in examples))
    batch = Batch(_longs(*shape), _longs(*shape), torch.zeros(shape, dtype=torch.bool), torch.zeros(shape))
    batch.known = any(example.complete for example in examples)
    for row, example in enumerate(examples):
        size = len(example.ids)
        batch.ids[row, :size] = torch.tensor(example.ids)
        batch.mask[row, :size] = 1
        batch.first[row, :size] = torch.tensor(example.first)
        batch.first[row, : example.body] = False
        if not example.complete:
            batch.anchors[row] = float("nan")
        for anchor in example.anchors:
            batch.anchors[row, anchor.position] = 1.0
    _add_anchors(batch, [(row, anchor) for row, example in enumerate(examples) for anchor in example.anchors])
    mentions = sorted({(row, *span) for row, example in enumerate(examples) for span in example.mentions})
    if mentions:
        batch.mentions = torch.tensor(mentions)
    _add_tags(batch, examples)
    _add_pairs(batch, examples)
    return batch


def _add_anchors(batch: Batch, marked: Sequence[tuple[int, Anchor]]) -> None:
    if not marked:
        return
    batch.at = torch.tensor([(row, anchor.position) for row, anchor in marked])
    batch.labels = torch.tensor([[anchor.labels[name] for name in ATTRIBUTES] for _, anchor in marked])
    answers: list[tuple[int, int, int]] = []
    right: list[tuple[int, int]] = []
    shares: list[float] = []
    for n, (_, anchor) in enumerate(marked):
        for role, given in anchor.pointers.items():
            for answer in given:
                right += [(len(answers), position) for position in answer]
                answers.append((n, ROLES.index(role), answer[0]))
                shares.append(1.0 / len(given))
    batch.answers, batch.shares, batch.right = torch.tensor(answers), torch.tensor(shares), torch.tensor(right)


def _add_tags(batch: Batch, examples: Sequence[Example]) -> None:
    for name in TOKEN_HEADS:
        if not any(name in example.tags for example in examples):
            continue
        target = torch.full(batch.ids.shape, -1, dtype=torch.long)
        for row, example in enumerate(examples):
            tags = example.tags.get(name, [])
            target[row, : len(tags)] = torch.tensor(tags, dtype=torch.long)
        batch.tags[name] = target
    told = [(row, place, value) for row, e in enumerate(examples) for place, value in e.factuality.items()]
    if told:
        batch.factuality = torch.tensor(told, dtype=torch.float32)


def _add_pairs(batch: Batch, examples: Sequence[Example]) -> None:
    pairs = [(row, example.pair) for row, example in enumerate(examples) if example.pair is not None]
    if not pairs:
        return
    batch.pairs = torch.tensor([(row, pair.source, pair.target) for row, pair in pairs])
    batch.pair_types = torch.zeros(len(pairs), len(EVENT_TYPES))
    for n, (_, pair) in enumerate(pairs):
        batch.pair_types[n, pair.types] = 1.0
    batch.related = torch.tensor([float("nan") if p.related is None else float(p.related) for _, p in pairs])
