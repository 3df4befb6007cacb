"""Signals of ties from imported events: one each, or summed up by tie and period for tables of millions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from backstay.records.errors import UsageError

from .measure.panel import USUAL_PUSH
from .measure.periods import Period

if TYPE_CHECKING:
    import polars

    from backstay.ledger import Ledger

PERIODS = ("day", "week", "month", "year")


def signals_from_events(
    ledger: Ledger,
    *,
    backer: str | None = None,
    client: str | None = None,
    since: date | None = None,
    until: date | None = None,
    datasets: Sequence[str] | None = None,
) -> polars.DataFrame:
    """Every imported event that bears on a tie, as a signal (see `signals.SIGNALS`), by day and id.

    Each counts in full. Two data sets that read the same news tell the same events: name one in `datasets`, unless they
    cover different things. `since` and `until` bound the event's day. Heeds the ledger's `as_of`.
    """
    where, parameters = _where(ledger, backer=backer, client=client, since=since, until=until, datasets=datasets)
    frame: polars.DataFrame = ledger.select(
        "SELECT e.day, e.backer, e.client, e.channel, e.push, CAST(1 AS DOUBLE) AS weight, e.known, "  # noqa: S608
        f"e.dataset || ':' || e.own_id AS id FROM ledger.coded_events e WHERE {where} ORDER BY e.day, id",
        parameters,
    )
    return frame


def ties_by_period(
    ledger: Ledger,
    *,
    by: str = "month",
    backer: str | None = None,
    client: str | None = None,
    since: date | None = None,
    until: date | None = None,
    datasets: Sequence[str] | None = None,
) -> polars.DataFrame:
    """The same summed up in the database, by `backer`, `client`, `channel` and `period` (its first day).

    `events` counts them, `push` sums what they push, `up` and `down` its parts above and below 0, `squares` its
    squares; `known` is the day on which the last of them was known. Raises UsageError for another period than
    `PERIODS`.
    """
    where, parameters = _where(ledger, backer=backer, client=client, since=since, until=until, datasets=datasets)
    frame: polars.DataFrame = ledger.select(
        f"SELECT e.backer, e.client, e.channel, {_period(by)} AS period, count(*) AS events, sum(e.push) AS push, "  # noqa: S608
        "sum(greatest(e.push, 0)) AS up, sum(least(e.push, 0)) AS down, sum(e.push * e.push) AS squares, "
        f"max(e.known) AS known FROM ledger.coded_events e WHERE {where} GROUP BY ALL ORDER BY ALL",
        parameters,
    )
    return frame


def sums_of_events(
    ledger: Ledger,
    period: Period,
    *,
    since: date | None = None,
    until: date | None = None,
    source: str = "ledger.coded_events",
) -> polars.DataFrame:
    """Acts by tie and period as `measure.panel.summed` gives them for the signals, summed up in the database.

    With `until`, neither what happened nor what was known later counts. `source`: where in the ledger events are taken
    from (see `Ledger.added`). Heeds the ledger's `as_of`.
    """
    where, parameters = _where(ledger, since=since, until=until)
    if until is not None:
        where, parameters = f"{where} AND e.known <= $until", {**parameters, "until": until}
    acts = f"abs(e.push) / {USUAL_PUSH}"
    frame: polars.DataFrame = ledger.select(
        f"SELECT e.backer, e.client, e.channel, {period.sql('e.day')} AS at, "  # noqa: S608
        f"coalesce(sum({acts}) FILTER (e.push > 0), 0) AS plus, "
        f"coalesce(sum({acts}) FILTER (e.push <= 0), 0) AS minus, "
        "max(e.day) AS last, count(*)::UINTEGER AS signals "
        f"FROM {source} e WHERE {where} GROUP BY ALL",
        parameters,
    )
    return frame


def volume_by_period(ledger: Ledger, *, by: str = "month", datasets: Sequence[str] | None = None) -> polars.DataFrame:
    """How much each data set reports at all, by `dataset` and `period`: what a drift of reporting is measured by.

    `events` counts all events, with or without a tie; `between_states` those between two different states. Raises
    UsageError for another period than `PERIODS`.
    """
    where, parameters = _where(ledger, datasets=datasets, ties_only=False)
    frame: polars.DataFrame = ledger.select(
        f"SELECT e.dataset, {_period(by)} AS period, count(*) AS events, "  # noqa: S608
        "count(*) FILTER (e.actor_state <> e.recipient_state) AS between_states "
        f"FROM ledger.coded_events e WHERE {where} GROUP BY ALL ORDER BY ALL",
        parameters,
    )
    return frame


def _period(by: str) -> str:
    if by not in PERIODS:
        raise UsageError(f'"{by}" is no period.', hint=f"Periods: {', '.join(PERIODS)}.")
    return f"CAST(date_trunc('{by}', e.day) AS DATE)"


def _where(
    ledger: Ledger,
    *,
    backer: str | None = None,
    client: str | None = None,
    since: date | None = None,
    until: date | None = None,
    datasets: Sequence[str] | None = None,
    ties_only: bool = True,
) -> tuple[str, dict[str, Any]]:
    conditions = {
        "e.backer = $backer": backer,
        "e.client = $client": client,
        "e.day >= $since": since,
        "e.day <= $until": until,
        "e.known <= $as_of": ledger.as_of,
        "list_contains($datasets, e.dataset)": list(datasets) if datasets is not None else None,
    }
    held = {condition: value for condition, value in conditions.items() if value is not None}
    parts = ["e.client IS NOT NULL"] if ties_only else ["true"]
    names = {condition: condition.partition("$")[2].partition(",")[0] for condition in held}
    return " AND ".join([*parts, *held]), {names[condition]: value for condition, value in held.items()}
