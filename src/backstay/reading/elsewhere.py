"""Who acts on whom in the other clauses of a report, by the pointers alone: reports go on about the same parties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .decode import Draft, Span

_AROUND = 2
"""So many clauses before and after a clause are near it: those next to it, and those of its sentence."""


@dataclass(frozen=True, slots=True)
class Chances:
    """What the pointers of one clause say: the chance of each party to act, and to be acted on."""

    acts: Mapping[str, float]
    takes: Mapping[str, float]


class Elsewhere:
    """The clauses of one report. Parties go by their keys (`choosing.Candidate`)."""

    def __init__(self, drafts: Sequence[Draft], chances: Sequence[Chances], sentences: Sequence[Span]) -> None:
        self._chances = chances
        self._at = {id(draft): at for at, draft in enumerate(drafts)}
        self._others = max(1, len(drafts) - 1)
        self._near = [self._near_to(at, sentences) for at in range(len(drafts))]
        self._acts = _sums([told.acts for told in chances])
        self._takes = _sums([told.takes for told in chances])
        self._pairs: dict[tuple[str, str], float] = {}

    def _near_to(self, at: int, sentences: Sequence[Span]) -> list[Chances]:
        around = range(max(0, at - _AROUND), min(len(sentences), at + _AROUND + 1))
        close = (j for j in around if abs(j - at) == 1 or (j != at and sentences[j] == sentences[at]))
        return [self._chances[j] for j in close]

    def of_party(self, key: str, draft: Draft) -> tuple[float, float, float, float]:
        """The mean chance of a party to act, and to be acted on, in the other clauses; and the same in those near."""
        at = self._at[id(draft)]
        own, near = self._chances[at], self._near[at]
        acts_near = takes_near = 0.0
        for told in near:
            acts_near += told.acts.get(key, 0.0)
            takes_near += told.takes.get(key, 0.0)
        count = len(near) or 1
        return (
            (self._acts.get(key, 0.0) - own.acts.get(key, 0.0)) / self._others,
            (self._takes.get(key, 0.0) - own.takes.get(key, 0.0)) / self._others,
            acts_near / count,
            takes_near / count,
        )

    def of_pair(self, actor: str, recipient: str, draft: Draft) -> tuple[float, float, float, float]:
        """The mean chance that one acts on the other, and the other on the one, in the other clauses; then nearby."""
        at = self._at[id(draft)]
        own, near = self._chances[at], self._near[at]
        forth = back = 0.0
        for told in near:
            forth += _both(told, actor, recipient)
            back += _both(told, recipient, actor)
        count = len(near) or 1
        return (
            (self._total(actor, recipient) - _both(own, actor, recipient)) / self._others,
            (self._total(recipient, actor) - _both(own, recipient, actor)) / self._others,
            forth / count,
            back / count,
        )

    def _total(self, actor: str, recipient: str) -> float:
        pair = (actor, recipient)
        if pair not in self._pairs:
            self._pairs[pair] = sum(_both(told, actor, recipient) for told in self._chances)
        return self._pairs[pair]


def _sums(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    for row in rows:
        for key, chance in row.items():
            found[key] += chance
    return dict(found)


def _both(told: Chances, actor: str, recipient: str) -> float:
    acts = told.acts.get(actor)
    return acts * told.takes.get(recipient, 0.0) if acts else 0.0
