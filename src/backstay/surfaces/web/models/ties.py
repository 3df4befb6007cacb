"""Ties over time, breaks, the world, and what is watched."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from .common import Model, Page


class MoverOut(Model):
    """One telling, event or fact that moved a tie."""

    id: str
    day: date
    channel: str
    push: float = Field(description="-1 to 1: above 0 builds or keeps the tie")
    weight: float = Field(description="0 to 1")
    claims: list[str]


class BreakOut(Model):
    """A break of a tie: it fell between `first` and `last` (80%)."""

    backer: str
    backer_name: str
    client: str
    client_name: str
    channel: str
    first: date
    last: date
    effect: str
    probability: float
    evidence: list[str]
    address: str


class TieOut(Model):
    """One tie as it stands, in standard deviations: 0 where acts for and against balance. `channel` all nets the
    rest.
    """

    backer: str
    client: str
    other: str
    other_name: str
    channel: str
    level: float
    interval80: tuple[float, float]
    interval95: tuple[float, float]
    known: bool
    trend: str
    arrow: str
    signals: int
    last_word: date
    denials: int
    last_denial: date | None
    breaks: list[BreakOut]
    moved_by: list[MoverOut]
    history: list[tuple[date, float, float, float]] = Field(description="Day, level, low, high (80%), month by month.")
    address: str


class TiesOut(Page):
    """The ties of a government: who holds it up, or (`backing`) whom it holds up."""

    state: str
    name: str
    backing: bool
    until: date
    ties: list[TieOut]


class BreaksOut(Page):
    """Breaks of ties that pass the filters, the latest first: `total` in all."""

    filters: dict[str, str]
    total: int
    breaks: list[BreakOut]


class MatrixCell(Model):
    """One backer and one client, all channels netted."""

    backer: str
    backer_name: str
    client: str
    client_name: str
    level: float
    interval80: tuple[float, float]
    trend: str
    arrow: str
    signals: int
    address: str


class NetworkTie(Model):
    """A line of the network. `channel`: that which is asked for, else the one that is farthest from nought, if any is
    known.
    """

    backer: str
    backer_name: str
    backer_address: str
    client: str
    client_name: str
    client_address: str
    channel: str | None
    level: float
    interval80: tuple[float, float]
    trend: str
    arrow: str
    signals: int
    address: str


class NetworkOut(Model):
    """The strongest ties as a network: `ties` of `total` whose level is known, in one channel or all netted."""

    channel: str | None
    strongest: int = Field(description="How many are shown at most.")
    total: int
    ties: list[NetworkTie]


class MatrixOut(Page):
    """The ties of the world whose level is known, the farthest from nought first; the strongest also as a network."""

    until: date | None
    cells: list[MatrixCell]
    not_known: int
    network: NetworkOut


class WatchedOut(Model):
    """What is watched: a government's ties, or those to one backer or in one channel."""

    client: str
    backer: str | None
    channel: str | None
    since: date | None = Field(description="Breaks found from this day on; null: those of the last year in the ledger.")


class AlertOut(Model):
    """A break of a tie that is watched."""

    id: str
    title: str
    text: str
    backer: str
    client: str
    channel: str
    effect: str
    first: date
    last: date
    found: date = Field(description="The day from which it could be told.")
    probability: float = Field(description="That the level changed within first..last, in 0..1.")
    evidence: list[str] = Field(description="Ids of the signals that moved the tie then.")
    raised: datetime


class WatchOut(Page):
    """What is watched, and the alerts on it."""

    watched: list[WatchedOut]
    total: int
    alerts: list[AlertOut]
