"""A forecaster that is kept beside its events, and only taught what has come since."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .events import Events
from .forecaster import Forecaster
from .store import load, save
from .training import QUICK, Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

    from .training import Progress

FILE = "forecaster.npz"
LATE = 0.02
"""Share of the events known that may come in for days past; where more do, the forecaster is trained anew."""
GROWTH = 0.25
"""Share of the events it was trained on by which they may grow before the ranker is trained anew."""


@dataclass(frozen=True, slots=True)
class Current:
    """A forecaster that knows all of some events. `trained`: from how many; `added`: how many it was taught since.

    `kept`: whether it was found kept; `saved`: whether it lies in its file now.
    """

    forecaster: Forecaster
    trained: int
    added: int
    kept: bool
    saved: bool


def current(
    path: Path, events: Events, settings: Settings = QUICK, progress: Progress | None = None, *, anew: bool = False
) -> Current:
    """The forecaster kept at `path`, taught what it lacks of `events`; trained anew where that will not do.

    It will not do where the kept one knows events that `events` do not hold (a day before its last is asked about, or
    the ledger has lost some), where many are late, or where they have grown by a quarter. One that is trained for an
    earlier day does not take the place of what is kept. Raises UsageError where there are no events.
    """
    held = None if anew else _held(path)
    if held is not None:
        forecaster, known, trained = held
        fresh = _fresh(forecaster, known, events)
        if fresh is not None and _fits(forecaster, fresh, len(known), trained):
            if not len(fresh):
                return Current(forecaster, trained, len(known) - trained, True, True)
            forecaster.update(fresh)
            saved = _save(path, forecaster, events, trained)
            return Current(forecaster, trained, len(events) - trained, True, saved)
    forecaster = Forecaster.train(events, settings, progress)
    older = held is not None and held[0].history.day > forecaster.history.day and not anew
    saved = False if older else _save(path, forecaster, events, len(events))
    return Current(forecaster, len(events), 0, False, saved)


def _held(path: Path) -> tuple[Forecaster, Ints, int] | None:
    found = load(path)
    if found is None or not {"known", "trained"} <= found[1].keys():
        return None
    forecaster, more = found
    return forecaster, more["known"], int(more["trained"])


def _save(path: Path, forecaster: Forecaster, events: Events, trained: int) -> bool:
    """A folder that cannot be written to costs the next call its time, nothing else."""
    import numpy as np

    with contextlib.suppress(OSError):
        known = _coded(forecaster, events)
        save(forecaster, path, known=known, trained=np.array(trained))
        return True
    return False


def _coded(forecaster: Forecaster, events: Events) -> Ints:
    """Events in the forecaster's numbers: (events, 4); -1 for what it has no number for."""
    import numpy as np

    party = np.array([forecaster.numbers.get(name, -1) for name in events.names], np.int64)
    kind = np.array([forecaster.kinds.get(name, -1) for name in events.relations], np.int64)
    return np.stack([events.day, party[events.source], kind[events.relation], party[events.target]], axis=1)


def _fresh(forecaster: Forecaster, known: Ints, events: Events) -> Events | None:
    """Those of the events that are not known; None where some that are known are not among them."""
    coded = _frame(_coded(forecaster, events))
    before = _frame(known)
    if before.join(coded, on=before.columns, how="anti").height:
        return None
    missing = coded.with_row_index().join(before, on=before.columns, how="anti")["index"].to_numpy()
    at = missing.astype("int64")
    at.sort()
    return Events(
        events.names, events.relations, events.day[at], events.source[at], events.relation[at], events.target[at]
    )


def _frame(coded: Ints) -> Any:
    import polars as pl

    return pl.DataFrame(coded, schema=["day", "source", "relation", "target"], orient="row")


def _fits(forecaster: Forecaster, fresh: Events, known: int, trained: int) -> bool:
    late = int((fresh.day <= forecaster.history.day).sum())
    return late <= LATE * known and known + len(fresh) <= (1 + GROWTH) * trained
