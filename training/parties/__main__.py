"""Fits the network of `backstay.reading.weighing`: `python -m training.parties`.

Run it again whenever the reader's model or the marks change: it reads annotated texts with the model that the
package holds, and writes `reading/data/pairing.npz`. Takes two minutes on one core; `training.confidence` comes next.

On texts that it was trained on the reader is surer than on others, and a network that is fitted on these trusts it too
much. So parts are kept back that it was not trained on (`training/reader/unseen`): with the few texts that the field's
own people annotated, they are all that counts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from backstay.reading.encoder import load_encoder
from backstay.reading.weighing import WEIGHTS_FILE, PairWeights
from backstay.records.exchange import JsonObject
from training.reader.annotated import load_annotated
from training.reader.base import SHARED
from training.reader.gold import load_folder

from .cases import Case, cases
from .fit import fit, share_right

ANNOTATED = Path(__file__).parents[1] / "reader" / "annotated"
UNSEEN = ANNOTATED.parent / "unseen"
HELD = ANNOTATED.parent / "held"
TRAIN = SHARED / "gold" / "train"


def weights_without(articles: Collection[str], given: Sequence[Case], unseen: Sequence[Case]) -> PairWeights:
    """The network that these cases give, but for unseen parts of some articles."""
    return fit([*given, *(case for case in unseen if case.document not in articles)])


def main() -> None:
    """Fit, say how well the parties are chosen, and write the file."""
    parser = argparse.ArgumentParser(prog="python -m training.parties", description=(__doc__ or "").split(":")[0])
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE)
    args = parser.parse_args()
    given, unseen = list(cases(load_folder(TRAIN))), list(cases(load_annotated(UNSEEN)))
    weights = weights_without((), given, unseen)
    held = list(cases(load_annotated(HELD)))
    about = {
        "made_by": "python -m training.parties",
        "model": load_encoder().version,
        "cases": len(given),
        "unseen_cases": len(unseen),
        "right": round(share_right(given, weights), 4),
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
