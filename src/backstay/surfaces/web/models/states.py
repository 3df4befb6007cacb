"""A government: its backers, its timeline, its solvency."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from .common import Model, Page


class TimelineRow(Model):
    """Claims of one period that say the same of one tie. `said` is real, ahead or against."""

    first: date
    last: date
    backer: str
    backer_name: str
    channel: str | None
    effect: str | None
    said: str
    claims: int
    address: str


class TimelineOut(Model):
    """Claims over time. `undated` claims have no publication date and stand in no row."""

    period: str = Field(description="day, month, quarter or year: the length of a row's period")
    rows: list[TimelineRow]
    undated: int
    elsewhere: int = Field(description="Claims on backers with fewer claims, left out where there are too many rows.")


class BackedLine(Model):
    """One government and one channel that this one is said to back, or press."""

    client: str
    client_name: str
    channel: str | None
    claims: int
    address: str


class StateOut(Page):
    """A government's page. `brief` is the brief on it, None where no claim bears on its backing."""

    state: str
    name: str
    brief: dict[str, Any] | None
    denials: list[dict[str, Any]]
    denials_total: int
    timeline: TimelineOut
    backs: list[BackedLine]


class SolvencyOut(Page):
    """What a government can pay as of `day`: the baseline and, where one was asked for, a what-if. Money in USD m.

    Lists and mappings are those of the view of the solvency engine; `backtest` is None where none is kept.
    """

    state: str
    name: str
    case: str
    day: date
    months: int
    asked: dict[str, Any]
    scenarios: list[dict[str, Any]]
    sensitivity: list[dict[str, Any]]
    if_cut: list[dict[str, Any]]
    rests_on: list[dict[str, Any]]
    foretold: list[dict[str, Any]]
    backtest: dict[str, Any] | None
