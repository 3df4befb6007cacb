"""The world: where every tie stands today, without its history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .kept.measured import keeper, levels_of
from .measure.panel import OVERALL
from .measure.periods import Period
from .standing import Standing, periods_back, standing

if TYPE_CHECKING:
    from ..ledger import Ledger


@dataclass(frozen=True, slots=True)
class Pair:
    """A backer and a client. `net`: all channels together; `channels`: where each stands, the firmest of those that
    are known first. `signals` counts those of all channels, `last_word` is the day of the latest.
    """

    backer: str
    client: str
    net: Standing
    channels: tuple[tuple[str, Standing], ...]
    signals: int
    last_word: date


@dataclass(frozen=True, slots=True)
class World:
    """Every pair that anything is told of, by backer and client, on the day `until`."""

    pairs: tuple[Pair, ...]
    until: date


def world(ledger: Ledger) -> World:
    """Where every tie of a ledger stands. Raises UsageError where nothing moves a tie."""
    from .gathered import panel_of

    panel = panel_of(ledger)
    levels = levels_of(panel, keeper(ledger, Period.MONTH), tail=periods_back(Period.MONTH) + 1)
    by_pair: defaultdict[tuple[str, str], list[tuple[str, Standing]]] = defaultdict(list)
    nets: dict[tuple[str, str], tuple[Standing, int, date]] = {}
    for row, (backer, client, channel, last, signals) in enumerate(
        panel.ties.select("backer", "client", "channel", "last", "signals").iter_rows()
    ):
        here = standing(levels[row], panel.period, signals)
        if channel == OVERALL:
            nets[backer, client] = here, signals, last
        else:
            by_pair[backer, client].append((channel, here))
    pairs = (
        Pair(*key, net, tuple(sorted(by_pair[key], key=_firmest)), signals, last)
        for key, (net, signals, last) in sorted(nets.items())
    )
    return World(tuple(pairs), panel.until)


def _firmest(channel: tuple[str, Standing]) -> tuple[bool, float, str]:
    name, here = channel
    return not here.known, -abs(here.level), name
