"""Fits the weights of `backstay.reading.pairing`: `python -m training.parties`.

Run it again whenever the reader's model or the marks change: it reads the annotated training texts with the model that
the package holds, and writes `reading/data/pairing.json`. Takes about four minutes on one core.

The field's own annotations are few, so a sample of the project's is read too; each of the former counts as much as
`GIVEN` of the latter.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

from backstay.reading.encoder import load_encoder
from backstay.reading.pairing import WEIGHTS_FILE
from training.reader.annotated import load_annotated
from training.reader.base import SHARED
from training.reader.gold import Document, load_folder

from .cases import Case, cases
from .fit import PENALTY, fit, share_right

ANNOTATED = Path(__file__).parents[1] / "reader" / "annotated"
FOLDS = 4
DIGITS = 3
GIVEN = 2
PARTS = 1000
"""So many of the parts that the project annotated are read."""


def weights_from(given: Sequence[Case], further: Sequence[Case]) -> dict[str, float]:
    """The weights that both kinds of case give together."""
    return fit([*given] * GIVEN + [*further])


def held_out(found: Sequence[Case], further: Sequence[Case]) -> float:
    """The share of right pairs in given texts that were left out of the fit, a fourth of them at a time."""
    fold = {name: at % FOLDS for at, name in enumerate(sorted({case.document for case in found}))}
    right = 0.0
    for left_out in range(FOLDS):
        apart = [case for case in found if fold[case.document] == left_out]
        weights = weights_from([case for case in found if fold[case.document] != left_out], further)
        right += share_right(apart, weights) * len(apart)
    return right / len(found)


def some_parts(number: int) -> list[Document]:
    """A sample of the parts that the project annotated, the same each time."""
    parts = load_annotated(ANNOTATED)
    return random.Random(1).sample(parts, min(number, len(parts)))


def main() -> None:
    """Fit, say how well the parties are chosen, and write the file."""
    parser = argparse.ArgumentParser(prog="python -m training.parties", description=(__doc__ or "").split(":")[0])
    parser.add_argument("--folder", type=Path, default=SHARED / "gold" / "train")
    parser.add_argument("--parts", type=int, default=PARTS, help="annotated parts to read too (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE)
    parser.add_argument("--check", action="store_true", help="also fit on three quarters, and try it on the fourth")
    args = parser.parse_args()
    found = list(cases(load_folder(args.folder)))
    further = list(cases(some_parts(args.parts)))
    fitted = weights_from(found, further)
    weights = {name: round(weight, DIGITS) for name, weight in fitted.items() if abs(weight) >= 10**-DIGITS}
    about = {
        "made_by": "python -m training.parties",
        "model": load_encoder().version,
        "cases": len(found),
        "further_cases": len(further),
        "penalty": PENALTY,
        "right": round(share_right(found, weights), 4),
    }
    if args.check:
        about["right_held_out"] = round(held_out(found, further), 4)
    args.out.write_text(json.dumps({**about, "weights": weights}, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps(about))


if __name__ == "__main__":
    main()
