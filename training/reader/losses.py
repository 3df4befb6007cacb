"""What the heads are trained to get right: labels of people, or what a larger model says."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from backstay.reading.labels import ATTRIBUTES, EVENT_TYPES, ROLES, TOKEN_HEADS

from .batch import Batch
from .model import PARTY_ROLES, Reader

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
USUAL_CLAIMS = 12.0
"""Anchors' losses are added up over a window and divided by this."""
LIKELY = 0.15
"""How likely an anchor must be to the teacher for its pointers and labels to be taught."""
BOTTOM = -1e4


def loss_of(model: Reader, batch: Batch, states: Tensor | None = None) -> dict[str, Tensor]:
    """The weighted parts of the loss of a batch, each a scalar (absent where the batch has no target for it)."""
    if states is None:
        states = model.states(batch.ids, batch.mask)
    parts: dict[str, Tensor] = {}
    known = ~batch.anchors.isnan()
    if bool(known.any()):
        asked = batch.first & known
        logits = model.anchor(states).squeeze(-1).float()
        losses = functional.binary_cross_entropy_with_logits(
            logits[asked], batch.anchors[asked], pos_weight=logits.new_tensor(2.0), reduction="sum"
        )
        parts["anchor"] = WEIGHTS["anchor"] * losses / USUAL_CLAIMS / known[:, 0].sum()
    if len(batch.at):
        parts.update(_claims(model, states, batch))
    if batch.tags or len(batch.factuality):
        parts.update(_tags(model.tag(states, batch.mask).float(), batch))
    if len(batch.pairs):
        parts.update(_pairs(model, states, batch))
    return parts


def _claims(model: Reader, states: Tensor, batch: Batch) -> dict[str, Tensor]:
    pointers, attributes = model.claims(states, batch.mask, batch.at[:, 0], batch.at[:, 1])
    parts = {
        "pointers": WEIGHTS["pointers"] * _pointer_loss(pointers.float(), batch),
        "attributes": WEIGHTS["attributes"] * _attribute_loss(attributes.float(), batch.labels),
    }
    if len(batch.mentions):
        ends = model.ends(states, batch.mentions[:, 0], batch.mentions[:, 1]).float()
        parts["ends"] = WEIGHTS["ends"] * functional.cross_entropy(ends, batch.mentions[:, 2])
    return parts


def _pointer_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Of pointers (n, roles, length): minus the log of the mass on the right positions, several claims shared out."""
    chances = torch.log_softmax(logits, dim=-1)
    anchor, role, chosen = batch.answers.unbind(1)
    said = chances[anchor, role]
    right = torch.full_like(said, BOTTOM)
    right[batch.right[:, 0], batch.right[:, 1]] = 0.0
    any_of = -torch.logsumexp(said + right, dim=-1)
    the_one = -said.gather(1, chosen[:, None]).squeeze(1)
    return (batch.shares * ((1 - CHOSEN) * any_of + CHOSEN * the_one)).sum() / batch.shares.sum()


def _attribute_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy over the heads of `ATTRIBUTES`, logits (n, labels)."""
    parts, at = [], 0
    for column, (name, values) in enumerate(ATTRIBUTES.items()):
        part = functional.cross_entropy(logits[:, at : at + len(values)], labels[:, column])
        parts.append(ATTRIBUTE_WEIGHTS.get(name, 1.0) * part)
        at += len(values)
    return torch.stack(parts).sum() / len(ATTRIBUTES)


