"""The record: what was forecast is kept as it was said, and scored once its horizon has passed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from backstay.ledger import KeptForecast
from backstay.records import Effect, Outlook, content_id

from .gathering import signals
from .outlook import Outlooks
from .tie_marks import BUILDS_FROM, CUTS_FROM, ENDS_FROM, RULES

if TYPE_CHECKING:
    import polars

    from backstay.ledger import Ledger


def remember(ledger: Ledger, found: Outlooks, frame: polars.DataFrame | None = None) -> int:
    """Keep the forecasts of a day in the ledger; how many were new. The same made twice from the same is kept once.

    `frame`: the signals that were known on the day, where they are at hand.
    """
    frame = signals(ledger.until(found.made)) if frame is None else frame
    noted = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    return ledger.keep_forecasts([_kept(each, found, frame, noted) for each in found.outlooks if each.enough])


def score_due(ledger: Ledger, day: date | None = None, frame: polars.DataFrame | None = None) -> int:
    """Resolve the forecasts whose horizon has passed by `day`; how many those were.

    `day` is the last day that any signal is known of where it is not given: no news is no outcome before that.
    `frame`: the signals known by then, where they are at hand.
    """
    if frame is None:
        frame = signals(ledger.until(day) if day else ledger)
    last = day or (frame["known"].max() if frame.height else None)
    if not isinstance(last, date):
        return 0
    due = [each for each in ledger.forecasts() if each.outcome is None and each.closes <= last]
    ledger.resolve_forecasts([(each.id, outcome(frame, each)) for each in due], last)
    return len(due)


def outcome(frame: polars.DataFrame, forecast: KeptForecast | Outlook) -> int:
    """1 where what was forecast happened within its horizon, by its rule in `RULES`; else 0."""
    return _came(frame, forecast, forecast.made + timedelta(days=1), forecast.closes)


def persistence(frame: polars.DataFrame, forecast: Outlook) -> int:
    """What came, as known then, in the window just as long that ended on the day of the forecast."""
    import polars

    frame = frame.filter(polars.col("known") <= forecast.made)
    return _came(frame, forecast, forecast.made - timedelta(days=forecast.horizon_days - 1), forecast.made)


def _came(frame: polars.DataFrame, forecast: KeptForecast | Outlook, first: date, last: date) -> int:
    import polars

    column = polars.col
    held = frame.filter(
        (column("backer") == forecast.backer)
        & (column("client") == forecast.client)
        & (column("channel") == str(forecast.channel))
        & column("day").is_between(first, last)
    )["push"]
    return came(Effect(forecast.effect), held.to_list())


def came(effect: Effect, pushes: Sequence[float]) -> int:
    """1 where the pushes of a tie within the horizon make `effect` come true, by its rule in `RULES`; else 0."""
    if effect is Effect.BUILDS:
        return int(any(push >= BUILDS_FROM for push in pushes))
    if effect is Effect.ENDS:
        return int(any(push <= ENDS_FROM for push in pushes))
    cut = any(push <= CUTS_FROM for push in pushes)
    return int(cut) if effect is Effect.CUTS else int(not cut)


def _kept(each: Outlook, found: Outlooks, frame: polars.DataFrame, noted: datetime) -> KeptForecast:
    assert each.probability is not None
    assert each.low is not None
    assert each.high is not None
    tie = (each.backer, each.client, str(each.channel), str(each.effect), str(each.horizon_days))
    return KeptForecast(
        id=content_id("f", each.made.isoformat(), *tie, found.knew, found.model),
        made=each.made,
        noted=noted,
        closes=each.closes,
        backer=each.backer,
        client=each.client,
        channel=str(each.channel),
        effect=str(each.effect),
        horizon_days=each.horizon_days,
        probability=each.probability,
        low=each.low,
        high=each.high,
        word=each.word,
        base_rate=each.base_rate,
        persistence=float(persistence(frame, each)),
        signals=each.signals,
        knew=found.knew,
        model=found.model,
        rule=RULES[each.effect],
        moved_by=json.dumps([asdict(mover) for mover in each.moved_by]),
    )


def history(ledger: Ledger, client: str) -> Sequence[KeptForecast]:
    """The forecasts that were made of a client's ties, oldest first."""
    return [each for each in ledger.forecasts() if each.client == client]
