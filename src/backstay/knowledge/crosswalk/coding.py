"""What one code means for us, whatever table it comes from."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from backstay.records import Channel, EventType


class Scheme(StrEnum):
    """The coding scheme of an event table."""

    CAMEO = "cameo"
    PLOVER = "plover"
    ACLED = "acled"


@dataclass(frozen=True, slots=True)
class Coding:
    """A code as PLOVER, and what it says of a tie.

    `event_type` is None where PLOVER drops the code, `channel` where it bears on no tie between states. `push` is
    -1..1: Goldstein's scale divided by ten, above 0 for what builds or keeps. With `turned` the recipient of the event
    is the backer. `why` gives the reason where it is not obvious.
    """

    event_type: EventType | None = None
    mode: str | None = None
    channel: Channel | None = None
    push: float = 0.0
    turned: bool = False
    why: str = ""


NO_CODING = Coding()

SCORES: dict[EventType, float] = {
    EventType.ASSAULT: -9.3,
    EventType.COERCE: -7.2,
    EventType.PROTEST: -6.6,
    EventType.MOBILIZE: -5.3,
    EventType.SANCTION: -5.2,
    EventType.THREATEN: -5.1,
    EventType.REQUEST: -5.0,
    EventType.REJECT: -4.2,
    EventType.ACCUSE: -2.0,
    EventType.CONSULT: 2.1,
    EventType.AGREE: 4.2,
    EventType.SUPPORT: 4.6,
    EventType.CONCEDE: 5.0,
    EventType.COOPERATE: 6.8,
    EventType.AID: 7.4,
    EventType.RETREAT: 7.6,
}
"""PLOVER's scores on Goldstein's scale from -10 to 10 (PLOVER 1.3, table 2.2)."""


def coder(scheme: Scheme) -> Callable[[str, str, str], Coding | None]:
    """What reads a scheme's code, mode and contexts; None is the answer to a code that the scheme does not have."""
    from .acled import acled
    from .cameo import cameo
    from .plover import plover

    return {Scheme.CAMEO: cameo, Scheme.PLOVER: plover, Scheme.ACLED: acled}[scheme]


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables beside this module."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def coding(row: dict[str, str], score: float) -> Coding:
    """A row of a table with its score on Goldstein's scale. The sign is the table's, the strength the score's."""
    return Coding(
        event_type=EventType(row["event_type"]) if row["event_type"] else None,
        mode=row["mode"] or None,
        channel=Channel(row["channel"]) if row["channel"] else None,
        push=int(row["sign"]) * abs(score) / 10,
        turned=row.get("backer") == "recipient",
        why=row["why"],
    )
