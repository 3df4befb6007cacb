"""What a government's ties come to: each backer by channel, with its level, trend, breaks and the last word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..records import Break, Channel, Level
from ..records.errors import NotInLedger
from .book import Key, TieBook
from .measure.breaks import Found, days_of
from .measure.panel import OVERALL
from .moved import Mover, movers
from .standing import standing
from .trend import Trend

_ORDER = {OVERALL: -1, **{str(channel): place for place, channel in enumerate(Channel)}}


@dataclass(frozen=True, slots=True)
class TieLine:
    """One tie as it stands. `level`, with its central 80% (`low`, `high`) and 95% intervals, is in standard deviations:
    0 where acts for and against balance. `known` says whether the signals settle it. `signals` counts tellings, events
    and facts, `denials` the claims that deny or doubt; `last_word` is the day of the latest signal.
    `history` is the level at the end of each period, from what had happened by then.
    """

    backer: str
    client: str
    channel: str
    level: float
    low: float
    high: float
    low95: float
    high95: float
    known: bool
    trend: Trend
    arrow: str
    signals: int
    last_word: date
    denials: int
    last_denial: date | None
    breaks: tuple[Break, ...]
    moved_by: tuple[Mover, ...]
    history: tuple[Level, ...]


def lines(
    book: TieBook, *, client: str | None = None, backer: str | None = None, overall: bool = True
) -> list[TieLine]:
    """The ties of a client, of a backer, or between both: pairs of which most is told first, channels in their order.

    Raises NotInLedger where there is none.
    """
    keys = [
        key
        for key in book.rows
        if (client is None or key[1] == client)
        and (backer is None or key[0] == backer)
        and (overall or key[2] != OVERALL)
    ]
    if not keys:
        whom = client or backer
        raise NotInLedger(
            f"The ledger holds nothing that moves a tie of {whom}.",
            hint="Read reports about it (backstay read PATH) or import events (backstay import FILE) first.",
        )
    found = [line(book, key) for key in keys]
    told: dict[tuple[str, str], int] = {}
    for each in found:
        told[each.backer, each.client] = max(each.signals, told.get((each.backer, each.client), 0))

    def place(each: TieLine) -> tuple[int, str, str, int]:
        return -told[each.backer, each.client], each.backer, each.client, _ORDER.get(each.channel, 99)

    return sorted(found, key=place)


def line(book: TieBook, key: Key) -> TieLine:
    """One tie as it stands at the end of the book."""
    row = book.rows[key]
    tie = book.panel.ties.row(row, named=True)
    levels, ends = book.levels[row], book.panel.ends
    here = standing(levels, book.panel.period, int(tie["signals"]))
    denied = sorted(book.denials.get(key, []))
    since = next((t for t, acts in enumerate(book.panel.ahead[row] + book.panel.against[row]) if acts > 0), 0)
    return TieLine(
        backer=key[0], client=key[1], channel=key[2],
        level=here.level, low=here.low, high=here.high, low95=here.low95, high95=here.high95,
        known=here.known, trend=here.trend, arrow=here.arrow,
        signals=int(tie["signals"]), last_word=tie["last"],
        denials=len(denied), last_denial=denied[-1] if denied else None,
        breaks=tuple(_break(book, key, each) for each in book.breaks.get(row, [])),
        moved_by=movers(book, key),
        history=tuple(
            Level(ends[t], float(levels[t, 2]), float(levels[t, 1]), float(levels[t, 3]))
            for t in range(since, len(ends))
        ),
    )  # fmt: skip


def _break(book: TieBook, key: Key, found: Found) -> Break:
    first, last, _ = days_of(found, book.panel)
    evidence = tuple(mover.id for mover in movers(book, key, first=first, last=last))
    return Break(key[0], key[1], Channel(key[2]), first, last, found.effect, found.probability, evidence)


def every_break(book: TieBook, chosen: Callable[[Key], bool] = lambda _key: True) -> list[Break]:
    """Breaks of all chosen ties, the latest first."""
    found = [
        _break(book, key, each)
        for key, row in book.rows.items()
        if key[2] != OVERALL and chosen(key)
        for each in book.breaks.get(row, [])
    ]
    return sorted(found, key=lambda each: (-each.last.toordinal(), -each.probability, each.backer, each.client))


def plain(value: Any) -> Any:
    """Lines and breaks as plain JSON types, numbers to three places."""
    from .brief import brief_to_json

    shortened: Any = _rounded(brief_to_json(value))
    return shortened


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list) else value