def _tags(logits: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Cross-entropy of word tags, and error of factuality. Logits are (b, length, outputs of all token heads)."""
    parts: dict[str, Tensor] = {}
    at = 0
    for name, size in TOKEN_HEADS.items():
        said = logits[..., at : at + size]
        at += size
        if name in batch.tags:
            target = batch.tags[name].flatten()
            parts[name] = functional.cross_entropy(said.reshape(-1, size), target, ignore_index=-1)
    if len(batch.factuality):
        rows, places = batch.factuality[:, 0].long(), batch.factuality[:, 1].long()
        parts["factuality"] = functional.smooth_l1_loss(logits[rows, places, -1], batch.factuality[:, 2], beta=0.5)
    return parts


def _pairs(model: Reader, states: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Cross-entropy of a marked pair's type (several may count as right), and of there being a relation."""
    logits = model.pairs(states, batch.mask, *batch.pairs.unbind(1)).float()
    parts: dict[str, Tensor] = {}
    typed = batch.pair_types.sum(1) > 0
    if bool(typed.any()):
        kinds = torch.log_softmax(logits[typed, : len(EVENT_TYPES)], dim=-1)
        wrong = (1.0 - batch.pair_types[typed]) * BOTTOM
        parts["pair_type"] = -torch.logsumexp(kinds + wrong, dim=-1).mean()
    told = ~batch.related.isnan()
    if bool(told.any()):
        parts["related"] = functional.binary_cross_entropy_with_logits(logits[told, -1], batch.related[told])
    return parts


def taught(student: Reader, teacher: Reader, batch: Batch) -> tuple[dict[str, Tensor], Tensor]:
    """The losses of saying what the teacher says of a batch's windows (Hinton and others 2015), and the student's
    states (b, length, size), so that labels can be taught on the same pass.
    """
    with torch.no_grad():
        told = teacher.states(batch.ids, batch.mask)
    states = student.states(batch.ids, batch.mask)
    inside = batch.mask.bool()
    parts = {"hint": 1.0 - functional.cosine_similarity(student.hint(states)[inside], told[inside], dim=-1).mean()}
    if len(batch.pairs):
        where = batch.pairs.unbind(1)
        with torch.no_grad():
            theirs = teacher.pairs(told, batch.mask, *where).float()
        ours = student.pairs(states, batch.mask, *where).float()
        kinds = len(EVENT_TYPES)
        parts["taught_pair_type"] = softly(ours[:, :kinds], theirs[:, :kinds]).mean()
        parts["taught_related"] = functional.binary_cross_entropy_with_logits(
            ours[:, kinds], theirs[:, kinds].sigmoid()
        )
        return parts, states
    parts.update(_taught_tags(student, teacher, batch, states, told))
    if bool(batch.first.any()):
        parts.update(_taught_claims(student, teacher, batch, states, told))
    return parts, states


def softly(ours: Tensor, theirs: Tensor) -> Tensor:
    """Cross-entropy to the teacher's probabilities, over the last dimension."""
    return -(torch.softmax(theirs, dim=-1) * torch.log_softmax(ours, dim=-1)).sum(-1)


def _taught_claims(student: Reader, teacher: Reader, batch: Batch, states: Tensor, told: Tensor) -> dict[str, Tensor]:
    with torch.no_grad():
        likely = teacher.anchor(told).squeeze(-1).float().sigmoid()
    logits = student.anchor(states).squeeze(-1).float()
    losses = functional.binary_cross_entropy_with_logits(logits[batch.first], likely[batch.first], reduction="sum")
    parts = {"taught_anchor": WEIGHTS["anchor"] * losses / USUAL_CLAIMS / len(batch.ids)}
    rows, places = torch.nonzero(batch.first & (likely > LIKELY), as_tuple=True)
    if not len(rows):
        return parts
    weight = likely[rows, places]
    with torch.no_grad():
        pointed, labelled = (x.float() for x in teacher.claims(told, batch.mask, rows, places))
    pointers, attributes = (x.float() for x in student.claims(states, batch.mask, rows, places))
    parts["taught_pointers"] = WEIGHTS["pointers"] * _mean(softly(pointers, pointed).mean(1), weight)
    total, at = [], 0
    for name, values in ATTRIBUTES.items():
        here = slice(at, at + len(values))
        part = _mean(softly(attributes[:, here], labelled[:, here]), weight)
        total.append(ATTRIBUTE_WEIGHTS.get(name, 1.0) * part)
        at += len(values)
    parts["taught_attributes"] = WEIGHTS["attributes"] * torch.stack(total).sum() / len(ATTRIBUTES)
    starts = pointed[:, : len(PARTY_ROLES)].argmax(-1)
    named = torch.unique(torch.stack([rows[:, None].expand_as(starts), starts], -1).view(-1, 2), dim=0)
    named = named[named[:, 1] > 0]
    if len(named):
        with torch.no_grad():
            theirs = teacher.ends(told, *named.unbind(1)).float()
        parts["taught_ends"] = WEIGHTS["ends"] * softly(student.ends(states, *named.unbind(1)).float(), theirs).mean()
    return parts


def _mean(values: Tensor, weight: Tensor) -> Tensor:
    return (values * weight).sum() / weight.sum()


def _taught_tags(student: Reader, teacher: Reader, batch: Batch, states: Tensor, told: Tensor) -> dict[str, Tensor]:
    with torch.no_grad():
        theirs = teacher.tag(told, batch.mask).float()
    ours = student.tag(states, batch.mask).float()
    inside = batch.mask.bool()
    parts, at = {}, 0
    for name, size in TOKEN_HEADS.items():
        here = slice(at, at + size)
        at += size
        if name == "factuality":
            words = batch.first
            if bool(words.any()):
                parts["taught_factuality"] = functional.smooth_l1_loss(ours[..., -1][words], theirs[..., -1][words])
        else:
            parts["taught_" + name] = softly(ours[..., here], theirs[..., here])[inside].mean()
    return parts


assert ROLES[: len(PARTY_ROLES)] == PARTY_ROLES
