"""The days on which ties broke: from what was found period by period to dated breaks with a direction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ...records import Effect
from .cores import each_part
from .filter import start
from .histories import chunks
from .panel import Panel
from .periods import Period
from .settings import Settings, fitted
from .watching import watch

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    kind: int = 0
    """Which of the four kinds of `chances`."""


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """What is known of breaks up to the last period but one, to go on from. `since`: number of the last period.

    `states`: (2, N, K, G), what was known of both rates before the window of that period. `found`: alarms by then.
    """

    since: int
    states: Floats
    found: list[Found]


def breaks(panel: Panel, settings: Settings | None = None, false_alarms: float = FALSE_ALARMS) -> list[Found]:
    """Breaks of all ties of a panel, by tie and time. What is `found` at a period rests on periods up to it alone.

    `false_alarms`: how many a year are put up with in a tie where nothing breaks.
    """
    settings = settings or fitted()
    return go_on(panel, settings, settings.threshold(panel.period, false_alarms))[0]


def go_on(
    panel: Panel, settings: Settings, least: float, settled: Settled | None = None
) -> tuple[list[Found], Settled]:
    """Breaks whose probability reaches `least`, by tie and time, and what to go on from when there are more periods.

    `settled`: where to go on from; periods before its last one must be what they were then.
    """
    import numpy as np

    def work(part: NDArray[np.int64]) -> tuple[list[Found], list[Found], Floats]:
        begun = None if settled is None else _part_of(settled, part)
        return _of_chunk(panel.rows(part), settings, least, begun)

    parts = list(chunks(panel.clients, _CHUNK))
    states = np.empty((2, panel.ties.height, *start(1, settings).shape[1:]), dtype=np.float32)
    told: tuple[list[Found], list[Found]] = ([], [])
    for part, (now, before, last) in zip(parts, each_part(work, parts), strict=True):
        states[:, part] = last
        for every, found in zip(told, (now, before), strict=True):
            every += [replace(each, row=int(part[each.row])) for each in found]
    now, before = (sorted(each, key=_order) for each in told)
    return now, Settled(panel.ahead.shape[1] - 1, states, before)


def _order(found: Found) -> tuple[int, int, int, Effect]:
    return found.row, found.found, found.at, found.effect


def _part_of(settled: Settled, part: NDArray[np.int64]) -> Settled:
    place = {int(row): at for at, row in enumerate(part)}
    own = [replace(each, row=place[each.row]) for each in settled.found if each.row in place]
    return Settled(settled.since, settled.states[:, part], own)


def chances(panel: Panel, settings: Settings) -> NDArray[np.float64]:
    """Probability of each kind of break within the window, by tie, period and age: shape (4, N, T, L).

    The kinds: acts for the client grow or shrink, acts against it grow or shrink, each beyond what is
    reported on the client at all.
    """
    return _followed(panel, settings, 0, None)[0]


def _followed(
    panel: Panel, settings: Settings, begin: int, states: Floats | None
) -> tuple[NDArray[np.float64], Floats]:
    """The chances from period `begin` on, and the states before the window of the last period."""
    import numpy as np

    window, exposure = WINDOW[panel.period], beyond(panel)[:, begin:]
    ahead, against = (
        watch(
            counts[:, begin:],
            exposure,
            settings,
            panel.years,
            window,
            None if states is None else states[side],
            onset=counts is panel.against,
        )
        for side, counts in enumerate((panel.ahead, panel.against))
    )
    found = np.stack([ahead.up, ahead.down, against.up, against.down]).astype(np.float64)
    return found, np.stack([ahead.states, against.states])


def beyond(panel: Panel) -> Floats:
    """Exposure that grows with what else is reported on the client: a war brings reporters."""
    import numpy as np

    usual = CROWD * panel.years
    found: Floats = (panel.exposure * ((panel.beside + usual) / usual) ** CROWDING).astype(np.float32)
    return found


def _of_chunk(
    panel: Panel, settings: Settings, least: float, settled: Settled | None
) -> tuple[list[Found], list[Found], Floats]:
    """Alarms up to the last period, up to the one before, and the states before the window of the last one."""
    import numpy as np

    since, last = 0 if settled is None else settled.since, panel.ahead.shape[1] - 1
    begin = 0 if settled is None else max(since + 1 - WINDOW[panel.period], 0)
    kinds, states = _followed(panel, settings, begin, None if settled is None else settled.states)
    earlier: dict[tuple[int, int], list[Found]] = {}
    for each in settled.found if settled is not None else ():
        earlier.setdefault((each.row, each.kind), []).append(each)
    told = (kinds[:, :, since - begin :].sum(axis=3) >= least).any(axis=2)
    now, before = dict(earlier), dict(earlier)
    for kind, row in zip(*(each.tolist() for each in np.nonzero(told)), strict=True):
        key, ages = (row, kind), kinds[kind, row]
        before[key] = _raised(ages[: last - begin], begin, since, least, kind, row, earlier.get(key, []))
        now[key] = _raised(ages, begin, last, least, kind, row, before[key])
    every, settled_now = (sorted((f for each in found.values() for f in each), key=_order) for found in (now, before))
    return every, settled_now, states


def alarms(ages: NDArray[np.float64], effect: Effect, row: int, least: float) -> list[Found]:
    """Alarms of one kind of break of one tie, from its probabilities by period and age (T, L).

    An alarm is raised where the probability of a break within the window reaches `least`, and belongs to an earlier one
    whose break lies less than a window before. Later periods make it surer where and whether it was; not when it was
    found.
    """
    return [replace(each, effect=effect) for each in _raised(ages, 0, 0, least, 0, row, [])]


def _raised(
    ages: NDArray[np.float64], begin: int, since: int, least: float, kind: int, row: int, earlier: Sequence[Found]
) -> list[Found]:
    """Alarms up to the last of these periods, the first of which is number `begin`, given those from before `since`."""
    import numpy as np

    window = ages.shape[1]
    sums = ages.sum(axis=1)
    found = list(earlier)
    for place in np.flatnonzero(sums >= least):
        t = int(place) + begin
        if t < since:
            continue
        at = max(t - int(np.argmax(ages[place])), 0)
        before = found[-1] if found else None
        if before is None or at - before.at >= window:
            if t >= window:
                found.append(_alarm(ages[place], kind, row, t, t))
        elif sums[place] > before.probability and t - before.found < window:
            found[-1] = _alarm(ages[place], kind, row, t, before.found)
    return found


def _alarm(ages: NDArray[np.float64], kind: int, row: int, t: int, first_found: int) -> Found:
    """What period `t` says of a break: the likeliest periods that hold `_SHARE` of it together."""
    import numpy as np

    shares = ages / ages.sum()
    order = np.argsort(-shares, kind="stable")
    likely = order[: int((np.cumsum(shares[order]) < _SHARE).sum()) + 1]
    first, last, at = (max(t - int(age), 0) for age in (likely.max(), likely.min(), order[0]))
    return Found(row, first, last, at, first_found, _EFFECTS[kind], float(ages.sum()), kind)


def effect_of(kind: int) -> Effect:
    """What a kind of break does to the tie."""
    return _EFFECTS[kind]


def days_of(found: Found, panel: Panel) -> tuple[date, date, date]:
    """First and last day on which it may have happened, and the day on which it was found."""
    starts = [panel.period.start(panel.first + t) for t in (found.first, found.last, found.found)]
    ends = panel.ends
    return starts[0], ends[found.last], ends[found.found]
