"""The recurrency baseline: what happened before happens again (Gastinger and others, IJCAI 2024).

Strict: (s, r, c) counts by how lately it was seen, 2^(-λ · days ago). Relaxed: c counts by how often it was last in
r. Both are blended, α strict and 1 - α relaxed, with α and λ chosen for each relation on the last days of training.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .events import Events
from .evidence import Questions
from .parts import PARTY, key3, key_pair, last_party
from .questions import questions_of
from .tally import Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

CHOICES = tuple((alpha, fade) for alpha in (0.99999, 0.99, 0.9, 0.5) for fade in (1.0, 0.1, 0.03, 0.01))
_CHUNK = 128
_FOR_EVER = 1e9


class Recurrency:
    """`choice` gives each doubled relation its place in CHOICES."""

    def __init__(self, parties: int, relations: int) -> None:
        import numpy as np

        self.parties = parties
        self.triple = Tally((_FOR_EVER,))
        self.of_relation = Tally((_FOR_EVER,))
        self.choice = np.zeros(2 * relations, np.int64)

    def update(self, day: int, events: Events) -> None:
        """Take in a day's events."""
        import numpy as np

        s = np.concatenate([events.source, events.target])
        r = np.concatenate([2 * events.relation, 2 * events.relation + 1])
        c = np.concatenate([events.target, events.source])
        self.triple.add(day, key3(s, r, c))
        self.of_relation.add(day, key_pair(r, c))

    def train(self, events: Events, last_days: int = 15) -> None:
        """Take in all events; choose by the mean reciprocal rank over the last days."""
        import numpy as np

        days = np.unique(events.day)
        chosen_from = days[max(0, len(days) - last_days)]
        gain = np.zeros((len(CHOICES), len(self.choice)))
        for day, part in events.days():
            if day >= chosen_from and len(self.triple):
                self._try(gain, day, part)
            self.update(day, part)
        self.choice = gain.argmax(axis=0)

    def scores(self, asked: Questions) -> Iterator[tuple[slice, Floats]]:
        """As `Forecaster.scores`."""
        for low in range(0, len(asked), _CHUNK):
            at = slice(low, min(low + _CHUNK, len(asked)))
            part = asked.part(at)
            yield at, self._scores(part, self.choice[part.r])

    def _scores(self, asked: Questions, choice: Ints) -> Floats:
        import numpy as np

        settings = np.array(CHOICES, np.float32)[choice]
        found: Floats = np.zeros((len(asked), self.parties), np.float32)
        low = key_pair(asked.r, 0 * asked.r)
        relaxed = self.of_relation.slices(low, low + (1 << PARTY))
        often = self.of_relation.at(asked.day, relaxed.slot)[:, 0]
        total = np.bincount(relaxed.group, weights=often, minlength=len(asked))
        share = (1 - settings[:, 0]) / np.maximum(total, 1.0)
        found[relaxed.group, last_party(relaxed.key)] = often * share[relaxed.group]
        low = key3(asked.s, asked.r, 0 * asked.r)
        strict = self.triple.slices(low, low + (1 << PARTY))
        ago = (asked.day - self.triple.last[strict.slot]).astype(np.float32)
        group = strict.group
        found[group, last_party(strict.key)] += settings[group, 0] * np.exp2(-settings[group, 1] * ago)
        return found

    def _try(self, gain: NDArray[np.float64], day: int, events: Events) -> None:
        import numpy as np

        asked = questions_of(day, events)
        for low in range(0, len(asked.questions), _CHUNK):
            part = asked.questions.part(slice(low, low + _CHUNK))
            question, party = asked.part(low, low + _CHUNK)
            for number in range(len(CHOICES)):
                scores = self._scores(part, np.full(len(part), number))
                ranks = filtered_ranks(scores, question, party)
                np.add.at(gain[number], part.r[question], 1.0 / ranks)


def filtered_ranks(scores: Floats, question: Ints, party: Ints) -> NDArray[np.float64]:
    """Rank of each answer among all parties that are no other answer to its question; equals share their mean rank.

    `scores` (questions, parties); answer i is `party[i]` to question `question[i]`, questions in ascending order.
    """
    import numpy as np

    own = scores[question, party]
    ranks = np.empty(len(own))
    for i, (row, value) in enumerate(zip(question, own, strict=True)):
        line = scores[row]
        others = own[np.searchsorted(question, row) : np.searchsorted(question, row, side="right")]
        above = np.count_nonzero(line > value) - np.count_nonzero(others > value)
        equal = np.count_nonzero(line == value) - np.count_nonzero(others == value)
        ranks[i] = 1 + above + equal / 2
    return ranks
