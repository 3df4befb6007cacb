"""What history says about who comes last in (s, r, ?): whom each kind of evidence points to, and how strongly.

Each `Evidence` is a sparse table: entry i says that for question `group[i]`, party `party[i]` has `values[i]` (a
column for each half-life). Divided by the column's sum over the question (`total`), a column is a forecast of its
own; `mixture` blends them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .history import History
from .neighbours import partners, peers, told_by
from .parts import PARTY, RELATION, key3, key_pair, last_party
from .tally import Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

COMPONENTS = (
    ("triple", 4),
    ("pair", 4),
    ("hawkes", 6),
    ("of_relation", 3),
    ("home_relation", 3),
    ("home", 3),
    ("sector_relation", 1),
    ("circle_late", 1),
    ("circle", 1),
    ("peers", 2),
    ("partners", 2),
)
"""Names of the sparse kinds of evidence, in the order in which they come, with the number of their columns."""
DENSE = 6
"""Forecasts that give every party a number: the long run by (s, r), that by s, and popularity at four half-lives."""
_KEPT = 250  # entries of a broad kind of evidence that are looked at, the strongest


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of evidence for several questions.

    `last` and `before` are the days of the last two events behind each entry, where they are kept.
    """

    name: str
    group: Ints
    party: Ints
    values: Floats
    total: Floats
    last: NDArray[np.int32] | None = None
    before: NDArray[np.int32] | None = None


@dataclass(frozen=True, slots=True)
class Questions:
    """Several (s, r, ?) asked on one day; relations are doubled."""

    day: int
    s: Ints
    r: Ints

    def __len__(self) -> int:
        return len(self.s)

    def part(self, at: slice) -> Questions:
        """Some of them."""
        return Questions(self.day, self.s[at], self.r[at])


class Shelf:
    """Broad evidence (all that ever came last in r, say) for a day's distinct keys, cut to the strongest entries."""

    def __init__(self, name: str, tally: Tally, day: int, low: Ints, known: NDArray[np.bool_]) -> None:
        import numpy as np

        self.name = name
        keys, self.row = np.unique(np.where(known, low, -1), return_inverse=True)
        found = tally.slices(keys, np.where(keys < 0, keys, keys + (1 << PARTY)))
        values = tally.at(day, found.slot)
        self.total = _totals(found.group, values, len(keys))
        order = np.lexsort((-values[:, -1] - 3 * values[:, 0], found.group))
        nth = np.arange(len(order)) - np.searchsorted(found.group, found.group)
        order = order[nth < _KEPT]
        self.party, self.values, self.last = last_party(found.key[order]), values[order], tally.last[found.slot[order]]
        self.begin = np.searchsorted(found.group[order], np.arange(len(keys) + 1))

    def take(self, at: slice) -> Evidence:
        """The evidence for some of the day's questions."""
        import numpy as np

        row = self.row[at]
        start, length = self.begin[row], np.diff(self.begin)[row]
        group = np.repeat(np.arange(len(row)), length)
        place = np.arange(len(group)) - np.repeat(np.cumsum(length) - length - start, length)
        return Evidence(self.name, group, self.party[place], self.values[place], self.total[row], self.last[place])


class Day:
    """All questions of one day, and what is the same for many of them.

    `expected` (parties, relations), for each half-life, is what a party's own past leads one to expect of the relations
    that go back, `returned` each question's column in it, `expected_whole` its sums.
    """

    def __init__(self, history: History, asked: Questions) -> None:
        import numpy as np

        self.history, self.asked = history, asked
        s, r, day = asked.s, asked.r, asked.day
        home, sector = history.country[s], history.parts.sector[s]
        always = np.ones(len(s), np.bool_)
        self.shelves = (
            Shelf("of_relation", history.of_relation, day, key_pair(r, 0 * s), always),
            Shelf("home_relation", history.home_relation, day, key3(home, r, 0 * s), home > 0),
            Shelf("home", history.home, day, key_pair(home, 0 * s), home > 0),
            Shelf("sector_relation", history.sector_relation, day, key3(sector, r, 0 * s), sector > 0),
        )
        parties, self._party = np.unique(s, return_inverse=True)
        self._peers, self._nearness = peers(history, parties)
        self.popular = history.popular.at(day, history.popular.find(np.arange(history.parties)))
        returned, self.returned = np.unique(r ^ 1, return_inverse=True)
        self.expected = history.expected(day, returned)
        self.expected_whole = [each.sum(axis=0) for each in self.expected]
        self.popular_ago = day - history.popular.last[history.popular.find(np.arange(history.parties))]

    def evidence(self, at: slice) -> Iterator[Evidence]:
        """All sparse kinds for some of the questions, in the order of COMPONENTS."""
        asked = self.asked.part(at)
        history, s, r, day = self.history, asked.s, asked.r, asked.day
        yield _ranged("triple", history.triple, day, key3(s, r, 0 * s))
        pair = _ranged("pair", history.pair, day, key_pair(s, 0 * s))
        yield pair
        yield _hawkes(history, asked)
        for shelf in self.shelves:
            yield shelf.take(at)
        yield _circle(history, asked, "circle_late", 0)
        yield _circle(history, asked, "circle", 1)
        yield self._of_peers(at, asked)
        near = partners(pair.group, pair.party, pair.values[:, 1] + 0.2 * pair.values[:, 3])
        yield _told("partners", told_by(history, day, r, *near, s), len(asked))

    def _of_peers(self, at: slice, asked: Questions) -> Evidence:
        import numpy as np

        row = self._party[at]
        near, weight = self._peers[row], self._nearness[row] ** 2
        group = np.repeat(np.arange(len(row)), near.shape[1])
        found = told_by(self.history, asked.day, asked.r, group, near.ravel(), weight.ravel(), asked.s)
        return _told("peers", found, len(asked))


