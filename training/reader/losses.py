"""What the heads are trained to get right: labels of people, or what a larger model says."""

from __future__ import annotations

from dataclasses import dataclass

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
    if batch.known:
        known = ~batch.anchors.isnan()
        logits = model.anchor(states).squeeze(-1).float()
        losses = functional.binary_cross_entropy_with_logits(
            logits, batch.anchors.nan_to_num(), pos_weight=logits.new_tensor(2.0), reduction="none"
        )
        total = (losses * (batch.first & known)).sum()
        parts["anchor"] = WEIGHTS["anchor"] * total / USUAL_CLAIMS / known[:, 0].sum()
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


@dataclass(frozen=True)
class Told:
    """What the teacher says of a batch's windows, in half precision: perhaps `states` (b, length, size), and either
    logits of `pairs` (p, outputs), or logits of `tags` (b, length, outputs), chances of `anchors` (b, length), and for
    the n likely ones `at` (n, 2) logits of `pointers` (n, roles, length) and `attributes` (n, labels); of the q
    mentions that those point to, `named` (q, 2), where they end: `ends` (q, length).
    """

    states: Tensor | None = None
    pairs: Tensor | None = None
    tags: Tensor | None = None
    anchors: Tensor | None = None
    at: Tensor | None = None
    pointers: Tensor | None = None
    attributes: Tensor | None = None
    named: Tensor | None = None
    ends: Tensor | None = None


@torch.no_grad()  # type: ignore[untyped-decorator]  # PyTorch is not there where types are checked
def tell(teacher: Reader, batch: Batch, *, inside: bool) -> Told:
    """What the teacher says of a batch; with `inside` its states too, which are many."""
    states = teacher.states(batch.ids, batch.mask)
    if len(batch.pairs):
        pairs = teacher.pairs(states, batch.mask, *batch.pairs.unbind(1))
        return Told(pairs=pairs.half())
    likely = teacher.anchor(states).squeeze(-1).float().sigmoid()
    told: dict[str, Tensor] = {"tags": teacher.tag(states, batch.mask).half(), "anchors": likely.half()}
    rows, places = torch.nonzero(batch.first & (likely > LIKELY), as_tuple=True)
    if len(rows):
        pointers, attributes = teacher.claims(states, batch.mask, rows, places)
        starts = pointers[:, : len(PARTY_ROLES)].argmax(-1)
        named = torch.unique(torch.stack([rows[:, None].expand_as(starts), starts], -1).view(-1, 2), dim=0)
        named = named[named[:, 1] > 0]
        told.update(at=torch.stack([rows, places], -1), pointers=pointers.bfloat16(), attributes=attributes.half())
        if len(named):
            told.update(named=named, ends=teacher.ends(states, *named.unbind(1)).bfloat16())
    return Told(states=states.bfloat16() if inside else None, **told)


def taught(student: Reader, told: Told, batch: Batch) -> tuple[dict[str, Tensor], Tensor]:
    """The losses of saying what the teacher says of a batch's windows (Hinton and others 2015), and the student's
    states (b, length, size), so that labels can be taught on the same pass.
    """
    states = student.states(batch.ids, batch.mask)
    parts: dict[str, Tensor] = {}
    if told.states is not None:
        alike = functional.cosine_similarity(student.hint(states).float(), told.states.float(), dim=-1)
        parts["hint"] = 1.0 - _mean(alike, batch.mask.float())
    if told.pairs is not None:
        theirs = told.pairs.float()
        ours = student.pairs(states, batch.mask, *batch.pairs.unbind(1)).float()
        kinds = len(EVENT_TYPES)
        parts["taught_pair_type"] = softly(ours[:, :kinds], theirs[:, :kinds]).mean()
        parts["taught_related"] = functional.binary_cross_entropy_with_logits(
            ours[:, kinds], theirs[:, kinds].sigmoid()
        )
        return parts, states
    parts.update(_taught_tags(student, told, batch, states))
    parts.update(_taught_claims(student, told, batch, states))
    return parts, states


def softly(ours: Tensor, theirs: Tensor) -> Tensor:
    """Cross-entropy to the teacher's probabilities, over the last dimension."""
    return -(torch.softmax(theirs, dim=-1) * torch.log_softmax(ours, dim=-1)).sum(-1)


def _taught_claims(student: Reader, told: Told, batch: Batch, states: Tensor) -> dict[str, Tensor]:
    if told.anchors is None:
        return {}
    likely = told.anchors.float()
    logits = student.anchor(states).squeeze(-1).float()
    losses = functional.binary_cross_entropy_with_logits(logits, likely, reduction="none")
    parts = {"taught_anchor": WEIGHTS["anchor"] * (losses * batch.first).sum() / USUAL_CLAIMS / len(batch.ids)}
    if told.at is None or told.pointers is None or told.attributes is None:
        return parts
    rows, places = told.at.unbind(1)
    weight = likely[rows, places]
    pointers, attributes = (x.float() for x in student.claims(states, batch.mask, rows, places))
    parts["taught_pointers"] = WEIGHTS["pointers"] * _mean(softly(pointers, told.pointers.float()).mean(1), weight)
    total, at = [], 0
    for name, values in ATTRIBUTES.items():
        here = slice(at, at + len(values))
        part = _mean(softly(attributes[:, here], told.attributes[:, here].float()), weight)
        total.append(ATTRIBUTE_WEIGHTS.get(name, 1.0) * part)
        at += len(values)
    parts["taught_attributes"] = WEIGHTS["attributes"] * torch.stack(total).sum() / len(ATTRIBUTES)
    if told.named is not None and told.ends is not None:
        ours = student.ends(states, *told.named.unbind(1)).float()
        parts["taught_ends"] = WEIGHTS["ends"] * softly(ours, told.ends.float()).mean()
    return parts


def _mean(values: Tensor, weight: Tensor) -> Tensor:
    return (values * weight).sum() / weight.sum()


def _taught_tags(student: Reader, told: Told, batch: Batch, states: Tensor) -> dict[str, Tensor]:
    if told.tags is None:
        return {}
    theirs = told.tags.float()
    ours = student.tag(states, batch.mask).float()
    inside, words = batch.mask.float(), batch.first.float()
    parts, at = {}, 0
    for name, size in TOKEN_HEADS.items():
        here = slice(at, at + size)
        at += size
        if name == "factuality":
            errors = functional.smooth_l1_loss(ours[..., -1], theirs[..., -1], reduction="none")
            parts["taught_factuality"] = (errors * words).sum() / words.sum().clamp_min(1.0)
        else:
            parts["taught_" + name] = _mean(softly(ours[..., here], theirs[..., here]), inside)
    return parts


assert ROLES[: len(PARTY_ROLES)] == PARTY_ROLES
