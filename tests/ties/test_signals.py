"""The contract of the signals frame: what keeps it passes unchanged, what breaks it is named."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from backstay.records.errors import UsageError
from backstay.ties.signals import SIGNALS, empty, schema, validate

GOOD = {
    "day": date(2019, 3, 23),
    "backer": "RUS",
    "client": "VEN",
    "channel": "forces",
    "push": 0.85,
    "weight": 1.0,
    "known": date(2019, 3, 24),
    "id": "h1",
}


def frame(**changes: object) -> pl.DataFrame:
    return pl.DataFrame([GOOD, GOOD | changes], schema=schema())


def test_a_good_frame_passes_with_its_columns_in_order():
    shuffled = frame().select(*reversed(SIGNALS), pl.lit(1).alias("more"))
    assert validate(shuffled).equals(frame())
    assert validate(empty()).columns == list(SIGNALS)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"push": 1.01}, "push"),
        ({"push": float("nan")}, "push"),
        ({"weight": -0.1}, "weight"),
        ({"channel": "love"}, "channel"),
        ({"backer": "VEN"}, "itself"),
        ({"known": None}, "missing"),
        ({"id": None}, "missing"),
    ],
)
def test_what_breaks_the_contract_is_named_and_counted(changes: dict[str, object], said: str):
    with pytest.raises(UsageError, match=f"^1 of 2 signals have .*{said}"):
        validate(frame(**changes))


def test_a_column_that_is_absent_or_of_another_type_is_named():
    with pytest.raises(UsageError, match="`weight`"):
        validate(frame().drop("weight"))
    with pytest.raises(UsageError, match="`day`"):
        validate(frame().with_columns(pl.col("day").cast(pl.Datetime)))
