"""One walk over the past: each day's questions are answered from the days before, and only then is it taken in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .events import Events
from .evidence import Day
from .features import CANDIDATES, Table, build
from .history import History
from .mixture import Mixture
from .questions import Asked, questions_of
from .ranker import Examples, Ranker, RankerSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 64
"""Questions that are answered together: enough to be quick, few enough for the cache."""
SEED = 11


@dataclass(frozen=True, slots=True)
class Settings:
    """How a forecaster is trained. Shares are of the days of training.

    The mixture learns from at most `mixture_daily` questions of each day after the first `warm_up`; the ranker from
    about `questions` of the days after `ranker_from`, three times as many of the last days as of the first.
    """

    warm_up: float = 0.05
    ranker_from: float = 0.12
    questions: int = 60_000
    mixture_daily: int = 100
    candidates: int = CANDIDATES
    ranker: RankerSettings = field(default_factory=RankerSettings)


Progress = Callable[[str, float], None]
"""Told what is being done, in words, and what share of it is (0 to 1)."""

QUICK = Settings(warm_up=0.9, ranker_from=0.93, questions=4_000, ranker=RankerSettings(networks=1))
"""For one question at the command line: most of the past is taken in without being asked about."""


class Trainer:
    """Walks over events and gathers what the mixture and the ranker learn from."""

    def __init__(self, history: History, mixture: Mixture, settings: Settings) -> None:
        import numpy as np

        self.history, self.mixture, self.settings = history, mixture, settings
        self.examples = Examples()
        self.columns: list[str] = []
        self._random = np.random.default_rng(SEED)

    def walk(self, events: Events, progress: Progress | None = None) -> None:
        """All days of the events, in order."""
        import numpy as np

        days = np.unique(events.day)
        warm = days[int(len(days) * self.settings.warm_up)] if len(days) > 1 else 0
        late = days[min(len(days) - 1, int(len(days) * self.settings.ranker_from))]
        asked_late = 1.6 * int((events.day >= late).sum())  # an event asks twice, less what is asked by several
        rate = self.settings.questions / max(asked_late, 1.0)
        span = max(1, int(days[-1] - late))
        walked = 0
        for day, part in events.days():
            if progress:
                progress("learning from past days", walked / len(events))
            walked += len(part)
            if day >= warm and len(self.history.triple):
                self._ask(questions_of(day, part), min(1.0, rate * (0.5 + (day - late) / span)) if day >= late else 0.0)
            self.history.update(day, part.source, part.relation, part.target)

    def train(self, progress: Progress | None = None) -> Ranker | None:
        """The ranker; None where there are too few questions to train one."""
        if progress:
            progress("training the ranker", 1.0)
        if len(self.examples) < 300:
            return None
        return Ranker.train(self.examples, self.columns, self.settings.ranker)

    def _ask(self, asked: Asked, rate: float) -> None:
        count = len(asked.questions)
        chance = rate if rate > 0 else min(1.0, self.settings.mixture_daily / count)
        asked = asked.some(self._random.random(count) < chance)
        day = Day(self.history, asked.questions)
        learned = []
        for low in range(0, len(asked.questions), CHUNK):
            at = slice(low, min(low + CHUNK, len(asked.questions)))
            question, party = asked.part(at.start, at.stop)
            table = build(day, self.mixture, at, (question, party), self.settings.candidates)
            learned.append(_shares(table, question, party))
            if rate > 0:
                self.columns = table.columns
                self.examples.add(table, *_reached(table, question, party))
        for buckets, shares in learned:
            self.mixture.learn(buckets, shares)


def _shares(
    table: Table, question: NDArray[np.int64], party: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """What each forecast of the mixture gave to the answers."""
    hit = table.parties[question] == party[:, None]
    there = hit.any(axis=1)
    return table.buckets[question[there]], table.shares[question[there], hit.argmax(axis=1)[there]]


def _reached(
    table: Table, question: NDArray[np.int64], party: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The answers that were candidates of their own right, not put in for training."""
    there = table.mixed[question, party] >= table.least[question]
    return question[there], party[there]
