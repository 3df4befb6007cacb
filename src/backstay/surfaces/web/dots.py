"""The numbers that are told of an event: rows with who says each, and a dot plot with their ranges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...records import Event
from .desk import Desk
from .models import AmountOut, StatedOut
from .words import AMOUNT_KIND, label

if TYPE_CHECKING:
    from ...ledger import ClaimRow

CHARTS = 3
"""Units that get a chart, those with most numbers first; the table holds all."""
STEP = 26
WIDE = 40.0
"""Numbers further apart than this, as a ratio, are drawn on a logarithmic scale."""


def amount_rows(event: Event, rows: Mapping[str, ClaimRow], at: Desk) -> list[StatedOut]:
    """Every number with who says it, in the order in which they were told."""
    from ...ties import chain_in_words

    against = frozenset(event.against)
    return [
        StatedOut(
            amount=AmountOut(
                text=stated.amount.text,
                low=stated.amount.low,
                high=stated.amount.high,
                unit=stated.amount.unit,
                of=stated.amount.of,
                kind=stated.amount.kind.value,
                approx=stated.amount.approx,
            ),
            claim=stated.claim,
            said_by=chain_in_words(rows[stated.claim]),
            published=rows[stated.claim].published,
            against=stated.claim in against,
            address=at.link(f"/claims/{stated.claim}"),
        )
        for stated in event.amounts
    ]


def units(amounts: Sequence[StatedOut]) -> list[str]:
    """Units that at least two numbers count, most first."""
    counts = Counter(row.amount.unit for row in amounts if _bounds(row.amount))
    return [unit for unit, number in counts.most_common() if number > 1][:CHARTS]


def dots(rows: Sequence[StatedOut], unit: str) -> dict[str, Any]:
    """The chart: a row for each number in the order of telling, a line from low to high, a dot between.

    Colours are left to the page, which knows whether it is light or dark.
    """
    values = [_value(place, row) for place, row in enumerate(rows) if _bounds(row.amount)]
    kinds = list(dict.fromkeys(value["kind"] for value in values))
    ends = [value[end] for value in values for end in ("low", "high") if value[end] > 0]
    wide = len(ends) == 2 * len(values) and bool(ends) and max(ends) / min(ends) > WIDE
    scale: dict[str, Any] = {"type": "log", "nice": False, "padding": 12} if wide else {"zero": False, "nice": True}
    title = "share of the whole" if unit == "share" else unit
    x = {
        "type": "quantitative",
        "title": title,
        "scale": scale,
        "axis": {"grid": True, "tickCount": 6, "format": ",.4~r"},
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"Numbers of {title} told of this event, with their ranges and who says them, as in the table.",
        "width": "container",
        "height": max(60, STEP * len(values)),
        "data": {"values": values},
        "encoding": {
            "y": {"field": "row", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 260}},
            "color": {"field": "kind", "type": "nominal", "title": "It is", "scale": {"domain": kinds}},
            "href": {"field": "address", "type": "nominal"},
            "tooltip": [
                {"field": "text", "title": "In the text"},
                {"field": "range", "title": "Range"},
                {"field": "kind", "title": "It is"},
                {"field": "who", "title": "Who says so"},
                {"field": "day", "title": "Published"},
            ],
        },
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.5},
                "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 90, "cursor": "pointer"},
                "encoding": {"x": {**x, "field": "middle"}},
            },
        ],
    }


def _bounds(amount: AmountOut) -> tuple[float, float] | None:
    """Low and high; an open end is drawn at the other."""
    low = amount.high if amount.low is None else amount.low
    high = amount.low if amount.high is None else amount.high
    return None if low is None or high is None else (low, high)


def _value(place: int, row: StatedOut) -> dict[str, Any]:
    from .render import bounds, day_in_words

    ends = _bounds(row.amount)
    assert ends is not None
    who = row.said_by if len(row.said_by) <= 60 else row.said_by[:59] + "…"
    return {
        "row": f"{place + 1}. {who}",
        "low": ends[0],
        "high": ends[1],
        "middle": (ends[0] + ends[1]) / 2,
        "text": row.amount.text,
        "range": bounds(row.amount),
        "kind": label(AMOUNT_KIND, row.amount.kind) + (" (said against it)" if row.against else ""),
        "who": row.said_by,
        "day": day_in_words(row.published),
        "address": row.address,
    }
