"""The measures of the tasks on ties, and floors on what the measure reaches."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from bench.dyad_years import breaks_task, read_table, ties_task
from bench.scoring import SCORER, SHARED
from bench.tcpd import covering, f_measure, tcpd_task
from bench.ties_speed import measure_ties
from tests.bench.test_floors import below, fingerprint

EVENTS = SHARED / "data" / "events"
LISTED = Path(__file__).resolve().parents[2] / "bench" / "data" / "breaks_2002_2012.json"
shared = [
    pytest.mark.shared,
    pytest.mark.skipif(not EVENTS.is_dir(), reason="the development data is not beside the checkout"),
]


def test_f1_and_cover_as_published() -> None:
    marked = {"6": [50], "7": [], "8": [52, 80]}
    assert f_measure(marked, [51]) == pytest.approx(2 * 1.0 * ((1 + 1 + 2 / 3) / 3) / (1 + (1 + 1 + 2 / 3) / 3))
    assert f_measure({"6": []}, []) == 1.0
    assert covering({"6": []}, [], 100) == 1.0
    assert covering({"6": [50]}, [], 100) == pytest.approx(0.5)
    assert covering({"6": [50]}, [50], 100) == 1.0
    assert covering({"6": []}, [25], 100) == pytest.approx(0.75)


class TestShared:
    pytestmark = shared

    def test_change_points(self) -> None:
        path = EVENTS / "tcpd.tar.gz"
        assert fingerprint(path) == "6323f19db8c0"
        score = tcpd_task(path, SCORER, None)
        assert score["n"] == 30
        assert not below(score, {"f1": 0.75, "cover": 0.70})

    def test_breaks_of_dyad_years(self, tmp_path: Path) -> None:
        score = breaks_task(LISTED, SCORER, tmp_path / "kept.json")
        assert score["recall"] >= 0.82
        assert score["false_alarms_per_dyad_year"] <= 0.1

    def test_levels_rank_the_next_year(self, tmp_path: Path) -> None:
        path = EVENTS / "icews_dyad_years_2002_2012.parquet"
        assert fingerprint(path) == "7fae9fc2f638"
        some = read_table(path).filter(pl.col("i_iso3c").is_in(["USA", "RUS", "CHN", "FRA", "IRN", "SAU"]))
        some.write_parquet(tmp_path / "some.parquet")
        score = ties_task(tmp_path / "some.parquet", SCORER, None)
        assert score["spearman"] > score["spearman_lag1"]


def test_ties_are_measured_at_speed() -> None:
    score = measure_ties(1_000, 200)
    assert score["months"] == 120
    assert score["day_ties"] >= score["ties"] > 500
