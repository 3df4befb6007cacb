"""Fit the networks that weigh the tags of attributions with the words around: `python -m training.reader.attribution`.

Fitted on PolNeAR's training texts as the quantised encoder sees them, so run it after every export, once the encoder
gives out its inner layers (`training.reader.facts`). Takes a quarter of an hour on one core. The encoder has seen these
texts, but knows few of them by heart: it tags them hardly better than others. `bench.quality attribution` measures.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from backstay.reading.encoder import ATTRIBUTION, Encoder
from backstay.reading.labels import ATTRIBUTION_TAGS
from backstay.reading.neighbours import LOOKS, REACH, log_shares, looks
from backstay.reading.tagging import words_of
from bench.forms import Attribution, attributions_of
from bench.parts import attributed

from .base import SHARED
from .facts import LAYERS, SIZE, add_to_model, write_digests

TAGS = len(ATTRIBUTION_TAGS)
FEATURES = SIZE * (len(LAYERS) + 1)
PROJECTED, HIDDEN = 64, 64
MEMBERS, ROUNDS, TOGETHER, RATE, DECAY = 3, 8, 32, 2e-3, 0.01
SLOWEST = 0.05
"""The rate of the last round, as a share of that of the first."""
WORDS = 120
"""A text is trained on in pieces of so many words."""
NOISE, DROPOUT = 0.1, 0.2
"""Shares of features and of hidden units that are left out at random."""
BARRED = -1e4
START = torch.tensor([BARRED if tag.startswith("I-") else 0.0 for tag in ATTRIBUTION_TAGS])


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row: `told` (n, tags), `looks` (n, LOOKS), `layers` (n, FEATURES) and their right `tags` (n)."""

    told: Tensor
    looks: Tensor
    layers: Tensor
    tags: Tensor


class Network(nn.Module):  # type: ignore[misc]  # PyTorch is not there where types are checked
    """`backstay.reading.neighbours.TagNetwork` while it is fitted. It begins as the encoder's own tags."""

    def __init__(self, spread: Tensor) -> None:
        super().__init__()
        width = 2 * REACH + 1
        self.register_buffer("spread", spread)
        self.project = nn.Linear(FEATURES, PROJECTED)
        self.first = nn.Conv1d(TAGS + LOOKS + PROJECTED, HIDDEN, width, padding=REACH)
        self.second = nn.Conv1d(HIDDEN, HIDDEN, width, padding=REACH)
        self.outer = nn.Linear(HIDDEN, TAGS)
        self.own = nn.Parameter(torch.ones(1))
        self.follows = nn.Parameter(torch.zeros(TAGS, TAGS))
        self.noise, self.drop = nn.Dropout(NOISE), nn.Dropout(DROPOUT)
        nn.init.zeros_(self.outer.weight)
        nn.init.zeros_(self.outer.bias)

    def forward(self, piece: Piece) -> Tensor:
        """Scores (n, tags)."""
        seen = self.drop(torch.relu(self.project(self.noise(piece.layers.float() / self.spread))))
        inputs = torch.cat([piece.told, piece.looks, seen], 1).T[None]
        hidden = self.drop(torch.relu(self.first(inputs)))
        hidden = self.drop(hidden + torch.relu(self.second(hidden)))
        return piece.told * self.own + self.outer(hidden[0].T)


def read_pieces(encoder: Encoder, texts: Sequence[tuple[str, list[Attribution]]]) -> list[Piece]:
    """Annotated texts as the encoder sees them, in pieces."""
    found = []
    for text, annotated in texts:
        words = words_of(encoder, text, "attribution")
        if not words.starts:
            continue
        whole = Piece(
            torch.from_numpy(log_shares(words.logits)),
            torch.from_numpy(looks(text, words.starts, words.ends)),
            torch.from_numpy(words.layers(encoder).astype(np.float16)),
            torch.tensor(tags_of(words.starts, words.ends, attributed(text, annotated))),
        )
        found += [_part(whole, at) for at in range(0, len(words.starts), WORDS)]
    return found


def tags_of(starts: Sequence[int], ends: Sequence[int], spans: set[tuple[str, int, int]]) -> list[int]:
    """The tag of each word by the annotated spans; of two that share a word, a cue counts before a source, that before
    a content.
    """
    tags = [0] * len(starts)
    for kind in ("content", "source", "cue"):
        for _, first, last in sorted(span for span in spans if span[0] == kind):
            inside = [
                at for at, (start, end) in enumerate(zip(starts, ends, strict=True)) if start < last and first < end
            ]
            for at in inside:
                tags[at] = ATTRIBUTION_TAGS.index(f"{'B' if at == inside[0] else 'I'}-{kind}")
    return tags


