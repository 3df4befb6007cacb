"""Fits the network of `backstay.reading.weighing`: `python -m training.parties`.

Run it again whenever the reader's model or the marks change: it reads annotated texts with the model that the
package holds, and writes `reading/data/pairing.npz`. Takes about five minutes on one core; `training.confidence` comes
next.

On texts that it was trained on the reader is surer than on others. So parts are kept back that it was not trained on
(`training/reader/unseen`); each of them, and each of the few texts that the field's own people annotated, counts as
much as `GIVEN` of a sample of the others.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backstay.reading.encoder import load_encoder
from backstay.reading.weighing import WEIGHTS_FILE, PairWeights
from backstay.records.exchange import JsonObject
from training.reader.annotated import load_annotated
from training.reader.base import SHARED
from training.reader.gold import Document, load_folder

from .cases import Case, cases
from .fit import fit, share_right

ANNOTATED = Path(__file__).parents[1] / "reader" / "annotated"
UNSEEN = ANNOTATED.parent / "unseen"
HELD = ANNOTATED.parent / "held"
GIVEN = 2
TRAIN = SHARED / "gold" / "train"
PARTS = 1000
"""So many of the parts that the project annotated are read."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The cases of annotated texts: the field's own, parts that the reader was not trained on, and some others."""

    given: list[Case]
    unseen: list[Case]
    further: list[Case]

    def weights(self) -> PairWeights:
        """The network that they give together."""
        return fit([*self.given, *self.unseen] * GIVEN + self.further)


def texts_of(folder: Path, parts: int) -> Texts:
    """All that the network is fitted on. `folder`: texts in the form of the development data; `parts`: of others."""
    unseen = cases(load_annotated(UNSEEN))
    return Texts(list(cases(load_folder(folder))), list(unseen), list(cases(some_parts(parts))))


def some_parts(number: int) -> list[Document]:
    """A sample of the parts that the project annotated, the same each time."""
    parts = load_annotated(ANNOTATED)
    return random.Random(1).sample(parts, min(number, len(parts)))


def main() -> None:
    """Fit, say how well the parties are chosen, and write the file."""
    parser = argparse.ArgumentParser(prog="python -m training.parties", description=(__doc__ or "").split(":")[0])
    parser.add_argument("--folder", type=Path, default=TRAIN)
    parser.add_argument("--parts", type=int, default=PARTS, help="annotated parts to read too (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE)
    args = parser.parse_args()
    texts = texts_of(args.folder, args.parts)
    weights = texts.weights()
    held = list(cases(load_annotated(HELD)))
    about = {
        "made_by": "python -m training.parties",
        "model": load_encoder().version,
        "cases": len(texts.given),
        "unseen_cases": len(texts.unseen),
        "further_cases": len(texts.further),
        "right": round(share_right(texts.given, weights), 4),
        "right_on_held_parts": round(share_right(held, weights), 4),
    }
    write(args.out, weights, about)
    print(json.dumps(about))


def write(path: Path, weights: PairWeights, about: JsonObject) -> None:
    """The network as the reader loads it, in half precision; the same bytes for the same network."""
    half = {
        name: getattr(weights, name).astype(np.float16) for name in ("vectors", "bias", "inner", "inner_bias", "outer")
    }
    with path.open("wb") as file:
        np.savez_compressed(
            file, names=np.array(json.dumps([*weights.rows])), about=np.array(json.dumps(about)), **half
        )


if __name__ == "__main__":
    main()
