"""Outlooks of ties, and the record of forecasts."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from .common import Model, Page


class WhyOut(Model):
    """An input that moved a forecast, with the ids of what opens it."""

    text: str
    raises: bool
    share: float = Field(description="What it adds to the log odds.")
    evidence: list[str]


class OutlookLine(Model):
    """The chance of one change of one tie within a horizon."""

    backer: str
    backer_name: str
    client: str
    client_name: str
    channel: str
    effect: str
    horizon_days: int
    closes: date
    probability: float
    low: float = Field(description="Lower end of a central 80% interval.")
    high: float
    word: str = Field(description="ICD 203 likelihood word.")
    base_rate: float
    signals: int = Field(description="What is known of the tie within the year before.")
    moved_by: list[WhyOut]
    address: str


class QuestionOut(Model):
    """What is asked of a tie, and how that is resolved."""

    effect: str
    rule: str


class ForecastOut(Model):
    """A forecast on the record; `outcome` is 1, 0 or, while its horizon is open, None."""

    id: str
    made: date
    closes: date
    backer: str
    backer_name: str
    client: str
    client_name: str
    channel: str
    effect: str
    horizon_days: int
    probability: float
    word: str
    base_rate: float
    knew: str = Field(description="Digest of the signals that were known.")
    model: str
    rule: str
    outcome: int | None
    scored: date | None


class OutlookOut(Page):
    """A government's outlook. `not_enough` names the ties without enough evidence for a forecast; `closed` counts the
    forecasts of the ledger's own past that chances and base rates were corrected by.
    """

    state: str
    name: str
    made: date | None
    signals: int
    knew: str
    model: str
    closed: int
    enough: int
    lines: list[OutlookLine]
    not_enough: list[str]
    questions: list[QuestionOut]
    history: list[ForecastOut]


class LikeliestOut(Page):
    """Of the ties of all governments those that are likeliest to be cut, and to be built up, within a horizon."""

    made: date | None
    within: int
    horizons: list[int]
    ties: int = Field(description="Ties with enough evidence for a forecast.")
    closed: int
    cuts: list[OutlookLine]
    builds: list[OutlookLine]


class ScoreOut(Model):
    """How one effect at one horizon was forecast. A skill below 0: the simpler forecast was better."""

    effect: str
    horizon_days: int
    cases: int
    days: int
    happened: float
    brier: float
    brier_low: float
    brier_high: float
    log_score: float
    calibration_error: float
    brier_rate: float
    brier_persistence: float
    skill_rate: float | None
    skill_persistence: float | None
    bars: list[list[float]] = Field(description="Mean chance, share that came, number, by tenths of the chance.")


class CaseOut(Model):
    """A scored forecast."""

    made: date
    backer: str
    client: str
    channel: str
    effect: str
    horizon_days: int
    probability: float
    word: str
    base_rate: float
    persistence: float
    outcome: int


class WordCame(Model):
    """What one of ICD 203's words came to: its band, the mean chance of the forecasts that bore it, and the share.

    Forecasts that a tie keeps are not counted: they say what those of a cut leave over.
    """

    word: str
    low: float
    high: float
    cases: int
    said: float
    happened: float


class BacktestOut(Page):
    """Forecasts from past days of the ledger with what came: scores, words, and those furthest off."""

    forecasts: int
    step_days: int
    first: date | None
    last: date | None
    scores: list[ScoreOut]
    words: list[WordCame]
    furthest_off: list[CaseOut]


class ScoreboardOut(Page):
    """The record of all forecasts: scores, those furthest off, and those whose horizon is open."""

    made: int
    scored: int
    scores: list[ScoreOut]
    words: list[WordCame]
    furthest_off: list[CaseOut]
    open: list[ForecastOut]
    open_total: int
