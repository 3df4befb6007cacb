"""Where an outlet is at home, as far as its address says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .company import TOWNS
from .gazetteer import Gazetteer
from .sphere import Point

_STATE_OF = {
    "uk": "GBR", "ca": "CAN", "au": "AUS", "ie": "IRL", "nz": "NZL", "in": "IND", "za": "ZAF", "pk": "PAK", "ng": "NGA",
    "ke": "KEN", "sg": "SGP", "ph": "PHL", "my": "MYS", "il": "ISR", "eg": "EGY", "tr": "TUR", "ru": "RUS", "fr": "FRA",
    "de": "DEU", "es": "ESP", "it": "ITA", "jp": "JPN", "cn": "CHN", "kr": "KOR", "ge": "GEO", "lb": "LBN", "lk": "LKA",
    "bd": "BGD", "ae": "ARE", "qa": "QAT", "sa": "SAU", "ir": "IRN", "ua": "UKR", "pl": "POL", "cz": "CZE", "cy": "CYP",
    "gov": "USA", "mil": "USA",
}  # fmt: skip
_PARTS = re.compile(r"[a-z]+")
_LEAST_PEOPLE = 5_000  # a town in an address has so many, or its name might be chance


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published a text, as far as known. `home`: where it is at home, in degrees."""

    domain: str = ""
    home: Point | None = None


@lru_cache(maxsize=4096)
def state_of(domain: str) -> str:
    """Alpha-3 of the state whose top-level domain an address has; empty where it tells none."""
    return _STATE_OF.get(domain.rstrip("/").rpartition(".")[2].lower(), "")


def towns_of(domain: str, gazetteer: Gazetteer) -> tuple[Point, ...]:
    """Larger towns that the address begins with (`columbusdispatch.com`): every one of the longest such name."""
    host = re.sub(r"^(?:www|news|m)\.", "", domain.lower())
    letters = "".join(_PARTS.findall(host.partition(".")[0])).removeprefix("the").removeprefix("my")
    for size in range(len(letters), 4, -1):
        towns = [n.place for n in gazetteer.places(letters[:size]) if n.place.kind in TOWNS and n.use == "name"]
        points = tuple((p.latitude, p.longitude) for p in towns if p.population >= _LEAST_PEOPLE)
        if points:
            return points
    return ()
