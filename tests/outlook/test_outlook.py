"""Outlooks: nothing later enters, thin evidence gives no number, words and ranges hold, reasons open evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backstay.ledger import Ledger
from backstay.outlook import ENOUGH, HORIZONS, Outlooks, band, from_signals, likeliest, outlooks
from backstay.outlook import shipped as shipping
from backstay.outlook.reasons import DAYS, _evidence
from backstay.outlook.tie_marks import marks_of, number_of
from backstay.records import Channel, Effect, Stance, Status
from backstay.records.errors import ModelMissing
from backstay.ties.claim_signals import acts_from_claims
from tests.corroboration.make import ROSTEC_DENIES, row
from tests.outlook.frames import FIRST, frame, rows, write

SIGNALS = frame()
MANY = frame(rows=15_000)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("outlook") / "l", rows())


@pytest.fixture(scope="module")
def found() -> Outlooks:
    return from_signals(SIGNALS, "VEN", FIRST + timedelta(days=700))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.integers(-30, 500))
def test_an_outlook_never_sees_tomorrow(ledger: Path, day: int) -> None:
    on = FIRST + timedelta(days=day)
    with Ledger.open(ledger) as opened:
        assert outlooks(opened, None, on) == outlooks(opened.until(on), None, on)
        assert outlooks(opened.until(on), None, on + timedelta(days=100)) == outlooks(opened.until(on), None, on)


@settings(max_examples=6, deadline=None)
@given(day=st.integers(200, 800), seed=st.integers(0, 9))
def test_what_comes_later_changes_nothing(day: int, seed: int) -> None:
    on = FIRST + timedelta(days=day)
    late = frame(300, 900, seed=seed + 50).filter(pl.col("known") > on)
    told = SIGNALS.filter((pl.col("known") <= on) & (pl.col("day") <= on))
    assert from_signals(pl.concat([told, late]), "VEN", on) == from_signals(told, "VEN", on)


def test_the_order_of_signals_changes_nothing(found: Outlooks) -> None:
    mixed = SIGNALS.sample(fraction=1, shuffle=True, seed=3)
    assert from_signals(mixed, "VEN", found.made) == found


def test_every_probability_has_its_word_its_range_and_its_base_rate(found: Outlooks) -> None:
    said = [each for each in found.outlooks if each.probability is not None]
    assert {each.horizon_days for each in said} == set(HORIZONS)
    assert {each.effect for each in said} == set(Effect)
    for each in said:
        assert each.probability is not None
        assert each.low is not None
        assert each.high is not None
        low, high = band(each.word)
        assert low <= each.probability <= high
        assert 0 <= each.low <= each.probability <= each.high <= 1
        assert 0 <= each.base_rate <= 1
        assert each.signals >= ENOUGH
        assert each.closes == each.made + timedelta(days=each.horizon_days)


def test_keeps_is_what_cuts_leaves(found: Outlooks) -> None:
    by = {(e.backer, e.channel, e.horizon_days, e.effect): e.probability for e in found.outlooks if e.enough}
    for (backer, channel, horizon, effect), chance in by.items():
        if effect is Effect.CUTS:
            kept = by[backer, channel, horizon, Effect.KEEPS]
            assert chance is not None
            assert kept == pytest.approx(1 - chance, abs=1e-3)


def test_thin_evidence_gives_no_number() -> None:
    thin = SIGNALS.filter((pl.col("backer") != "RUS") | (pl.col("client") != "VEN"))
    day = SIGNALS["known"].max()
    assert isinstance(day, date)
    few = [(day - timedelta(days=n), "RUS", "VEN", "arms", 0.6, 1.0, day, f"few:{n}") for n in range(ENOUGH - 1)]
    told = pl.concat([thin, pl.DataFrame(few, schema=thin.schema, orient="row")])
    held = [each for each in from_signals(told, "VEN", day).outlooks if each.backer == "RUS"]
    assert {each.channel for each in held} == {Channel.ARMS}
    assert all(each.probability is None and each.word == "" and not each.moved_by for each in held)


def test_reasons_open_signals_that_are_there(found: Outlooks) -> None:
    known = set(SIGNALS["id"])
    movers = [mover for each in found.outlooks for mover in each.moved_by]
    assert any(mover.evidence for mover in movers)
    assert all(set(mover.evidence) <= known for mover in movers)
    assert all(mover.raises == (mover.share > 0) for mover in movers)


def test_the_likeliest_are_those_with_the_highest_chance(found: Outlooks) -> None:
    first = likeliest(found.outlooks, Effect.CUTS, 90, 3)
    chances = [each.probability or 0.0 for each in first]
    every = [each for each in found.outlooks if each.effect is Effect.CUTS and each.horizon_days == 90 and each.enough]
    assert chances == sorted((each.probability or 0.0 for each in every), reverse=True)[:3]


def test_it_may_be_asked_of_some_ties_only(found: Outlooks) -> None:
    tie = ("RUS", "VEN", Channel.ARMS)
    some = from_signals(SIGNALS, day=found.made, ties={tie})
    whole = [each for each in found.outlooks if (each.backer, each.client, each.channel) == tie]
    assert list(some.outlooks) == whole


def test_reasons_may_be_left_away(found: Outlooks) -> None:
    bare = from_signals(SIGNALS, "VEN", found.made, reasons=False)
    assert [replace(each, moved_by=()) for each in found.outlooks] == list(bare.outlooks)


@pytest.mark.parametrize("day", [300, 700])
def test_a_reason_counts_the_signals_that_its_input_was_made_from(day: int) -> None:
    on = FIRST + timedelta(days=day)
    frame = MANY.filter((pl.col("known") <= on) & (pl.col("day") <= on))
    marks = marks_of(frame)
    number = marks.pairs.index(("RUS:arms", "VEN:arms"))
    recent = (marks.day > number_of(on) - DAYS) & (marks.pair == number)
    for place, kind in enumerate(marks.kinds):
        held, _ = _evidence(frame, ("RUS", "VEN", Channel.ARMS), Effect.CUTS, f"own {kind} 40", on)
        counted = int((recent & (marks.kind == place)).sum())
        # Beside cuts, endings are cuts too; in the marks each signal is of one kind.
        ends = int((recent & (marks.kind == marks.kinds.index("ends"))).sum()) if kind == "cuts" else 0
        assert held.height == counted + ends
    shared, of = _evidence(frame, ("RUS", "VEN", Channel.ARMS), Effect.CUTS, "share 40", on)
    assert 0 < shared.height < of == int((recent & marks.direct).sum())


def test_pressure_is_no_tie(found: Outlooks) -> None:
    assert Channel.PRESSURE not in {each.channel for each in found.outlooks}


def test_an_empty_ledger_has_no_outlook(tmp_path: Path) -> None:
    with Ledger.open(write(tmp_path / "l", []), as_of=FIRST) as opened:
        assert outlooks(opened, "VEN").outlooks == ()


def test_only_what_is_said_to_have_happened_is_a_signal(tmp_path: Path) -> None:
    claims = [
        row(report="r1", published=FIRST),
        row("Rostec plans to leave Venezuela in the coming year", report="r2", status=Status.PLANNED),
        row("Rostec denies that it has cut its staff there at all", report="r3", sources=(ROSTEC_DENIES,)),
        row("Nobody says when Rostec has cut its staff in the country", report="r4", published=None),
    ]
    assert claims[2].claim.innermost.stance is Stance.DENIES
    with Ledger.open(write(tmp_path / "l", claims)) as opened:
        told = acts_from_claims(opened.claims(reasons=False))
    assert told["id"].to_list() == [claims[0].claim.id]
    assert told["push"].to_list() == [-0.5]


def test_trees_that_are_not_those_shipped_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in shipping.FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "cuts.txt").write_text("tree\n", encoding="utf-8")
    monkeypatch.setattr(shipping, "FOLDER", tmp_path)
    shipping.shipped.cache_clear()
    with pytest.raises(ModelMissing, match=r"cuts\.txt"):
        shipping.shipped()
    monkeypatch.undo()
    shipping.shipped.cache_clear()
    assert shipping.shipped().trees