def _told(name: str, found: tuple[Ints, Ints, Floats], groups: int) -> Evidence:
    group, party, values = found
    return Evidence(name, group, party, values, _totals(group, values, groups))


def _ranged(name: str, tally: Tally, day: int, low: Ints) -> Evidence:
    """Entries of a tally whose key begins as `low` does and ends in a party."""
    found = tally.slices(low, low + (1 << PARTY))
    values = tally.at(day, found.slot)
    party = last_party(found.key)
    return Evidence(
        name,
        found.group,
        party,
        values,
        _totals(found.group, values, len(low)),
        tally.last[found.slot],
        tally.before[found.slot],
    )


def _totals(group: Ints, values: Floats, groups: int) -> Floats:
    import numpy as np

    columns = [np.bincount(group, weights=values[:, i], minlength=groups) for i in range(values.shape[1])]
    return np.stack(columns, axis=1).astype(np.float32)


def _hawkes(history: History, asked: Questions) -> Evidence:
    """Expected r-events of s with each of its partners, from what the two did before."""
    import numpy as np

    past = history.past_of(asked.s)
    before = past.key & ((1 << RELATION) - 1)
    party = last_party(past.key >> RELATION)
    faded = history.profile.at(asked.day, past.slot)
    r = asked.r[past.group]
    for column, each in enumerate(history.excitements):
        faded[:, column] *= each.rates[before, r]
    code = (past.group << PARTY) | party
    begins = np.flatnonzero(np.diff(code, prepend=-1))
    if len(begins):
        sums = np.add.reduceat(faded, begins, axis=0)
        values = np.concatenate([sums, np.maximum.reduceat(faded[:, 1:3], begins, axis=0)], axis=1)
    else:
        values = np.zeros((0, 6), np.float32)
    group = past.group[begins]
    return Evidence("hawkes", group, party[begins], values, _totals(group, values, len(asked)))


def _circle(history: History, asked: Questions, name: str, number: int) -> Evidence:
    """Partners of partners, of late."""
    import numpy as np

    circle = history.circle()[number]
    found = (circle[asked.s] @ circle).tocsr()
    found.sum_duplicates()
    group = np.repeat(np.arange(len(asked)), np.diff(found.indptr))
    values = found.data.astype(np.float32)[:, None]
    return Evidence(name, group, found.indices.astype(np.int64), values, _totals(group, values, len(asked)))


def long_run(history: History, asked: Questions, triple: Evidence, pair: Evidence) -> tuple[Floats, Floats]:
    """Forecasts of the factorisation from today's rows (s, r) and s.

    Arrays (questions, parties), rows sum to 1 or 0.
    """
    import numpy as np

    results = []
    for row in (triple, pair):
        weight = np.log1p(row.values[:, 3] + 2 * row.values[:, 2])
        space = history.long_run.embed(row.group, row.party, weight, len(asked))
        score = np.maximum(space @ history.long_run.vectors.T, 0.0)
        score *= score
        results.append(score / np.maximum(score.sum(axis=1, keepdims=True), 1e-12))
    return results[0], results[1]


def recent_space(history: History, row: Evidence, groups: int) -> Floats:
    """The factorisation's scores from what a row had of late."""
    import numpy as np

    space = history.long_run.embed(row.group, row.party, np.log1p(row.values[:, 1]), groups)
    score = np.maximum(space @ history.long_run.vectors.T, 0.0)
    score *= score
    found: Floats = score / np.maximum(score.sum(axis=1, keepdims=True), 1e-12)
    return found
