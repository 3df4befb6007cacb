"""`python -m training.outlook`: trees for builds, cuts and ends, with their scalings and base rates, and their card."""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy

from backstay.outlook.chances.boosted import Boosted, fit
from backstay.outlook.chances.calibrate import scaling
from backstay.outlook.chances.features import with_horizon, with_horizon_names
from backstay.outlook.chances.marks import Marks
from backstay.outlook.chances.rolling import Design, Rows, gather
from backstay.outlook.chances.scores import brier, calibration_error
from backstay.outlook.shipped import ABOUT, EVIDENCE_STEPS, FOLDER, evidence_class
from backstay.outlook.tie_marks import CHANNELS, ENOUGH, HORIZONS, QUESTIONS, RECENT_DAYS, number_of, tie_of

from .series import series

EVENTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "events" / "icews_named.parquet"
CARD = Path(__file__).resolve().parents[2] / "docs" / "models" / "outlook.md"
STEP = 28
CUTS_IN_TIME = (date(2011, 1, 1), date(2018, 1, 1))
"""Trees fitted on what closed before each are tested on what follows; the scalings come from those forecasts."""
ROUNDS = 150
LEAST_OF_CLASS = 200
USUAL = 5000
"""Ties on past days that the usual tie is taken from."""
SETTINGS: dict[str, Any] = {"learning_rate": 0.05, "min_data_in_leaf": 200, "num_leaves": 15, "lambda_l2": 10.0}
VERSION = "2"


def main() -> int:
    """Fits, tests, writes; 2 where the development data is absent."""
    if not EVENTS.is_file():
        print(f"The development data is not beside the checkout: {EVENTS} is missing.", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    design = Design(horizons=HORIZONS, between=(), recent_days=RECENT_DAYS, enough=ENOUGH)
    every = series(EVENTS)
    about: dict[str, Any] = {"version": VERSION, "trees": {}, "scalings": {}, "rates": {}, "centres": {}, "scores": {}}
    for effect, question in QUESTIONS.items():
        held = [(marks, gather(marks, question, _origins(marks), design)) for _, marks in every]
        ahead = [_forward(held, day) for day in CUTS_IN_TIME]
        for horizon in HORIZONS:
            chance, outcome = (
                numpy.concatenate([part[horizon][place] for part in ahead if horizon in part]) for place in (0, 1)
            )
            scale = scaling(chance, outcome)
            about["scalings"][f"{effect} {horizon}"] = [round(scale.shift, 4), round(scale.slope, 4)]
            about["scores"][f"{effect} {horizon}"] = _scores([part[horizon] for part in ahead if horizon in part])
        _rates(about["rates"], effect, held)
        tree = fit(*_stack([rows for _, rows in held], None), names := _names(held), rounds=ROUNDS, **SETTINGS)
        file = f"{effect}.txt"
        about["centres"].update(_centres(str(effect), tree, [rows for _, rows in held]))
        text = tree.text()
        (FOLDER / file).write_text(text, encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        about["trees"][effect] = {"file": file, "sha256": digest, "inputs": names}
        print(effect, about["scores"], flush=True)
    about["trained_until"] = "2018-08-30"
    (FOLDER / ABOUT).write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


def _origins(marks: Marks) -> range:
    return range(int(marks.day[0]) + 60, int(marks.day[-1]) - 28, STEP)


def _names(held: list[tuple[Marks, Rows]]) -> list[str]:
    return with_horizon_names(held[0][1].names)


def _stack(every: list[Rows], until: int | None) -> tuple[Any, Any, Any]:
    """Inputs, outcomes and weights of all rows whose horizon closed by `until`."""
    parts = []
    for rows in every:
        for horizon, outcome in rows.outcomes.items():
            chosen = numpy.flatnonzero((outcome >= 0) & ((rows.origin + horizon <= until) if until else True))
            parts.append((with_horizon(rows.matrix[chosen], rows.names, horizon), outcome[chosen]))
    matrix, outcomes = (numpy.concatenate(each) for each in zip(*parts, strict=True))
    return matrix, outcomes, numpy.ones(len(outcomes))


def _forward(held: list[tuple[Marks, Rows]], day: date) -> dict[int, tuple[Any, Any]]:
    """Forecasts, by horizon, from trees that saw only what closed before `day`, of what began after it."""
    begin = number_of(day)
    tree = fit(*_stack([rows for _, rows in held], begin), _names(held), rounds=ROUNDS, **SETTINGS)
    found: dict[int, list[tuple[Any, Any]]] = {}
    for _, rows in held:
        for horizon, outcome in rows.outcomes.items():
            late = numpy.flatnonzero((outcome >= 0) & (rows.origin >= begin) & (rows.origin < begin + 4 * 365))
            if len(late):
                chance = tree.chances(with_horizon(rows.matrix[late], rows.names, horizon))
                found.setdefault(horizon, []).append((chance, outcome[late]))
    return {
        h: (numpy.concatenate([c for c, _ in each]), numpy.concatenate([y for _, y in each]))
        for h, each in found.items()
    }


def _scores(parts: list[tuple[Any, Any]]) -> list[dict[str, float]]:
    return [
        {
            "n": len(outcome),
            "happened": round(float(outcome.mean()), 4),
            "brier": round(brier(chance, outcome), 4),
            "brier_base_rate": round(float(outcome.mean() * (1 - outcome.mean())), 4),
            "calibration_error": round(calibration_error(chance, outcome), 4),
        }
        for chance, outcome in parts
    ]


def _centres(effect: str, tree: Boosted, every: list[Rows]) -> dict[str, list[float]]:
    """What each input adds to the log odds of a usual tie, by horizon: reasons are told by what departs from that."""
    found = {}
    for horizon in HORIZONS:
        inputs = numpy.concatenate([with_horizon(rows.matrix, rows.names, horizon) for rows in every])
        drawn = numpy.linspace(0, len(inputs) - 1, USUAL).astype(int)
        found[f"{effect} {horizon}"] = [round(float(each), 4) for each in tree.shares(inputs[drawn]).mean(0)[:-1]]
    return found


def _rates(rates: dict[str, float], effect: str, held: list[tuple[Marks, Rows]]) -> None:
    """How often it happened, by channel, horizon and class of evidence, where there are enough cases."""
    tally: dict[str, list[int]] = {}
    for marks, rows in held:
        channels = numpy.array([str(tie_of(pair)[2]) for pair in marks.pairs])[rows.pair]
        steps = numpy.array([evidence_class(int(count)) for count in rows.recent])
        for horizon, outcome in rows.outcomes.items():
            for channel in ("any", *map(str, CHANNELS)):
                for step in EVIDENCE_STEPS:
                    chosen = (outcome >= 0) & (steps == step) & ((channels == channel) | (channel == "any"))
                    found = tally.setdefault(f"{effect} {channel} {horizon} {step}", [0, 0])
                    found[0] += int(outcome[chosen].sum())
                    found[1] += int(chosen.sum())
    rates.update({key: round(yes / n, 4) for key, (yes, n) in sorted(tally.items()) if n >= LEAST_OF_CLASS})


if __name__ == "__main__":
    sys.exit(main())
