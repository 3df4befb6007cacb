"""Fits the network of `backstay.reading.confidence`: `python -m training.confidence`.

Run it again after `training.parties`, with `--crossed`. It writes `reading/data/confidence.npz`, in four minutes on one
core.

On texts that it was trained on the reader is surer than on others. So only parts count that its encoder was not
trained on. Crossed, each of two halves of them is read with parties chosen by a network that was fitted without it
(cross-fitting: Chernozhukov and others 2018): needed where the shipped one was fitted on these parts. How often a claim
is right on the whole is taken from the development texts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backstay.reading.confidence import WEIGHTS_FILE
from backstay.reading.encoder import load_encoder
from backstay.reading.weighing import PairWeights
from bench.scoring import SCORER, SHARED, Scorer, load_scorer
from training.parties.__main__ import HELD, TRAIN, UNSEEN, weights_without, write
from training.parties.cases import Case
from training.parties.cases import cases as party_cases
from training.parties.fit import Settings, fit
from training.reader.annotated import load_annotated
from training.reader.gold import load_folder

from .cases import cases

SETTINGS = Settings(wide=32, narrow=16, rounds=6, members=3)
HALVES = 2
DEVELOPMENT = SHARED / "gold" / "dev"


def main() -> None:
    """Fit, say how good the probabilities are, and write the file."""
    parser = argparse.ArgumentParser(prog="python -m training.confidence", description=(__doc__ or "").split(":")[0])
    parser.add_argument(
        "--crossed", action="store_true", help="choose parties by networks fitted without the half read"
    )
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE)
    args = parser.parse_args()
    scorer = load_scorer(SCORER)
    found = list(crossed(scorer) if args.crossed else cases(load_annotated(UNSEEN), scorer))
    weights = shifted(fit(found, SETTINGS), list(cases(load_folder(DEVELOPMENT), scorer)))
    held = list(cases(load_annotated(HELD), scorer))
    about = {
        "made_by": "python -m training.confidence",
        "model": load_encoder().version,
        "cases": len(found),
        "right": round(float(np.mean([case.right[0] for case in found])), 4),
        "log_score": round(log_score(found, weights), 4),
        "log_score_on_held_parts": round(log_score(held, weights), 4),
    }
    write(args.out, weights, about)
    print(json.dumps(about))


def crossed(scorer: Scorer) -> Iterator[Case]:
    """The cases of the unseen parts, each read with parties chosen by a network that knows nothing of its article."""
    documents = load_annotated(UNSEEN)
    given, unseen = list(party_cases(load_folder(TRAIN))), list(party_cases(documents))
    articles = sorted({document.name for document in documents})
    for half in range(HALVES):
        names = set(articles[half::HALVES])
        weights = weights_without(names, given, unseen)
        yield from cases((each for each in documents if each.name in names), scorer, weights)


def shifted(weights: PairWeights, cases: Sequence[Case]) -> PairWeights:
    """The same network with all log odds moved alike, so that it says on the mean what is so of these cases: those who
    annotated the development texts left out more than the project did.
    """
    odds, right = _log_odds(cases, weights), np.array([case.right[0] for case in cases])
    low, high = -5.0, 5.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if (1 / (1 + np.exp(-odds - middle))).mean() > right.mean() else (middle, high)
    vectors = weights.vectors.copy()
    vectors[weights.rows["right"], -1] += low
    return replace(weights, vectors=vectors)


def log_score(cases: Sequence[Case], weights: PairWeights) -> float:
    """The mean of minus the logarithm of the probability of what is so."""
    odds, right = _log_odds(cases, weights), np.array([case.right[0] for case in cases])
    return float(np.log1p(np.exp(np.where(right, -odds, odds))).mean())


def _log_odds(cases: Sequence[Case], weights: PairWeights) -> NDArray[np.float64]:
    scores = np.array([weights.scores([[marks] for marks in case.marks]) for case in cases])
    return np.asarray(scores[:, 0] - scores[:, 1])


if __name__ == "__main__":
    main()
