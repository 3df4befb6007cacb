"""Distances on the earth."""

from __future__ import annotations

from math import cos, radians, sqrt

Point = tuple[float, float]
_KM_PER_DEGREE = 111.195


def kilometres(a: Point, b: Point) -> float:
    """Between two points in degrees, on a flat map around them: exact to a few percent where the answer is small."""
    across = abs(a[1] - b[1])
    across = min(across, 360 - across) * cos(radians((a[0] + b[0]) / 2))
    return _KM_PER_DEGREE * sqrt((a[0] - b[0]) ** 2 + across * across)
