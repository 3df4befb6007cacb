"""Charts of ties, as Vega-Lite specifications: they name no colours, which the page adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .words import CHANNEL, label

if TYPE_CHECKING:
    from .models import MatrixOut, TieOut, TiesOut

MULTIPLES = 12
"""Ties that are drawn, those with most signals; the table has all."""
POINTS = 60
"""Points of a line: more are thinned out evenly, the last one kept."""
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
ALL = "all, netted"
CELL = 16
"""Height of a row of the matrix."""


def multiples(view: TiesOut) -> dict[str, Any]:
    """A small chart a tie: the level and its 80% interval over time, breaks as upright lines."""
    drawn = sorted(view.ties, key=lambda tie: -tie.signals)[:MULTIPLES]
    drawn = [tie for tie in view.ties if tie in drawn]
    points = [point for tie in drawn for point in _points(tie)]
    broken = [point for tie in drawn for point in _breaks(tie)]
    whom = "Whom {} holds up" if view.backing else "Who holds up {}"
    return {
        "$schema": _SCHEMA,
        "description": f"{whom.format(view.name)}: level of each tie over time with its 80% interval, as in the table.",
        "data": {"values": [*points, *broken]},
        "facet": {"field": "tie", "type": "nominal", "title": None, "sort": [_name(tie) for tie in drawn]},
        "columns": 3,
        "spec": {"width": 200, "height": 80, "layer": _layers()},
    }


def _layers() -> list[dict[str, Any]]:
    at = {"field": "day", "type": "temporal", "title": None, "axis": {"tickCount": 3, "format": "%Y", "grid": False}}
    level = {"field": "level", "type": "quantitative", "title": "Level", "axis": {"tickCount": 3}}
    tooltip = [
        {"field": "tie", "title": "Tie"},
        {"field": "day", "type": "temporal", "title": "At"},
        {"field": "level", "title": "Level"},
        {"field": "low", "title": "From"},
        {"field": "high", "title": "To"},
    ]
    band = {"x": at, "y": {**level, "field": "low"}, "y2": {"field": "high"}}
    broke = {
        "x": {"field": "broke", "type": "temporal"},
        "tooltip": [{"field": "tie", "title": "Tie"}, {"field": "what", "title": "Break"}],
    }
    return [
        {"mark": {"type": "area", "opacity": 0.25}, "encoding": band},
        {"mark": {"type": "line", "strokeWidth": 1.6}, "encoding": {"x": at, "y": level, "tooltip": tooltip}},
        {"mark": {"type": "rule", "strokeDash": [3, 2], "strokeWidth": 1.4, "aria": False}, "encoding": broke},
    ]


def _points(tie: TieOut) -> list[dict[str, Any]]:
    every = -(-len(tie.history) // POINTS)
    kept = tie.history[::-1][::every][::-1]
    return [
        {"tie": _name(tie), "day": day.isoformat(), "level": level, "low": low, "high": high}
        for day, level, low, high in kept
    ]


def _breaks(tie: TieOut) -> list[dict[str, Any]]:
    return [
        {
            "tie": _name(tie),
            "broke": each.last.isoformat(),
            "what": f"{each.effect}, {each.first:%b %Y} to {each.last:%b %Y}, probability {each.probability:.0%}",
        }
        for each in tie.breaks
    ]


def _name(tie: TieOut) -> str:
    return f"{tie.other_name}: {ALL if tie.channel == 'all' else label(CHANNEL, tie.channel).lower()}"


def matrix(view: MatrixOut) -> dict[str, Any]:
    """Backers by governments: a field for each tie whose level is known, its colour the level."""
    fields = ("backer_name", "client_name", "level", "trend", "signals", "address")
    most = max((abs(cell.level) for cell in view.cells), default=1.0)
    x = {"field": "client_name", "type": "nominal", "title": "Government", "axis": {"labelAngle": -60}}
    return {
        "$schema": _SCHEMA,
        "description": "Level of each tie between a backer and a government, all channels netted, as in the table.",
        "width": "container",
        "height": CELL * max(len({cell.backer for cell in view.cells}), 1),
        "data": {"values": [{name: getattr(cell, name) for name in fields} for cell in view.cells]},
        "mark": {"type": "rect", "cursor": "pointer"},
        "encoding": {
            "x": x,
            "y": {"field": "backer_name", "type": "nominal", "title": "Backer"},
            "color": {
                "field": "level",
                "type": "quantitative",
                "title": "Level",
                "scale": {"scheme": "purpleorange", "domain": [-most, most], "reverse": True},
            },
            "href": {"field": "address", "type": "nominal"},
            "tooltip": [
                {"field": "backer_name", "title": "Backer"},
                {"field": "client_name", "title": "Government"},
                {"field": "level", "title": "Level"},
                {"field": "trend", "title": "Trend"},
                {"field": "signals", "title": "Signals"},
            ],
        },
    }
