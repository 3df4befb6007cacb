"""Which of the places that names may mean lie beside each other: Paris and Henry County both do in Tennessee."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp, floor, sqrt

from .gazetteer import Place, point
from .sphere import Point, kilometres

TOWNS = frozenset({"town", "capital"})
LOCAL = frozenset({*TOWNS, "county", "landmark", "base", "port", "airport", "island"})
_CELL = 1.0  # degrees; places in neighbouring cells are compared
_NEAR_KM = 50.0
_LEAST_NAMES = 3  # an outlet's home has at least so many names around it
_LEAST_SHARE = 0.15  # and this share of the weight of all names
_MOST = 2.0  # several neighbours tell no more than that
Cell = tuple[int, int]


class Company:
    """All the towns and counties that the names of a text may mean, by where they lie."""

    def __init__(self, options: Mapping[str, Iterable[Place]]) -> None:
        self._cells: dict[Cell, list[tuple[str, Point, float]]] = defaultdict(list)
        for key, places in options.items():
            local = [p for p in places if p.kind in LOCAL]
            for place in local:
                spot = point(place)
                self._cells[_cell(spot)].append((key, spot, 1 / sqrt(len(local))))
        self._known: dict[tuple[str, int], float] = {}

    def beside(self, key: str, place: Place) -> float:
        """How much of the other names' company a place has, 0..2: names with few meanings tell more."""
        if place.kind not in LOCAL:
            return 0.0
        if (key, place.id) not in self._known:
            self._known[(key, place.id)] = self._beside(key, point(place))
        return self._known[(key, place.id)]

    def _beside(self, key: str, spot: Point) -> float:
        best: dict[str, float] = {}
        row, column = _cell(spot)
        for cell in ((row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for other, there, weight in self._cells.get(cell, ()):
                if other != key and there != spot:
                    value = weight * exp(-kilometres(spot, there) / _NEAR_KM)
                    best[other] = max(best.get(other, 0.0), value)
        return min(_MOST, sum(best.values()))


def _cell(spot: Point) -> Cell:
    return floor(spot[0] / _CELL), floor(spot[1] / _CELL)


def home_of(texts: Sequence[Mapping[str, Sequence[Place]]]) -> Point | None:
    """The spot in degrees around which an outlet's names lie together; None where nothing stands out.

    `texts`: for each of its articles, the toponyms by key, each with all the places that it may mean (Lieberman,
    Samet and Sankaranarayanan 2010 call this an audience's local lexicon).
    """
    times: dict[str, int] = defaultdict(int)
    places: dict[str, Sequence[Place]] = {}
    for names in texts:
        for key, options in names.items():
            times[key] += 1
            places[key] = [p for p in options if p.kind in LOCAL]
    lexicon = [(key, sqrt(times[key]) / sqrt(len(its)), its) for key, its in places.items() if its]
    by_cell: dict[Cell, dict[str, float]] = defaultdict(dict)
    for key, weight, its in lexicon:
        for cell in {_cell(point(p)) for p in its}:
            by_cell[cell][key] = weight
    scores = {cell: sum(_around(cell, by_cell).values()) for cell in by_cell}
    if not scores:
        return None
    cell = max(sorted(scores), key=lambda c: scores[c])
    if len(_around(cell, by_cell)) < _LEAST_NAMES or scores[cell] < _LEAST_SHARE * sum(w for _, w, _ in lexicon):
        return None
    inside = [(point(p), weight) for _, weight, its in lexicon for p in its if _cell(point(p)) == cell]
    total = sum(w for _, w in inside)
    return sum(s[0] * w for s, w in inside) / total, sum(s[1] * w for s, w in inside) / total


def _around(cell: Cell, by_cell: Mapping[Cell, Mapping[str, float]]) -> dict[str, float]:
    """The names with a place in a cell or, at half their weight, in a neighbouring one."""
    found: dict[str, float] = {}
    for i in (-1, 0, 1):
        for j in (-1, 0, 1):
            for key, weight in by_cell.get((cell[0] + i, cell[1] + j), {}).items():
                found[key] = max(found.get(key, 0.0), weight if i == j == 0 else weight / 2)
    return found
