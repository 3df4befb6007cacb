"""How an event spread, as a chart: a dot for each claim on its day, a row for each page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .models import StepOut
from .words import STEP, label

ROWS = 40
"""Pages that get a row of their own; of an event that more tell, the rows are kinds of claims."""
LEAST = 2
"""Days from which on there is something to draw."""
_HEIGHT = 26


def spreads_over_time(steps: Sequence[StepOut]) -> bool:
    """Do the claims lie on two days or more?"""
    return len({step.day for step in steps if step.day}) >= LEAST


def spread_spec(steps: Sequence[StepOut]) -> dict[str, Any]:
    """The Vega-Lite specification, with its data. Colours are left to the page. Claims of no known day are left out."""
    dated = [step for step in steps if step.day]
    pages = list(dict.fromkeys(step.outlet or step.who for step in dated))
    by_page = len(pages) <= ROWS
    kinds = list(dict.fromkeys(label(STEP, step.step) for step in dated))
    values = [_value(step, by_page) for step in dated]
    rows = list(dict.fromkeys(value["row"] for value in values))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": "When each claim on this event came out, by whom, as in the table.",
        "width": "container",
        "height": max(60, _HEIGHT * len(rows)),
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "size": 110, "opacity": 0.85, "cursor": "pointer"},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "title": "published", "axis": {"grid": True, "tickCount": 6}},
            "y": {"field": "row", "type": "nominal", "sort": rows, "title": None, "axis": {"labelLimit": 240}},
            "color": {"field": "what", "type": "nominal", "title": None, "scale": {"domain": kinds}},
            "shape": {"field": "what", "type": "nominal", "title": None, "scale": {"domain": kinds}, "legend": None},
            "href": {"field": "address", "type": "nominal"},
            "tooltip": [
                {"field": "date", "title": "Published"},
                {"field": "what", "title": "What"},
                {"field": "who", "title": "Who"},
                {"field": "after", "title": "After"},
                {"field": "words", "title": "In these words"},
            ],
        },
    }


def _value(step: StepOut, by_page: bool) -> dict[str, Any]:
    from .render import day_in_words

    assert step.day is not None
    what = label(STEP, step.step)
    return {
        "row": (step.outlet or step.who) if by_page else what,
        "day": step.day.isoformat(),
        "date": day_in_words(step.day),
        "what": what,
        "who": step.who,
        "after": step.after or "",
        "words": step.quote if len(step.quote) <= 200 else step.quote[:199] + "…",
        "address": step.address,
    }
