"""The days on which ties broke: from what was found period by period to dated breaks with a direction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ...records import Effect
from .cores import each_part
from .histories import chunks
from .panel import Panel
from .periods import Period
from .settings import Settings, fitted
from .watching import watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FALSE_ALARMS = 0.1
"""Breaks a year that are found in a tie where nothing breaks, unless the user sets another rate: one in ten years."""
WINDOW = {Period.DAY: 21, Period.WEEK: 10, Period.MONTH: 6, Period.YEAR: 2}
"""Periods within which a break is found or passed over."""
CROWD, CROWDING = 50.0, 0.75
"""Acts of others a year from which their number counts as interest in the client, and the power of it that is taken
out."""
_EFFECTS = (Effect.BUILDS, Effect.CUTS, Effect.CUTS, Effect.BUILDS)
"""What each kind of break does to the tie, in the order of `chances`."""
_SHARE = 0.8
_CHUNK = 256


@dataclass(frozen=True, slots=True)
class Found:
    """A break of tie number `row`. It fell into periods `first`..`last` (80%), most likely at `at`, and was found at
    `found`.
    """

    row: int
    first: int
    last: int
    at: int
    found: int
    effect: Effect
    probability: float


def breaks(panel: Panel, settings: Settings | None = None, false_alarms: float = FALSE_ALARMS) -> list[Found]:
    """Breaks of all ties of a panel, by tie and time. What is `found` at a period rests on periods up to it alone.

    `false_alarms`: how many a year are put up with in a tie where nothing breaks.
    """
    settings = settings or fitted()
    least = settings.threshold(panel.period, false_alarms)
    found = each_part(lambda part: list(_of_chunk(panel, part, settings, least)), chunks(panel.clients, _CHUNK))
    return sorted((each for part in found for each in part), key=lambda each: each.row)


def chances(panel: Panel, settings: Settings) -> NDArray[np.float64]:
    """Probability of each kind of break within the window, by tie, period and age: shape (4, N, T, L).

    The kinds: acts for the client grow or shrink, acts against it grow or shrink, each beyond what is
    reported on the client at all.
    """
    import numpy as np

    window = WINDOW[panel.period]
    exposure = _beyond(panel)
    ahead = watch(panel.ahead, exposure, settings, panel.years, window)
    against = watch(panel.against, exposure, settings, panel.years, window)
    return np.stack([ahead.up, ahead.down, against.up, against.down]).astype(np.float64)


def _beyond(panel: Panel) -> Floats:
    """Exposure that grows with what else is reported on the client: a war brings reporters."""
    import numpy as np

    usual = CROWD * panel.years
    found: Floats = (panel.exposure * ((panel.beside + usual) / usual) ** CROWDING).astype(np.float32)
    return found


def _of_chunk(panel: Panel, picked: NDArray[np.int64], settings: Settings, least: float) -> Iterator[Found]:
    import numpy as np

    kinds = chances(panel.rows(picked), settings)
    told = (kinds.sum(axis=3) >= least).any(axis=2)
    for place in np.flatnonzero(told.any(axis=0)):
        every = [
            each
            for kind in np.flatnonzero(told[:, place])
            for each in alarms(kinds[kind, place], _EFFECTS[kind], int(picked[place]), least)
        ]
        yield from sorted(every, key=lambda each: (each.found, each.at, each.effect))


def alarms(ages: NDArray[np.float64], effect: Effect, row: int, least: float) -> list[Found]:
    """Alarms of one kind of break of one tie, from its probabilities by period and age (T, L).

    An alarm is raised where the probability of a break within the window reaches `least`, and belongs to an earlier one
    whose break lies less than a window before. Later periods make it surer where and whether it was; not when it was
    found.
    """
    import numpy as np

    window = ages.shape[1]
    sums = ages.sum(axis=1)
    found: list[Found] = []
    for t in np.flatnonzero(sums >= least):
        at = max(int(t) - int(np.argmax(ages[t])), 0)
        earlier = found[-1] if found else None
        if earlier is None or at - earlier.at >= window:
            if t >= window:
                found.append(_alarm(ages, effect, row, int(t), int(t)))
        elif sums[t] > earlier.probability and t - earlier.found < window:
            found[-1] = _alarm(ages, effect, row, int(t), earlier.found)
    return found


def _alarm(ages: NDArray[np.float64], effect: Effect, row: int, t: int, first_found: int) -> Found:
    """What period `t` says of a break: the likeliest periods that hold `_SHARE` of it together."""
    import numpy as np

    shares = ages[t] / ages[t].sum()
    order = np.argsort(-shares, kind="stable")
    likely = order[: int((np.cumsum(shares[order]) < _SHARE).sum()) + 1]
    first, last, at = (max(t - int(age), 0) for age in (likely.max(), likely.min(), order[0]))
    return Found(row, first, last, at, first_found, effect, float(ages[t].sum()))


def days_of(found: Found, panel: Panel) -> tuple[date, date, date]:
    """First and last day on which it may have happened, and the day on which it was found."""
    starts = [panel.period.start(panel.first + t) for t in (found.first, found.last, found.found)]
    ends = panel.ends
    return starts[0], ends[found.last], ends[found.found]
