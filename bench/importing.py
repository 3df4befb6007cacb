"""How fast event tables come in and ties are summed up: `python -m bench.importing` prints one JSON object.

Made-up ICEWS, POLECAT, GDELT and ACLED files of the public forms (seeded) are imported into a new ledger, then imported
again, then all ties are summed up by month. Wall time counts both cores and whatever else the machine does;
`cpu_seconds` does not.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from backstay.ingest.tables import import_into
from backstay.knowledge import Knowledge
from backstay.knowledge.crosswalk.coding import table
from backstay.ledger import Ledger
from backstay.records.exchange import JsonObject
from backstay.sources.tables.forms import gdelt
from backstay.ties.from_events import ties_by_period

SEED = 6
_FIRST = date(2014, 1, 1)


def _codes() -> list[str]:
    return [row["code"] for row in table("cameo.csv") if len(row["code"]) > 2]


def _picked(chance: np.random.Generator, values: Sequence[str], n: int) -> pl.Series:
    return pl.Series(np.array(values)[chance.integers(0, len(values), n)])


def _days(chance: np.random.Generator, n: int, form: str) -> pl.Series:
    days = pl.Series([_FIRST + timedelta(days=day) for day in range(1_800)]).dt.strftime(form)
    return days.gather(pl.Series(np.sort(chance.integers(0, len(days), n)).astype(np.uint32)))


def _framed(columns: dict[str, pl.Series | pl.Expr]) -> pl.DataFrame:
    return pl.select([column.alias(name) for name, column in columns.items()])


def write_icews(path: Path, n: int) -> None:
    """A tab file of `n` events among all states and 20,000 persons."""
    chance, names = np.random.default_rng(SEED), Knowledge.load()
    states = sorted(names.state_name(code) for code in names.state_codes)
    people = [f"Person {number}" for number in range(20_000)]
    sectors = [
        "Government",
        "Executive,Executive Office,Government",
        "Military,Government",
        "Rebel,Dissident",
        "Business",
        "",
    ]
    blank = pl.Series([""]).new_from_index(0, n)
    country = _picked(chance, states, n)
    columns = {
        "Event ID": pl.Series(np.arange(20_000_000, 20_000_000 + n)),
        "Event Date": _days(chance, n, "%Y-%m-%d"),
        "Source Name": _picked(chance, people, n),
        "Source Sectors": _picked(chance, sectors, n),
        "Source Country": country,
        "Event Text": _picked(chance, ["Make a visit", "Use conventional military force"], n),
        "CAMEO Code": _picked(chance, _codes(), n),
        "Intensity": _picked(chance, ["1.9", "-10.0"], n),
        "Target Name": _picked(chance, people, n),
        "Target Sectors": _picked(chance, sectors, n),
        "Target Country": _picked(chance, states, n),
        "Story ID": pl.Series(chance.integers(1, 10**8, n)),
        "Sentence Number": _picked(chance, ["1", "2", "5"], n),
        "Publisher": _picked(chance, ["The Example Herald", "Example News Agency", "Radio Example"], n),
        "City": _picked(chance, ["Caracas", "Moscow", ""], n),
        "District": blank,
        "Province": _picked(chance, ["Distrito Federal", ""], n),
        "Country": country,
        "Latitude": pl.Series(chance.uniform(-60, 60, n).round(4)),
        "Longitude": pl.Series(chance.uniform(-180, 180, n).round(4)),
    }
    pl.DataFrame(columns).write_csv(path, separator="\t", quote_style="never")


def write_gdelt(path: Path, n: int) -> None:
    """An export file of `n` events in 61 columns."""
    chance, header = np.random.default_rng(SEED), gdelt(61).header or ()
    states = [*sorted(Knowledge.load().state_codes), "", "EUR"]
    days = _days(chance, n, "%Y%m%d")
    filled = {
        "globaleventid": pl.Series(np.arange(900_000_000, 900_000_000 + n)),
        "sqldate": days,
        "actor1countrycode": _picked(chance, states, n),
        "actor1type1code": _picked(chance, ["GOV", "MIL", "CVL", ""], n),
        "actor2countrycode": _picked(chance, states, n),
        "actor2type1code": _picked(chance, ["GOV", "REB", ""], n),
        "eventcode": _picked(chance, _codes(), n),
        "dateadded": days + "120000",
        "sourceurl": "https://example.org/news/"
        + pl.Series(chance.integers(1, n // 10 + 2, n)).cast(pl.String)
        + "/story.html",
    }
    filled |= dict.fromkeys(("actor1code", "actor1name"), filled["actor1countrycode"])
    filled |= dict.fromkeys(("actor2code", "actor2name"), filled["actor2countrycode"])
    for whose in ("actor1", "actor2", "action"):
        filled[f"{whose}geo_fullname"] = pl.Series(["Caracas, Distrito Federal, Venezuela"]).new_from_index(0, n)
        filled[f"{whose}geo_lat"], filled[f"{whose}geo_long"] = (
            pl.Series(chance.uniform(-60, 60, n).round(4)) for _ in "ab"
        )
    other = _picked(chance, ["1", "3.4", "10"], n)
    frame = pl.DataFrame({name: filled.get(name, other) for name in header})
    frame.write_csv(path, separator="\t", include_header=False, quote_style="never")


def write_polecat(path: Path, n: int) -> None:
    """A tab file of `n` events with the columns of a weekly file."""
    chance, names = np.random.default_rng(SEED), Knowledge.load()
    states = sorted(names.state_name(code) for code in names.state_codes)
    people = [f"Person {number}" for number in range(20_000)]
    types = sorted({row["event_type"] for row in table("plover.csv")})
    days = _days(chance, n, "%Y-%m-%d")
    columns: dict[str, pl.Series | pl.Expr] = {
        "Event ID": pl.format("{}_{}", pl.lit("ID"), pl.Series(np.arange(n))),
        "Event Date": days,
        "Event Type": _picked(chance, types, n),
        "Event Mode": _picked(chance, ["", "protest", "airstrike", "visit"], n),
        "Intensity": _picked(chance, ["4", "-9.5"], n),
        "Contexts": _picked(chance, ["military", "diplomatic;economic", "", "election"], n),
        "Publication Date": days,
        "Source": _picked(chance, ["The Example Herald", "Example News Agency", "Radio Example"], n),
    }
    for side in ("Actor", "Recipient"):
        columns |= {
            f"{side} Name": _picked(chance, people, n),
            f"{side} Country": _picked(chance, states, n),
            f"Primary {side} Sector": _picked(chance, ["Government", "Military", "Civilian", ""], n),
        }
    columns |= {
        "Placename": _picked(chance, ["Caracas", "Moscow", ""], n),
        "Country": columns["Actor Country"],
        "Latitude": pl.Series(chance.uniform(-60, 60, n).round(4)),
        "Longitude": pl.Series(chance.uniform(-180, 180, n).round(4)),
        "Feature ID": _picked(chance, ["", "12345"], n),
    }
    _framed(columns).write_csv(path, separator="\t", quote_style="never")


def write_acled(path: Path, n: int) -> None:
    """An export of `n` events, comma-separated, with quoted notes."""
    chance, names = np.random.default_rng(SEED), Knowledge.load()
    states = sorted(names.state_name(code) for code in names.state_codes)
    actors = [f"Military Forces of {state} (2014-)" for state in states] + [f"Protesters ({state})" for state in states]
    kinds = [(row["event"], row["sub_event"]) for row in table("acled.csv") if row["sub_event"]]
    which = pl.Series(chance.integers(0, len(kinds), n).astype(np.uint32))
    days = _days(chance, n, "%Y-%m-%d")
    columns: dict[str, pl.Series | pl.Expr] = {
        "event_id_cnty": pl.format("{}{}", pl.lit("VEN"), pl.Series(np.arange(n))),
        "event_date": days,
        "year": days.str.slice(0, 4),
        "time_precision": _picked(chance, ["1", "2"], n),
        "event_type": pl.Series([kind for kind, _ in kinds]).gather(which),
        "sub_event_type": pl.Series([kind for _, kind in kinds]).gather(which),
        "actor1": _picked(chance, actors, n),
        "inter1": _picked(chance, ["State forces", "Rebel group", "Protesters"], n),
        "actor2": _picked(chance, [*actors, ""], n),
        "inter2": _picked(chance, ["State forces", "Civilians", ""], n),
        "country": _picked(chance, states, n),
        "location": _picked(chance, ["Caracas", "Maracaibo"], n),
        "latitude": pl.Series(chance.uniform(-60, 60, n).round(4)),
        "longitude": pl.Series(chance.uniform(-180, 180, n).round(4)),
        "source": _picked(chance, ["The Example Herald", "Example News Agency; Radio Example"], n),
        "notes": pl.format('On {}, one side met "the other", it is said, near the town.', days),
        "fatalities": _picked(chance, ["0", "3"], n),
        "timestamp": pl.Series(1_580_000_000 + chance.integers(0, 5_000, n) * 3_600),
    }
    _framed(columns).write_csv(path)


FORMS: dict[str, Callable[[Path, int], None]] = {
    "icews": write_icews,
    "polecat": write_polecat,
    "gdelt": write_gdelt,
    "acled": write_acled,
}


def measure(form: str, n: int) -> JsonObject:
    """One form: rows a second the first time and again, and the seconds to sum all ties up by month."""
    with tempfile.TemporaryDirectory() as scratch:
        path, ledger = Path(scratch) / f"{form}.tab", Path(scratch) / "ledger"
        FORMS[form](path, n)
        first = _timed(lambda: _import(ledger, path))
        again = _timed(lambda: _import(ledger, path))
        with Ledger.open(ledger) as opened:
            begun = time.perf_counter()
            ties = ties_by_period(opened).height
            summed = time.perf_counter() - begun
        size = sum(each.stat().st_size for each in (ledger / "data").rglob("*.parquet"))
    return {
        "rows": n,
        "rows_per_second": round(n / first[0]),
        "cpu_seconds": round(first[1], 2),
        "rows_per_cpu_second": round(n / first[1]),
        "rows_per_second_again": round(n / again[0]),
        "ties_by_month": ties,
        "ties_by_month_seconds": round(summed, 2),
        "bytes_per_event": round(size / n, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _import(ledger: Path, path: Path) -> None:
    with Ledger.open(ledger, write=True) as opened:
        (done,) = import_into(opened, [path])
    if done.bad:
        raise SystemExit(f"{done.bad} of {done.read} rows were bad: {dict(done.skipped)}")


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m bench.importing", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of each table (default: %(default)s)")
    parser.add_argument("--form", choices=sorted(FORMS), action="append", help="this form alone (may be repeated)")
    args = parser.parse_args(argv)
    print(json.dumps({form: measure(form, args.rows) for form in args.form or FORMS}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
