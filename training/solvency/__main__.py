"""`python -m training.solvency`: the monthly benchmark prices, from the EIA's series as the data folder has them (PDDL)."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT.parent / "shared" / "data" / "structure" / "oil_prices"
TARGET = ROOT / "src" / "backstay" / "outlook" / "solvency" / "data" / "prices.csv"
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


if __name__ == "__main__":
    main()
