"""A government's outlook: what is likely next for its ties."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Query

from ....records.errors import UsageError
from ..desk import Desk, desk, knowledge, state_code
from ..models import ForecastOut, LikeliestOut, OutlookLine, OutlookOut, QuestionOut, WhyOut

if TYPE_CHECKING:
    from ....ledger import KeptForecast
    from ....records import Mover, Outlook

SHOWN = 200
HISTORY_HORIZON = 90
LIKELIEST = 25
"""Ties of all governments that are listed for each question."""


def outlook_page(at: Annotated[Desk, Depends(desk)], code: str) -> OutlookOut:
    """What is likely next for a government's ties. Raises UsageError for a name that is no state's."""
    whole = state_code(code) or ""
    return at.kept("outlook", whole, at.asked, work_out=lambda: _outlook(at, whole), slow=True, form=OutlookOut)


def likeliest_page(
    at: Annotated[Desk, Depends(desk)],
    within: Annotated[int, Query(description="Days ahead: 30, 90 or 365.")] = HISTORY_HORIZON,
) -> LikeliestOut:
    """Of the ties of all governments, those that are likeliest to be cut, and to be built up."""
    from ....outlook import HORIZONS

    if within not in HORIZONS:
        raise UsageError(f"{within} days is no horizon.", hint=f"One of {', '.join(map(str, HORIZONS))}.")
    work = partial(_likeliest, at, within)
    return at.kept("likeliest", within, at.asked, work_out=work, slow=True, form=LikeliestOut)


def _likeliest(at: Desk, within: int) -> LikeliestOut:
    from ....outlook import HORIZONS, from_signals, likeliest, signals
    from ....records import Effect

    known = at.kept("signals", work_out=lambda: signals(at.ledger))
    found = from_signals(known, day=at.ledger.as_of, reasons=False)
    first = {each: [_line(at, one) for one in likeliest(found.outlooks, each, within, LIKELIEST)] for each in Effect}
    return LikeliestOut(
        as_of=at.as_of,
        made=found.made if found.signals else None,
        within=within,
        horizons=list(HORIZONS),
        ties=len({(each.backer, each.client, each.channel) for each in found.outlooks if each.enough}),
        closed=found.closed,
        cuts=first[Effect.CUTS],
        builds=first[Effect.BUILDS],
    )


def _outlook(at: Desk, code: str) -> OutlookOut:
    from ....outlook import ENOUGH, RULES, from_signals, history, signals

    known = at.kept("signals", work_out=lambda: signals(at.ledger))
    found = from_signals(known, code, at.ledger.as_of)
    said = [each for each in found.outlooks if each.enough]
    names = knowledge()
    return OutlookOut(
        as_of=at.as_of,
        state=code,
        name=names.state_name(code),
        made=found.made if found.signals else None,
        signals=found.signals,
        knew=found.knew,
        model=found.model,
        closed=found.closed,
        enough=ENOUGH,
        lines=[_line(at, each) for each in said],
        not_enough=sorted(
            {f"{names.state_name(each.backer)}: {each.channel}" for each in found.outlooks if not each.enough}
        ),
        questions=[QuestionOut(effect=str(effect), rule=rule) for effect, rule in RULES.items()],
        history=[forecast_out(each) for each in history(at.ledger, code) if each.horizon_days == HISTORY_HORIZON][
            -SHOWN:
        ],
    )


def _line(at: Desk, each: Outlook) -> OutlookLine:
    assert each.probability is not None
    assert each.low is not None
    assert each.high is not None
    return OutlookLine(
        backer=each.backer,
        backer_name=knowledge().state_name(each.backer),
        client=each.client,
        client_name=knowledge().state_name(each.client),
        channel=str(each.channel),
        effect=str(each.effect),
        horizon_days=each.horizon_days,
        closes=each.closes,
        probability=each.probability,
        low=each.low,
        high=each.high,
        word=each.word,
        base_rate=each.base_rate,
        signals=each.signals,
        moved_by=[_mover(mover) for mover in each.moved_by],
        address=at.link("/claims", backer=each.backer, client=each.client, channel=str(each.channel)),
    )


def _mover(mover: Mover) -> WhyOut:
    return WhyOut(text=mover.text, raises=mover.raises, share=mover.share, evidence=list(mover.evidence))


def forecast_out(each: KeptForecast) -> ForecastOut:
    return ForecastOut(
        id=each.id,
        made=each.made,
        closes=each.closes,
        backer=each.backer,
        backer_name=knowledge().state_name(each.backer),
        client=each.client,
        client_name=knowledge().state_name(each.client),
        channel=each.channel,
        effect=each.effect,
        horizon_days=each.horizon_days,
        probability=each.probability,
        word=each.word,
        base_rate=each.base_rate,
        knew=each.knew,
        model=each.model,
        rule=each.rule,
        outcome=each.outcome,
        scored=each.scored,
    )


def outlook_extras(view: OutlookOut) -> dict[str, Any]:
    """Horizons in order, for the page's tables."""
    horizons = sorted({line.horizon_days for line in view.lines})
    return {"chart": bool(view.lines), "horizons": horizons}


def outlook_chart(at: Annotated[Desk, Depends(desk)], code: str) -> dict[str, Any]:
    """Chances of a cut by tie and horizon, each with its range and its base rate, as a Vega-Lite specification."""
    view = outlook_page(at, code)
    values = [
        {
            "tie": f"{line.backer_name}, {line.channel}",
            "horizon": f"{line.horizon_days} days",
            "chance": line.probability,
            "low": line.low,
            "high": line.high,
            "base rate": line.base_rate,
            "in words": line.word,
        }
        for line in view.lines
        if line.effect == "cuts"
    ]
    y = {"field": "tie", "type": "nominal", "title": None, "sort": None}
    colour = {"field": "horizon", "type": "nominal", "title": "Within", "scale": {"domain": _horizons(view)}}
    offset = {"field": "horizon", "type": "nominal", "sort": _horizons(view)}
    scale = {"domain": [0, 1]}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"How likely each tie of {view.name} is to be cut, as in the table.",
        "width": "container",
        # A number, not a step: a page fits its charts, and a chart with steps cannot be fitted.
        "height": 14 * max(1, len(values)),
        "data": {"values": values},
        "encoding": {"y": y, "yOffset": offset, "color": colour},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.35},
                "encoding": {
                    "x": {
                        "field": "low",
                        "type": "quantitative",
                        "scale": scale,
                        "title": "Chance of a cut (80% range)",
                    },
                    "x2": {"field": "high"},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 60, "tooltip": {"content": "data"}},
                "encoding": {"x": {"field": "chance", "type": "quantitative", "axis": {"format": ".0%"}}},
            },
            {
                "mark": {"type": "tick", "thickness": 2},
                "encoding": {"x": {"field": "base rate", "type": "quantitative"}},
            },
        ],
    }


def _horizons(view: OutlookOut) -> list[str]:
    return [f"{days} days" for days in sorted({line.horizon_days for line in view.lines})]
