"""Signals of ties as marks: what is asked of a tie, and what may tell.

A tie is one pair from "RUS:arms" to "VEN:arms", so that rates, totals of both sides and what goes back are all of one
channel. What happens between the two states in other channels comes in as kinds of its own.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from backstay.records import Channel, Effect

from .chances.marks import Marks, Question, make_marks

if TYPE_CHECKING:
    import polars

Tie = tuple[str, str, Channel]
"""Backer, client (alpha-3 codes) and channel."""
BUILDS_FROM = 0.45
CUTS_FROM = -0.35
ENDS_FROM = -0.7
KINDS = ("builds", "keeps", "frets", "cuts", "ends", "builds elsewhere", "frets elsewhere", "cuts elsewhere")
"""By push: from 0.45 builds; from 0 keeps; above -0.35 frets; above -0.7 cuts; at or below it ends."""
CHANNELS = tuple(channel for channel in Channel if channel is not Channel.PRESSURE)
"""Channels that a tie can have. Pressure is no backing: it tells of other channels, as what happens elsewhere."""

QUESTIONS: dict[Effect, Question] = {
    Effect.BUILDS: Question("builds", (0,)),
    Effect.CUTS: Question("cuts", (3, 4)),
}
"""What trees answer. `keeps` is the complement of `cuts`: nothing that cuts or ends the tie within the horizon. `ends`
is the chance of `cuts` times the share of cuts that end a tie: coded events hold too few endings to learn from."""

RULES: dict[Effect, str] = {
    Effect.BUILDS: f"at least one telling or event with a push of {BUILDS_FROM} or more dated within the horizon",
    Effect.KEEPS: f"none with a push of {CUTS_FROM} or less (that cuts or ends it) dated within the horizon",
    Effect.CUTS: f"at least one with a push of {CUTS_FROM} or less (that cuts or ends it) dated within the horizon",
    Effect.ENDS: f"at least one with a push of {ENDS_FROM} or less dated within the horizon",
}
"""How each question is resolved, from the ledger's own signals in the tie's channel, known by then."""

HORIZONS = (30, 90, 365)
"""Days."""
RECENT_DAYS = 365
ENOUGH = 3
"""Signals of the tie within `RECENT_DAYS` that a forecast needs."""

EPOCH = date(1970, 1, 1)


def number_of(day: date) -> int:
    """A day as marks count them."""
    return (day - EPOCH).days


def marks_of(signals: polars.DataFrame) -> Marks:
    """Marks of a frame of signals (`backstay.ties.signals`), for every tie in a channel of `CHANNELS` that it names."""
    import polars

    column = polars.col
    kind = (
        polars.when(column("push") >= BUILDS_FROM).then(0)
        .when(column("push") >= 0).then(1)
        .when(column("push") > CUTS_FROM).then(2)
        .when(column("push") > ENDS_FROM).then(3)
        .otherwise(4)
    )  # fmt: skip
    told = signals.select("day", "backer", "client", "channel", "weight", kind=kind.cast(polars.Int32))
    channels = [str(channel) for channel in CHANNELS]
    ties = told.filter(column("channel").is_in(channels)).select("backer", "client", "channel").unique()
    elsewhere = (
        told.join(ties.rename({"channel": "tie"}), on=["backer", "client"])
        .filter(column("channel") != column("tie"))
        .with_columns(kind=column("kind").replace_strict({0: 5, 1: 5, 2: 6, 3: 7, 4: 7}, return_dtype=polars.Int32))
    )
    held = told.filter(column("channel").is_in(channels)).with_columns(tie=column("channel"))
    both = polars.concat([held, elsewhere.select(held.columns)]).sort(
        "day", "backer", "client", "tie", "kind", "weight"
    )
    days: Any = (both["day"] - EPOCH).dt.total_days().to_numpy()
    # What happens elsewhere informs, and settles nothing: like the words of a state's people.
    return make_marks(
        days,
        (both["backer"] + ":" + both["tie"]).to_list(),
        (both["client"] + ":" + both["tie"]).to_list(),
        both["kind"].to_numpy(),
        KINDS,
        weight=both["weight"].to_numpy(),
        direct=(both["kind"] < 5).to_numpy(),
    )


def tie_of(pair: tuple[str, str]) -> Tie:
    """Backer, client and channel of one of the marks' pairs."""
    backer, _, channel = pair[0].partition(":")
    return backer, pair[1].partition(":")[0], Channel(channel)
