"""The frame of signals that a measure of ties is made from, whatever the signals come from: claims, events or facts.

A signal says that on a day something was done that moves one tie, how far, and how much it is to be believed. Nothing
but this frame passes between those who make signals and those who measure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backstay.records import Channel
from backstay.records.errors import UsageError

if TYPE_CHECKING:
    import polars

SIGNALS: dict[str, str] = {
    "day": "Date",
    "backer": "String",
    "client": "String",
    "channel": "String",
    "push": "Float64",
    "weight": "Float64",
    "known": "Date",
    "id": "String",
}
"""Columns in their order, with their Polars types.

`day`: when it happened. `backer`, `client`: codes of states (ISO 3166 alpha-3) or organisations (`IGO_CODES`); the
backer is the side that acts for, or presses, the client; never the same as the client. `channel`: a `Channel` value.
`push`: -1..1, Goldstein's scale divided by ten: above 0 builds or keeps cooperation, below 0 cuts it, is conflict or
pressure. `weight`: 0..1, credence times independence of the telling. `known`: when it could be known (publication, or
the day on which a table was imported). `id`: what opens it (an origin, an event, a fact). No value is missing.
"""


def schema() -> dict[str, polars.DataType]:
    """`SIGNALS` as Polars types."""
    import polars

    return {name: getattr(polars, kind)() for name, kind in SIGNALS.items()}


def empty() -> polars.DataFrame:
    """A frame of no signals."""
    import polars

    return polars.DataFrame(schema=schema())


def validate(frame: polars.DataFrame) -> polars.DataFrame:
    """`frame` with its columns in order, if it keeps the contract above.

    Raises UsageError, naming what is broken: a column that is absent or of another type, a missing value, a number out
    of its range, an unknown channel, a tie of a state with itself.
    """
    import polars

    for name, kind in schema().items():
        if frame.schema.get(name) != kind:
            found = frame.schema.get(name, "absent")
            raise UsageError(f"Signals need a column `{name}` of type {kind}; it is {found}.", hint=_HINT)
    frame = frame.select(*SIGNALS)
    column = polars.col
    broken = {
        "a missing value": polars.any_horizontal(polars.all().is_null()),
        "a push outside -1..1": ~column("push").is_between(-1, 1),
        "a weight outside 0..1": ~column("weight").is_between(0, 1),
        "an unknown channel": ~column("channel").is_in([str(channel) for channel in Channel]),
        "a tie of a state with itself": column("backer") == column("client"),
    }
    counts = frame.select(rule.sum().alias(what) for what, rule in broken.items()).row(0, named=True)
    for what, count in counts.items():
        if count:
            raise UsageError(f"{count:,} of {frame.height:,} signals have {what}.", hint=_HINT)
    return frame


_HINT = "See backstay.ties.signals.SIGNALS for what each column holds."
