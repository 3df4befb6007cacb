"""Forecasts as they were made, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime

from .connection import Connection


@dataclass(frozen=True, slots=True)
class KeptForecast:
    """A forecast as it was made on `made`: what it knew, how it is resolved, and what came once `closes` has passed.

    `knew` is the digest of the signals that were known, `model` the version of the trees, `moved_by` JSON.
    `persistence` is what would have been said if the next horizon were as the last. `outcome` is 1, 0 or None.
    """

    id: str
    made: date
    noted: datetime
    closes: date
    backer: str
    client: str
    channel: str
    effect: str
    horizon_days: int
    probability: float
    low: float
    high: float
    word: str
    base_rate: float
    persistence: float
    signals: int
    knew: str
    model: str
    rule: str
    moved_by: str
    outcome: int | None = None
    scored: date | None = None


_COLUMNS = tuple(field.name for field in fields(KeptForecast))


def keep(connection: Connection, forecasts: Sequence[KeptForecast]) -> int:
    """Keep those that are not there, in one transaction; how many those were. What is there is never changed."""
    there = {id for (id,) in connection.rows("SELECT id FROM ledger.forecasts")}
    new = [forecast for forecast in forecasts if forecast.id not in there]
    marks = ", ".join("?" for _ in _COLUMNS)
    if new:

        def once() -> None:
            with connection.transaction() as cursor:
                cursor.executemany(
                    f"INSERT INTO ledger.forecasts ({', '.join(_COLUMNS)}) VALUES ({marks})",  # noqa: S608
                    [list(astuple(forecast)) for forecast in new],
                )

        connection.patiently(once)
    return len(new)


def resolve(connection: Connection, outcomes: Sequence[tuple[str, int]], day: date) -> None:
    """Note what came of forecasts, by id. One that has its outcome keeps it."""

    def once() -> None:
        with connection.transaction() as cursor:
            cursor.executemany(
                "UPDATE ledger.forecasts SET outcome = ?, scored = ? WHERE id = ? AND outcome IS NULL",
                [[outcome, day, id] for id, outcome in outcomes],
            )

    if outcomes:
        connection.patiently(once)


def kept(connection: Connection, until: date | None) -> list[KeptForecast]:
    """Every forecast made on or before a day, oldest first; outcomes that were noted later are left out."""
    found = connection.rows(
        f"SELECT {', '.join(_COLUMNS)} FROM ledger.forecasts WHERE $until IS NULL OR made <= $until "  # noqa: S608
        "ORDER BY made, backer, client, channel, horizon_days, effect, id",
        {"until": until},
    )
    every = [KeptForecast(*row) for row in found]
    return [_as_of(forecast, until) for forecast in every] if until else every


def _as_of(forecast: KeptForecast, until: date) -> KeptForecast:
    from dataclasses import replace

    late = forecast.scored is not None and forecast.scored > until
    return replace(forecast, outcome=None, scored=None) if late else forecast
