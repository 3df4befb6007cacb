"""What the heads are trained to get right."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from backstay.reading.labels import ATTRIBUTES, EVENT_TYPES, ROLES, TOKEN_HEADS

from .dataset import Anchor, Example
from .model import Reader

WEIGHTS = {"anchor": 1.0, "pointers": 1.0, "ends": 0.3, "attributes": 3.0}
ATTRIBUTE_WEIGHTS = {
    "event_type": 1.8,
    "channel": 1.4,
    "mode": 0.4,
    "certainty": 0.6,
    "stance": 0.6,
    "source_kind": 0.5,
}
CHOSEN = 0.3
"""Share of a pointer's loss that asks for the mention that the annotators chose; the rest takes any of the party."""


def pad(examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Ids and mask of a batch, (batch, length)."""
    length = max(len(e.ids) for e in examples)
    ids = torch.zeros(len(examples), length, dtype=torch.long)
    mask = torch.zeros(len(examples), length, dtype=torch.long)
    for row, example in enumerate(examples):
        ids[row, : len(example.ids)] = torch.tensor(example.ids)
        mask[row, : len(example.ids)] = 1
    return ids, mask


def loss_of(model: Reader, examples: Sequence[Example]) -> dict[str, Tensor]:
    """The weighted parts of the loss of a batch, each a scalar (absent where the batch has no target for it)."""
    ids, mask = pad(examples)
    states = model.states(ids, mask)
    parts: dict[str, Tensor] = {}
    if any(example.complete for example in examples):
        parts.update(_claims(model, states, mask, examples))
    if any(example.tags or example.factuality for example in examples):
        parts.update(_tags(model.tags(states), examples))
    if any(example.pair for example in examples):
        parts.update(_pairs(model, states, examples))
    return parts


def _claims(model: Reader, states: Tensor, mask: Tensor, examples: Sequence[Example]) -> dict[str, Tensor]:
    logits = model.anchor(states).squeeze(-1)
    losses = [_anchor_loss(logits[row], e) for row, e in enumerate(examples) if e.complete]
    parts = {"anchor": WEIGHTS["anchor"] * torch.stack(losses).mean()}
    marked = [(row, anchor) for row, example in enumerate(examples) for anchor in example.anchors]
    if not marked:
        return parts
    # One gather for all anchors: indexing them one by one makes the backward pass ten times as slow.
    rows, places = torch.tensor([r for r, _ in marked]), torch.tensor([a.position for _, a in marked])
    targets = [anchor for _, anchor in marked]
    pointers, attributes = model.claims(states, mask, rows, places)
    parts["pointers"] = WEIGHTS["pointers"] * _pointer_loss(pointers, targets)
    parts["attributes"] = WEIGHTS["attributes"] * _attribute_loss(attributes, targets)
    mentions = sorted({(row, *span) for row, example in enumerate(examples) for span in example.mentions})
    if mentions:
        where = torch.tensor(mentions)
        ends = model.ends(states, where[:, 0], where[:, 1])
        parts["ends"] = WEIGHTS["ends"] * functional.cross_entropy(ends, where[:, 2])
    return parts


def _pointer_loss(logits: Tensor, anchors: Sequence[Anchor]) -> Tensor:
    """Of pointers (n, roles, length): minus the log of the mass on the right positions, several claims shared out."""
    chances = torch.log_softmax(logits, dim=-1)
    at, role_at, masks, chosen, shares = [], [], [], [], []
    for n, anchor in enumerate(anchors):
        for role, answers in anchor.pointers.items():
            for answer in answers:
                at.append(n)
                role_at.append(ROLES.index(role))
                masks.append(answer)
                chosen.append(answer[0])
                shares.append(1.0 / len(answers))
    said = chances[torch.tensor(at), torch.tensor(role_at)]
    right = torch.full_like(said, float("-inf"))
    rows = torch.tensor([row for row, answer in enumerate(masks) for _ in answer])
    right[rows, torch.tensor([p for answer in masks for p in answer])] = 0.0
    any_of = -torch.logsumexp(said + right, dim=-1)
    the_one = -said[torch.arange(len(chosen)), torch.tensor(chosen)]
    share = torch.tensor(shares)
    return (share * ((1 - CHOSEN) * any_of + CHOSEN * the_one)).sum() / share.sum()


def _attribute_loss(logits: Tensor, anchors: Sequence[Anchor]) -> Tensor:
    """Cross-entropy over the heads of `ATTRIBUTES`, logits (n, labels)."""
    total, at = torch.zeros(()), 0
    for name, values in ATTRIBUTES.items():
        target = torch.tensor([anchor.labels[name] for anchor in anchors])
        part = functional.cross_entropy(logits[:, at : at + len(values)], target)
        total = total + ATTRIBUTE_WEIGHTS.get(name, 1.0) * part
        at += len(values)
    return total / len(ATTRIBUTES)


def _anchor_loss(logits: Tensor, example: Example) -> Tensor:
    target = torch.zeros(len(example.ids))
    for anchor in example.anchors:
        target[anchor.position] = 1.0
    # Only the first piece of a word in the body can be an anchor.
    first = torch.tensor(example.first)
    first[: example.body] = False
    losses = functional.binary_cross_entropy_with_logits(
        logits[: len(example.ids)][first], target[first], pos_weight=torch.tensor(2.0), reduction="sum"
    )
    return losses / 12.0


def _tags(logits: Tensor, examples: Sequence[Example]) -> dict[str, Tensor]:
    """Cross-entropy of word tags, and error of factuality. Logits are (batch, length, outputs of all token heads)."""
    parts: dict[str, Tensor] = {}
    at = 0
    for name, size in TOKEN_HEADS.items():
        said = logits[..., at : at + size]
        at += size
        if name == "factuality":
            known = [(row, p, value) for row, e in enumerate(examples) for p, value in e.factuality.items()]
            if known:
                rows, places = torch.tensor([k[0] for k in known]), torch.tensor([k[1] for k in known])
                values = torch.tensor([k[2] for k in known])
                parts[name] = functional.smooth_l1_loss(said[rows, places, 0], values, beta=0.5)
            continue
        target = torch.full(logits.shape[:2], -1, dtype=torch.long)
        for row, example in enumerate(examples):
            tags = example.tags.get(name)
            if tags:
                target[row, : len(tags)] = torch.tensor(tags)
        if (target >= 0).any():
            parts[name] = functional.cross_entropy(said.reshape(-1, size), target.flatten(), ignore_index=-1)
    return parts


def _pairs(model: Reader, states: Tensor, examples: Sequence[Example]) -> dict[str, Tensor]:
    """Cross-entropy of a marked pair's type (several may count as right), and of there being a relation."""
    pairs = [(row, e.pair) for row, e in enumerate(examples) if e.pair is not None]
    rows = torch.tensor([row for row, _ in pairs])
    sources, targets = torch.tensor([p.source for _, p in pairs]), torch.tensor([p.target for _, p in pairs])
    logits = model.pairs(states, rows, sources, targets)
    kinds = torch.log_softmax(logits[:, : len(EVENT_TYPES)], dim=-1)
    parts: dict[str, Tensor] = {}
    typed = [(n, p.types) for n, (_, p) in enumerate(pairs) if p.types]
    if typed:
        right = torch.full_like(kinds, float("-inf"))
        for n, types in typed:
            right[n, types] = 0.0
        chosen = torch.tensor([n for n, _ in typed])
        parts["pair_type"] = -torch.logsumexp((kinds + right)[chosen], dim=-1).mean()
    told = [(n, float(p.related)) for n, (_, p) in enumerate(pairs) if p.related is not None]
    if told:
        chosen = torch.tensor([n for n, _ in told])
        values = torch.tensor([v for _, v in told])
        parts["related"] = functional.binary_cross_entropy_with_logits(logits[chosen, -1], values)
    return parts
