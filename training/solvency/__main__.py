"""`python -m training.solvency`: the monthly benchmark prices (EIA, PDDL), and the back-tests that ship with cases."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT.parent / "shared" / "data" / "structure" / "oil_prices"
DATA = ROOT / "src" / "backstay" / "outlook" / "solvency" / "data"
TARGET = DATA / "prices.csv"
FIRST = "2000-01"
HEAD = "# Monthly mean spot prices, USD a barrel. US Energy Information Administration, by datasets/oil-prices, PDDL.\n"


def read(name: str) -> dict[str, str]:
    """Price by month."""
    with gzip.open(SOURCE / f"{name}-monthly.csv.gz", "rt", encoding="utf-8") as lines:
        return {row["Date"][:7]: row["Price"] for row in csv.DictReader(lines) if row["Date"][:7] >= FIRST}


def main() -> None:
    """Write the table."""
    brent, wti = read("brent"), read("wti")
    rows = [f"{month},{brent.get(month, '')},{wti.get(month, '')}\n" for month in sorted(set(brent) | set(wti))]
    TARGET.write_text(HEAD + "month,brent,wti\n" + "".join(rows), encoding="utf-8")
    print(f"{len(rows)} months in {TARGET.relative_to(ROOT)}")
    keep_backtests()


def keep_backtests() -> None:
    """Work out the back-test of each case that ships, and keep it for the pages."""
    from backstay.outlook.solvency.cases import find_case, shipped
    from backstay.outlook.solvency.report import backtest

    for name in shipped():
        found = backtest(find_case(name))
        (DATA / f"{name}.backtest.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        print(f"back-test of {name} kept")


if __name__ == "__main__":
    main()
