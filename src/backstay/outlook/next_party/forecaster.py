"""The forecaster: trained on past events, kept up to date day by day, asked who comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from ...records.errors import UsageError
from .events import Events
from .evidence import Day, Questions
from .features import Table, build
from .history import History
from .mixture import Mixture
from .reasons import reasons
from .training import CHUNK, Settings, Trainer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

    from .ranker import Ranker
    from .training import Progress

_BELOW = -1e3  # where parties stand that are no candidates, in order of the mixture


@dataclass(frozen=True, slots=True)
class Ranked:
    """One party with the probability that it is the one, and why: the weightiest evidence in words."""

    party: str
    probability: float
    reasons: tuple[str, ...]


class Forecaster:
    """Ranks all parties for (source, event, ?) and (?, event, target) on a day, from the events of earlier days."""

    def __init__(
        self, events: Events, history: History, mixture: Mixture, ranker: Ranker | None, settings: Settings
    ) -> None:
        self.history, self.mixture, self.ranker, self.settings = history, mixture, ranker, settings
        self.names = list(events.names)
        self.relations = list(events.relations)
        self.numbers = {name: i for i, name in enumerate(self.names)}
        self.kinds = {name: i for i, name in enumerate(self.relations)}

    @classmethod
    def train(cls, events: Events, settings: Settings | None = None, progress: Progress | None = None) -> Self:
        """Learn from events; afterwards their days are known. Raises UsageError where there are none.

        `progress` is told what is being done, and what share of it is.
        """
        if not len(events):
            raise UsageError("there are no events to learn from", hint="Name a file with events of several days.")
        settings = settings or Settings()
        history, mixture = History(events.names, len(events.relations)), Mixture()
        trainer = Trainer(history, mixture, settings)
        trainer.walk(events, progress)
        return cls(events, history, mixture, trainer.train(progress), settings)

    def update(self, events: Events) -> None:
        """Take in new events, which may bring new names. Some may be late, for days that are known already."""
        party = _number(events.names, self.numbers)
        kind = _number(events.relations, self.kinds)
        fresh = list(self.numbers)[len(self.names) :]
        self.names.extend(fresh)
        self.relations.extend(list(self.kinds)[len(self.relations) :])
        self.history.extend(fresh, len(self.relations))
        for day, part in events.days():
            self.history.update(day, party[part.source], kind[part.relation], party[part.target])

    def scores(self, asked: Questions) -> Iterator[tuple[slice, Floats]]:
        """Scores of all parties, some questions at a time: an array (questions, parties), the higher the likelier.

        Questions are those of one day, relations doubled (2r asks for the target, 2r + 1 for the source).
        """
        day = Day(self.history, asked)
        for low in range(0, len(asked), CHUNK):
            at = slice(low, min(low + CHUNK, len(asked)))
            table = build(day, self.mixture, at, None, self.settings.candidates)
            yield at, self._all_scores(table)

    def rank(
        self, day: int, relation: str, *, source: str | None = None, target: str | None = None, top: int = 10
    ) -> list[Ranked]:
        """The likeliest parties in the place that is left open. `day` is counted as the events' days are.

        Raises UsageError for a name that no event has, or if not exactly one of source and target is given.
        """
        import numpy as np

        if (source is None) == (target is None):
            raise UsageError("one of source and target must be open", hint="Write ? for the one that you ask for.")
        known = source if source is not None else target
        assert known is not None
        if known not in self.numbers:
            raise UsageError(f"no event has the party {known!r}", hint="Names are written as in the events.")
        if relation not in self.kinds:
            raise UsageError(f"no event is called {relation!r}", hint="Events are called as in the file.")
        s = np.array([self.numbers[known]])
        r = np.array([2 * self.kinds[relation] + (source is None)])
        asked = Questions(day, s, r)
        about = Day(self.history, asked)
        table = build(about, self.mixture, slice(0, 1), None, self.settings.candidates)
        chance = self._probabilities(table)[0]
        order = np.argsort(-chance, kind="stable")[:top]
        return [Ranked(self.names[table.parties[0, i]], float(chance[i]), reasons(table, int(i))) for i in order]

    def _probabilities(self, table: Table) -> Floats:
        """Of the candidates; what is left to 1 is for all others."""
        import numpy as np

        shares = np.take_along_axis(table.mixed, table.parties, axis=1)
        if self.ranker is None:
            return shares
        logits = self.ranker.score(table.features) / self.ranker.temperature
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        found: Floats = odds / odds.sum(axis=1, keepdims=True) * shares.sum(axis=1, keepdims=True)
        return found

    def _all_scores(self, table: Table) -> Floats:
        import numpy as np

        if self.ranker is None:
            return table.mixed
        scores: Floats = np.log(table.mixed + 1e-30) + np.float32(_BELOW)
        np.put_along_axis(scores, table.parties, self.ranker.score(table.features), axis=1)
        return scores


def _number(names: Sequence[str], table: dict[str, int]) -> Ints:
    """Numbers of names; those that are new are numbered on."""
    import numpy as np

    return np.array([table.setdefault(name, len(table)) for name in names], np.int64)
