"""One name alone: which place it is, by what it may mean and the states in play, without reading the whole text."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from .company import TOWNS
from .evidence import SCALE, lies_in, prior
from .gazetteer import Gazetteer, Named, Place

_IN_PLAY = 4.0
"""What the state named last adds, the one before it half of that; `resolve` adds less, and more for places around."""
_AT_HOME, _ALONE, _UNHEARD_OF = "USA", 150_000, 15_000
"""English-language news writes of America all the time, and gives its smaller towns their state: "Geneva, Illinois".
Where one with fewer people than the first stands alone, America being in play does not speak for it; with fewer than
the second it is not meant (there is a town called Arab)."""


def settle(
    name: str, near: Sequence[str], sure: float, gazetteer: Gazetteer | None = None, *, larger: str = ""
) -> Place | None:
    """The place that `name` is, None where it is none, or where the likeliest has less than `sure` of the weight.

    `near`: states in play (alpha-3), the last named first, which here speak for all the rest of the text. `larger`: the
    name that follows ("Geneva, Illinois"). Adjectives and peoples ("Spanish") are no places, and small ones not taken.
    """
    known = gazetteer or Gazetteer.load()
    around = [found.place for found in known.find(larger)] if larger else []
    options = [
        option
        for option in known.find(name)
        if option.use not in ("adjective", "people")
        and prior(option) >= SCALE.least
        and (_told(option.place, around) or not _american(option.place, _UNHEARD_OF))
    ]
    if not options:
        return None
    weighed = ((_weight(option, near, around), option.place) for option in options)
    judged = sorted(weighed, key=lambda j: (-j[0], j[1].id))
    best, place = judged[0]
    # Two entries of one spot (a town, and the division of its name) do not speak against each other.
    others = sum(exp(value - best) for value, other in judged[1:] if other.state != place.state)
    return place if 1 / (1 + others) >= sure else None


def _weight(option: Named, near: Sequence[str], around: Sequence[Place]) -> float:
    place, told = option.place, _told(option.place, around)
    spoken_for = place.state in near and (told or not _american(place, _ALONE))
    in_play = _IN_PLAY / (1 + near.index(place.state)) if spoken_for else 0.0
    return prior(option) + in_play + (SCALE.inside if told else 0.0)


def _told(place: Place, around: Sequence[Place]) -> bool:
    """Whether the place lies in one of those that the text names around it."""
    return any(lies_in(place, other) for other in around)


def _american(place: Place, fewer: int) -> bool:
    """An American town of fewer people than that."""
    return place.state == _AT_HOME and place.kind in TOWNS and place.population < fewer
