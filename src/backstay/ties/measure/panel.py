"""Signals summed by tie and period: what the filter reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ...records.errors import UsageError
from .periods import Period
from .settings import YEAR
from .volume import coverage, summed_by, volume

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

OVERALL = "all"
"""The channel under which a tie's signals of all channels are summed as well, so that pressure is netted out."""
USUAL_PUSH = 0.5
"""Size of the push that counts as one act; a signal of twice the push counts as two."""
_TIE = ("backer", "client", "channel")
SUMS = (*_TIE, "at", "plus", "minus", "last", "signals")
"""Columns of sums by tie and period; see `summed`."""


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """S ties over T periods. `ties` has a row a tie: backer, client, channel, last (latest day), signals (how many).

    `ahead`, `against`: weighted acts for and against, (S, T). `exposure`: years of full reporting, (S, T).
    `beside`: acts of others for or against the client, whatever the channel, (S, T).
    `first`: number of the first period; `until`: the last day that counts.
    """

    ties: pl.DataFrame
    first: int
    until: date
    period: Period
    ahead: Floats
    against: Floats
    exposure: Floats
    beside: Floats

    @property
    def years(self) -> float:
        """Length of a period in years."""
        return self.period.days / YEAR

    @property
    def ends(self) -> list[date]:
        """Last day of each period; that of the last one is `until`."""
        return list(_ends(self.period, self.first, self.ahead.shape[1], self.until))

    @property
    def clients(self) -> NDArray[np.int64]:
        """A number for the client of each tie, (S,)."""
        import numpy as np

        return self.ties["client"].rank("dense").to_numpy().astype(np.int64)

    def rows(self, picked: NDArray[np.int64]) -> Panel:
        """The same for some ties alone. Volume and coverage stay those of all."""
        return Panel(
            self.ties[picked], self.first, self.until, self.period,
            self.ahead[picked], self.against[picked], self.exposure[picked], self.beside[picked],
        )  # fmt: skip


def panel(
    signals: pl.DataFrame,
    period: Period = Period.MONTH,
    until: date | None = None,
    *,
    since: date | None = None,
    overall: bool = True,
) -> Panel:
    """Signals that happened from `since` on and were known up to `until`. Those with the same tie, sign and id are
    one: echoes add nothing.

    Raises UsageError where there is no signal.
    """
    import polars as pl

    known = signals.filter(pl.col("weight") > 0)
    if since is not None:
        known = known.filter(pl.col("day") >= since)
    if until is not None:
        known = known.filter((pl.col("day") <= until) & (pl.col("known") <= until))
    if known.is_empty():
        raise no_signal()
    last: date = until or known["day"].max()  # type: ignore[assignment]
    first = period.number(since or known["day"].min())  # type: ignore[arg-type]
    return of_sums(summed(known, period, overall=overall), first, last, period)


@lru_cache(maxsize=16)
def _ends(period: Period, first: int, count: int, until: date) -> tuple[date, ...]:
    return tuple(min(period.end(first + t), until) for t in range(count))


def no_signal() -> UsageError:
    """What is raised where nothing moves a tie."""
    return UsageError("There is no signal to measure a tie from.", hint="Read reports, or import events, first.")


def summed(signals: pl.DataFrame, period: Period, *, overall: bool) -> pl.DataFrame:
    """Weighted acts by tie and period (number since 1970): plus, minus, last, signals. An echo adds nothing."""
    import polars as pl

    each = signals.lazy().select(
        *_TIE, "id", "day", acts=pl.col("weight") * pl.col("push").abs() / USUAL_PUSH, ahead=pl.col("push") > 0
    )
    each = each.with_columns(again=pl.col("id").is_duplicated())
    echoes = (
        each.filter("again")
        .group_by(*_TIE, "id", "ahead")
        .agg(pl.col("acts").sort_by("day", "acts", descending=[False, True]).first(), pl.col("day").min())
    )
    once = pl.concat([each.filter(~pl.col("again")).drop("again"), echoes], how="diagonal")
    once = once.with_columns(at=period.numbers(pl.col("day")))
    found = once.group_by(*_TIE, "at").agg(
        plus=pl.col("acts").filter(pl.col("ahead")).sum(),
        minus=pl.col("acts").filter(~pl.col("ahead")).sum(),
        last=pl.col("day").max(),
        signals=pl.len(),
    )
    return with_overall(found.collect()) if overall else found.collect()


