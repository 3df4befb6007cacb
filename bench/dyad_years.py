"""Ties on a table of directed dyad-years: how well levels rank the next year, and whether breaks are found.

The table has a row a year and directed dyad: `year`, `i_iso3c`, `j_iso3c`, `verbCoop`, `matlCoop`, `verbConf`,
`matlConf`. Material cooperation is support, material conflict pressure; what is only said tells how much was
reported.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.records import Effect
from backstay.records.errors import UsageError
from backstay.records.exchange import JsonObject

from .scoring import SHARED, need

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from backstay.ties.measure.breaks import Found
    from backstay.ties.measure.panel import Panel

    Dyad = tuple[str, str]

SUPPORT, PRESSURE, SAID = "support", "pressure", "said"
RANKED = (2006, 2011)
"""First and last year of which levels are held against the next year's counts."""
SLIGHT = 0.5
"""Net acts a year below which a level counts as nought: it cannot be told from it."""
NEAR = 1
"""Years by which a break that is found may miss the one that is listed."""
_COUNTS = {SUPPORT: ("matlCoop", None), PRESSURE: (None, "matlConf"), SAID: ("verbCoop", "verbConf")}


def read_table(path: Path) -> pl.DataFrame:
    """A dyad-year table, the year as a number. Raises UsageError where a column is missing."""
    import polars as pl

    need(path)
    table = pl.read_csv(path) if path.suffix == ".csv" else pl.read_parquet(path)
    wanted = {"year", "i_iso3c", "j_iso3c", "verbCoop", "matlCoop", "verbConf", "matlConf"}
    if missing := sorted(wanted - set(table.columns)):
        raise UsageError(f"{path} has no column {', '.join(missing)}", hint="bench/README.md says what a table holds.")
    return table.with_columns(pl.col("year").cast(pl.Int32))


def table_panel(table: pl.DataFrame, until: int, *, netted: bool) -> Panel:
    """A yearly panel up to a year. `netted`: one tie a dyad, support less pressure; else one for each."""
    import polars as pl

    from backstay.ties.measure.panel import added, of_sums
    from backstay.ties.measure.periods import Period

    table = table.filter(pl.col("year") <= until)
    counts = {SUPPORT: ("matlCoop", "matlConf")} if netted else _COUNTS
    parts = [
        table.select(
            backer="i_iso3c", client="j_iso3c", channel=pl.lit(channel), at=pl.col("year") - 1970,
            plus=pl.col(plus) if plus else pl.lit(0.0), minus=pl.col(minus) if minus else pl.lit(0.0),
            last=pl.date(pl.col("year"), 12, 31), signals=pl.lit(1),
        )
        for channel, (plus, minus) in counts.items()
    ]  # fmt: skip
    first: int = table["year"].min()  # type: ignore[assignment]
    return of_sums(added(parts), first - 1970, date(until, 12, 31), Period.YEAR)


