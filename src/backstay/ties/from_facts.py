"""Signals of ties from structural facts: what a yearly or dated series says of a tie when it moves, and when it holds.

Amounts of one kind, tie and period are added up, and each period is held against the one before. With v now and u
before, the relative change is c = (v - u) / (v + u), which is 1 where something begins and -1 where it stops:

- a change of a fifth or so and more (|c| from 0.1 on) pushes by c;
- what goes on without such a change holds the tie: it pushes by 0.25;
- what is there when the series begins says nothing of a change: it pushes by 0.5.

Each is multiplied by the strength of the channel, on Goldstein's scale divided by ten. Under `pressure` more is worse.
A signal is of the last day of its period. Where the table says that absent is zero, a period that is missing after one
with something, and before the table ends, is one in which it stopped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backstay.records import Channel

from .signals import SIGNALS

if TYPE_CHECKING:
    import polars

    from backstay.ledger import Ledger

STRENGTH: dict[Channel, float] = {
    Channel.FORCES: 0.85,
    Channel.ARMS: 0.83,
    Channel.FINANCE: 0.74,
    Channel.AID: 0.74,
    Channel.TRADE: 0.64,
    Channel.DIPLOMACY: 0.35,
    Channel.PRESSURE: -0.80,
}
"""Goldstein's scores, divided by ten, of CAMEO's 074, 072, 071, 073, 061, 050 and 163."""

CHANGE, HOLDS, BEGINS = 0.1, 0.25, 0.5

_SERIES = ["dataset", "kind", "unit", "backer", "client", "channel"]


def signals_from_facts(ledger: Ledger, *, backer: str | None = None, client: str | None = None) -> polars.DataFrame:
    """The facts of the ledger as signals (see `signals.SIGNALS`), by day and id; an id opens dataset, kind and tie.

    Facts without a channel are of no tie and are left out. Heeds the ledger's `as_of`: a figure that was not known then
    does not count, nor does its absence.
    """
    facts: polars.DataFrame = ledger.select(
        "SELECT f.dataset, f.kind, coalesce(f.unit, '') AS unit, f.backer, f.client, f.channel, f.first, f.last, "
        "max(f.known) AS known, sum(greatest(f.value, 0)) AS value, bool_or(f.absent_is_zero) AS absent_is_zero "
        "FROM ledger.facts f WHERE f.channel IS NOT NULL AND f.known <= coalesce($day, DATE '9999-12-31') "
        "AND f.backer = coalesce($backer, f.backer) AND f.client = coalesce($client, f.client) GROUP BY ALL "
        "ORDER BY ALL",
        {"day": ledger.as_of, "backer": backer, "client": client},
    )
    return _signals(_with_stops(facts, _ends(ledger)))


def _ends(ledger: Ledger) -> polars.DataFrame:
    """How far each table reaches, as far as it was known: beyond that, absence says nothing."""
    frame: polars.DataFrame = ledger.select(
        "SELECT f.dataset, max(f.last) AS table_end, max(f.known) AS table_known FROM ledger.facts f "
        "WHERE f.known <= coalesce($day, DATE '9999-12-31') GROUP BY ALL",
        {"day": ledger.as_of},
    )
    return frame


def _with_stops(facts: polars.DataFrame, ends: polars.DataFrame) -> polars.DataFrame:
    """The facts, and a zero for the first missing period after each one with something in it."""
    import polars

    column = polars.col
    days = (column("last") - column("first")).dt.total_days() + 1
    step = polars.when(days >= 360).then(polars.lit("1y")).when(days.is_between(28, 31)).then(polars.lit("1mo"))
    frame = facts.join(ends, on="dataset", how="left").sort([*_SERIES, "first"])
    following = frame.with_columns(column("first").shift(-1).over(_SERIES).alias("next"), step.alias("step")).filter(
        column("absent_is_zero") & (column("value") > 0) & column("step").is_not_null()
    )
    lag = (column("known") - column("last")).dt.total_days()
    begins, ends_on = column("first").dt.offset_by(column("step")), column("last").dt.offset_by(column("step"))
    stops = following.filter((column("next").is_null() | (column("next") > begins)) & (ends_on <= column("table_end")))
    later = polars.min_horizontal(ends_on + polars.duration(days=lag), column("table_known"))
    zeros = stops.with_columns(
        begins.alias("first"), ends_on.alias("last"), later.alias("known"), polars.lit(0.0).alias("value")
    )
    return polars.concat([frame, zeros.select(frame.columns)]).sort([*_SERIES, "first"])


def _signals(facts: polars.DataFrame) -> polars.DataFrame:
    import polars

    column = polars.col
    before = column("value").shift(1).over(_SERIES)
    change = (column("value") - before) / (column("value") + before)
    there = polars.when(column("value") > 0)
    share = (
        polars.when(before.is_null())
        .then(there.then(BEGINS))
        .when(change.abs() >= CHANGE)
        .then(change)
        .otherwise(there.then(HOLDS))
    )
    strength = column("channel").replace_strict({str(channel): value for channel, value in STRENGTH.items()})
    parts = [column(name) for name in ("dataset", "kind", "backer", "client")]
    return (
        facts.with_columns((share * strength).alias("push"))
        .filter(column("push").is_not_null() & column("push").is_not_nan())
        .select(
            column("last").alias("day"),
            "backer",
            "client",
            "channel",
            "push",
            polars.lit(1.0).alias("weight"),
            polars.max_horizontal("known", "last").alias("known"),
            polars.concat_str([*parts, column("first").cast(polars.String)], separator=":").alias("id"),
        )
        .sort("day", "id")
        .select(*SIGNALS)
    )
