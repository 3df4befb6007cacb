"""How far the event that a word names is a fact, on the scales of the two sets that people have judged.

The sets ask different questions. UW asks how sure the author is that it is so, or will be (Lee and others 2015; news);
UDS-IH2 asks readers whether it has happened (Rudinger and others 2018; letters, reviews, weblogs), so that what is yet
to come is high on the one scale and low on the other. One number for both would be right on neither. A small readout
over what several layers of the encoder say of the word gives both, and which of the two kinds of text it stands in
(`training.reader.facts` fits it). Reading a page does not need it, and does not pay for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from backstay.records.errors import ModelMissing

from .encoder import FACTS, MODEL_FOLDER, Encoder, load_encoder

if TYPE_CHECKING:
    from .encoder import Floats
    from .windows import Tokens

LOWEST, HIGHEST = -3.0, 3.0
"""The scale of factuality: certainly not, to certainly so (FactBank; Stanovsky and others 2017)."""

Scale = Literal["uw", "uds"]


class Judged(NamedTuple):
    """An event's factuality on each scale, and the chance that its text is such as UW's."""

    uw: float
    uds: float
    like_uw: float

    def on(self, scale: Scale) -> float:
        """Its factuality on one scale."""
        return self.uw if scale == "uw" else self.uds


@dataclass(frozen=True, slots=True)
class Readout:
    """Two layers: `inner` (features, hidden) with `inner_bias`, `outer` (hidden, 3) with `outer_bias`."""

    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats

    def __call__(self, features: Floats) -> list[Judged]:
        """What it says of n words, by their features (n, features)."""
        import numpy as np

        said = np.maximum(features @ self.inner + self.inner_bias, 0.0) @ self.outer + self.outer_bias
        said[:, :2] = np.clip(said[:, :2], LOWEST, HIGHEST)
        said[:, 2] = 1.0 / (1.0 + np.exp(-said[:, 2]))
        return [Judged(float(uw), float(uds), float(like)) for uw, uds, like in said]


def factuality(text: str, offsets: Sequence[int], scale: Scale | None = None) -> list[float]:
    """How far the event named by the word at each character offset is a fact, from -3 (certainly not) to 3.

    Without a `scale`, the two are mixed by how like each set's texts this one is. Raises ModelMissing.
    """
    found = judge(text, offsets)
    if scale is not None:
        return [one.on(scale) for one in found]
    like = sum(one.like_uw for one in found) / max(1, len(found))
    return [like * one.uw + (1.0 - like) * one.uds for one in found]


def judge(text: str, offsets: Sequence[int]) -> list[Judged]:
    """The event named by the word at each character offset, on each scale. Raises ModelMissing."""
    encoder, readout = load_encoder(), load_readout()
    tokens = encoder.tokenize(text)
    if not offsets or not len(tokens.ids):
        return [Judged(HIGHEST, HIGHEST, 0.5)] * len(offsets)
    return readout(features_of(encoder, tokens, offsets))


def scale_of(judged: Sequence[Judged]) -> Scale:
    """The scale that goes with texts like those of these events, taken together."""
    return "uw" if sum(one.like_uw for one in judged) * 2 > len(judged) else "uds"


def features_of(encoder: Encoder, tokens: Tokens, offsets: Sequence[int]) -> Floats:
    """What the encoder's layers say of the first piece of the word at each of n offsets: (n, features)."""
    import numpy as np

    said = np.concatenate(list(encoder.layers(tokens)))
    return said[[_first(tokens, offset) for offset in offsets]]


def _first(tokens: Tokens, offset: int) -> int:
    """The first piece of the word at an offset; of the last word for an offset beyond it."""
    last = len(tokens.ids) - 1
    piece = next((i for i, end in enumerate(tokens.ends) if end > offset), last)
    while piece > 0 and not tokens.first[piece]:
        piece -= 1
    return piece


@cache
def load_readout(folder: Path = MODEL_FOLDER) -> Readout:
    """The readout that is shipped, loaded once a process. Raises ModelMissing."""
    import numpy as np

    if FACTS not in load_encoder(folder).card["sha256"]:  # what it names has been checked
        raise ModelMissing(f"the reader's model in {folder} judges no facts", hint="Install Backstay again.")
    with np.load(folder / FACTS, allow_pickle=False) as file:
        return Readout(*(file[name].astype(np.float32) for name in Readout.__dataclass_fields__))