def ties_task(file: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """Spearman's rank correlation over all dyads of the next year's material cooperation net of conflict with the level
    (`spearman`) and with this year's count (`spearman_lag1`): means, and by year.

    A level under half a net act a year counts as nought. Levels are filtered: they see no later year.
    """
    import numpy as np
    from scipy.stats import spearmanr

    from backstay.ties.measure.levels import filtered_levels
    from backstay.ties.measure.settings import fitted

    table, begun = read_table(file), time.perf_counter()
    last: int = table["year"].max()  # type: ignore[assignment]
    panel = table_panel(table, last, netted=True)
    levels = filtered_levels(panel)[:, :, 2]
    slight = np.arcsinh(SLIGHT) / fitted().scale
    told = np.where(np.abs(levels) < slight, 0.0, levels)
    counts = panel.ahead - panel.against
    years = {}
    for year in range(RANKED[0], min(RANKED[1], last - 1) + 1):
        at = year - 1970 - panel.first
        ours, lagged = (float(spearmanr(each[:, at], counts[:, at + 1])[0]) for each in (told, counts))
        years[str(year)] = {"spearman": round(ours, 4), "spearman_lag1": round(lagged, 4)}
    if keep:
        keep.write_text(json.dumps(years, indent=1) + "\n", encoding="utf-8")
    means = {
        name: round(sum(year[name] for year in years.values()) / len(years), 4)
        for name in ("spearman", "spearman_lag1")
    }
    least = min(year["spearman"] - year["spearman_lag1"] for year in years.values())
    seconds = round(time.perf_counter() - begun, 3)
    return {**means, "least_gain": round(least, 4), "years": years, "n": panel.ties.height, "seconds": seconds}


def breaks_task(file: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """Share of listed breaks that are found within a year in the right direction, and breaks found a year in quiet
    dyads.

    FILE is JSON: `table` (beside it, or under ../shared/data), `breaks` (`backer`, `client`, `year`, `direction` up
    or down, or none), `quiet` (`backer`, `client`, and `from`, `to` where not the whole table).
    """
    need(file)
    listed = json.loads(file.read_text(encoding="utf-8"))
    table, begun = read_table(_beside(file, listed["table"])), time.perf_counter()
    found, years = found_breaks(table, listed)
    hits = [{**each, "found": _hit(found, each)} for each in listed["breaks"] if _dyad(each) in found]
    alarms = [(each, _alarms(found, each, years)) for each in listed["quiet"] if _dyad(each) in found]
    quiet_years = sum(_years(each, years) for each, _ in alarms)
    absent = [each for each in [*listed["breaks"], *listed["quiet"]] if _dyad(each) not in found]
    if keep:
        every = {"-".join(dyad): [_told(*each) for each in own] for dyad, own in found.items()}
        keep.write_text(json.dumps({"breaks": hits, "found": every}, indent=1) + "\n", encoding="utf-8")
    return {
        "recall": round(sum(each["found"] for each in hits) / max(len(hits), 1), 4),
        "false_alarms_per_dyad_year": round(sum(count for _, count in alarms) / max(quiet_years, 1), 4),
        "n": len(hits),
        "quiet": len(alarms),
        "missed": [f"{each['backer']}-{each['client']} {each['year']}" for each in hits if not each["found"]],
        "not_in_table": ["-".join(_dyad(each)) for each in absent],
        "seconds": round(time.perf_counter() - begun, 3),
    }


def found_breaks(table: pl.DataFrame, listed: JsonObject) -> tuple[dict[Dyad, list[tuple[str, int, Found]]], range]:
    """Breaks by dyad, each with its channel and year, for the listed dyads that the table holds; and the table's
    years.
    """
    import numpy as np

    from backstay.ties.measure.breaks import breaks

    last: int = table["year"].max()  # type: ignore[assignment]
    panel = table_panel(table, last, netted=False)
    wanted = {_dyad(each) for each in [*listed["breaks"], *listed["quiet"]]}
    keys = list(panel.ties.select("backer", "client", "channel").iter_rows())
    rows = [row for row, key in enumerate(keys) if key[:2] in wanted and key[2] != SAID]
    found: dict[Dyad, list[tuple[str, int, Found]]] = {keys[row][:2]: [] for row in rows}
    picked: NDArray[np.int64] = np.asarray(rows, dtype=np.int64)
    for each in breaks(panel.rows(picked)):
        key = keys[rows[each.row]]
        found[key[:2]].append((key[2], 1970 + panel.first + each.at, each))
    return found, range(1970 + panel.first, last + 1)


def _hit(found: dict[Dyad, list[tuple[str, int, Found]]], wanted: JsonObject) -> bool:
    effects = {"up": {Effect.BUILDS}, "down": {Effect.CUTS}}.get(wanted.get("direction", ""), set(Effect))
    return any(
        abs(year - int(wanted["year"])) <= NEAR and each.effect in effects for _, year, each in found[_dyad(wanted)]
    )


def _alarms(found: dict[Dyad, list[tuple[str, int, Found]]], quiet: JsonObject, years: range) -> int:
    """Years of a quiet dyad to which a break is dated, in whichever channel."""
    first, last = int(quiet.get("from", years[0])), int(quiet.get("to", years[-1]))
    by_year: defaultdict[int, int] = defaultdict(int)
    for _, year, _each in found[_dyad(quiet)]:
        if first <= year <= last:
            by_year[year] += 1
    return len(by_year)


def _years(quiet: JsonObject, years: range) -> int:
    """Years of a quiet dyad in which a break could be found: the first two of the table are what is learned from."""
    first, last = int(quiet.get("from", years[0])), int(quiet.get("to", years[-1]))
    return max(min(last, years[-1]) - max(first, years[0] + 2) + 1, 0)


def _told(channel: str, year: int, each: Found) -> JsonObject:
    return {"channel": channel, "year": year, "effect": str(each.effect), "probability": round(each.probability, 3)}


def _dyad(listed: JsonObject) -> Dyad:
    return str(listed["backer"]), str(listed["client"])


def _beside(file: Path, name: str) -> Path:
    """The table that a list names: by its full path, beside the list, or among the development data."""
    for path in (Path(name), file.parent / name, SHARED / "data" / name):
        if path.is_file():
            return path
    raise UsageError(f"there is no table {name}", hint=f"Put it beside {file}, or give its full path.")
