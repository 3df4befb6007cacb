"""Fits the weights of `backstay.reading.pairing`: `python -m training.parties`.

Run it again whenever the reader's model or the marks change: it reads the annotated training texts with the model that
the package holds, and writes `reading/data/pairing.json`. Takes about two minutes on one core.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from backstay.reading.encoder import load_encoder
from backstay.reading.pairing import WEIGHTS_FILE
from training.reader.base import SHARED

from .cases import Case, cases
from .fit import PENALTY, fit, share_right

FOLDS = 4
DIGITS = 3


def held_out(found: Sequence[Case]) -> float:
    """The share of right pairs in texts that were left out of the fit, a fourth of them at a time."""
    fold = {name: at % FOLDS for at, name in enumerate(sorted({case.document for case in found}))}
    right = 0.0
    for left_out in range(FOLDS):
        apart = [case for case in found if fold[case.document] == left_out]
        weights = fit([case for case in found if fold[case.document] != left_out])
        right += share_right(apart, weights) * len(apart)
    return right / len(found)


def main() -> None:
    """Fit, say how well the parties are chosen, and write the file."""
    parser = argparse.ArgumentParser(prog="python -m training.parties", description=(__doc__ or "").split(":")[0])
    parser.add_argument("--folder", type=Path, default=SHARED / "gold" / "train")
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE)
    parser.add_argument("--check", action="store_true", help="also fit on three quarters, and try it on the fourth")
    args = parser.parse_args()
    found = list(cases(args.folder))
    weights = {name: round(weight, DIGITS) for name, weight in fit(found).items() if abs(weight) >= 10**-DIGITS}
    about = {
        "made_by": "python -m training.parties",
        "model": load_encoder().version,
        "cases": len(found),
        "penalty": PENALTY,
        "right": round(share_right(found, weights), 4),
    }
    if args.check:
        about["right_held_out"] = round(held_out(found), 4)
    args.out.write_text(json.dumps({**about, "weights": weights}, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps(about))


if __name__ == "__main__":
    main()
