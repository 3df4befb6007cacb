"""One name alone: which place it is, by what it may mean and the states in play, without reading the whole text."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from .evidence import SCALE, prior
from .gazetteer import Gazetteer, Named, Place

_IN_PLAY = 4.0
"""What the state named last adds, the one before it half of that; `resolve` adds less, and more for places around."""


def settle(name: str, near: Sequence[str], sure: float, gazetteer: Gazetteer | None = None) -> Place | None:
    """The place that `name` is, None where it is none, or where the likeliest has less than `sure` of the weight.

    `near`: states in play (alpha-3), the last named first, which here speak for all the rest of the text. Adjectives
    and peoples ("Spanish") are no places, and small places are not taken.
    """
    options = [
        option
        for option in (gazetteer or Gazetteer.load()).find(name)
        if option.use not in ("adjective", "people") and prior(option) >= SCALE.least
    ]
    if not options:
        return None
    judged = sorted(((_weight(option, near), option.place) for option in options), key=lambda j: (-j[0], j[1].id))
    best, place = judged[0]
    # Two entries of one spot (a town, and the division of its name) do not speak against each other.
    others = sum(exp(value - best) for value, other in judged[1:] if other.state != place.state)
    return place if 1 / (1 + others) >= sure else None


def _weight(option: Named, near: Sequence[str]) -> float:
    return prior(option) + (_IN_PLAY / (1 + near.index(option.place.state)) if option.place.state in near else 0.0)
