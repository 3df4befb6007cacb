"""As `closeness.py`, for many: each denial is compared at once with all claims of the groups near it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .closeness import COMPARED, FOLLOWS, NEAR, OPPOSED, SAME_REPORT, span
from .columns import NO_GAP, Columns
from .likeness import FAR_DAYS
from .told import Told
from .words import Words

if TYPE_CHECKING:
    from .columns import Flags, Floats, Places


def closest_of_many(denials: Sequence[Told], groups: Sequence[Sequence[Told]]) -> Iterator[tuple[float, int]]:
    """As `closeness.closest`, to the last bit."""
    near = _Near(groups)
    claims = _Claims(denials, groups)
    for place, each in enumerate(denials):
        found = near.groups(each)
        yield claims.closest(place, found) if len(found) else (0.0, 0)


class _Near:
    """Which groups a denial may be about, by when and by who is named."""

    def __init__(self, groups: Sequence[Sequence[Told]]) -> None:
        import numpy as np

        spans = [span(group) for group in groups]
        self._from = np.array([days[0].toordinal() if days else 0 for days in spans])
        self._until = np.array([days[1].toordinal() if days else 0 for days in spans])
        self._undated = self._from == 0
        naming: defaultdict[str, set[int]] = defaultdict(set)
        for place, group in enumerate(groups):
            for entity in frozenset[str]().union(*(claim.entities for claim in group)):
                naming[entity].add(place)
        self._naming = {entity: np.array(sorted(places)) for entity, places in naming.items()}
        self._nobody = np.ones(len(groups), dtype=bool)
        for places in self._naming.values():
            self._nobody[places] = False

    def groups(self, denial: Told) -> Places:
        """In order."""
        import numpy as np

        return np.flatnonzero(self._may_be(denial) & self._may_name(denial))

    def _may_be(self, denial: Told) -> Flags:
        """May what is denied lie near in time? Where nobody says when, it may."""
        import numpy as np

        if denial.first is None or denial.last is None:
            return np.ones(len(self._from), dtype=bool)
        first, last = denial.first.toordinal(), denial.last.toordinal()
        near: Flags = self._undated | ((first - self._until <= FAR_DAYS) & (self._from - last <= FAR_DAYS))
        return near

    def _may_name(self, denial: Told) -> Flags:
        """Two who are both named, and not alike, are not spoken of at once."""
        import numpy as np

        if not denial.entities:
            return np.ones(len(self._from), dtype=bool)
        found = self._nobody.copy()
        for entity in denial.entities:
            if entity in self._naming:
                found[self._naming[entity]] = True
        return found


class _Claims:
    """The claims that denials are compared with, group by group, then the denials, as columns."""

    def __init__(self, denials: Sequence[Told], groups: Sequence[Sequence[Told]]) -> None:
        import numpy as np

        self._denials = denials
        self._words = Words([*(claim for group in groups for claim in group), *denials])
        compared = [claim for group in groups for claim in group[:COMPARED]]
        self._columns = Columns([*compared, *denials], self._words)
        self._size = np.array([len(group[:COMPARED]) for group in groups])
        self._at = np.cumsum(self._size) - self._size
        self._count = len(compared)
        self._told = np.array([c.row.published.toordinal() if c.row.published else 0 for c in compared])
        having: defaultdict[str, list[int]] = defaultdict(list)
        for place, claim in enumerate(compared):
            for word in claim.words:
                having[word].append(place)
        self._having = {word: np.array(places) for word, places in having.items()}

    def closest(self, denial: int, groups: Places) -> tuple[float, int]:
        """How much a denial is like the closest of these groups, and which one that is."""
        import numpy as np

        sizes = self._size[groups]
        starts = np.cumsum(sizes) - sizes
        claims = np.arange(sizes.sum()) + np.repeat(self._at[groups] - starts, sizes)
        scores = self._scores(denial, claims)
        best = np.maximum.reduceat(scores, starts)
        first = np.flatnonzero(best == best.max()).tolist()
        _, place = max((self._mean(scores[starts[n] : starts[n] + sizes[n]]), -n) for n in first)
        return float(best[-place]), int(groups[-place])

    @staticmethod
    def _mean(scores: Floats) -> float:
        """Added up by Python, as where there are few: numpy rounds otherwise."""
        found: list[float] = scores.tolist()
        return sum(found) / len(found)

    def _scores(self, denial: int, claims: Places) -> Floats:
        """As `closeness._like`."""
        columns, one = self._columns, self._count + denial
        gaps = self._gaps(denial, claims)
        scores = columns.likeness(one, claims, self._shared(self._denials[denial])[claims], gaps)
        scores[columns.opposed(one, claims)] += OPPOSED
        scores += self._nearness(one, claims)
        scores[gaps == FAR_DAYS + 1] = -1.0
        return scores

    def _shared(self, denial: Told) -> Places:
        """By claim, the weight of the words that it has in common with a denial."""
        import numpy as np

        weights = np.zeros(self._count, dtype=np.int64)
        for word in denial.words:
            if word in self._having:
                weights[self._having[word]] += self._words.weight(word)
        return weights

    def _gaps(self, denial: int, claims: Places) -> Places:
        """As `closeness._gap`: publication counts too, unless a denial says what day it is about."""
        import numpy as np

        gaps = self._columns.gaps(self._count + denial, claims)
        answered = self._denials[denial].row.published
        if self._denials[denial].settled or not answered:
            return gaps
        told = self._told[claims]
        since = np.minimum(abs(answered.toordinal() - told), np.where(gaps == NO_GAP, FAR_DAYS + 1, gaps))
        return np.where(told > 0, since, gaps)

    def _nearness(self, denial: int, claims: Places) -> Floats:
        """As `closeness._nearness`."""
        import numpy as np

        columns = self._columns
        after = columns.start[denial] - columns.start[claims]
        score = np.where((after >= 0) & (after <= NEAR), FOLLOWS, SAME_REPORT)
        return np.where(columns.report[claims] == columns.report[denial], score, 0.0)
