"""All that moves ties, summed up by tie and month, and kept: a day's news is added, nothing else is read again.

Events are added to what was summed up of them. Claims are looked at pair by pair of states: only those of which a claim
is new, gone or read otherwise are counted again. Facts, of which there are few, are looked at afresh.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ..claim_signals import signals_from_claims
from ..from_events import sums_of_events
from ..from_facts import signals_from_facts
from ..measure.panel import SUMS, added, no_signal, summed, world_volume
from ..measure.periods import Period
from .files import keep, load

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from ...ledger import ClaimRow, Ledger

    Arrays = dict[str, NDArray[Any]]

FIRST = date(1990, 1, 1)
"""Signals of earlier days are left out: what a text says of the distant past is seldom a report of it."""
NAME = "sums"
MANY = 40
"""Pairs of states whose claims are read pair by pair; of more, all claims are read at once."""
_KEYS = list(SUMS[:4])


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Acts by tie and period (see `measure.panel.summed`, without the channel of all), from period number `first` to
    the one of the day `last`, and the world's volume over them.
    """

    sums: pl.DataFrame
    first: int
    last: date
    volume: NDArray[np.float64]


def sums_of(ledger: Ledger, period: Period = Period.MONTH, until: date | None = None) -> Sums:
    """All ties of a ledger. `until` defaults to the ledger's `as_of`, else the last day told of.

    By month, with all that is known, they are kept and carried on. Raises UsageError where nothing moves a tie.
    """
    import polars as pl

    if until is None and ledger.as_of is None and period is Period.MONTH:
        return _carried(ledger)
    events = sums_of_events(ledger, period, since=FIRST, until=until)
    rows = tie_claims(ledger)
    told = pl.concat([signals_from_claims(rows), signals_from_facts(ledger)])
    if until is not None:
        told = told.filter((pl.col("day") <= until) & (pl.col("known") <= until))
    last = until or ledger.as_of or max((row.published for row in rows if row.published), default=None)
    return _together([events, _summed(told, period)], period, last, fixed=(until or ledger.as_of) is not None)


def tie_claims(ledger: Ledger, **where: str | None) -> list[ClaimRow]:
    """The claims that name both sides of a tie; `where`: a `backer`, a `client`, or a `state` in any role."""
    from ...ledger import ClaimFilter

    return ledger.claims(ClaimFilter(tied=True, **where), reasons=False)  # type: ignore[arg-type]


def _summed(signals: pl.DataFrame, period: Period) -> pl.DataFrame:
    import polars as pl

    usable = signals.filter((pl.col("day") >= FIRST) & (pl.col("weight") > 0))
    return summed(usable, period, overall=False).select(SUMS)


def _together(parts: list[pl.DataFrame], period: Period, last: date | None, *, fixed: bool) -> Sums:
    """The parts as one, up to the day `last`; where that is not fixed, up to the last day on which a tie was moved."""
    import polars as pl

    whole = added(parts)
    if not fixed and not whole.is_empty():
        moved: date = whole["last"].max()  # type: ignore[assignment]
        last = max(moved, last or moved)
    if last is not None:
        whole = whole.filter(pl.col("at") <= period.number(last))
    if whole.is_empty() or last is None:
        raise no_signal()
    first: int = whole["at"].min()  # type: ignore[assignment]
    return Sums(whole, first, last, world_volume(whole, first, last, period))


def _carried(ledger: Ledger) -> Sums:
    """What is kept, brought up to the ledger's state."""
    now, kept = ledger.stamp(), load(ledger.path, NAME)
    if kept is not None and str(kept["stamp"]) == now:
        return Sums(_frame("all", kept), int(kept["first"]), date.fromordinal(int(kept["until"])), kept["volume"])
    events, count = _events(ledger, kept, now)
    claims, pairs = _claims(ledger, kept)
    told = max((day for *_, day in pairs.values() if day), default=None)
    whole = _together(
        [events, claims, _summed(signals_from_facts(ledger), Period.MONTH)], Period.MONTH, told, fixed=False
    )
    if ledger.stamp() == now:
        import numpy as np

        arrays = {
            "stamp": np.array(now), "count": np.array(count), "first": np.array(whole.first),
            "until": np.array(whole.last.toordinal()), "volume": whole.volume,
        }  # fmt: skip
        frames = {"all": whole.sums, "events": events, "claims": claims}
        of_pairs = {"pairs": np.array([*pairs], dtype=np.str_), "marks": np.array([m for m, _ in pairs.values()])}
        keep(ledger.path, NAME, arrays | of_pairs | {k: v for n, f in frames.items() for k, v in _arrays(n, f).items()})
    return whole


