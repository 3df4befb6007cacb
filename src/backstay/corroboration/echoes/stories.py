"""Which reports tell the same story, in whatever words: likeness in what tells stories apart, and nearness in time.

Two reports of a few days apart are weighed by the odds that they tell one story, given how alike they are and how many
days lie between them (`Odds`). Nobody labelled stories for that: pairs of an archive that came out within a week are
set against pairs two to four weeks apart, which are as much about the same persons and places, but not about the same
day's news. What is more frequent among the near ones than among the far ones are stories told again. Reports are then
joined by average linkage while the mean evidence between two groups speaks for one story: above even odds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from ...records.errors import ModelMissing
from .likeness import vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

LAST_DAY = 7
"""Days between two reports up to which they may tell one story; later is a new story, or a copy (see `index.py`)."""
_MOST = 3.0
"""Evidence for or against counts this much at most: one pair cannot carry a group."""
_LEAST_LIKE = 0.005
_ROOM = 4_000
"""Reports that are linked in one go at most; the memory that takes grows with the square."""
_ROWS = 500


@dataclass(frozen=True, slots=True)
class Telling:
    """A report as far as telling its story from others needs it."""

    title: str
    text: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Odds:
    """Log ratio of how frequent a likeness is `days` apart to how frequent weeks apart, linear in its logarithm."""

    base: float
    like: float
    days: float
    like_days: float

    def evidence(self, likeness: Floats, days: Floats) -> Floats:
        """Above 0 where the ratio is over 2: then over half of such pairs are one story told again."""
        import numpy as np

        log = np.log(np.maximum(likeness, _LEAST_LIKE))
        ratio = self.base + self.like * log + self.days * days + self.like_days * log * days
        found = np.clip(ratio - np.log(2.0), -_MOST, _MOST)
        return cast("Floats", np.where(days > LAST_DAY, -_MOST, found))


@cache
def odds() -> Odds:
    """Those that the package ships, from `training/echoes`. Raises ModelMissing."""
    try:
        return Odds(**json.loads(files(__package__).joinpath("data/stories.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelMissing("the odds of stories told again are missing", hint="Install Backstay again.") from error


def stories(tellings: Sequence[Telling]) -> list[list[int]]:
    """Places in `tellings`, grouped by story: each in exactly one group, groups by their first member.

    An undated report counts as `LAST_DAY` days from every other.
    """
    import numpy as np

    if not tellings:
        return []
    rows = vectors([(each.title, each.text) for each in tellings])
    days = np.array([each.day.toordinal() if each.day else np.nan for each in tellings])
    groups: list[list[int]] = []
    for part in _parts(rows, days, np.arange(len(tellings)), 0.0):
        groups += _linked(rows, days, part)
    return sorted(groups)


def _parts(rows: csr_matrix, days: Floats, members: Places, bound: float) -> list[Places]:
    """Reports that chains of evidence above `bound` hold together: no group of average linkage reaches beyond one."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    own, own_days = rows[members], days[members]
    ends = []
    for first in range(0, len(members), _ROWS):
        likeness = (own[first : first + _ROWS] @ own.T).toarray()
        found = odds().evidence(likeness, _apart(own_days[first : first + _ROWS], own_days))
        one, other = np.nonzero(found > bound)
        ends.append(np.stack([one + first, other]))
    one, other = np.concatenate(ends, axis=1)
    graph = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(len(members), len(members)))
    count, label = connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable")
    parts = np.split(members[order], np.cumsum(np.bincount(label, minlength=count))[:-1])
    final: list[Places] = []
    for part in parts:  # one that is too large is cut where its evidence is weakest
        final += [part] if len(part) <= _ROOM or bound >= _MOST else _parts(rows, days, part, bound + 0.5)
    return final


def _linked(rows: csr_matrix, days: Floats, part: Places) -> list[list[int]]:
    """Average linkage of one part, cut at even odds."""
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(part) == 1:
        return [[int(part[0])]]
    own = rows[part]
    found = odds().evidence((own @ own.T).toarray(), _apart(days[part], days[part]))
    distance = _MOST - (found + found.T) / 2
    np.fill_diagonal(distance, 0.0)
    label = fcluster(linkage(squareform(distance, checks=False), "average"), _MOST, "distance")
    return [sorted(part[label == each].tolist()) for each in np.unique(label)]


def _apart(one: Floats, other: Floats) -> Floats:
    import numpy as np

    return cast("Floats", np.nan_to_num(np.abs(one[:, None] - other[None, :]), nan=float(LAST_DAY)))
