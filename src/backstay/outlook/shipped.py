"""The trees that the package ships, with the rates that they are held against. Made by `make outlook`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from backstay.records import Channel, Effect
from backstay.records.errors import ModelMissing

from .chances.boosted import Boosted, load
from .chances.calibrate import Scaling

FOLDER = Path(__file__).parent / "model"
ABOUT = "outlook.json"
EVIDENCE_STEPS = (3, 6, 11, 21)
"""Signals within a year from which the next class of evidence begins."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """Trees by effect, their scalings by effect and horizon, and how often ties of a class changed.

    `centres`: by effect and horizon, what each input adds to the log odds of a usual tie.
    """

    version: str
    trees: dict[Effect, Boosted]
    scalings: dict[str, Scaling]
    rates: dict[str, float]
    centres: dict[str, list[float]]
    trained_until: str

    def scaling(self, effect: Effect, horizon: int) -> Scaling:
        """The calibration of one effect at one horizon."""
        return self.scalings[f"{effect} {horizon}"]

    def base_rate(self, effect: Effect, channel: Channel, horizon: int, signals: int) -> float:
        """How often this happened to ties of this channel with as much evidence; else to all with as much."""
        step = evidence_class(signals)
        for key in (f"{effect} {channel} {horizon} {step}", f"{effect} any {horizon} {step}"):
            if key in self.rates:
                return self.rates[key]
        return self.rates[f"{effect} any {horizon} {EVIDENCE_STEPS[0]}"]


def evidence_class(signals: int) -> int:
    """The least of its class: 3, 6, 11 or 21."""
    return max((step for step in EVIDENCE_STEPS if signals >= step), default=EVIDENCE_STEPS[0])


@cache
def shipped() -> Shipped:
    """The package's own trees, read once. Raises ModelMissing where a file is absent or not the one it should be."""
    about = _about()
    trees = {}
    for effect, part in about["trees"].items():
        path = FOLDER / part["file"]
        text = _read(path)
        if hashlib.sha256(text.encode()).hexdigest() != part["sha256"]:
            raise ModelMissing(f"{path} is not the file that it should be.", hint=_HINT)
        trees[Effect(effect)] = load(text, part["inputs"])
    scalings = {key: Scaling(*pair) for key, pair in about["scalings"].items()}
    return Shipped(about["version"], trees, scalings, about["rates"], about["centres"], about["trained_until"])


def _about() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(_read(FOLDER / ABOUT))
    except json.JSONDecodeError as error:
        raise ModelMissing(f"{FOLDER / ABOUT} is damaged.", hint=_HINT) from error
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ModelMissing(f"The outlook's model is not there: {path}", hint=_HINT) from error


_HINT = "Install Backstay again; in a working copy, make it with: make outlook"
