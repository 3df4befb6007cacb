"""The charts of a solvency page as Vega-Lite: fans over time, and the ladder stacked. They name no colours."""

from __future__ import annotations

from typing import Any

from ...records.errors import UsageError
from .models import SolvencyOut

CHARTS = {
    "coverage": (
        "Coverage",
        "free earnings over what is due in cash and the imports that are not cut; below 1 somebody goes unpaid",
    ),
    "encumbrance": ("Encumbrance", "share of export earnings that lenders lift for what they are owed"),
    "cash": ("Free earnings", "USD m a month, after what is lifted in kind"),
    "reserves": ("Reserves", "USD m"),
}
NAMED = 5
"""Colours that the page has."""
Json = dict[str, Any]


def chart_of(view: SolvencyOut, chart: str) -> Json:
    """One chart by its name: one of CHARTS, `ladder`, or `staff` with the place of the crew."""
    if chart == "ladder":
        return _ladder(view)
    if chart.startswith("staff"):
        place = int(chart.removeprefix("staff") or 0)
        crews = view.scenarios[0]["staff"]
        if place >= len(crews):
            raise UsageError(f"There is no staff number {place} in this case.", hint=f"There are {len(crews)}.")
        name = crews[place]["name"]
        fans = [
            (run["name"], run["months"], run["staff"][place]["staff"]) for run in view.scenarios if place < len(crews)
        ]
        return _fan(fans, name, f"{name}: persons, months ahead of {view.day}")
    fans = [(run["name"], run["months"], run["series"][chart]) for run in view.scenarios]
    return _fan(fans, CHARTS[chart][0], f"{CHARTS[chart][0]} of {view.name}: {CHARTS[chart][1]}")


def _base(description: str, rows: list[Json], domain: list[str], title: str) -> Json:
    colour = {"field": "of", "type": "nominal", "title": title, "scale": {"domain": domain}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": description,
        "width": "container",
        "height": 220,
        "data": {"values": rows},
        "encoding": {
            "x": {
                "field": "month",
                "type": "temporal",
                "title": None,
                "scale": {"type": "utc"},
                "axis": {"format": "%b %Y", "labelOverlap": "greedy", "tickCount": 6, "grid": False},
            },
            "color": colour,
        },
    }


def _fan(fans: list[tuple[str, list[str], Json]], title: str, description: str) -> Json:
    rows = [
        {"of": name, "month": month, **{q: fan[q][at] for q in fan}}
        for name, months, fan in fans
        for at, month in enumerate(months)
    ]
    spec = _base(description, rows, [name for name, _, _ in fans], "Middle, 50% and 80% of paths")

    def band(low: str, high: str, opacity: float) -> Json:
        mark = {"type": "area", "opacity": opacity, "strokeWidth": 0}
        y = {"field": low, "type": "quantitative", "title": title}
        return {"mark": mark, "encoding": {"y": y, "y2": {"field": high}}}

    tips = [
        {"field": "month", "type": "temporal", "format": "%b %Y", "title": "Month"},
        {"field": "of", "title": "Scenario"},
    ]
    tips += [{"field": q, "title": words} for q, words in (("middle", "Middle"), ("low", "10%"), ("high", "90%"))]
    line = {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {
        "y": {"field": "middle", "type": "quantitative", "title": title}, "tooltip": tips}}  # fmt: skip
    return {**spec, "layer": [band("low", "high", 0.15), band("lower", "upper", 0.25), line]}


def _ladder(view: SolvencyOut) -> Json:
    """What each place in the ladder gets a month, the first at the bottom; the smallest are put together."""
    run = view.scenarios[-1]
    places = sorted(run["ladder"], key=lambda row: -sum(row["paid"]))
    named = [row["name"] for row in places[:NAMED]]
    order = [row["name"] for row in run["ladder"] if row["name"] in named]
    rows = [
        {"of": row["name"] if row["name"] in named else "others", "month": month, "paid": row["paid"][at],
         "place": order.index(row["name"]) if row["name"] in named else NAMED}
        for row in run["ladder"]
        for at, month in enumerate(run["months"])
    ]  # fmt: skip
    domain = order + (["others"] if len(places) > NAMED else [])
    spec = _base(f"Paid a month by place in the ladder, USD m, {run['name']}", rows, domain, "Paid to")
    spec["mark"] = {"type": "area", "opacity": 0.8, "strokeWidth": 0}
    spec["encoding"]["y"] = {"aggregate": "sum", "field": "paid", "type": "quantitative", "title": "USD m a month"}
    spec["encoding"]["order"] = {"field": "place"}
    return spec
