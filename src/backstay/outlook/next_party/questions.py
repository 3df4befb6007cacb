"""The questions that a day's events answer, each asked once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .events import Events
from .evidence import Questions
from .parts import RELATION

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A day's distinct questions, with their answers: `party[i]` answers question `question[i]`, in ascending order."""

    questions: Questions
    question: Ints
    party: Ints

    def part(self, low: int, high: int) -> tuple[Ints, Ints]:
        """Answers to questions low..high-1, numbered from 0."""
        import numpy as np

        begin, end = np.searchsorted(self.question, (low, high))
        return self.question[begin:end] - low, self.party[begin:end]

    def some(self, pick: NDArray[np.bool_]) -> Asked:
        """The picked questions."""
        import numpy as np

        number = np.cumsum(pick) - 1
        keep = pick[self.question]
        q = self.questions
        return Asked(Questions(q.day, q.s[pick], q.r[pick]), number[self.question[keep]], self.party[keep])


def questions_of(day: int, events: Events) -> Asked:
    """(source, event, ?) and (?, event, target) of every event.

    Relations are doubled: 2r asks for the target, 2r + 1 for the source.
    """
    import numpy as np

    s = np.concatenate([events.source, events.target])
    r = np.concatenate([2 * events.relation, 2 * events.relation + 1])
    party = np.concatenate([events.target, events.source])
    unique = np.unique(np.stack([(s << RELATION) | r, party], axis=1), axis=0)
    key, question = np.unique(unique[:, 0], return_inverse=True)
    return Asked(Questions(day, key >> RELATION, key & ((1 << RELATION) - 1)), question, unique[:, 1])