def added(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """What `summed` gave in parts, as one: `SUMS`, a row for each tie and period, in their order."""
    import polars as pl

    whole = pl.concat(each.select(SUMS) for each in parts).group_by(*_TIE, "at")
    return whole.agg(pl.col("plus", "minus", "signals").sum(), pl.col("last").max()).select(SUMS).sort(*_TIE, "at")


def with_overall(found: pl.DataFrame) -> pl.DataFrame:
    """Sums by channel, and those of all channels together."""
    import polars as pl

    whole = found.group_by("backer", "client", "at").agg(
        pl.col("plus", "minus", "signals").sum(), pl.col("last").max(), channel=pl.lit(OVERALL)
    )
    return pl.concat([found, whole.select(found.columns)])


def of_sums(
    sums: pl.DataFrame, first: int, until: date, period: Period, volume: NDArray[np.float64] | None = None
) -> Panel:
    """A panel of what `summed` gives, from period number `first` to the one of `until`.

    `volume`: that of the world, where these are not all ties but all of some clients; see `world_volume`.
    """
    import polars as pl

    ties = sums.group_by(*_TIE).agg(pl.col("last").max(), pl.col("signals").sum()).sort(*_TIE)
    ahead, against = _placed(sums, ties.select(*_TIE), first, period.number(until) - first + 1)
    acts = ahead + against
    exposure = _exposure(ties, acts, first, until, period, volume)
    return Panel(ties, first, until, period, ahead, against, exposure, _beside(ties, acts))


def _placed(sums: pl.DataFrame, ties: pl.DataFrame, first: int, periods: int) -> tuple[Floats, Floats]:
    """Acts for and against by tie and period, (S, T)."""
    import numpy as np

    placed = sums.join(ties.with_row_index("row"), on=list(_TIE))
    ahead, against = (np.zeros((ties.height, periods), dtype=np.float32) for _ in "ab")
    place = (placed["row"].to_numpy(), placed["at"].to_numpy() - first)
    ahead[place], against[place] = placed["plus"].to_numpy(), placed["minus"].to_numpy()
    return ahead, against


def _beside(ties: pl.DataFrame, acts: Floats) -> Floats:
    """Acts of others for or against the client of each tie, (S, T)."""
    import numpy as np
    import polars as pl

    if not ties.height:
        return acts
    each = np.where((ties["channel"] != OVERALL).to_numpy()[:, None], acts, 0)

    def of(*names: str) -> Floats:
        key = ties.select(pl.struct(*names).rank("dense")).to_series().to_numpy().astype(np.int64)
        sums, place = summed_by(key, each)
        return sums[place]

    others: Floats = np.maximum(of("client") - of("backer", "client"), 0)
    return others


def _exposure(
    ties: pl.DataFrame, acts: Floats, first: int, until: date, period: Period, world: NDArray[np.float64] | None
) -> Floats:
    """Years of full reporting by tie and period: length of the period, volume of the world, coverage of the client."""
    import numpy as np

    if not ties.height:
        return acts
    whole = (ties["channel"] != OVERALL).to_numpy()
    counted = acts[whole] if whole.any() else acts
    clients = ties["client"].rank("dense").to_numpy().astype(np.int64) - 1
    of_clients = coverage(clients, np.where(whole[:, None], acts, 0) if whole.any() else acts, period.a_year)
    starts = [period.start(first + t) for t in range(acts.shape[1])]
    ends = [min(period.end(first + t), until) for t in range(acts.shape[1])]
    years = np.array([((end - start).days + 1) / YEAR for start, end in zip(starts, ends, strict=True)])
    reported = volume(counted, period.a_year) if world is None else world
    exposure: Floats = (of_clients * (reported * years)[None, :]).astype(np.float32)
    return exposure


def world_volume(sums: pl.DataFrame, first: int, until: date, period: Period) -> NDArray[np.float64]:
    """How much is reported on all ties by period, relative to the first year, from sums by channel: shape (T,)."""
    ahead, against = _placed(sums, sums.select(*_TIE).unique().sort(*_TIE), first, period.number(until) - first + 1)
    return volume(ahead + against, period.a_year)
