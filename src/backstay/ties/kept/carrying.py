"""Levels and breaks carried on from what was kept: only periods that are new, or that read otherwise now, are filtered.

What is kept of each tie holds up to the last period but one, as the last one still grows. It counts as long as all that
the filter was given up to then is the same: counts, and exposure as finely as the filter tells it apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..measure.breaks import Found, Settled, beyond, effect_of, go_on
from ..measure.grid import marks
from ..measure.levels import follow
from ..measure.panel import Panel
from ..measure.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[Any]]
    Ints = NDArray[np.int64]
    Marks = NDArray[np.int64]

_KEY = ("backer", "client", "channel")
_FOUND = ("row", "first", "last", "at", "found", "kind")


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Rows of a panel that go on from period `since` of what was kept (`old`, at places `was` of it), and those that
    begin anew.
    """

    since: int
    old: Ints
    was: Ints
    anew: Ints


def levels(
    panel: Panel, settings: Settings, kept: Arrays | None, tail: int | None = None
) -> tuple[NDArray[np.float64], Arrays]:
    """Levels of the last `tail` periods, (S, tail, 5), or of all, and what is to be kept."""
    import numpy as np

    given = np.stack([marks(side, panel.exposure) for side in (panel.ahead, panel.against)])
    at = _rows(panel, kept, given)
    ties, periods = panel.ahead.shape
    first = 0 if tail is None else max(periods - tail, 0)
    found = np.empty((ties, periods - first, 5))
    states = np.empty((2, ties, len(settings.burst_shares), len(settings.prior)), np.float32)
    if len(at.anew):
        found[at.anew], states[:, at.anew] = follow(panel.rows(at.anew), settings, at=range(first, periods))
    if kept is not None and len(at.old):
        shown = range(max(first, at.since), periods)
        before = slice(first - int(kept["begun"]), shown.start - int(kept["begun"]))
        found[at.old, : shown.start - first] = kept["levels"][at.was, before]
        found[at.old, shown.start - first :], states[:, at.old] = follow(
            panel.rows(at.old), settings, kept["states"][:, at.was], at.since, shown
        )
    mine = {"levels": found[:, :-1].astype(np.float32), "begun": np.array(first), "states": states}
    return found, _told(panel, given) | mine


def breaks(panel: Panel, settings: Settings, kept: Arrays | None, least: float) -> tuple[list[Found], Arrays]:
    """Breaks whose probability reaches `least`, by tie and time, and what is to be kept."""
    import numpy as np

    exposure = beyond(panel)
    given = np.stack([marks(side, exposure) for side in (panel.ahead, panel.against)])
    at = _rows(panel, kept if kept is not None and float(kept["least"]) == least else None, given)
    states = np.empty((2, panel.ties.height, len(settings.burst_shares), len(settings.prior)), np.float32)
    every: list[Found] = []
    settled: list[Found] = []
    for rows, begun in ((at.anew, None), (at.old, None if kept is None else _settled(kept, at))):
        if len(rows):
            now, before = go_on(panel.rows(rows), settings, least, begun)
            states[:, rows] = before.states
            every += [replace(each, row=int(rows[each.row])) for each in now]
            settled += [replace(each, row=int(rows[each.row])) for each in before.found]
    every.sort(key=lambda each: (each.row, each.found, each.at, each.effect))
    mine = {f"break_{name}": np.array([getattr(each, name) for each in settled], np.int64) for name in _FOUND}
    mine["break_probability"] = np.array([each.probability for each in settled], np.float64)
    return every, _told(panel, given) | mine | {"states": states, "least": np.array(least)}


def _settled(kept: Arrays, at: _Rows) -> Settled:
    """What was known of breaks in the rows that go on."""
    now = {int(was): place for place, was in enumerate(at.was)}
    found = [
        Found(now[row], first, last, when, told, effect_of(kind), chance, kind)
        for row, first, last, when, told, kind, chance in zip(
            *(kept[f"break_{name}"].tolist() for name in (*_FOUND, "probability")), strict=True
        )
        if row in now
    ]
    return Settled(at.since, kept["states"][:, at.was], found)


def _rows(panel: Panel, kept: Arrays | None, given: Marks) -> _Rows:
    """Which rows go on: those that were given the same up to the last period but one of what was kept."""
    import numpy as np

    every, none = np.arange(panel.ties.height), np.zeros(0, np.int64)
    if kept is None or int(kept["first"]) != panel.first or not 1 < int(kept["periods"]) <= panel.ahead.shape[1]:
        return _Rows(0, none, none, every)
    since = int(kept["periods"]) - 1
    places = {key: place for place, key in enumerate(zip(*(kept[each].tolist() for each in _KEY), strict=True))}
    was = np.array([places.get(key, -1) for key in panel.ties.select(_KEY).iter_rows()], np.int64)
    same = (was >= 0) & (kept["told"][was] == _digest(given[:, :, :since]))
    return _Rows(since, np.flatnonzero(same), was[same], np.flatnonzero(~same))


def _told(panel: Panel, given: Marks) -> Arrays:
    """The ties, and a digest of what each was given up to the last period but one."""
    import numpy as np

    names = {name: np.array(panel.ties[name].to_list(), dtype=np.str_) for name in _KEY}
    periods = given.shape[2]
    return names | {
        "told": _digest(given[:, :, : periods - 1]),
        "first": np.array(panel.first),
        "periods": np.array(periods),
    }


def _digest(given: Marks) -> NDArray[np.uint64]:
    """One number a tie for what both of its sides were given, (2, S, T): other for any other history."""
    import numpy as np

    mixed = given.astype(np.uint64)
    place = np.arange(given.shape[2], dtype=np.uint64) * np.uint64(2) + np.arange(2, dtype=np.uint64)[:, None, None]
    mixed = mixed + (place + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    whole: NDArray[np.uint64] = (mixed ^ (mixed >> np.uint64(31))).sum(axis=(0, 2), dtype=np.uint64)
    return whole
