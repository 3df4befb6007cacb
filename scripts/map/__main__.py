"""`python -m scripts.map COUNTRIES`: makes surfaces/web/static/world.json from world-atlas's countries-110m.json.

world-atlas 2.0.2 (npm) is TopoJSON made from Natural Earth, which is in the public domain. Each country's rings are
unrolled, put on a plain grid of degrees (two units a degree, north up, as `surfaces.web.pages.map.project` does for
points), and written as one SVG path under its ISO 3166 alpha-3 code, which the country's number and name give.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backstay.knowledge import Knowledge
from backstay.surfaces.web.pages.map import project

OUT = Path("src/backstay/surfaces/web/static/world.json")
LEFT_OUT = frozenset(("Antarctica", "Fr. S. Antarctic Lands"))
CALLED = {
    "Bosnia and Herz.": "BIH", "Central African Rep.": "CAF", "Dem. Rep. Congo": "COD", "Congo": "COG",
    "Dominican Rep.": "DOM", "Eq. Guinea": "GNQ", "Falkland Is.": "FLK", "Macedonia": "MKD", "S. Sudan": "SSD",
    "Solomon Is.": "SLB", "W. Sahara": "ESH", "eSwatini": "SWZ", "Côte d'Ivoire": "CIV", "Kosovo": "XKX",
    "N. Cyprus": "", "Somaliland": "SOM", "Georgia": "GEO", "United States of America": "USA",
    "New Caledonia": "NCL", "Greenland": "GRL", "Puerto Rico": "PRI",
}  # fmt: skip
"""Names that the atlas cuts short, or that would be read as something else. N. Cyprus is drawn without a code."""

Ring = list[tuple[float, float]]


def rings(topology: dict[str, Any], shape: dict[str, Any]) -> Iterator[Ring]:
    """The rings of a country, in longitude and latitude."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    for polygon in polygons:
        for indices in polygon:
            ring: Ring = []
            for index in indices:
                arc = _arc(topology, index if index >= 0 else ~index)
                ring += (arc if index >= 0 else arc[::-1])[1 if ring else 0 :]
            yield ring


def _arc(topology: dict[str, Any], index: int) -> Ring:
    """An arc, whose points are differences of whole numbers in the file."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in topology["arcs"][index]:
        x, y = x + dx, y + dy
        points.append((x * scale_x + shift_x, y * scale_y + shift_y))
    return points


def unrolled(ring: Ring) -> Iterator[Ring]:
    """A ring that crosses the 180th meridian, as its parts on either side; another ring as it is."""
    whole = [ring[0]]
    for lon, lat in ring[1:]:
        turns = round((whole[-1][0] - lon) / 360)
        whole.append((lon + 360 * turns, lat))
    for shift in (-360, 0, 360):
        moved = [(lon + shift, lat) for lon, lat in whole]
        inside = _beyond(_beyond(moved, -180.0, 1), 180.0, -1)
        if inside:
            yield inside


def _beyond(ring: Ring, edge: float, side: int) -> Ring:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman 1974); `side` 1 is east of it."""
    kept: Ring = []
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        in0, in1 = (x0 - edge) * side >= 0, (x1 - edge) * side >= 0
        if in0:
            kept.append((x0, y0))
        if in0 != in1:
            kept.append((edge, y0 + (y1 - y0) * (edge - x0) / (x1 - x0)))
    return kept


def path_of(outline: list[Ring]) -> str:
    """SVG path data, to a fifth of a degree; rings that shrink to less than a triangle are left out."""
    parts = []
    for ring in outline:
        points = list(dict.fromkeys((round(x, 1), round(y, 1)) for x, y in (project(lat, lon) for lon, lat in ring)))
        if len(points) > 2:
            parts.append("M" + "L".join(f"{x:g},{y:g}" for x, y in points) + "Z")
    return "".join(parts)


def code_of(name: str, knowledge: Knowledge) -> str:
    """The alpha-3 code of a country by the atlas's name. Raises ValueError for one that nobody knows."""
    code = CALLED[name] if name in CALLED else knowledge.state_code(name)
    if code is None:
        raise ValueError(f"{name} is no state that is known: add it to CALLED")
    return code if code in knowledge.state_codes else ""


def make(source: Path) -> dict[str, str]:
    """Path data by code; what has no code of its own lies under the empty one."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    knowledge = Knowledge()
    made: dict[str, str] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        if name not in LEFT_OUT:
            code = code_of(name, knowledge)
            parts = [part for ring in rings(topology, shape) for part in unrolled(ring)]
            made[code] = made.get(code, "") + path_of(parts)
    return dict(sorted(made.items()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("countries", type=Path, help="countries-110m.json of the npm package world-atlas")
    outlines = make(parser.parse_args().countries)
    OUT.write_text(json.dumps(outlines, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(outlines)} outlines, {OUT.stat().st_size:,} bytes\n")
