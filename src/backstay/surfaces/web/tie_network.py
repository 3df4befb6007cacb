"""The strongest ties as a network: backers on the left, governments on the right, a line for each tie, as plain SVG."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .words import CHANNEL, label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .models import NetworkTie

WIDTH, ROW, TOP = 760, 22, 30
LEFT, RIGHT = 220, 540
"""Where the dots of backers and of governments stand; their names are written outwards from there."""
LONGEST = 27
"""Letters of a name that are written; the rest is in its title."""
SWEEPS = 12
THINNEST, THICKEST = 1.5, 7.0
DASHES: dict[str, tuple[float, ...]] = {
    "forces": (),
    "arms": (3, 1.2),
    "finance": (1, 1),
    "trade": (4, 1, 1, 1),
    "aid": (2, 2.5),
    "diplomacy": (0.01, 1.8),
    "pressure": (5, 1, 1, 1, 1, 1),
    "": (1, 4),
}
"""How the line of each channel is broken, in widths of the line, so that it is told without its colour (a dash of next
to nothing is a dot, as ends are round there); that of no one channel last.
"""
SAMPLE = 3.0
"""Width of the lines in the legend."""


@dataclass(frozen=True, slots=True)
class Node:
    """A state on its side: `x`, `y` of its dot, its name as written and whole, and where it leads."""

    state: str
    name: str
    written: str
    x: float
    y: float
    address: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie as a curve: `d` is its path, `title` says it in words."""

    tie: NetworkTie
    d: str
    width: float
    dash: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the page draws. `kinds`: the channels in it, in their order, with dash and name. `levels`: those of the
    thinnest and the thickest line, with their widths.
    """

    width: int
    height: int
    backers: tuple[Node, ...]
    clients: tuple[Node, ...]
    edges: tuple[Edge, ...]
    kinds: tuple[tuple[str, str, str], ...]
    levels: tuple[tuple[float, float], ...]


def drawing(ties: Sequence[NetworkTie]) -> Drawing:
    """The ties laid out so that few lines cross."""
    left, right = _ordered(ties)
    rows = max(len(left), len(right))
    at = {("backer", each): _place(place, len(left), rows) for place, each in enumerate(left)}
    at |= {("client", each): _place(place, len(right), rows) for place, each in enumerate(right)}
    named = {t.backer: (t.backer_name, t.backer_address) for t in ties}
    held = {t.client: (t.client_name, t.client_address) for t in ties}
    kinds = {t.channel or "" for t in ties}
    sizes = [abs(t.level) for t in ties] or [0.0]
    least, most = min(sizes), max(sizes)
    return Drawing(
        WIDTH,
        TOP + rows * ROW + 6,
        tuple(_node(each, named[each], LEFT, at["backer", each]) for each in left),
        tuple(_node(each, held[each], RIGHT, at["client", each]) for each in right),
        tuple(
            _edge(tie, at["backer", tie.backer], at["client", tie.client], width_of(abs(tie.level), least, most))
            for tie in ties
        ),
        tuple((kind, dashes(kind, SAMPLE), channel_name(kind)) for kind in DASHES if kind in kinds),
        tuple((level, width_of(level, least, most)) for level in dict.fromkeys((least, most))),
    )


def channel_name(channel: str | None) -> str:
    """The plain name of a channel; of none, that no one channel is known."""
    return label(CHANNEL, channel) if channel else "No one channel known"


def width_of(size: float, least: float, most: float) -> float:
    """How thick a line is: the farther its level is from nought, between the least and the most that are shown."""
    share = (size - least) / (most - least) if most > least else 0.5
    return round(THINNEST + (THICKEST - THINNEST) * share, 1)


def dashes(channel: str, width: float) -> str:
    """The dashes of a channel for a line of this width, as SVG has them; empty for a whole line."""
    return " ".join(f"{each * width:.4g}" for each in DASHES[channel])


def _place(place: int, count: int, rows: int) -> float:
    """Down the page, the shorter side spread over the same height."""
    return round(TOP + (place + 0.5) * rows * ROW / count, 1)


def _node(state: str, named: tuple[str, str], x: int, y: float) -> Node:
    name, address = named
    written = name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"
    return Node(state, name, written, x, y, address)


def _edge(tie: NetworkTie, y1: float, y2: float, width: float) -> Edge:
    middle = (LEFT + RIGHT) / 2
    path = f"M{LEFT + 6} {y1}C{middle} {y1} {middle} {y2} {RIGHT - 6} {y2}"
    way = "holds up" if tie.level >= 0 else "strains"
    low, high = tie.interval80
    title = (
        f"{tie.backer_name} {way} {tie.client_name}, {channel_name(tie.channel).lower()}: "
        f"level {tie.level:+.1f} ({low:+.1f} to {high:+.1f}), {tie.trend}"
    )
    kind = tie.channel or ""
    return Edge(tie, path, width, dashes(kind, width), kind or "none", title)


def _ordered(ties: Sequence[NetworkTie]) -> tuple[list[str], list[str]]:
    """Both sides in an order with few crossings: each state at the mean place of those that it is tied to, by turns
    (Sugiyama, Tagawa and Toda 1981), from those with most ties down. The best order met is kept.
    """
    of_backer: defaultdict[str, list[str]] = defaultdict(list)
    of_client: defaultdict[str, list[str]] = defaultdict(list)
    for tie in ties:
        of_backer[tie.backer].append(tie.client)
        of_client[tie.client].append(tie.backer)
    left = sorted(of_backer, key=lambda each: (-len(of_backer[each]), each))
    right = sorted(of_client, key=lambda each: (-len(of_client[each]), each))
    best = (_crossings(left, right, of_backer), left, right)
    for _ in range(SWEEPS):
        right = _by_mean(right, of_client, left)
        left = _by_mean(left, of_backer, right)
        best = min(best, (_crossings(left, right, of_backer), left, right))
    return best[1], best[2]


def _by_mean(side: list[str], tied: Mapping[str, list[str]], other: list[str]) -> list[str]:
    place = {each: at / max(len(other), 1) for at, each in enumerate(other)}
    return sorted(side, key=lambda each: (sum(place[o] for o in tied[each]) / len(tied[each]), each))


def _crossings(left: list[str], right: list[str], tied: Mapping[str, list[str]]) -> int:
    place = {each: at for at, each in enumerate(right)}
    ends = [at for each in left for at in sorted(place[other] for other in tied[each])]
    return sum(one > other for at, one in enumerate(ends) for other in ends[at + 1 :])
