"""Fits the network of `backstay.reading.weighing`: `python -m training.parties`.

Run it again whenever the reader's model or the marks change: it reads annotated texts with the model that the package
holds, and writes `reading/data/pairing.npz`. Takes about four minutes on one core.

The field's own annotations are few, so a sample of the project's is read too; each of the former counts as much as
`GIVEN` of the latter. On texts that it was trained on the reader is surer than on others, so what it says of texts that
it had not seen (`--unseen`, as `training.parties.unseen` keeps them) counts twice too.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
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
from .unseen import read_cases

ANNOTATED = Path(__file__).parents[1] / "reader" / "annotated"
HELD = Path(__file__).parents[1] / "reader" / "held"
GIVEN = 2
PARTS = 1000
"""So many of the parts that the project annotated are read."""


def weights_from(given: Sequence[Case], further: Sequence[Case]) -> PairWeights:
    """The network that both kinds of case give together."""
    return fit([*given] * GIVEN + [*further])


def some_parts(number: int) -> list[Document]:
    """A sample of the parts that the project annotated, the same each time."""
    parts = load_annotated(ANNOTATED)
    return random.Random(1).sample(parts, min(number, len(parts)))


def main() -> None:
    """Fit, say how well the parties are chosen, and write the file."""
    parser = argparse.ArgumentParser(prog="python -m training.parties", description=(__doc__ or "").split(":")[0])
    parser.add_argument("--folder", type=Path, default=SHARED / "gold" / "train")
    parser.add_argument("--parts", type=int, default=PARTS, help="annotated parts to read too (default: %(default)s)")
    parser.add_argument("--unseen", type=Path, help="cases of texts that an earlier reader had not seen")
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE)
    args = parser.parse_args()
    found = list(cases(load_folder(args.folder)))
    unseen = read_cases(args.unseen) if args.unseen else []
    further = list(cases(some_parts(args.parts)))
    weights = weights_from([*found, *unseen], further)
    held = list(cases(load_annotated(HELD)))
    about = {
        "made_by": "python -m training.parties",
        "model": load_encoder().version,
        "cases": len(found),
        "unseen_cases": len(unseen),
        "further_cases": len(further),
        "right": round(share_right(found, weights), 4),
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
