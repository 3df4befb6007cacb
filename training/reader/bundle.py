"""All that training needs, as one object that `training.reader.prepare` keeps in a file.

Finding anchors takes spaCy, and finding names the knowledge file; a machine with a GPU may have neither. So the sets
are made once, and the file is all that the training itself reads.
"""

from __future__ import annotations

import lzma
import pickle
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from backstay.reading.windows import CONTEXT_TOKENS, MAX_TOKENS, Tokens, windows

from .dataset import Example, LabelledText, blank, examples_of
from .gold import Document


@dataclass(frozen=True)
class Passage:
    """A text without labels, as `windows` and `blank` want it: pieces, and sentences as half-open spans of pieces."""

    ids: list[int]
    first: list[bool]
    sentences: list[tuple[int, int]]


@dataclass(frozen=True)
class Archive:
    """Many texts without labels, end to end. `texts` (n, 4): half-open spans of pieces, and of sentences."""

    ids: NDArray[np.uint16]
    first: NDArray[np.bool_]
    sentences: NDArray[np.int32]
    texts: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.texts)

    def passage(self, at: int) -> Passage:
        """One of the texts."""
        begin, end, low, high = self.texts[at].tolist()
        spans = [(a, b) for a, b in self.sentences[low:high].tolist()]
        return Passage(self.ids[begin:end].tolist(), self.first[begin:end].tolist(), spans)


T = TypeVar("T")
LEAST = 0.3
"""How often a text without a claim on a tie comes in a round that is about backing."""


@dataclass
class Sets:
    """What each head is taught from."""

    documents: list[Document]
    labelled: list[LabelledText]
    attributions: list[Any]
    fixed: dict[str, list[Example]]

    def epoch(
        self, shares: dict[str, float], weigh: Callable[[Document], float], rng: random.Random
    ) -> dict[str, list[Example]]:
        """Examples by kind for one round: of each set the share asked for, and each text as often as `weigh` says."""
        found: dict[str, list[Example]] = {}
        if shares.get("claims"):
            found["claims"] = [
                example
                for document, text in zip(self.documents, self.labelled, strict=True)
                for _ in range(_times(shares["claims"] * weigh(document), rng))
                for example in examples_of(document, text, rng)
            ]
        if shares.get("attribution"):
            found["attribution"] = attribution_windows(_some(self.attributions, shares["attribution"], rng), rng)
        for kind, examples in self.fixed.items():
            if shares.get(kind):
                found[kind] = _some(examples, shares[kind], rng)
        return found


def weight_of(document: Document, backing: float = 0.0, given: float = 1.0, own: float = 1.0) -> float:
    """How often a text comes in a round: once, or the more the larger the share of its claims that bear on a tie; and
    `given` times that where the field's own people annotated it, `own` times where the project wrote it.
    """
    often = given if document.given else own if document.own else 1.0
    if not backing:
        return often
    bearing = sum(bool(claim["channel"]) for claim in document.claims) / max(1, len(document.claims))
    return often * (LEAST + backing * bearing)


def _times(weight: float, rng: random.Random) -> int:
    return int(weight) + int(rng.random() < weight % 1)


def _some(items: Sequence[T], share: float, rng: random.Random) -> list[T]:
    whole = int(share)
    return list(items) * whole + rng.sample(list(items), round((share - whole) * len(items)))


def attribution_windows(texts: Iterable[tuple[Tokens, list[int]]], rng: random.Random) -> list[Example]:
    """Windows of tagged texts, cut anew each time; every piece counts, the context too."""
    found = []
    for tokens, tags in texts:
        for window in windows(tokens, limit=rng.randint(120, 256), context=rng.randint(0, 40)):
            example = blank(tokens, window)
            example.complete = False
            example.tags["attribution"] = [-1, *tags[window.begin : window.end], -1]
            found.append(example)
    return found


@dataclass(frozen=True)
class Bundle:
    """What is trained on, the archive without labels, and what is watched while training."""

    sets: Sets
    archive: Archive
    watched: list[tuple[Document, LabelledText]]
    """Texts to choose by; never trained on."""


def plain_windows(archive: Archive, chosen: list[int], rng: random.Random) -> Iterator[Example]:
    """Windows of texts without labels, cut anew each time."""
    for at in chosen:
        passage: Any = archive.passage(at)
        limit = rng.randint(120, MAX_TOKENS)
        context = rng.randint(0, min(CONTEXT_TOKENS, limit - 100))
        for window in windows(passage, limit=limit, context=context):
            example = blank(passage, window)
            example.complete = False
            yield example


def load(path: Path) -> Bundle:
    """The bundle of a file that `main` wrote."""
    with lzma.open(path) if path.suffix == ".xz" else path.open("rb") as file:
        bundle: Bundle = pickle.load(file)  # our own file of the step before
    return bundle
