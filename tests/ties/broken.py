"""A ledger in which one tie breaks: Russia's arms for Venezuela came every week, then every eighth; others go on."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from backstay.ingest.tables import import_into
from backstay.ledger import Ledger
from tests.ledger.fresh import fresh
from tests.sources.tables import icews, icews_row

CUT = date(2014, 1, 1)


def broken_ledger(path: Path) -> Path:
    """Events of 2011 to 2014: Russia's, weekly until 2014; weekly money from China and visits from Cuba throughout."""
    fresh(path)
    rows = []
    for week in range(208):
        day = date(2011, 1, 3) + timedelta(weeks=week)
        for state, code in (("Russia", "072"), ("China", "071"), ("Cuba", "042")):
            if state != "Russia" or day < CUT or week % 8 == 0:
                rows.append(icews_row(len(rows), Event_Date=day, Source_Country=state, CAMEO_Code=code))
    table = path.parent / "broken.tab"
    table.write_text(icews(*rows), encoding="utf-8")
    with Ledger.open(path, write=True) as ledger:
        import_into(ledger, [table])
    return path
