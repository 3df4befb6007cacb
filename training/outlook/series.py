"""Coded events as signals, by data set, and thinner copies of them: so the trees also know scarce evidence.

ICEWS Coded Event Data (Boschee et al., Harvard Dataverse) as four published extracts. The three that are even in time
are used: one of 2005 to 2014, one of 2014, one of 2018. What a code means for a tie is `knowledge.crosswalk`'s.
"""

from __future__ import annotations

from pathlib import Path

import numpy
import polars

from backstay.knowledge import Knowledge
from backstay.knowledge.crosswalk import StateNames, cameo
from backstay.outlook.chances.marks import Marks
from backstay.outlook.tie_marks import marks_of
from backstay.ties.signals import SIGNALS, validate

EVEN = ("s20", "i14", "i18")
THINNED = (1.0, 0.3, 0.1)
SEED = 203


def series(path: Path) -> list[tuple[str, Marks]]:
    """Name and marks of each extract at each thinning."""
    table = signals(path)
    draw = numpy.random.default_rng(SEED)
    found = []
    for name in EVEN:
        whole = table.filter(polars.col("set") == name)
        for share in THINNED:
            kept = whole.filter(polars.Series(draw.random(whole.height) < share))
            found.append((f"{name} {share}", marks_of(validate(kept.select(*SIGNALS)))))
    return found


def signals(path: Path) -> polars.DataFrame:
    """Every event of two states that bears on a tie, as a signal, with the extract it is from."""
    table = polars.read_parquet(path).with_columns(polars.col("date").cast(polars.Date))
    codes = {code: found for code in table["cameo"].unique() if (found := cameo(code)) and found.channel}
    state = _states(table)
    column = polars.col
    sides = {"actor": "source_country", "recipient": "target_country"}
    table = (
        table.filter(column("cameo").is_in(list(codes)))
        .with_columns(column(name).replace_strict(state, default=None).alias(side) for side, name in sides.items())
        .drop_nulls(list(sides))
        .filter(column("actor") != column("recipient"))
    )
    coded = [codes[code] for code in table["cameo"].to_list()]
    turned = polars.Series([each.turned for each in coded])
    return table.select(
        "set",
        day="date",
        backer=polars.when(turned).then("recipient").otherwise("actor"),
        client=polars.when(turned).then("actor").otherwise("recipient"),
        channel=polars.Series([str(each.channel) for each in coded]),
        push=polars.Series([each.push for each in coded]),
        weight=polars.lit(1.0),
        known="date",
        id=polars.int_range(polars.len()).cast(polars.String),
    )


def _states(table: polars.DataFrame) -> dict[str, str]:
    names = polars.concat([table["source_country"], table["target_country"]]).unique().to_list()
    known = StateNames(Knowledge.load())
    return {name: code for name in names if (code := known.code(name))}
