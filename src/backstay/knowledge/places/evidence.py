"""What speaks for each place that a name may mean, in one text."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log10

from .company import TOWNS, Company
from .gazetteer import Named, Place, point
from .sphere import Point, kilometres


@dataclass(frozen=True, slots=True)
class Scale:
    """How much each kind of evidence counts. Tuned by hand on LGL and TR-News, in round numbers."""

    state: float = 7.0
    division: float = -0.5
    division_people: float = 0.9
    county: float = 1.5
    county_people: float = 0.5
    bare: float = -2.0
    town_people: float = 0.9
    capital: float = 1.0
    other_use: float = -1.0
    region: float = 5.5
    inside: float = 6.0
    told: float = 4.0
    division_named: float = 2.0
    state_named: float = 2.0
    near: float = 1.0
    near_most: float = 3.0
    near_km: float = 100.0
    company: float = 3.0
    home: float = 3.0
    home_km: float = 240.0
    home_state: float = 1.0
    least: float = 3.5


SCALE = Scale()


@dataclass(frozen=True, slots=True)
class Setting:
    """What the text and its outlet tell of where it plays.

    `divisions`, `states`: weight by id and by alpha-3, at most 1. `spots`: the places that others of the text's names
    are taken for, with weights at most 1. `company`: all the places that they might be taken for.
    """

    divisions: dict[int, float]
    states: dict[str, float]
    spots: tuple[tuple[str, Point, float], ...]
    company: Company
    home: tuple[Point, ...] = ()
    home_state: str = ""


def prior(named: Named, scale: Scale = SCALE) -> float:
    """What speaks for a place before the text is read: what it is, how many people live there, how it is named."""
    place = named.place
    people = log10(place.population + 30)
    if place.kind in {"state", "continent"}:
        value = scale.state
    elif place.kind == "division":
        value = scale.division + scale.division_people * people
    elif place.kind == "county":
        value = scale.county + scale.county_people * people + (scale.bare if named.use == "bare" else 0.0)
    elif place.kind in TOWNS and place.population:
        value = scale.town_people * people + (scale.capital if place.kind == "capital" else 0.0)
    else:
        value = scale.region
    return value + (scale.other_use if named.use == "other" else 0.0)


def lies_in(place: Place, container: Place) -> bool:
    """Is a place part of a state, a division, or (by distance) a county?"""
    if container.kind == "state":
        return place.state == container.state and place.id != container.id
    if container.kind == "division":
        if place.kind in {"division", "state"}:
            return False
        return place.division == container.id or (
            place.division == 0 and place.state == container.state and kilometres(point(place), point(container)) < 300
        )
    if container.kind in {"county", *TOWNS}:
        return place.division == container.division and kilometres(point(place), point(container)) < 60
    return kilometres(point(place), point(container)) < 500


def fit(key: str, place: Place, setting: Setting, scale: Scale = SCALE) -> tuple[float, str]:
    """What the setting adds for a place that the name `key` may mean, and the strongest part of it in words."""
    parts = [
        (scale.division_named * setting.divisions.get(_division(place), 0.0), "its division is named in the text"),
        (scale.state_named * setting.states.get(place.state, 0.0), "its country is named in the text"),
        (_nearness(key, place, setting, scale), "other places of the text lie near it"),
        (scale.company * setting.company.beside(key, place), "others of the text's names may mean places near it"),
        (_at_home(place, setting, scale), "the outlet is at home there"),
        (
            scale.home_state if place.state and place.state == setting.home_state else 0.0,
            "the outlet's address is of its country",
        ),
    ]
    best = max(parts, key=lambda part: part[0])
    return sum(value for value, _ in parts), best[1] if best[0] > 0.4 else ""


def _division(place: Place) -> int:
    return place.id if place.kind == "division" else place.division or -1


def _nearness(key: str, place: Place, setting: Setting, scale: Scale) -> float:
    if place.kind in {"state", "continent"}:
        return 0.0
    here, total = point(place), 0.0
    reach = scale.near_km * (3 if place.kind == "division" else 1)
    for other, spot, weight in setting.spots:
        if other != key and abs(spot[0] - here[0]) < 6 * reach / 111:
            total += weight * exp(-kilometres(here, spot) / reach)
    return min(scale.near_most, scale.near * total)


def _at_home(place: Place, setting: Setting, scale: Scale) -> float:
    if not setting.home or place.kind in {"state", "continent"}:
        return 0.0
    reach = scale.home_km * (2 if place.kind == "division" else 1)
    return scale.home * max(exp(-kilometres(point(place), spot) / reach) for spot in setting.home)
