"""The record: what was forecast is kept as it was said, and scored once its horizon has passed."""

from __future__ import annotations

import json
from collections import defaultdict
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


Told = dict[tuple[str, str, str], list[tuple[date, date, float]]]
"""Day, day on which it was known, and push of each signal, by backer, client and channel."""


def by_tie(frame: polars.DataFrame) -> Told:
    """The signals of a frame, by tie."""
    found: defaultdict[tuple[str, str, str], list[tuple[date, date, float]]] = defaultdict(list)
    columns = frame.select("backer", "client", "channel", "day", "known", "push")
    for backer, client, channel, day, known, push in columns.iter_rows():
        found[backer, client, channel].append((day, known, push))
    return dict(found)


def remember(ledger: Ledger, found: Outlooks, frame: polars.DataFrame | None = None) -> int:
    """Keep the forecasts of a day in the ledger; how many were new. The same made twice from the same is kept once.

    `frame`: the signals that were known on the day, where they are at hand.
    """
    frame = signals(ledger.until(found.made)) if frame is None else frame
    told, noted = by_tie(frame), datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    return ledger.keep_forecasts([_kept(each, found, told, noted) for each in found.outlooks if each.enough])


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
    told = by_tie(frame)
    ledger.resolve_forecasts([(each.id, outcome(told, each)) for each in due], last)
    return len(due)


def outcome(told: Told, forecast: KeptForecast | Outlook) -> int:
    """1 where what was forecast happened within its horizon, by its rule in `RULES`; else 0."""
    pushes = [push for day, _, push in _of(told, forecast) if forecast.made < day <= forecast.closes]
    return came(Effect(forecast.effect), pushes)


def persistence(told: Told, forecast: Outlook) -> int:
    """What came, as known then, in the window just as long that ended on the day of the forecast."""
    first = forecast.made - timedelta(days=forecast.horizon_days)
    known = [(day, push) for day, known, push in _of(told, forecast) if known <= forecast.made]
    return came(Effect(forecast.effect), [push for day, push in known if first < day <= forecast.made])


def _of(told: Told, forecast: KeptForecast | Outlook) -> list[tuple[date, date, float]]:
    return told.get((forecast.backer, forecast.client, str(forecast.channel)), [])


def came(effect: Effect, pushes: Sequence[float]) -> int:
    """1 where the pushes of a tie within the horizon make `effect` come true, by its rule in `RULES`; else 0."""
    if effect is Effect.BUILDS:
        return int(any(push >= BUILDS_FROM for push in pushes))
    if effect is Effect.ENDS:
        return int(any(push <= ENDS_FROM for push in pushes))
    cut = any(push <= CUTS_FROM for push in pushes)
    return int(cut) if effect is Effect.CUTS else int(not cut)


def _kept(each: Outlook, found: Outlooks, told: Told, noted: datetime) -> KeptForecast:
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
        persistence=float(persistence(told, each)),
        signals=each.signals,
        knew=found.knew,
        model=found.model,
        rule=RULES[each.effect],
        moved_by=json.dumps([asdict(mover) for mover in each.moved_by]),
    )


def history(ledger: Ledger, client: str) -> Sequence[KeptForecast]:
    """The forecasts that were made of a client's ties, oldest first."""
    return [each for each in ledger.forecasts() if each.client == client]
