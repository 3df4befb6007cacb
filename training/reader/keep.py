"""The layers of marked pairs, or of word tags, kept as they were over an encoder that has been trained further.

`python -m training.reader.keep --bundle FILE --before READER.PT --weights READER.PT --out FILE [--what tags]`

The sets of marked pairs are small, and a reader that is trained on them again learns them by heart: on pairs that it
never saw it then does worse. So the layers of the reader before are taken, and taught to say over the new encoder what
they said over the old one (features, types and relation of each pair, or features and tags of each word; Romero and
others 2015, "FitNets"). No label is used, so that texts annotated for something else serve as well.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from backstay.reading.labels import EVENT_TYPES, TOKEN_HEADS

from .batch import Batch, collate
from .bundle import Bundle, Sets, load
from .dataset import Example, batches
from .dataset import examples_of as examples_of_text
from .encoders import halved, reader_of
from .finish import CPU, examples_for, fit_layers
from .losses import softly
from .model import Reader, above

RATE = 5e-4
FEATURES, ANSWERS = 3.0, 0.5
"""Weights of the features' error, a share of their variance, and of the two answers'."""
PARTS = ("pair_layers", "pair")
TAGS = ("tag_layers", "tags")
KEPT = ("attribution", "spans")
"""The tags whose answers are kept besides; those of factuality have a readout of their own (`facts.py`)."""


@dataclass(frozen=True)
class Ready:
    """A batch, the states of the new encoder in half precision, and what the reader before makes of the old one's."""

    batch: Batch
    states: Tensor
    features: Tensor
    answers: Tensor


def examples_of(sets: Sets, number: int, rng: random.Random) -> list[list[Example]]:
    """Pairs of the field's sets, several times over, and so many of the annotated claims'."""
    fixed = sets.fixed
    claims = rng.sample(fixed["claim_pairs"], min(number, len(fixed["claim_pairs"])))
    return [3 * fixed["types"], 4 * fixed["relations"], claims]


@torch.no_grad()  # type: ignore[untyped-decorator]  # PyTorch is not there where types are checked
def ready(before: Reader, after: Reader, examples: Sequence[list[Example]], rng: random.Random) -> list[Ready]:
    """The batches of a round."""
    found = []
    for group in (group for some in examples for group in batches(some, 2048, rng)):
        batch = collate(group)
        with halved(CPU):
            told = before.encoder(batch.ids, batch.mask)
            features = before.pair_features(told, batch.mask, *batch.pairs.unbind(1)).float()
            answers = before.pair(features).float()
            states = after.encoder(batch.ids, batch.mask).half()
        found.append(Ready(batch, states, features, answers))
    return found


def keep(before: Reader, after: Reader, rounds: Sequence[Ready], times: int, rng: random.Random) -> None:
    """Give `after` the layers of `before`, and fit them to its encoder."""
    for name in PARTS:
        getattr(after, name).load_state_dict(getattr(before, name).state_dict())
    spread = float(torch.cat([one.features for one in rounds]).var(0).mean())
    noise, kinds = nn.Dropout(0.1), len(EVENT_TYPES)

    def losses(one: Ready) -> dict[str, Tensor]:
        with halved(CPU):
            features = after.pair_features(
                noise(one.states.float()), one.batch.mask, *one.batch.pairs.unbind(1)
            ).float()
            said = after.pair(features).float()
        related = functional.binary_cross_entropy_with_logits(said[:, kinds], one.answers[:, kinds].sigmoid())
        return {
            "features": FEATURES * functional.mse_loss(features, one.features) / spread,
            "types": ANSWERS * softly(said[:, :kinds], one.answers[:, :kinds]).mean(),
            "related": ANSWERS * related,
        }

    after.train()
    fit_layers(after, PARTS, rounds, losses, times, RATE, rng)


@dataclass(frozen=True)
class ReadyTags:
    """A batch, the states of the new encoder, and what the layers of the reader before say of each word (batch, length,
    size), all in half precision. Its tags follow from that.
    """

    batch: Batch
    states: Tensor
    features: Tensor


def texts_for(bundle: Bundle, number: int, rng: random.Random) -> list[list[Example]]:
    """What tags are kept on: the sets that teach them, and so many texts that were annotated for something else."""
    attributions, _, spans = examples_for("tags", bundle, rng)
    pairs = list(zip(bundle.sets.documents, bundle.sets.labelled, strict=True))
    others = [
        one
        for document, text in rng.sample(pairs, min(number, len(pairs)))
        for one in examples_of_text(document, text, rng)
    ]
    return [rng.sample(attributions, len(attributions) // 2), spans, others]


@torch.no_grad()  # type: ignore[untyped-decorator]  # PyTorch is not there where types are checked
def ready_tags(before: Reader, after: Reader, examples: Sequence[list[Example]], rng: random.Random) -> list[ReadyTags]:
    """The batches of a round, and what the reader before makes of each."""
    found = []
    for group in (group for some in examples for group in batches(some, 2048, rng)):
        batch = collate(group)
        with halved(CPU):
            features = above(before.tag_layers, before.encoder(batch.ids, batch.mask), batch.mask).half()
            states = after.encoder(batch.ids, batch.mask).half()
        found.append(ReadyTags(batch, states, features))
    return found


def keep_tags(before: Reader, after: Reader, rounds: Sequence[ReadyTags], times: int, rng: random.Random) -> None:
    """Give `after` the layers of tags of `before`, and fit them to its encoder."""
    for name in TAGS:
        getattr(after, name).load_state_dict(getattr(before, name).state_dict())
    noise, spread = nn.Dropout(0.1), float(rounds[0].features[rounds[0].batch.mask > 0].float().var(0).mean())
    ends = list(accumulate(TOKEN_HEADS.values()))
    slices = {
        name: slice(end - TOKEN_HEADS[name], end) for name, end in zip(TOKEN_HEADS, ends, strict=True) if name in KEPT
    }

    def losses(one: ReadyTags) -> dict[str, Tensor]:
        words = one.batch.mask > 0
        with halved(CPU):
            features = above(after.tag_layers, noise(one.states.float()), one.batch.mask)[words].float()
            said = after.tags(features).float()
            told = before.tags(one.features[words].float()).detach().float()
        found = {name: softly(said[:, part], told[:, part]).mean() for name, part in slices.items()}
        return {**found, "features": functional.mse_loss(features, one.features[words].float()) / spread}

    after.train()
    fit_layers(after, TAGS, rounds, losses, times, RATE, rng)


def main() -> None:
    """Parse the command line and fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True, help="what training.reader.prepare gave")
    parser.add_argument("--before", type=Path, required=True, help="the reader whose layers are kept")
    parser.add_argument("--weights", type=Path, required=True, help="the reader that was trained further")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--what", choices=("pairs", "tags"), default="pairs")
    parser.add_argument("--claims", type=int, default=9000, help="pairs of annotated claims (default: %(default)s)")
    parser.add_argument(
        "--texts", type=int, default=1000, help="annotated texts beside the sets of tags (default: %(default)s)"
    )
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    before, after = (reader_of(torch.load(path, map_location="cpu")).eval() for path in (args.before, args.weights))
    bundle = load(args.bundle)
    if args.what == "pairs":
        keep(before, after, ready(before, after, examples_of(bundle.sets, args.claims, rng), rng), args.rounds, rng)
    else:
        keep_tags(before, after, ready_tags(before, after, texts_for(bundle, args.texts, rng), rng), args.rounds, rng)
    torch.save(after.state_dict(), args.out)


if __name__ == "__main__":
    main()
