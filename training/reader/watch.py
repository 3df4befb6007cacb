"""How a reader does on texts it never trained on, label by label, while it is trained.

The whole line (rules, knowledge file, calibration) is measured by `bench.quality`; these are the parts it rests on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import torch

from backstay.reading.labels import ATTRIBUTES, ROLES

from .batch import Batch, collate
from .dataset import LabelledText, examples_of
from .encoders import halved
from .gold import Document
from .model import Reader

BARS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


def watch(model: Reader, texts: Sequence[tuple[Document, LabelledText]]) -> dict[str, float]:
    """How the model does on annotated texts; see `watch_batches`."""
    device = next(model.parameters()).device
    found: dict[str, float] = watch_batches(
        model, (collate(examples_of(document, text)).to(device) for document, text in texts)
    )
    return found


@torch.no_grad()  # type: ignore[untyped-decorator]  # PyTorch is not there where types are checked
def watch_batches(model: Reader, batches: Iterable[Batch]) -> dict[str, float]:
    """F1 of the anchors at the best bar, and the share of gold anchors on which each pointer and label is right."""
    model.eval()
    found: Counter[str] = Counter()
    for batch in batches:
        with halved(batch.ids.device):
            _count(model, batch, found)
    model.train()
    scores = {bar: 2 * found[f"hit {bar}"] / max(1, found[f"said {bar}"] + found["anchors"]) for bar in BARS}
    best = max(scores, key=lambda bar: scores[bar])
    names = [*ROLES, *ATTRIBUTES, "parties", "parties and type", "tie"]
    return {
        "anchor_f1": round(scores[best], 3),
        "bar": best,
        **{name: round(found[name] / max(1, found["asked"]), 3) for name in names},
    }


def _count(model: Reader, batch: Batch, found: Counter[str]) -> None:
    states = model.states(batch.ids, batch.mask)
    chances = model.anchor(states).squeeze(-1).float().sigmoid()
    gold = (batch.anchors == 1.0) & batch.first
    found["anchors"] += int(gold.sum())
    for bar in BARS:
        said = (chances >= bar) & batch.first
        found[f"said {bar}"] += int(said.sum())
        found[f"hit {bar}"] += int((said & gold).sum())
    if not len(batch.at):
        return
    pointers, attributes = model.claims(states, batch.mask, *batch.at.unbind(1))
    best = pointers.argmax(-1)
    right = torch.zeros(best.shape, dtype=torch.bool, device=best.device)
    anchor, role, _ = batch.answers.unbind(1)
    for answer, position in batch.right.tolist():
        right[anchor[answer], role[answer]] |= best[anchor[answer], role[answer]] == position
    at, ok = 0, {name: right[:, n] for n, name in enumerate(ROLES)}
    for column, (name, values) in enumerate(ATTRIBUTES.items()):
        ok[name] = attributes[:, at : at + len(values)].argmax(-1) == batch.labels[:, column]
        at += len(values)
    ok["parties"] = ok["actor"] & ok["recipient"]
    ok["parties and type"] = ok["parties"] & ok["event_type"]
    bears = batch.labels[:, list(ATTRIBUTES).index("channel")] > 0
    ok["tie"] = ~bears | (ok["channel"] & ok["backer"] & ok["client"])
    found["asked"] += len(best)
    for name, values in ok.items():
        found[name] += int(values.sum())