def _events(ledger: Ledger, kept: Arrays | None, now: str) -> tuple[pl.DataFrame, int]:
    """Sums of imported events, and how many events there are."""
    count = int(ledger.select("SELECT count(*) AS n FROM ledger.coded_events")["n"][0])
    if kept is not None:
        if count == int(kept["count"]):
            return _frame("events", kept), count
        source = ledger.added("coded_events", str(kept["stamp"]), now)
        if source and int(ledger.select(f"SELECT count(*) AS n FROM {source}")["n"][0]) == count - int(kept["count"]):  # noqa: S608
            new = sums_of_events(ledger, Period.MONTH, since=FIRST, source=source)
            return added([_frame("events", kept), new]), count
    return sums_of_events(ledger, Period.MONTH, since=FIRST).select(SUMS).sort(_KEYS), count


def _claims(ledger: Ledger, kept: Arrays | None) -> tuple[pl.DataFrame, dict[str, tuple[int, date | None]]]:
    """Sums of what claims say; for each pair of states a mark of its claims, and the day on which the last came out."""
    import polars as pl

    found = ledger.select(
        "SELECT c.backer || '/' || c.client AS pair, max(r.published) AS day, "
        "CAST(bit_xor(hash(c.id, c.record, r.outlet, r.url, r.published)) >> 2 AS BIGINT) + count(*) AS mark "
        "FROM ledger.claims c JOIN ledger.reports r ON r.id = c.report "
        "WHERE c.backer IS NOT NULL AND c.client IS NOT NULL GROUP BY ALL ORDER BY ALL"
    )
    pairs = {pair: (mark, day) for pair, day, mark in found.iter_rows()}
    before: dict[str, int] = (
        {} if kept is None else dict(zip(kept["pairs"].tolist(), kept["marks"].tolist(), strict=True))
    )
    changed = [pair for pair, (mark, _) in pairs.items() if before.get(pair) != mark]
    fresh = _summed(signals_from_claims(_rows_of(ledger, changed)), Period.MONTH)
    if kept is None:
        return fresh, pairs
    pair = pl.concat_str("backer", "client", separator="/")
    same = [each for each in pairs if each not in set(changed)]
    return pl.concat([_frame("claims", kept).filter(pair.is_in(same)), fresh]).sort(_KEYS), pairs


def _rows_of(ledger: Ledger, pairs: list[str]) -> list[ClaimRow]:
    if len(pairs) > MANY:
        wanted = set(pairs)
        return [row for row in tie_claims(ledger) if f"{row.claim.backer}/{row.claim.client}" in wanted]
    sides = (pair.split("/") for pair in pairs)
    return [row for backer, client in sides for row in tie_claims(ledger, backer=backer, client=client)]


def _arrays(name: str, frame: pl.DataFrame) -> Arrays:
    """A frame of sums as arrays."""
    import numpy as np

    found: Arrays = {f"{name}_{each}": np.array(frame[each].to_list(), dtype=np.str_) for each in _KEYS[:3]}
    return found | {f"{name}_{each}": frame[each].to_numpy() for each in SUMS[3:]}


def _frame(name: str, arrays: Arrays) -> pl.DataFrame:
    import polars as pl

    columns: dict[str, Any] = {each: arrays[f"{name}_{each}"] for each in SUMS}
    texts = {each: pl.Series(each, columns[each].tolist(), dtype=pl.String) for each in _KEYS[:3]}
    frame = pl.DataFrame(columns | texts)
    return frame.with_columns(
        pl.col("last").cast(pl.Date), pl.col("at").cast(pl.Int32), pl.col("signals").cast(pl.UInt32)
    )
