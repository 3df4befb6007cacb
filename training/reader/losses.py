"""What the heads are trained to get right."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from backstay.reading.labels import ATTRIBUTES, ROLES

from .dataset import Anchor, Example

WEIGHTS = {"anchor": 1.0, "pointers": 1.0, "ends": 0.3, "attributes": 3.0, "pair": 0.5, "story": 0.3}
ATTRIBUTE_WEIGHTS = {
    "event_type": 1.8,
    "channel": 1.4,
    "mode": 0.4,
    "certainty": 0.6,
    "stance": 0.6,
    "source_kind": 0.5,
}


def pad(examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Ids and mask of a batch, (batch, length)."""
    length = max(len(e.ids) for e in examples)
    ids = torch.zeros(len(examples), length, dtype=torch.long)
    mask = torch.zeros(len(examples), length, dtype=torch.long)
    for row, example in enumerate(examples):
        ids[row, : len(example.ids)] = torch.tensor(example.ids)
        mask[row, : len(example.ids)] = 1
    return ids, mask


def loss_of(outputs: tuple[Tensor, Tensor, Tensor, Tensor], examples: Sequence[Example]) -> dict[str, Tensor]:
    """The parts of the loss of a batch, each a scalar (absent where the batch has no target for it)."""
    anchors, pointers, ends, attributes = outputs
    parts: dict[str, list[Tensor]] = {name: [] for name in WEIGHTS}
    marked = [(row, anchor) for row, example in enumerate(examples) for anchor in example.anchors]
    if marked:
        # One gather for all anchors: indexing them one by one makes the backward pass ten times as slow.
        rows, places = torch.tensor([r for r, _ in marked]), torch.tensor([a.position for _, a in marked])
        targets = [anchor for _, anchor in marked]
        parts["pointers"].append(_pointer_loss(pointers[rows, :, places], targets))
        labelled = torch.tensor([bool(anchor.labels) for anchor in targets])
        if labelled.any():
            said = attributes[rows[labelled], places[labelled]]
            parts["attributes"].append(_attribute_loss(said, [a for a in targets if a.labels]))
    for row, example in enumerate(examples):
        if example.complete:
            parts["anchor"].append(_anchor_loss(anchors[row], example))
        if example.pair is not None:
            parts["pair"].append(_pair_loss(anchors[row], pointers[row], attributes[row], example))
        if example.story is not None:
            parts["story"].append(_story_loss(anchors[row], attributes[row], example))
    mentions = [(row, *span) for row, example in enumerate(examples) for span in example.mentions]
    if mentions:
        where = torch.tensor(mentions)
        parts["ends"].append(functional.cross_entropy(ends[where[:, 0], where[:, 1]], where[:, 2]))
    return {name: torch.stack(losses).mean() for name, losses in parts.items() if losses}


def _pointer_loss(logits: Tensor, anchors: Sequence[Anchor]) -> Tensor:
    """Cross-entropy of pointers (n, roles, length) with their targets; several targets share the weight."""
    target = torch.zeros_like(logits)
    for n, anchor in enumerate(anchors):
        for role, positions in anchor.pointers.items():
            for position in positions:
                target[n, ROLES.index(role), position] += 1.0 / len(positions)
    return -(target * torch.log_softmax(logits, dim=-1)).sum() / target.sum()


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


def pair_scores(anchors: Tensor, pointers: Tensor, source: tuple[int, int], target: tuple[int, int]) -> Tensor:
    """How well each word (t) serves as the anchor of an event from source to target: an unnormalised log score."""
    actor = torch.log_softmax(pointers[ROLES.index("actor")], dim=-1)[:, source[0] : source[1] + 1]
    recipient = torch.log_softmax(pointers[ROLES.index("recipient")], dim=-1)[:, target[0] : target[1] + 1]
    return functional.logsigmoid(anchors) + actor.logsumexp(-1) + recipient.logsumexp(-1)


def _pair_loss(anchors: Tensor, pointers: Tensor, attributes: Tensor, example: Example) -> Tensor:
    """The anchor is not marked: the type is right if the mixture over words, weighed by how well each serves, is."""
    assert example.pair is not None
    source, target, types = example.pair
    weights = torch.log_softmax(pair_scores(anchors, pointers, source, target), dim=-1)
    kinds = torch.log_softmax(attributes[:, : len(ATTRIBUTES["event_type"])], dim=-1)
    mixture = torch.logsumexp(weights[:, None] + kinds, dim=0)
    return -torch.logsumexp(mixture[torch.tensor(types)], dim=0)


def _story_loss(anchors: Tensor, attributes: Tensor, example: Example) -> Tensor:
    """Which word tells the story is not marked either: words count by how likely they are to be anchors."""
    length = len(example.ids)
    first = torch.tensor(example.first)
    weights = torch.log_softmax(anchors[:length].masked_fill(~first, -1e4), dim=-1)
    kinds = torch.log_softmax(attributes[:length, : len(ATTRIBUTES["event_type"])], dim=-1)
    return -torch.logsumexp(weights + kinds[:, example.story], dim=0)
