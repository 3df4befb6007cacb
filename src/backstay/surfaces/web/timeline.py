"""Claims on a government's backing, counted over time, as a table's rows and as a Vega-Lite chart of them."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ...records import Channel
from .desk import Desk, knowledge
from .models import TimelineOut, TimelineRow
from .query import NONE, said
from .words import CHANNEL, EFFECT, SAID, label

if TYPE_CHECKING:
    from ...ledger import ClaimRow

PERIODS = ("day", "month", "quarter", "year")
MOST_ROWS = 400
"""The shortest period that keeps the table under this many rows is taken; failing that, years and fewer backers."""
TICK_FORMAT = {"day": "%-d %b %Y", "month": "%b %Y", "quarter": "%b %Y", "year": "%Y"}
CROSS = "M-1,-.6L-.6,-1L0,-.4L.6,-1L1,-.6L.4,0L1,.6L.6,1L0,.4L-.6,1L-1,.6L-.4,0Z"
STEP = 14
"""Pixels between two backers in one channel's row of the chart."""
LEAST_HEIGHT = 120
BACKERS_NAMED = 5
"""Backers with a colour of their own; the rest share one."""
OTHERS = "others"

Key = tuple[date, str, str | None, str | None, str]


def timeline(desk: Desk, state: str, rows: Sequence[ClaimRow]) -> TimelineOut:
    """Rows newest first. Claims that neither say nor deny anything (a source declines to comment) are left out."""
    dated = [row for row in rows if row.published]
    period, counts = _counted(dated)
    order = sorted(counts, key=lambda key: (-key[0].toordinal(), key[1], key[2] or "~", key[3] or "~", key[4]))
    return TimelineOut(
        period=period,
        rows=[_row(desk, state, key, counts[key], period) for key in order],
        undated=len(rows) - len(dated),
        elsewhere=sum(1 for row in dated if _key(row, period)) - counts.total(),
    )


def _counted(dated: Sequence[ClaimRow]) -> tuple[str, Counter[Key]]:
    """The shortest period with few enough rows, and the counts; failing that, by year for the largest backers."""
    for period in PERIODS:
        counts = Counter(key for row in dated if (key := _key(row, period)))
        if len(counts) <= MOST_ROWS:
            return period, counts
    of_backer: dict[str, Counter[Key]] = {}
    for key, claims in counts.items():
        of_backer.setdefault(key[1], Counter())[key] = claims
    named, *others = sorted(of_backer.values(), key=lambda each: -each.total())
    for each in others:
        if len(named) + len(each) > MOST_ROWS:
            break
        named = named + each
    return PERIODS[-1], named


def _key(row: ClaimRow, period: str) -> Key | None:
    claim, kind = row.claim, said(row.claim)
    if kind is None or row.published is None or not claim.backer:
        return None
    channel = claim.channel and str(claim.channel)
    return (first_of(row.published, period), claim.backer, channel, claim.effect and str(claim.effect), kind)


def _row(desk: Desk, state: str, key: Key, claims: int, period: str) -> TimelineRow:
    first, backer, channel, effect, kind = key
    last = last_of(first, period)
    return TimelineRow(
        first=first,
        last=last,
        backer=backer,
        backer_name=knowledge().state_name(backer),
        channel=channel,
        effect=effect,
        said=kind,
        claims=claims,
        address=desk.link(
            "/claims",
            client=state,
            backer=backer,
            channel=channel or NONE,
            effect=effect or NONE,
            said=kind,
            since=first,
            until=last,
        ),
    )


def first_of(day: date, period: str) -> date:
    """The first day of the period that a day lies in."""
    if period == "day":
        return day
    if period == "month":
        return day.replace(day=1)
    if period == "quarter":
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return date(day.year, 1, 1)


def last_of(first: date, period: str) -> date:
    """The last day of the period that begins on `first`."""
    if period == "day":
        return first
    months = {"month": 0, "quarter": 2, "year": 11}[period]
    month = first.month + months
    return date(first.year, month, monthrange(first.year, month)[1])


