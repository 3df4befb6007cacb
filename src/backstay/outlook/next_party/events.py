"""Events as numbers: who, which kind of event, to whom, on which day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ...records.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

COLUMNS = ("day", "source", "relation", "target")


@dataclass(frozen=True, slots=True)
class Events:
    """Events in order of their days.

    `source`, `target` number `names`; `relation` numbers `relations`; days count from any day.
    """

    names: Sequence[str]
    relations: Sequence[str]
    day: Ints
    source: Ints
    relation: Ints
    target: Ints

    @classmethod
    def of_quads(cls, names: Sequence[str], relations: Sequence[str], quads: Ints) -> Events:
        """From an array (events, 4): source, relation, target, day."""
        import numpy as np

        quads = quads[np.argsort(quads[:, 3], kind="stable")]
        return cls(names, relations, quads[:, 3], quads[:, 0], quads[:, 1], quads[:, 2])

    @classmethod
    def of_frame(cls, frame: Any) -> Events:
        """From a Polars frame with columns day (date), source, relation, target (text).

        Raises UsageError where one is missing.

        Rows that lack a value, and repeats of an event on its day, are left out.
        """
        import numpy as np
        import polars as pl

        missing = [column for column in COLUMNS if column not in frame.columns]
        if missing:
            raise UsageError(f"the events lack the column {missing[0]}", hint=f"Wanted are {', '.join(COLUMNS)}.")
        frame = frame.select(COLUMNS).drop_nulls().unique().sort(COLUMNS)
        names = pl.concat([frame["source"], frame["target"]]).unique().sort().to_list()
        relations = frame["relation"].unique().sort().to_list()
        number = {name: i for i, name in enumerate(names)}
        kind = {name: i for i, name in enumerate(relations)}
        days = frame["day"].cast(pl.Date).dt.epoch("d").to_numpy().astype(np.int64) + date(1970, 1, 1).toordinal()
        coded = [
            np.array([table[x] for x in frame[column]], np.int64)
            for column, table in (("source", number), ("relation", kind), ("target", number))
        ]
        return cls(names, relations, days, *coded)

    def __len__(self) -> int:
        return len(self.day)

    def days(self) -> Iterator[tuple[int, Events]]:
        """Each day with its events."""
        import numpy as np

        unique, begin = np.unique(self.day, return_index=True)
        for day, low, high in zip(unique, begin, [*begin[1:], len(self)], strict=True):
            yield int(day), self.part(slice(low, high))

    def part(self, at: slice | NDArray[np.bool_]) -> Events:
        """Some of the events."""
        return Events(self.names, self.relations, self.day[at], self.source[at], self.relation[at], self.target[at])

    def before(self, day: int) -> Events:
        """Those of earlier days."""
        return self.part(self.day < day)