def _part(whole: Piece, at: int) -> Piece:
    here = slice(at, at + WORDS)
    tags = whole.tags[here].clone()
    name = ATTRIBUTION_TAGS[int(tags[0])]
    if name.startswith("I-"):  # cut in the middle of a span
        tags[0] = ATTRIBUTION_TAGS.index(f"B-{name[2:]}")
    return Piece(whole.told[here], whole.looks[here], whole.layers[here], tags)


def loss_of(network: Network, pieces: Sequence[Piece]) -> Tensor:
    """Minus the logarithm of the probability of the right tags of some pieces, a word."""
    scores = [network(piece) for piece in pieces]
    follows = network.follows + _barred()
    longest = max(map(len, scores))
    padded = torch.stack([nn.functional.pad(each, (0, 0, 0, longest - len(each))) for each in scores])
    lengths = torch.tensor([len(each) for each in scores])
    total = START + padded[:, 0]
    for at in range(1, longest):
        step = torch.logsumexp(total[:, :, None] + follows, 1) + padded[:, at]
        total = torch.where((at < lengths)[:, None], step, total)
    right = sum(_path(each, follows, piece.tags) for each, piece in zip(scores, pieces, strict=True))
    loss: Tensor = (torch.logsumexp(total, 1).sum() - right) / lengths.sum()
    return loss


def _path(scores: Tensor, follows: Tensor, tags: Tensor) -> Tensor:
    """What a sequence of tags scores."""
    steps = follows[tags[:-1], tags[1:]].sum()
    found: Tensor = START[tags[0]] + scores[torch.arange(len(tags)), tags].sum() + steps
    return found


def _barred() -> Tensor:
    """Minus much for an I- that goes on from nothing (tags, tags)."""
    names = ATTRIBUTION_TAGS
    return torch.tensor([[BARRED if b.startswith("I-") and a[2:] != b[2:] else 0.0 for b in names] for a in names])


def fit(pieces: Sequence[Piece], seed: int) -> Network:
    """One network."""
    torch.manual_seed(seed)
    order = random.Random(seed)
    spread = torch.cat([piece.layers for piece in pieces[::10]]).float().std(0) + 1e-2
    network, drawn = Network(spread), list(pieces)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    for done in range(ROUNDS):
        order.shuffle(drawn)
        optimizer.param_groups[0]["lr"] = RATE * max(SLOWEST, 1 - done / ROUNDS)
        losses = []
        for at in range(0, len(drawn), TOGETHER):
            loss = loss_of(network, drawn[at : at + TOGETHER])
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            losses.append(float(loss.detach()))
        print(json.dumps({"seed": seed, "round": done + 1, "loss": round(sum(losses) / len(losses), 4)}), flush=True)
    network.eval()
    return network


def arrays_of(network: Network) -> dict[str, Tensor]:
    """What the reader needs of it."""
    return {
        "project": (network.project.weight / network.spread).T,
        "project_bias": network.project.bias,
        "first": _flat(network.first.weight),
        "first_bias": network.first.bias,
        "second": _flat(network.second.weight),
        "second_bias": network.second.bias,
        "outer": network.outer.weight.T,
        "outer_bias": network.outer.bias,
        "own": network.own,
        "follows": network.follows,
    }


def _flat(weight: Tensor) -> Tensor:
    """A convolution (out, in, words) as a matrix (words * in, out)."""
    return weight.permute(2, 1, 0).reshape(-1, len(weight))


def refit(folder: Path, seed: int) -> None:
    """Write `attribution.npz` of a model folder anew, and its digest."""
    texts = attributions_of(SHARED / "data/reading/polnear/train.tar.gz")
    pieces = read_pieces(Encoder(folder, raw=True), texts)
    members = [arrays_of(fit(pieces, seed + member)) for member in range(MEMBERS)]
    joined = {name: torch.stack([each[name] for each in members]).detach().half().numpy() for name in members[0]}
    np.savez_compressed(folder / ATTRIBUTION, **joined)
    write_digests(folder, [ATTRIBUTION])


if __name__ == "__main__":
    add_to_model(refit, __doc__)