def vega_lite(view: TimelineOut, name: str) -> dict[str, Any]:
    """The chart: a row for each channel, a colour for each backer, a shape for each effect, hollow where not real.

    Colours are left to the page, which knows whether it is light or dark: they are `c1` to `c5`, and `c0` for others.
    """
    backers = [backer for backer, _ in _by_claims(view).most_common(BACKERS_NAMED)]
    names = {row.backer: row.backer_name for row in view.rows}
    domain = [names[backer] for backer in backers] + ([OTHERS] if len(names) > len(backers) else [])
    channels = [label(CHANNEL, channel) for channel in Channel if any(row.channel == channel for row in view.rows)]
    channels += ["No channel"] if any(row.channel is None for row in view.rows) else []
    shapes = {
        "builds": "triangle-up",
        "keeps": "circle",
        "cuts": "triangle-down",
        "ends": CROSS,
        "no effect named": "stroke",
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"Claims on who backs {name} by {view.period}, channel, backer and effect, as in the table.",
        "width": "container",
        "height": max(LEAST_HEIGHT, STEP * len(channels) * len(domain)),
        "data": {"values": [_point(row, backers) for row in view.rows]},
        "mark": {"type": "point", "filled": True, "strokeWidth": 1.4, "cursor": "pointer"},
        "encoding": {
            "x": {
                "field": "from",
                "type": "temporal",
                "title": None,
                "scale": {"type": "utc", "padding": 16},
                "axis": {"tickCount": 8, "labelOverlap": "greedy", "format": TICK_FORMAT[view.period], "grid": False},
            },
            "y": {"field": "channel", "type": "nominal", "sort": channels, "title": None, "axis": {"grid": True}},
            "yOffset": {"field": "backer", "type": "nominal", "sort": domain},
            "color": {"field": "backer", "type": "nominal", "title": "Backer", "scale": {"domain": domain}},
            "stroke": {"field": "backer", "type": "nominal", "title": "Backer", "scale": {"domain": domain}},
            "fillOpacity": {"condition": {"test": "datum.kind === 'real'", "value": 0.85}, "value": 0},
            "shape": {
                "field": "effect",
                "type": "nominal",
                "title": "The tie",
                "scale": {"domain": list(shapes), "range": list(shapes.values())},
            },
            "size": {
                "field": "claims",
                "type": "quantitative",
                "legend": None,
                "scale": {"range": [60, 420], "zero": False},
            },
            "href": {"field": "address", "type": "nominal"},
            "tooltip": [
                {"field": "when", "title": "Published"},
                {"field": "who", "title": "Backer"},
                {"field": "channel", "title": "Channel"},
                {"field": "effect", "title": "The tie"},
                {"field": "said", "title": "It is"},
                {"field": "claims", "title": "Claims"},
            ],
        },
    }


def _by_claims(view: TimelineOut) -> Counter[str]:
    counts = Counter[str]()
    for row in view.rows:
        counts[row.backer] += row.claims
    return counts


def _point(row: TimelineRow, named: list[str]) -> dict[str, Any]:
    return {
        "from": row.first.isoformat(),
        "when": span_in_words(row.first, row.last),
        "channel": label(CHANNEL, row.channel) if row.channel else "No channel",
        "backer": row.backer_name if row.backer in named else OTHERS,
        "who": row.backer_name,
        "effect": label(EFFECT, row.effect) if row.effect else "no effect named",
        "kind": row.said,
        "said": label(SAID, row.said),
        "claims": row.claims,
        "address": row.address,
    }


def span_in_words(first: date, last: date) -> str:
    """A period as one says it: a day, a month, a year, or from month to month."""
    if first == last:
        return f"{first.day} {first:%b %Y}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%b %Y}"
    return f"{first:%b} to {last:%b %Y}"
