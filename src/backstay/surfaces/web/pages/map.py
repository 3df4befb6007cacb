"""The map: which governments claims name, and where events are said to have taken place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from math import sqrt
from typing import Annotated, Any

from fastapi import Depends

from ....ledger import PlaceRow
from ..cards import state_cards
from ..desk import Desk, desk, knowledge
from ..models import MapOut, MapPlace, StateCard
from ..render import STATIC

PLACES_SHOWN = 300
SHADES = 5
WIDTH, HEIGHT, UNITS = 720, 290, 2
"""The drawing: two units a degree, from 84 degrees north to 61 south."""
_NORTH = 84.0


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point in degrees lies on the drawing: a plain grid of degrees, north up."""
    return (longitude + 180) * UNITS, (_NORTH - latitude) * UNITS


def places(at: Desk) -> list[PlaceRow]:
    """Every place where an event is said to have taken place."""
    return at.kept("places", work_out=at.ledger.places, form=list[PlaceRow])


def map_page(at: Annotated[Desk, Depends(desk)]) -> MapOut:
    """Governments by how many claims name them, and the places of events, those with most claims first."""
    rows = places(at)
    found = [place for row in rows[:PLACES_SHOWN] if (place := _place(at, row))]
    states = sorted(state_cards(at), key=lambda card: (-card.claims, card.state))
    return MapOut(as_of=at.as_of, states=states, places=found, places_total=len(rows))


def _place(at: Desk, row: PlaceRow) -> MapPlace | None:
    """The place of an id, None where the gazetteer does not have it (any more)."""
    from ....knowledge.places import Gazetteer

    kind, _, number = row.id.partition(":")
    if kind not in ("geonames", "place") or not number.isdecimal():
        return None
    try:
        place = Gazetteer.load().place(int(number))
    except KeyError:
        return None
    return MapPlace(
        id=row.id,
        name=row.name or place.name,
        kind=place.kind,
        state=place.state or None,
        latitude=place.latitude,
        longitude=place.longitude,
        claims=row.claims,
        address=at.link("/claims", place_id=row.id),
    )


@lru_cache(maxsize=1)
def outlines() -> dict[str, str]:
    """SVG paths of the countries by alpha-3 code, made by `scripts.map` from Natural Earth."""
    made: dict[str, str] = json.loads((STATIC / "world.json").read_text(encoding="utf-8"))
    return made


def map_extras(view: MapOut) -> dict[str, Any]:
    """What is drawn: a shade for each country, a spot for each place that is no whole country."""
    cards = {card.state: card for card in view.states}
    most = max((card.claims for card in view.states), default=1)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "countries": [
            {"path": path, "card": cards.get(code), "shade": _shade(cards.get(code), most)}
            for code, path in outlines().items()
        ],
        "spots": [_spot(place) for place in _spots(view.places)],
        "undrawn": [card for card in view.states if card.state not in outlines()],
        "state_names": {code: knowledge().state_name(code) for code in {p.state for p in view.places if p.state}},
    }


def _shade(card: StateCard | None, most: int) -> int:
    """0 for no claim, 1 to `SHADES` by the root of the count, so that small counts still differ."""
    return 0 if card is None else max(1, round(SHADES * sqrt(card.claims / most)))


def _spots(places: Sequence[MapPlace]) -> list[MapPlace]:
    """Places that are no whole states: those are shaded already."""
    return [place for place in places if place.kind not in ("state", "continent")]


def _spot(place: MapPlace) -> dict[str, Any]:
    x, y = project(place.latitude, place.longitude)
    return {"x": round(x, 1), "y": round(y, 1), "r": round(min(9.0, 1.5 + sqrt(place.claims)), 1), "place": place}
