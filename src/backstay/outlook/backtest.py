"""Back-tests: what would have been forecast on past days, from what was known on each, against what came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backstay.records import Effect, Outlook

from .chances.scores import brier, calibration_error, interval, log_score, reliability
from .gathering import Gathered
from .outlook import from_signals
from .record import Told, by_tie, outcome, persistence
from .tie_marks import HORIZONS
from .words import BANDS, band

if TYPE_CHECKING:
    import polars

    from backstay.ledger import KeptForecast, Ledger


@dataclass(frozen=True, slots=True)
class Case:
    """One forecast with its outcome (1 or 0), and what the base rate and persistence would have said."""

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


@dataclass(frozen=True, slots=True)
class Score:
    """How one effect at one horizon was forecast. `skill_rate` and `skill_persistence`: 1 less the ratio of Brier
    scores; below 0 the simpler forecast was better. `bars`: mean probability, share that happened, number.
    """

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
    bars: tuple[tuple[float, float, int], ...]


def backtest(
    ledger: Ledger,
    *,
    client: str | None = None,
    since: date | None = None,
    step_days: int = 30,
    progress: Callable[[int, int], None] | None = None,
) -> list[Case]:
    """Forecasts every `step_days` from `since` (a year after the first signal where it is not given), each with what
    came. Each is made from the ledger as it was known on its day; only horizons that have closed by the last day that
    any signal is known of count. `progress` is told how many days are done, and of how many.
    """
    gathered = Gathered.of(ledger)
    frame = gathered.until(ledger.as_of)
    told, days, found = by_tie(frame), list(_days(frame, since, step_days)), list[Case]()
    for number, day in enumerate(days):
        if progress:
            progress(number, len(days))
        made = from_signals(gathered.until(day), client, day, reasons=False).outlooks
        found += [_case(told, each) for each in made if each.enough and each.closes <= _last(frame)]
    return found


def _days(frame: polars.DataFrame, since: date | None, step_days: int) -> Iterator[date]:
    if not frame.height:
        return
    first = frame["known"].min()
    assert isinstance(first, date)
    day = since or first + timedelta(days=365)
    while day + timedelta(days=HORIZONS[0]) <= _last(frame):
        yield day
        day += timedelta(days=step_days)


def _last(frame: polars.DataFrame) -> date:
    last = frame["known"].max()
    assert isinstance(last, date)
    return last


def _case(told: Told, each: Outlook) -> Case:
    assert each.probability is not None
    return Case(
        each.made,
        each.backer,
        each.client,
        str(each.channel),
        str(each.effect),
        each.horizon_days,
        each.probability,
        each.word,
        each.base_rate,
        float(persistence(told, each)),
        outcome(told, each),
    )


def of_record(kept: Sequence[KeptForecast]) -> list[Case]:
    """The kept forecasts that have been scored, as cases."""
    return [
        Case(
            each.made,
            each.backer,
            each.client,
            each.channel,
            each.effect,
            each.horizon_days,
            each.probability,
            each.word,
            each.base_rate,
            each.persistence,
            each.outcome,
        )
        for each in kept
        if each.outcome is not None
    ]


def scores(held: Sequence[Case]) -> list[Score]:
    """Scores by effect and horizon."""
    groups: defaultdict[tuple[str, int], list[Case]] = defaultdict(list)
    for case in held:
        groups[case.effect, case.horizon_days].append(case)
    return [_score(*key, groups[key]) for key in sorted(groups)]


def _score(effect: str, horizon: int, held: Sequence[Case]) -> Score:
    import numpy

    chance, came, rate, again = (
        numpy.array([getattr(case, name) for case in held], dtype=float)
        for name in ("probability", "outcome", "base_rate", "persistence")
    )
    days = numpy.array([case.made.toordinal() for case in held])
    value, of_rate, of_again = brier(chance, came), brier(rate, came), brier(again, came)
    low, high = interval((chance - came) ** 2, days)
    return Score(
        effect,
        horizon,
        len(held),
        len(set(days.tolist())),
        round(float(came.mean()), 4),
        round(value, 4),
        round(low, 4),
        round(high, 4),
        round(log_score(chance, came), 4),
        round(calibration_error(chance, came), 4),
        round(of_rate, 4),
        round(of_again, 4),
        round(1 - value / of_rate, 3) if of_rate else None,
        round(1 - value / of_again, 3) if of_again else None,
        tuple((round(said, 3), round(found, 3), count) for said, found, count in reliability(chance, came)),
    )


@dataclass(frozen=True, slots=True)
class WordScore:
    """What one of ICD 203's words came to: the mean chance of the forecasts that bore it, and the share that came."""

    word: str
    low: float
    high: float
    cases: int
    said: float
    happened: float


def by_word(held: Sequence[Case]) -> list[WordScore]:
    """What each word came to, from the least likely on. `keeps` is left aside: it says what `cuts` left over."""
    found = []
    for _, word in BANDS:
        cases = [case for case in held if case.word == word and case.effect != Effect.KEEPS]
        if cases:
            said = sum(case.probability for case in cases) / len(cases)
            came = sum(case.outcome for case in cases) / len(cases)
            found.append(WordScore(word, *band(word), len(cases), round(said, 4), round(came, 4)))
    return found


def worst(held: Sequence[Case], number: int = 10) -> list[Case]:
    """The forecasts that were furthest from what came, the worst first."""
    return sorted(held, key=lambda c: (-abs(c.probability - c.outcome), c.made, c.backer, c.client))[:number]
