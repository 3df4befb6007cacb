"""How good forecasts were: those on the record, and those that could have been made from the ledger's own past."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends

from ..desk import Desk, desk
from ..models import BacktestOut, CaseOut, ScoreboardOut, ScoreOut, WordCame
from .outlook import SHOWN, forecast_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ....outlook import Case

OFF = 20
STEP_DAYS = 60
"""Days between the forecasts of the past that the page shows: twice as far apart as the command's, in half the time."""


def scoreboard(at: Annotated[Desk, Depends(desk)]) -> ScoreboardOut:
    """How good the forecasts were that were made: scores, skill, calibration, and those furthest off."""
    return at.kept("scoreboard", work_out=lambda: _scoreboard(at))


def backtest_page(at: Annotated[Desk, Depends(desk)]) -> BacktestOut:
    """What forecasts from past days would have come to in this ledger, each from what was known on its day."""
    return at.kept("backtest", at.asked, work_out=lambda: _backtest(at), slow=True, form=BacktestOut)


def _scoreboard(at: Desk) -> ScoreboardOut:
    from ....outlook import of_record

    kept = at.ledger.forecasts()
    cases = of_record(kept)
    return ScoreboardOut(
        as_of=at.as_of,
        made=len(kept),
        scored=len(cases),
        **_came(cases),
        open=[forecast_out(each) for each in kept if each.outcome is None][:SHOWN],
        open_total=sum(1 for each in kept if each.outcome is None),
    )


def _backtest(at: Desk) -> BacktestOut:
    from ....outlook import backtest

    cases = backtest(at.ledger, step_days=STEP_DAYS)
    days = sorted({case.made for case in cases})
    return BacktestOut(
        as_of=at.as_of,
        forecasts=len(cases),
        step_days=STEP_DAYS,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        **_came(cases),
    )


def _came(cases: Sequence[Case]) -> dict[str, Any]:
    """What a page says of forecasts with their outcomes."""
    from ....outlook import by_word, scores, worst

    return {
        "scores": [ScoreOut(**{**asdict(each), "bars": [list(bar) for bar in each.bars]}) for each in scores(cases)],
        "words": [WordCame(**asdict(each)) for each in by_word(cases)],
        "furthest_off": [CaseOut(**asdict(case)) for case in worst(cases, OFF)],
    }


def scoreboard_extras(view: ScoreboardOut | BacktestOut) -> dict[str, Any]:
    """Whether there is anything to draw."""
    return {"chart": bool(view.scores)}


def reliability_chart(at: Annotated[Desk, Depends(desk)]) -> dict[str, Any]:
    """Stated against found frequency of all scored forecasts, as a Vega-Lite specification."""
    return _reliability(scoreboard(at).scores)


def backtest_chart(at: Annotated[Desk, Depends(desk)]) -> dict[str, Any]:
    """Stated against found frequency of the forecasts from past days, as a Vega-Lite specification."""
    return _reliability(backtest_page(at).scores)


def _reliability(scores: list[ScoreOut]) -> dict[str, Any]:
    """Stated against found frequency, as a Vega-Lite specification."""
    values = [
        {"said": said, "came": came, "forecasts": count, "question": f"{score.effect}, {score.horizon_days} days"}
        for score in scores
        for said, came, count in score.bars
    ]
    domain = sorted({str(value["question"]) for value in values})
    axis = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": {"format": ".0%"}}
    colour = {"field": "question", "type": "nominal", "title": "Question", "scale": {"domain": domain}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": "Reliability: how often it came, against the chance that was given. On the line is right.",
        "width": "container",
        "height": 320,
        "encoding": {"color": colour},
        "layer": [
            {
                "data": {"values": values},
                "mark": {"type": "point", "filled": True, "tooltip": {"content": "data"}},
                "encoding": {
                    "x": {"field": "said", "title": "Chance that was given", **axis},
                    "y": {"field": "came", "title": "Share that came", **axis},
                    "size": {"field": "forecasts", "type": "quantitative", "title": "Forecasts"},
                },
            },
            {
                "data": {"values": [{"said": 0, "came": 0}, {"said": 1, "came": 1}]},
                "mark": {"type": "line", "strokeDash": [4, 4], "color": "gray"},
                "encoding": {
                    "x": {"field": "said", **axis},
                    "y": {"field": "came", **axis},
                    "color": {"value": "gray"},
                },
            },
        ],
    }
